// Runs the programs, each time in a process of its own.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import type { Sample } from "./programs/clock";

export type Runner = "node" | "ts-node";

const SOURCES = path.join(__dirname, "programs");
/** Inside the package, where its own name resolves to its build, as it does for a user; ignored by git. */
const SCRATCH = path.join(__dirname, "..", "cdktf.out", "bench");
const OUTDIR = path.join(SCRATCH, "out");

/** Compiles the programs for plain node, without type checks: `npm run typecheck` has done them. */
export function compilePrograms(): void {
  mkdirSync(SCRATCH, { recursive: true });
  const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
  for (const file of readdirSync(SOURCES)) {
    const { outputText } = transpileModule(readFileSync(path.join(SOURCES, file), "utf8"), { compilerOptions });
    writeFileSync(path.join(SCRATCH, file.replace(/\.ts$/, ".js")), outputText);
  }
}

/**
 * Under ts-node, types are not checked (`--transpile-only`): checking costs both programs the same seconds, and would hide what
 * they do themselves.
 */
export function run(runner: Runner, program: string, workloads = 0): Sample {
  const command = {
    node: [path.join(SCRATCH, `${program}.js`)],
    "ts-node": [require.resolve("ts-node/dist/bin.js"), "--transpile-only", path.join(SOURCES, `${program}.ts`)],
  }[runner];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...command, String(workloads)], {
    encoding: "utf8",
    env: { ...process.env, CDKTF_OUTDIR: OUTDIR, NODE_OPTIONS: "" },
  });
  if (status !== 0) throw new Error(`${runner} ${program} ${workloads} failed:\n${stdout}${stderr}`);
  return JSON.parse(stdout) as Sample;
}

/** The Terraform that a program writes for so many workloads. */
export function terraformOf(program: string, workloads: number): unknown {
  run("node", program, workloads);
  return JSON.parse(readFileSync(path.join(OUTDIR, "stacks", "bench", "cdk.tf.json"), "utf8"));
}
