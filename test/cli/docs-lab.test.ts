// What docs/lab.md says that commands write is what they write, real clients in them. To write it anew: UPDATE_DOCS=1 npx jest test/cli/docs-lab
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "../lab/programs";
import { buildProgram, programFile } from "./built";

jest.setTimeout(240_000);
buildProgram();

const ROOT = join(__dirname, "../..");
const FILE = join(ROOT, "docs/lab.md");
const BLOCK = /^```console\n\$ (.*)\n([^]*?)^```$/gm;

let cwd: string;
let env: NodeJS.ProcessEnv;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "docs-lab-"));
  mkdirSync(join(cwd, "bin"));
  mkdirSync(join(cwd, "tmp"));
  writeFileSync(join(cwd, "bin/npx"), `#!/bin/sh\nshift\nexec '${process.execPath}' '${programFile()}' "$@"\n`);
  chmodSync(join(cwd, "bin/npx"), 0o700);
  symlinkSync(join(ROOT, "node_modules"), join(cwd, "node_modules"));
  const [, script = ""] = /^```js\n([^]*?)^```$/m.exec(readFileSync(FILE, "utf8")) ?? [];
  writeFileSync(join(cwd, "whoami.mjs"), script);
  env = {
    PATH: `${join(cwd, "bin")}:${process.env["PATH"]}`,
    HOME: join(cwd, "tmp"),
    TMPDIR: join(cwd, "tmp"),
    NODE_NO_WARNINGS: "1",
    PYENV_ROOT: process.env["PYENV_ROOT"],
  };
  const example = spawnSync(process.execPath, ["-r", "ts-node/register/transpile-only", "examples/show.ts", "three-clouds"], {
    cwd: ROOT,
    env: { ...process.env, CDKTF_OUTDIR: join(cwd, "cdktf.out") },
    encoding: "utf8",
  });
  expect(example.stderr).toBe("");
});
afterAll(() => {
  rmSync(cwd, { recursive: true, force: true });
});

/** What a command writes, on standard output and error as they come. */
const written = (command: string): string =>
  spawnSync("sh", ["-c", `{ ${command}; } 2>&1`], { cwd, env, encoding: "utf8" }).stdout;

const masked = (text: string): string =>
  text
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, "TIME")
    .replace(/\b1\d{9}\b/g, "SECONDS")
    .replace(/"UserId": "[A-Z0-9]+:/g, '"UserId": "ID:')
    .replace(/orders-[0-9a-f]{8}(?!\w)/g, "SESSION");

describe("docs/lab.md", () => {
  it("shows what the commands write", () => {
    const text = readFileSync(FILE, "utf8");
    const isThere = (command: string): boolean => !command.includes("-- aws ") || findProgram("aws") !== undefined;
    const renewed = text.replace(BLOCK, (block, command: string) =>
      isThere(command) ? `\`\`\`console\n$ ${command}\n${written(command).trim()}\n\`\`\`` : block,
    );
    if (process.env["UPDATE_DOCS"] !== undefined) writeFileSync(FILE, renewed);
    expect(masked(readFileSync(FILE, "utf8"))).toBe(masked(renewed));
    if (findProgram("aws") === undefined) console.warn("no aws here: its commands in docs/lab.md were not run");
  });
});
