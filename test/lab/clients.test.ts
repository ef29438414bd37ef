// Real clients, unmodified: each in the pod of shop/orders on `eu`, and in the same pod with a stranger's tokens.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Lab, type LabPod, startLab, type Stranger } from "../../lib/lab";
import { findProgram, run } from "./programs";

jest.setTimeout(120_000);

const GCLOUD_PACKAGES = ["/usr/lib/google-cloud-sdk/lib/third_party", "/usr/share/google-cloud-sdk/lib/third_party"];
const OTHER_CLUSTER = "https://oidc.eks.eu-west-1.amazonaws.com/id/FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF";
const LONG_AGO = 1_700_000_000;

/** What each cloud answers to whose tokens. */
const CASES: Readonly<
  Record<string, { readonly as?: Stranger; readonly aws: string; readonly google: string; readonly azure: string }>
> = {
  "the right pod": { aws: "in", google: "in", azure: "in" },
  "another ServiceAccount": {
    as: { serviceAccount: "payments" },
    aws: "AccessDenied",
    google: "PERMISSION_DENIED",
    azure: "AADSTS700213",
  },
  "another namespace": { as: { namespace: "stage" }, aws: "AccessDenied", google: "PERMISSION_DENIED", azure: "AADSTS700213" },
  "another cluster": {
    as: { cluster: OTHER_CLUSTER },
    aws: "InvalidIdentityToken",
    google: "invalid_grant",
    azure: "AADSTS700211",
  },
  "another audience": {
    as: { audience: "https://elsewhere.example.com" },
    aws: "InvalidIdentityToken",
    google: "invalid_grant",
    azure: "AADSTS700212",
  },
  "an expired token": {
    as: { issuedAt: LONG_AGO },
    aws: "ExpiredTokenException",
    google: "invalid_grant",
    azure: "AADSTS700024",
  },
  "a foreign key": { as: { isForeign: true }, aws: "InvalidIdentityToken", google: "invalid_grant", azure: "AADSTS700027" },
  "a longer name": {
    as: { serviceAccount: "orders-evil" },
    aws: "AccessDenied",
    google: "PERMISSION_DENIED",
    azure: "AADSTS700213",
  },
  "a shorter name": { as: { serviceAccount: "order" }, aws: "AccessDenied", google: "PERMISSION_DENIED", azure: "AADSTS700213" },
};
const NAMES = Object.keys(CASES);
/** Of the command lines, which start slowly, one of each kind. */
const FEW = ["the right pod", "another namespace", "another cluster", "an expired token"];

let lab: Lab;
let pods: { readonly name: string; readonly pod: LabPod }[];

beforeAll(async () => {
  const out = mkdtempSync(join(tmpdir(), "lab-example-"));
  try {
    await run(process.execPath, ["-r", "ts-node/register/transpile-only", "examples/show.ts", "three-clouds"], {
      env: { ...process.env, CDKTF_OUTDIR: out },
    });
    const json = readFileSync(join(out, "stacks", "three-clouds", "cdk.tf.json"), "utf8");
    lab = await startLab({ inputs: [{ name: "cdk.tf.json", json }] });
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
  await lab.issuer(OTHER_CLUSTER);
  pods = await Promise.all(
    Object.entries(CASES).map(async ([name, { as }]) => {
      const pod = await lab.pod({ namespace: "shop", serviceAccount: "orders", cluster: "eu", ...(as && { as }) });
      return { name, pod };
    }),
  );
});

afterAll(async () => {
  await lab.close();
});

type Outcomes = Readonly<Partial<Record<string, Readonly<Record<string, string>>>>>;

/** What is expected of a cloud, with what its clients get when they get in. */
function expected(cloud: "aws" | "google" | "azure", inside: string | RegExp, names: readonly string[] = NAMES): unknown {
  return Object.fromEntries(
    names.map((name) => [
      name,
      CASES[name]![cloud] === "in" ? (typeof inside === "string" ? inside : expect.stringMatching(inside)) : CASES[name]![cloud],
    ]),
  );
}

const SESSION = /^arn:aws:sts::000000000000:assumed-role\/orders-aws-88339d37\/[\w+=,.@-]+$/;

/** Runs a program once for all pods. It gets their environments, and starts in that of the first. */
async function runForAll(program: string, args: readonly string[]): Promise<Outcomes> {
  const input = JSON.stringify(pods.map(({ name, pod }) => ({ name, env: pod.environment() })));
  const { stdout } = await run(program, args, { env: pods[0]!.pod.environment(), input });
  return JSON.parse(stdout) as Outcomes;
}

/** Runs a program once for each pod. What it prints is `seen`, or the code in its complaint. */
async function runForEach(
  program: string,
  args: readonly string[],
  seen: (output: string) => string,
  code: RegExp,
): Promise<unknown> {
  const chosen = pods.filter(({ name }) => FEW.includes(name));
  const outcomes: [string, string][] = [];
  for (const { name, pod } of chosen) {
    const { status, stdout, stderr } = await run(program, args, {
      // The aws command line keeps sessions below HOME.
      env: { ...pod.environment(), HOME: pod.directory },
      mayFail: true,
    });
    outcomes.push([name, status === 0 ? seen(stdout) : (firstGroup(code.exec(stderr)) ?? stderr)]);
  }
  return Object.fromEntries(outcomes);
}

function firstGroup(match: RegExpExecArray | null): string | undefined {
  return match?.slice(1).find((group) => (group as string | undefined) !== undefined);
}

describe("SDKs for Node", () => {
  let outcomes: Outcomes;
  beforeAll(async () => {
    outcomes = await runForAll(process.execPath, ["--no-warnings", join(__dirname, "clients/node-clients.mjs")]);
  });

  it("the default chain of @aws-sdk/client-sts is let in or refused as by AWS", () => {
    expect(outcomes["@aws-sdk/client-sts"]).toEqual(expected("aws", SESSION));
  });

  it("google-auth-library is let in or refused as by Google Cloud", () => {
    expect(outcomes["google-auth-library"]).toEqual(expected("google", "token"));
  });

  it.each(["WorkloadIdentityCredential", "DefaultAzureCredential"])(
    "%s of @azure/identity is let in or refused as by Entra",
    (client) => {
      expect(outcomes[client]).toEqual(expected("azure", pods[0]!.pod.env["AZURE_CLIENT_ID"]!));
    },
  );
});

describe("SDKs for Python", () => {
  let outcomes: Outcomes = {};
  const python = findProgram("python3.11") ?? findProgram("python3");
  beforeAll(async () => {
    if (python !== undefined)
      outcomes = await runForAll(python, [join(__dirname, "clients/python_clients.py"), ...GCLOUD_PACKAGES]);
  });

  it("boto3 is let in or refused as by AWS", () => {
    if (outcomes["boto3"] === undefined) skip("no boto3 for Python");
    else expect(outcomes["boto3"]).toEqual(expected("aws", SESSION));
  });

  it("google-auth is let in or refused as by Google Cloud", () => {
    if (outcomes["google-auth"] === undefined) skip("no google-auth for Python");
    else expect(outcomes["google-auth"]).toEqual(expected("google", "token"));
  });
});

describe("command lines", () => {
  it("aws is let in or refused as by AWS", async () => {
    const aws = findProgram("aws");
    if (aws === undefined) {
      skip("no aws on the PATH");
      return;
    }
    const seen = (output: string): string => (JSON.parse(output) as { Arn: string }).Arn;
    const outcomes = await runForEach(aws, ["sts", "get-caller-identity"], seen, /An error occurred \((\w+)\)/);
    expect(outcomes).toEqual(expected("aws", SESSION, FEW));
  });

  it("gcloud is let in or refused as by Google Cloud", async () => {
    const gcloud = findProgram("gcloud");
    if (gcloud === undefined) {
      skip("no gcloud on the PATH");
      return;
    }
    const seen = (output: string): string => (output.startsWith("ya29.lab.") ? "token" : output);
    const outcomes = await runForEach(gcloud, ["auth", "print-access-token"], seen, /(PERMISSION_DENIED)|Error code (\w+)/);
    expect(outcomes).toEqual(expected("google", "token", FEW));
  });
});

function skip(why: string): void {
  console.warn(`skipped: ${why}`);
}
