// A user who pastes from README and from a job text gets one version of each action.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const sources = readdirSync(join(ROOT, "lib"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
const files = ["README.md", ...sources.map((name) => join("lib", name))];

describe("the actions of README and of job texts", () => {
  it("have one version each", () => {
    const uses = files.flatMap((name) => [...readFileSync(join(ROOT, name), "utf8").matchAll(/([\w-]+\/[\w/-]+)@(v\d+)\b/g)]);
    const versions = new Map<string, Set<string>>();
    for (const [, action, version] of uses) versions.set(action!, (versions.get(action!) ?? new Set()).add(version!));
    expect(versions.size).toBeGreaterThanOrEqual(6);
    expect([...versions].filter(([, those]) => those.size > 1)).toEqual([]);
  });
});
