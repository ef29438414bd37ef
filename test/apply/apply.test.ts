import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BEYOND_IAM } from "./cases/beyond-iam";
import { CLUSTERS } from "./cases/clusters";
import { LATE_VALUES } from "./cases/late";
import { PIPELINES } from "./cases/pipelines";
import { EksStandIn } from "./eks-stand-in";
import { lifeCycles, type LifeCycle } from "./life-cycle";
import { Moto } from "./moto";
import { missingTools } from "./tools";

// All that takes time happens once, before the first test.
jest.setTimeout(300_000);

const EXAMPLES = join(__dirname, "..", "..", "examples");
const EXAMPLE_CASES = [...CLUSTERS, ...PIPELINES, ...BEYOND_IAM];
/** Of AWS they create what one-cloud does, and the rest waits for Kubernetes, which is not there. */
const AS_ONE_CLOUD = ["deployment"];
const CASES = [...EXAMPLE_CASES, LATE_VALUES];

const missing = missingTools();
if (missing.length > 0) process.stderr.write(`test/apply: Terraform is not run, because there is ${missing.join("; ")}\n`);
const itApplies = missing.length === 0 ? it : it.skip;

describe("Terraform and the aws provider, against moto", () => {
  let moto: Moto | undefined;
  let eks: EksStandIn | undefined;
  let directory = "";
  let lives: Readonly<Record<string, LifeCycle>> = {};

  beforeAll(async () => {
    if (missing.length > 0) return;
    directory = mkdtempSync(join(tmpdir(), "apply-"));
    const clouds = { moto: (moto = await Moto.start()), eks: (eks = await EksStandIn.start(moto.url)) };
    const stacks = Object.fromEntries(CASES.map(({ name, stack }) => [name, stack(clouds)]));
    lives = await lifeCycles(directory, { aws: moto.url, eks: eks.url }, stacks);
  });

  afterAll(async () => {
    await eks?.stop();
    await moto?.stop();
    if (directory !== "") rmSync(directory, { recursive: true, force: true });
  });

  it("are tried on every example that uses AWS", () => {
    const main = (name: string): string => readFileSync(join(EXAMPLES, name, "main.ts"), "utf8");
    const directories = readdirSync(EXAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const onAws = directories.map(({ name }) => name).filter((name) => main(name).includes("cdktf-workload-identity/aws"));
    expect([...EXAMPLE_CASES.map(({ name }) => name), ...AS_ONE_CLOUD].sort()).toEqual(onAws.sort());
  });

  for (const { name, does, expected } of CASES) {
    itApplies(`in ${name} ${does}`, () => {
      const life = lives[name]!;
      expect(life).toEqual(expected(life));
    });
  }
});
