// `npm run bench`: what the library costs over the raw classes that write the same Terraform, as ratios within one run.
import { compare, type Comparison } from "./comparison";
import { compilePrograms, terraformOf, type Runner } from "./processes";
import { ranOn, writeSection } from "./results";
import { checkSameTerraform } from "./same-terraform";
import { growthRow, row, table, type Bound, type Row } from "./table";
import { benchVerify } from "./verify";

type Size = 100 | 1000 | 3000;

/** How often library and raw take turns: as often as six minutes allow. */
const PAIRS: Readonly<Record<Runner, Readonly<Record<Size, number>>>> = {
  node: { 100: 7, 1000: 5, 3000: 2 },
  "ts-node": { 100: 3, 1000: 3, 3000: 1 },
};
const IMPORT_PAIRS = 11;
const WITHIN_A_TENTH: Bound = { max: 1.1 };
const LINEAR: Bound = { max: 1 };
/** Under ts-node, what the cdktf CLI starts by default, each token costs a stack trace with source maps; the library makes fewer. */
const FASTER: Bound = { max: 1, below: true };

function synthRows(runner: Runner, time: Bound): Row[] {
  const measured = (size: Size): Comparison => {
    console.error(`${runner}: ${size} workloads`);
    return compare(runner, ["library", "raw"], size, PAIRS[runner][size]);
  };
  const rows = (size: Size, comparison: Comparison): Row[] => [
    row(`${runner}, ${size} workloads: CPU`, comparison, "cpuMs", time),
    row(`${runner}, ${size} workloads: peak memory`, comparison, "peakMiB", WITHIN_A_TENTH),
  ];
  const small = measured(100);
  const middle = measured(1000);
  const large = measured(3000);
  return [
    ...[...rows(100, small), ...rows(1000, middle), ...rows(3000, large)],
    growthRow(`${runner}: CPU of one workload, at 3000 over at 1000`, middle, large, 3, LINEAR),
  ];
}

function importRows(): Row[] {
  console.error("node: imports");
  const imports = compare("node", ["import-library", "import-raw"], 0, IMPORT_PAIRS);
  return [
    row("import of root and aws: CPU", imports, "cpuMs", WITHIN_A_TENTH),
    row("import of root and aws: peak memory", imports, "peakMiB", WITHIN_A_TENTH),
  ];
}

function introduction(resources: number): string {
  return [
    ranOn("npm run bench"),
    "",
    "Raw L1s: the generated classes by hand (`bench/programs/raw.ts`), flat in the stack. Both programs write the same Terraform:",
    `the run compared ${resources} resources of three workloads (each on two clusters, with an identity in each of three clouds, 14`,
    "resources a workload), equal in every attribute but made-up names. Each figure is the median of fresh processes in turns; the",
    "ratio is the median of the pairs', the spread their least and most. CPU time is that of construct and synth, all threads.",
    "ts-node runs with `--transpile-only`: checking types takes both the same time.",
  ].join("\n");
}

compilePrograms();
const resources = checkSameTerraform(terraformOf("library", 3), terraformOf("raw", 3));
const rows = [...importRows(), ...synthRows("node", WITHIN_A_TENTH), ...synthRows("ts-node", FASTER)];
const result = table(rows);
console.log(result);
writeSection("The library beside raw L1 classes", `${introduction(resources)}\n\n${result}`);
console.log(benchVerify());
