// Every example is synthesized as a user would, and its Terraform is kept as a snapshot.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withoutNotes, type Resource } from "./world";

const EXAMPLES = join(__dirname, "../examples");
const names = readdirSync(EXAMPLES, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

/** Runs examples/<name>/main.ts and returns what it wrote, by stack. */
function synthesize(name: string): Record<string, unknown> {
  const out = mkdtempSync(join(tmpdir(), `example-${name}-`));
  const before = process.env["CDKTF_OUTDIR"];
  process.env["CDKTF_OUTDIR"] = out;
  try {
    jest.isolateModules(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- an example runs when it is loaded, and must be loaded afresh
      require(join(EXAMPLES, name, "main.ts"));
    });
    const stacks = readdirSync(join(out, "stacks"));
    return Object.fromEntries(stacks.map((stack) => [stack, portable(join(out, "stacks", stack, "cdk.tf.json"))]));
  } finally {
    process.env["CDKTF_OUTDIR"] = before;
    if (before === undefined) delete process.env["CDKTF_OUTDIR"];
    rmSync(out, { recursive: true, force: true });
  }
}

/** What the file says, without what depends on the machine: cdktf's notes and the place of the local state. */
function portable(file: string): unknown {
  const { terraform, ...stack } = withoutNotes(JSON.parse(readFileSync(file, "utf8"))) as { terraform: Resource };
  const { backend: _backend, ...settings } = terraform;
  return { ...stack, terraform: settings };
}

describe("examples", () => {
  it.each(names)("%s synthesizes to the Terraform of its snapshot", (name) => {
    expect(synthesize(name)).toMatchSnapshot();
  });
});
