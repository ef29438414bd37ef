// `ts-node --transpile-only bench/verify.ts`: what verify costs on an estate of up to 10,000 workloads.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { compiledPrograms } from "./compile";
import type { VerifySample } from "./programs/verify";
import { ranOn, writeSection } from "./results";
import { alignedTable } from "./table";

const ROUNDS = 3;
const ESTATES = [1_000, 3_000, 10_000];
/** Of the largest estate. */
const BOUNDS: Readonly<Partial<Record<keyof VerifySample, number>>> = {
  modelMs: 3_000,
  decideWallMs: 1_200,
  findingsMs: 1_500,
  diffMs: 4_000,
  reportMs: 1_500,
};

const ROWS: readonly (readonly [keyof VerifySample, string, string])[] = [
  ["megabytes", "size of the JSON", "MB"],
  ["modelMs", "read the model", "ms"],
  ["decideMs", "100,000 decisions", "ms"],
  ["decideWallMs", "100,000 decisions, on the wall", "ms"],
  ["findingsMs", "all findings", "ms"],
  ["whatCanMs", "10,000 times: what may a subject become", "ms"],
  ["modelMiB", "peak memory once the model is read", "MiB"],
  ["reportMs", "the report's page, without its findings", "ms"],
  ["diffMs", "compared with another one that is read", "ms"],
  ["peakMiB", "peak memory of the whole process", "MiB"],
];

/** Measures verify on each estate, and writes its section of the results. */
export function benchVerify(): string {
  const programs = compiledPrograms();
  const medians = ESTATES.map((workloads) => {
    console.error(`verify: ${workloads} workloads`);
    const samples = Array.from({ length: ROUNDS }, () => sample(programs, workloads));
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
  `is the median of ${ROUNDS} fresh processes: CPU time of all threads, and memory with the JSON itself and the process. Bounds are of the largest estate.`,
].join("\n");

function sample(programs: string, workloads: number): VerifySample {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(programs, "verify.js"), String(workloads)], {
    encoding: "utf8",
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  if (status !== 0) throw new Error(`verify of ${workloads} workloads failed:\n${stdout}${stderr}`);
  return JSON.parse(stdout) as VerifySample;
}

if (require.main === module) console.log(benchVerify());
