// Terraform itself reads what the examples write: no provider is needed for that.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exampleNames, synthesizeExample } from "./example";
import { isOnPath } from "./apply/tools";

/** All that stands in a `depends_on` anywhere. */
function dependencies(value: unknown, key = ""): unknown[] {
  if (key === "depends_on") return [value].flat();
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => dependencies(inner, name));
}

describe.each(exampleNames)("the example %s", (name) => {
  const stacks = synthesizeExample(name);

  it("depends on addresses alone, because Terraform takes no expression there", () => {
    for (const text of Object.values(stacks)) {
      expect(dependencies(JSON.parse(text)).filter((one) => !/^[\w.-]+$/.test(String(one)))).toEqual([]);
    }
  });

  (isOnPath("terraform") ? it : it.skip)("is read by Terraform", () => {
    for (const [stack, text] of Object.entries(stacks)) {
      const folder = mkdtempSync(join(tmpdir(), `read-${stack}-`));
      try {
        // The state's place would have to be initialized.
        const { terraform, ...rest } = JSON.parse(text) as { readonly terraform: object };
        const written = { ...rest, terraform: { ...terraform, backend: undefined } };
        writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(written));
        const { status, stderr } = spawnSync("terraform", ["providers"], { cwd: folder, encoding: "utf8" });
        expect(status === 0 ? "" : stderr).toBe("");
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
  });
});
