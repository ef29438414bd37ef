import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ACTIONS } from "../../lib/facts/actions";

describe("README", () => {
  it("uses the same versions of actions as githubJob writes", () => {
    const readme = readFileSync(join(__dirname, "../../README.md"), "utf8");
    const used = [...readme.matchAll(/uses: ([^\s@]+)@(v\d+)/g)].map(([, name, version]) => ({ name, version }));
    const known = new Map(Object.values(ACTIONS).map((action) => action.split("@") as [string, string]));
    const ours = used.filter(({ name }) => known.has(name!));
    expect(ours.length).toBeGreaterThan(0);
    expect(ours.filter(({ name, version }) => known.get(name!) !== version)).toEqual([]);
  });
});
