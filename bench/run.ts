// `npm run bench`: what the library costs over the raw classes that write the same Terraform, as ratios within one run.
import { compare } from "./comparison";
import { benchGrowth } from "./growth";
import { compilePrograms, terraformOf, type Runner } from "./processes";
import { ranOn, writeSection } from "./results";
import { checkSameTerraform } from "./same-terraform";
import { growthRow, row, table, type Bound, type Row } from "./table";
import { benchVerify } from "./verify";

type Size = 100 | 1000 | 3000 | 10000;

/** How often library and raw take turns: as often as ten minutes allow. */
const PAIRS: Readonly<Record<Runner, Readonly<Partial<Record<Size, number>>>>> = {
  node: { 100: 9, 1000: 5, 3000: 2, 10000: 1 },
  "ts-node": { 100: 3, 1000: 3, 3000: 1 },
};
const IMPORT_PAIRS = 15;
const AWS_PAIRS = 5;
const AT_MOST = (max: number): Bound => ({ max });
const WITHIN_A_TENTH: Bound = AT_MOST(1.1);
/** What three clouds may cost by the number of workloads: fewer tokens and short stacks pay the more there are. */
const THREE_CLOUDS: Readonly<Record<Size, Bound>> = {
  100: AT_MOST(1.05),
  1000: AT_MOST(1),
  3000: AT_MOST(1),
  10000: { max: 0.85, below: true },
};
const LINEAR: Bound = { max: 1 };
/** Under ts-node, what the cdktf CLI starts by default, each token costs a stack trace with source maps; the library makes fewer. */
const FASTER: Bound = { max: 1, below: true };

function synthRows(runner: Runner, time: (size: Size) => Bound): Row[] {
  const sizes = Object.keys(PAIRS[runner]).map(Number) as Size[];
  const measured = sizes.map((size) => {
    console.error(`${runner}: ${size} workloads`);
    return [size, compare(runner, ["library", "raw"], size, PAIRS[runner][size] ?? 1)] as const;
  });
  const [, middle, large] = measured.map(([, comparison]) => comparison);
  return [
    ...measured.flatMap(([size, comparison]) => [
      row(`${runner}, ${size} workloads: CPU`, comparison, "cpuMs", time(size)),
      row(`${runner}, ${size} workloads: peak memory`, comparison, "peakMiB", WITHIN_A_TENTH),
    ]),
    ...(middle === undefined || large === undefined
      ? []
      : [growthRow(`${runner}: CPU of one workload, at 3000 over at 1000`, middle, large, 3, LINEAR)]),
  ];
}

/** One role a workload on one cluster: no Google, no Azure. */
function awsRow(what: string, program: string, bound: Bound): Row {
  console.error(`node: ${what}`);
  const comparison = compare("node", [`library-${program}`, `raw-${program}`], 1000, AWS_PAIRS);
  return row(`node, 1000 workloads, ${what}: CPU`, comparison, "cpuMs", bound);
}

function importRows(): Row[] {
  console.error("node: imports");
  const imports = compare("node", ["import-library", "import-raw"], 0, IMPORT_PAIRS);
  return [
    row("import of root and aws: CPU", imports, "cpuMs", AT_MOST(1.05)),
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
checkSameTerraform(terraformOf("library-aws-accounts", 3), terraformOf("raw-aws-accounts", 3));
const rows = [
  ...importRows(),
  ...synthRows("node", (size) => THREE_CLOUDS[size]),
  awsRow("AWS alone", "aws", WITHIN_A_TENTH),
  awsRow("AWS with ServiceAccounts", "aws-accounts", AT_MOST(1.05)),
  ...synthRows("ts-node", () => FASTER),
];
const result = table(rows);
console.log(result);
writeSection("The library beside raw L1 classes", `${introduction(resources)}\n\n${result}`);
console.log(benchVerify());
console.log(benchGrowth());
