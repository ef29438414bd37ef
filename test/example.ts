import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const EXAMPLES = join(__dirname, "../examples");

/** The folders of examples/. */
export const exampleNames = readdirSync(EXAMPLES, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

/** Runs examples/<name>/main.ts as a user would, and returns the JSON text that it wrote, by stack. */
export function synthesizeExample(name: string): Record<string, string> {
  const out = mkdtempSync(join(tmpdir(), `example-${name}-`));
  const before = process.env["CDKTF_OUTDIR"];
  process.env["CDKTF_OUTDIR"] = out;
  try {
    jest.isolateModules(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- an example runs when it is loaded, and must be loaded afresh
      require(join(EXAMPLES, name, "main.ts"));
    });
    const stacks = readdirSync(join(out, "stacks"));
    return Object.fromEntries(stacks.map((stack) => [stack, readFileSync(join(out, "stacks", stack, "cdk.tf.json"), "utf8")]));
  } finally {
    process.env["CDKTF_OUTDIR"] = before;
    if (before === undefined) delete process.env["CDKTF_OUTDIR"];
    rmSync(out, { recursive: true, force: true });
  }
}
