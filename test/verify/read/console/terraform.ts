import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether `terraform` can be run here. */
export function hasTerraform(): boolean {
  return spawnSync("terraform", ["version"]).status === 0;
}

/**
 * What the real Terraform makes of expressions: what `jsonencode` makes of each, undefined where it meets an error, "unknown" where it does not
 * know either. One process, unless something is unknown.
 */
export function evaluatedByTerraform(expressions: readonly string[]): (string | undefined)[] {
  const results = evaluated(expressions);
  if (results !== undefined) return results;
  if (expressions.length === 1) return ["unknown"];
  const half = expressions.length >> 1;
  return [...evaluatedByTerraform(expressions.slice(0, half)), ...evaluatedByTerraform(expressions.slice(half))];
}

function evaluated(expressions: readonly string[]): (string | undefined)[] | undefined {
  const folder = mkdtempSync(join(tmpdir(), "console-"));
  const locals = Object.fromEntries(
    expressions.map((expression, index) => [`e${index}`, `\${try([jsonencode(${expression})], [])}`]),
  );
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ locals }));
  // base64: the console writes a text as an expression. A line holds 64 KiB.
  const input = `base64encode(jsonencode([${expressions.map((_, index) => `local.e${index}`).join(",")}]))\n`;
  const { stdout, stderr } = spawnSync("terraform", ["console"], {
    cwd: folder,
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: { PATH: process.env["PATH"], HOME: folder, CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: "/dev/null" },
  });
  if (stdout.trim() === "(known after apply)") return undefined;
  const [, answer] = /^"([A-Za-z0-9+/=]*)"$/m.exec(stdout) ?? [];
  if (answer === undefined) throw new Error(stdout + stderr);
  const results = JSON.parse(Buffer.from(answer, "base64").toString("utf8")) as string[][];
  return results.map(([result]) => result);
}
