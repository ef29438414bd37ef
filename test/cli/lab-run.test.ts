// `lab run` as a program of its own, with real clients in it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { EU, ROLE, STACK } from "../lab/stack";
import { buildProgram, programFile, runProgram, start } from "./built";
import { folderWith } from "./world";

jest.setTimeout(60_000);
buildProgram();

const SESSION = ROLE.replace("arn:aws:iam", "arn:aws:sts").replace(":role/", ":assumed-role/");
const HERE = join(__dirname, "../..");
/** A program of the default chain of credentials, nothing of the lab in it. */
const WHO_AM_I = [
  process.execPath,
  "-e",
  `const { STSClient, GetCallerIdentityCommand } = require(${JSON.stringify(join(HERE, "node_modules/@aws-sdk/client-sts"))});
   new STSClient().send(new GetCallerIdentityCommand()).then(({ Arn }) => console.log(Arn), (error) => {
     console.log(error.name);
     process.exitCode = 3;
   });`,
];
const tell = (script: string): string[] => [process.execPath, "-e", script];
const ORDERS = ["lab", "run", "--workload", "orders", "--cluster", "eu"];

const IDLE = { kubernetes_service_account_v1: { idle: { metadata: { namespace: "shop", name: "idle" } } } };

let temp: string;
let cwd: string;
let env: NodeJS.ProcessEnv;
beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), "lab-run-"));
  cwd = folderWith({ "cdktf.out/stacks/shop/cdk.tf.json": { ...STACK, resource: { ...STACK.resource, ...IDLE } } });
  env = { PATH: process.env["PATH"], HOME: temp, TMPDIR: temp, SPECIAL: "kept", NODE_NO_WARNINGS: "1" };
});
afterEach(() => {
  expect(readdirSync(temp)).toEqual([]);
});
afterAll(() => {
  rmSync(temp, { recursive: true, force: true });
});

describe("lab run", () => {
  it("lets the workload's own pod in, and says why", async () => {
    const { code, out, err } = await runProgram(cwd, [...ORDERS, "--", ...WHO_AM_I], env);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^${SESSION}/orders-[0-9a-f]{8}\n$`));
    const [first, onlyHere, ...decisions] = err.trimEnd().split("\n");
    expect(onlyHere).toMatch(/^lab: not in a real pod: CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE signs gcloud in; /);
    expect(first).toBe(
      `lab: the pod of shop/orders on eu (${EU}), set up to become AWS role orders, Google Cloud service account orders@acme-prod.iam.gserviceaccount.com, Azure managed identity orders`,
    );
    const host = EU.slice("https://".length);
    expect(decisions.map((line) => line.replace(/^lab: \S+Z |[0-9a-f]{8}(?= of AWS)/g, ""))).toEqual([
      `LET IN system:serviceaccount:shop:orders of eu (${EU}) → ${ROLE} (AWS STS AssumeRoleWithWebIdentity): statement 1 allows: StringEquals ${host}:sub "system:serviceaccount:shop:orders", StringEquals ${host}:aud "sts.amazonaws.com"`,
      `LET IN ${SESSION}/orders- of AWS STS → its own name (AWS STS GetCallerIdentity): the request is signed with the session's key`,
    ]);
  });

  it("refuses a stranger with the pod's environment and its own token, and ends with the program's code", async () => {
    const { code, out, err } = await runProgram(cwd, [...ORDERS, "--as", "shop/evil", "--", ...WHO_AM_I], env);
    expect({ code, out }).toEqual({ code: 3, out: "AccessDenied\n" });
    expect(err).toContain(`\nlab: a stranger in its place: the tokens are those of shop/evil on eu (${EU})\n`);
    expect(err).toMatch(
      /Z REFUSED system:serviceaccount:shop:evil of .* AccessDenied: no statement has conditions that hold: .*"system:serviceaccount:shop:orders": the key is "system:serviceaccount:shop:evil"\n/,
    );
  });

  it("refuses a stranger of another cluster that nobody trusts, and one for another audience", async () => {
    const url = "https://oidc.example.com/other";
    const cluster = await runProgram(cwd, [...ORDERS, "--as-cluster", url, "--", ...WHO_AM_I], env);
    expect([cluster.code, cluster.out]).toEqual([3, "InvalidIdentityTokenException\n"]);
    expect(cluster.err).toContain(`lab: a stranger in its place: the tokens are those of shop/orders on ${url}\n`);
    const audience = await runProgram(cwd, [...ORDERS, "--audience", "elsewhere", "--", ...WHO_AM_I], env);
    expect([audience.code, audience.out]).toEqual([3, "InvalidIdentityTokenException\n"]);
    expect(audience.err).toContain(`the tokens are those of shop/orders on eu (${EU}), for elsewhere\n`);
  });

  it("refuses tokens whose time is over, and those that a foreign key signs", async () => {
    const expired = await runProgram(cwd, [...ORDERS, "--expired", "--", ...WHO_AM_I], env);
    expect([expired.code, expired.out]).toEqual([3, "ExpiredTokenException\n"]);
    expect(expired.err).toContain(`lab: a stranger in its place: the tokens are those of shop/orders on eu (${EU}), expired\n`);
    const foreign = await runProgram(cwd, [...ORDERS, "--foreign-key", "--", ...WHO_AM_I], env);
    expect([foreign.code, foreign.out]).toEqual([3, "InvalidIdentityTokenException\n"]);
    expect(foreign.err).toContain(`the tokens are those of shop/orders on eu (${EU}), signed by a foreign key\n`);
  });

  it("says in a line that there is no place for its files, and ends", async () => {
    const { code, err } = await runProgram(cwd, [...ORDERS, "--", ...WHO_AM_I], { ...env, TMPDIR: "/nonexistent" });
    expect({ code, err }).toEqual({
      code: 2,
      err: "cdktf-workload-identity: the lab cannot make a folder in /nonexistent (ENOENT); set TMPDIR to one that is there\n",
    });
  });

  it("runs a program as a job of a subject, and of another as a stranger", async () => {
    const job = ["lab", "run", "--subject", "system:serviceaccount:shop:orders"];
    const own = await runProgram(cwd, [...job, "--", ...WHO_AM_I], env);
    expect([own.code, own.out.replace(/[0-9a-f]{8}\n$/, "")]).toEqual([0, `${SESSION}/job-`]);
    expect(own.err).toContain(`lab: the job system:serviceaccount:shop:orders of eu (${EU}), set up to become AWS role orders, `);
    const other = await runProgram(cwd, [...job, "--as", "repo:evil/api:ref:x", "--", ...WHO_AM_I], env);
    expect([other.code, other.out]).toEqual([3, "AccessDenied\n"]);
    const both = await runProgram(cwd, [...job, "--workload", "orders", "--", ...WHO_AM_I], env);
    expect(both.code).toBe(2);
    expect(both.err).toContain("--workload names a pod, and --subject or --pipeline a job; give one of them");
    const unknown = await runProgram(cwd, ["lab", "run", "--pipeline", "nobody", "--", ...WHO_AM_I], env);
    expect(unknown.err).toContain('the files hold no identity of a pipeline "nobody"; give its construct\'s id');
  });

  it("passes the environment on without the clouds' own variables, and names those", async () => {
    const script =
      "console.log(process.env.SPECIAL, process.env.AWS_PROFILE, process.env.AZURE_CLIENT_SECRET, process.env.AWS_REGION)";
    const mine = { ...env, AWS_PROFILE: "admin", AZURE_CLIENT_SECRET: "s3cret", AWS_REGION: "us-east-1" };
    const { code, out, err } = await runProgram(cwd, [...ORDERS, "--", ...tell(script)], mine);
    expect({ code, out }).toEqual({ code: 0, out: "kept undefined undefined eu-west-1\n" });
    expect(err).toContain(
      "\nlab: left out or replaced in the program's environment: AWS_PROFILE, AWS_REGION, AZURE_CLIENT_SECRET\n",
    );
    expect(err).not.toContain("s3cret");
  });

  it("hands signals on, and ends as the program does", async () => {
    const polite =
      "process.on('SIGTERM', () => { console.log('bye'); process.exit(7); }); console.log('ready'); setInterval(() => {}, 1000)";
    const first = start(cwd, [...ORDERS, "--", ...tell(polite)], env);
    await first.wrote(/ready/);
    first.child.kill("SIGTERM");
    expect(await first.ended).toBe(7);
    expect(first.said.out).toBe("ready\nbye\n");
    const second = start(cwd, [...ORDERS, "--", ...tell("console.log('ready'); setInterval(() => {}, 1000)")], env);
    await second.wrote(/ready/);
    second.child.kill("SIGINT");
    expect(await second.ended).toBe(130);
  });

  it("of a workload that nothing trusts, gives the program nothing, nor what its user is signed in with", async () => {
    const script =
      "console.log(Object.keys(process.env).filter((name) => /^(AWS|AZURE|GOOGLE|CLOUDSDK)_/.test(name)).sort().join())";
    const { code, out, err } = await runProgram(cwd, ["lab", "run", "--workload", "idle", "--", ...tell(script)], env);
    expect({ code, out, err }).toEqual({
      code: 0,
      out: "AWS_CONFIG_FILE,AWS_EC2_METADATA_DISABLED,AWS_SHARED_CREDENTIALS_FILE,AZURE_CONFIG_DIR,CLOUDSDK_CONFIG,GOOGLE_APPLICATION_CREDENTIALS\n",
      err: `lab: the pod of shop/idle on eu (${EU}), set up to become nothing: the files let it in nowhere\n`,
    });
  });

  it("says in a line that a program is not there, and cleans up", async () => {
    const { code, err } = await runProgram(cwd, [...ORDERS, "--", "no-such-program"], env);
    expect(code).toBe(2);
    expect(err.trimEnd().split("\n").at(-1)).toBe(
      "cdktf-workload-identity: no-such-program could not be started (ENOENT); check its name, and that it may be executed",
    );
  });
});

describe("other commands", () => {
  it("do without what the lab needs", () => {
    const list = "process.on('exit', () => console.error(Object.keys(require.cache).join('\\n')))";
    const loader = join(dirname(programFile()), "list.cjs");
    writeFileSync(loader, list);
    const { stderr } = spawnSync(process.execPath, ["--require", loader, programFile(), "--help"], { encoding: "utf8" });
    expect(stderr).toContain("/dist/cli/main.js");
    expect(stderr.split("\n").filter((file) => /node_modules\/jose\/|\/lab\/index\.js$/.test(file))).toEqual([]);
  });
});
