// `ts-node --transpile-only bench/growth.ts`: whether verify grows with an estate of any shape as the estate does.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { compiledPrograms } from "./compile";
import type { GrowthSample } from "./programs/growth";
import { ranOn, writeSection } from "./results";
import { alignedTable } from "./table";

const ROUNDS = 3;
/** Of an estate as large as they come. */
const MOST_MS = 2_000;
const MOST_MIB = 500;

/** Measures each shape at a quarter of its size and at its size, and writes its section of the results. */
export function benchGrowth(): string {
  const program = path.join(compiledPrograms(), "growth.js");
  const run = (...args: string[]): unknown => {
    const { stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: "utf8" });
    if (stdout === "") throw new Error(`growth of ${args.join(" ")} failed:\n${stderr}`);
    return JSON.parse(stdout);
  };
  const shapes = run() as [string, number][];
  const rows = shapes.map(([shape, count]) => {
    console.error(`growth: ${shape}`);
    const [part, whole] = ["0.25", "1"].map((size) => {
      const samples = Array.from({ length: ROUNDS }, () => run(shape, size) as GrowthSample);
      return samples.sort((a, b) => a.ms - b.ms)[Math.floor(ROUNDS / 2)]!;
    }) as [GrowthSample, GrowthSample];
    const isOver = whole.ms >= MOST_MS || whole.peakMiB >= MOST_MIB;
    const ms = (sample: GrowthSample): string => `${sample.ms.toFixed(0)} ms`;
    return [shape, String(count), ms(part), ms(whole), `${whole.peakMiB.toFixed(0)} MiB`, isOver ? "OVER" : "ok"];
  });
  const bound = `< ${MOST_MS} ms, ${MOST_MIB} MiB`;
  const result = alignedTable([["", "so many", "a quarter", "all", "peak memory", bound], ...rows]);
  writeSection("growth", `${INTRODUCTION}\n\n${result}`);
  return result;
}

const INTRODUCTION = [
  ranOn("ts-node --transpile-only bench/growth.ts"),
  "",
  "One estate for each shape that once cost more than its size: reading it, and what the row says; `all` is the findings and a",
  `decision on each identity. Each figure is the median of ${ROUNDS} fresh processes, CPU time of all threads; the start of the process`,
  "counts, so four times the estate is less than four times the work.",
].join("\n");

if (require.main === module) console.log(benchGrowth());
