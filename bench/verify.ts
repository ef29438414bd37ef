// `ts-node --transpile-only bench/verify.ts`: what verify costs on an estate of up to 10,000 workloads.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import type { VerifySample } from "./programs/verify";
import { ranOn, writeSection } from "./results";
import { alignedTable } from "./table";

/** Inside the package, where dependencies resolve; ignored by git. Its own build of the sources, so that dist/ may be older. */
const SCRATCH = path.join(__dirname, "..", "cdktf.out", "bench-verify");
const ROUNDS = 3;
const ESTATES = [1_000, 3_000, 10_000];
/** Of the largest estate. */
const BOUNDS: Readonly<Partial<Record<keyof VerifySample, number>>> = { modelMs: 10_000, decideWallMs: 2_000, peakMiB: 1_500 };

const ROWS: readonly (readonly [keyof VerifySample, string, string])[] = [
  ["megabytes", "size of the JSON", "MB"],
  ["modelMs", "read the model", "ms"],
  ["decideMs", "100,000 decisions", "ms"],
  ["decideWallMs", "100,000 decisions, on the wall", "ms"],
  ["findingsMs", "all findings", "ms"],
  ["whatCanMs", "10,000 times: what may a subject become", "ms"],
  ["peakMiB", "peak memory of the whole process", "MiB"],
];

/** Measures verify on each estate, and writes its section of the results. */
export function benchVerify(): string {
  compile(path.join(__dirname, "..", "lib"), path.join(SCRATCH, "lib"));
  compile(path.join(__dirname, "programs"), path.join(SCRATCH, "bench", "programs"));
  const medians = ESTATES.map((workloads) => {
    console.error(`verify: ${workloads} workloads`);
    const samples = Array.from({ length: ROUNDS }, () => sample(workloads));
    return (field: keyof VerifySample): number => samples.map((one) => one[field]).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
  });
  const rows = ROWS.map(([field, what, unit]) => {
    const bound = BOUNDS[field];
    const worst = medians.at(-1)!(field);
    const verdict = bound === undefined ? ["", ""] : [`< ${bound} ${unit}`, worst < bound ? "ok" : "OVER"];
    return [what, ...medians.map((median) => `${median(field).toFixed(0)} ${unit}`), ...verdict];
  });
  const header = ["", ...ESTATES.map((workloads) => `${workloads} workloads`), "bound", ""];
  const result = alignedTable([header, ...rows]);
  writeSection("verify", `${INTRODUCTION}\n\n${result}`);
  return result;
}

const INTRODUCTION = [
  ranOn("ts-node --transpile-only bench/verify.ts"),
  "",
  "Workloads each on two clusters, with an identity in each of three clouds, as the library writes them, over 20 stacks. The tokens are",
  "random: half are right, the others of another namespace, another issuer or another audience, and every answer is checked. Each figure",
  `is the median of ${ROUNDS} fresh processes: CPU time of all threads, and memory with the JSON itself. Bounds are of the largest estate.`,
].join("\n");

function sample(workloads: number): VerifySample {
  const program = path.join(SCRATCH, "bench", "programs", "verify.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, String(workloads)], {
    encoding: "utf8",
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  if (status !== 0) throw new Error(`verify of ${workloads} workloads failed:\n${stdout}${stderr}`);
  return JSON.parse(stdout) as VerifySample;
}

function compile(from: string, to: string): void {
  const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true };
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".ts")) continue;
    const source = path.join(entry.parentPath, entry.name);
    const target = path.join(to, path.relative(from, source).replace(/\.ts$/, ".js"));
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, transpileModule(readFileSync(source, "utf8"), { compilerOptions }).outputText);
  }
}

if (require.main === module) console.log(benchVerify());
