// What was made by hand is taken over without a replacement, and a replaced role keeps its permissions.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Testing } from "cdktf";
import { FederatedWorkload } from "../../lib";
import { AwsTrust, type AwsRole } from "../../lib/aws";
import { EU, World } from "../world";
import { makeAwsModule } from "./aws-part";
import { readIam } from "./iam";
import { Moto, type Account } from "./moto";
import { Root } from "./root";
import { missingTools, providerMirror } from "./tools";

jest.setTimeout(300_000);

const READ_ONLY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const HOST = EU.replace("https://", "");
const QUEUE = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow" as const, Action: "sqs:SendMessage", Resource: "arn:aws:sqs:eu-west-1:111122223333:orders" }],
};
const TRUST = (account: string) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${HOST}` },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: { [`${HOST}:sub`]: "system:serviceaccount:shop:orders", [`${HOST}:aud`]: "sts.amazonaws.com" },
      },
    },
  ],
});

/** IRSA as people write it by hand: a trust of any audience among the rest. */
const BY_HAND = {
  resource: {
    aws_iam_openid_connect_provider: { eks: { url: EU, client_id_list: ["sts.amazonaws.com"] } },
    aws_iam_role: {
      orders: {
        name: "orders",
        path: "/irsa/",
        description: "Orders",
        assume_role_policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Federated: "${aws_iam_openid_connect_provider.eks.arn}" },
              Action: "sts:AssumeRoleWithWebIdentity",
              Condition: { StringEquals: { [`${HOST}:sub`]: "system:serviceaccount:shop:orders" } },
            },
          ],
        }),
      },
    },
    aws_iam_role_policy_attachment: { read: { role: "${aws_iam_role.orders.name}", policy_arn: READ_ONLY } },
    aws_iam_role_policy: { queue: { name: "queue", role: "${aws_iam_role.orders.id}", policy: JSON.stringify(QUEUE) } },
  },
};

type Adopt = (role: AwsRole, trust: AwsTrust, world: World) => void;

/** The same with constructs, as a root of the aws provider of this machine. */
async function withConstructs(account: Account, version: string, adopt: Adopt, path = "/irsa/"): Promise<object> {
  const app = Testing.app();
  const world = new World("orders", app);
  new AwsProvider(world, "aws-provider", { region: "eu-west-1" });
  const trust = new AwsTrust(world, "aws", { issuers: [world.eu.issuer] });
  const orders = new FederatedWorkload(world, "orders", {
    clusters: [world.eu],
    namespace: "shop",
    serviceAccountName: "orders",
    serviceAccount: "existing",
    identities: {
      aws: trust.role({ name: "orders", path, description: "Orders", policyArns: [READ_ONLY], inlinePolicies: { queue: QUEUE } }),
    },
  });
  adopt(orders.identities.aws, trust, world);
  app.synth();
  const stack = join(app.outdir, "stacks", "orders");
  makeAwsModule(stack, { standIns: {}, version, keys: await account.keys() });
  return JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8")) as object;
}

const nobody: Adopt = () => undefined;
const NOTHING = { imported: 0, moved: 0, created: 0, changed: 0, destroyed: 0, replaced: [] };

const missing = missingTools();
if (missing.length > 0) process.stderr.write(`test/apply/adopt: Terraform is not run, because there is ${missing.join("; ")}\n`);
const itAdopts = missing.length === 0 ? it : it.skip;

describe("what was made by hand", () => {
  let moto: Moto | undefined;
  let directory = "";
  beforeAll(async () => {
    if (missing.length > 0) return;
    directory = mkdtempSync(join(tmpdir(), "adopt-"));
    moto = await Moto.start();
  });
  afterAll(async () => {
    await moto?.stop();
    if (directory !== "") rmSync(directory, { recursive: true, force: true });
  });

  /** An account where IRSA was written by hand, in a state of its own. */
  async function written(id: string) {
    const mirror = providerMirror()!;
    const account = moto!.account(id);
    const rootIn = async (name: string, configuration: object): Promise<Root> => {
      const root = new Root(join(directory, `${id}-${name}`), mirror, moto!.url);
      root.write(configuration);
      await root.init();
      return root;
    };
    const { accessKey, secretKey, sessionToken } = await account.keys();
    const byHand = await rootIn("by-hand", {
      ...BY_HAND,
      provider: { aws: [{ region: "eu-west-1", access_key: accessKey, secret_key: secretKey, token: sessionToken }] },
      terraform: { required_providers: { aws: { source: "aws", version: mirror.version } } },
    });
    await byHand.apply();
    return { account, byHand, rootIn, version: mirror.version };
  }

  const expected = (id: string, path: string) => ({
    roles: [
      {
        arn: `arn:aws:iam::${id}:role${path}orders`,
        maxSessionDuration: 3600,
        trustPolicy: TRUST(id),
        managedPolicies: [READ_ONLY],
        inlinePolicies: { queue: QUEUE },
      },
    ],
    oidcProviders: [{ arn: `arn:aws:iam::${id}:oidc-provider/${HOST}`, url: HOST, clientIds: ["sts.amazonaws.com"] }],
  });

  itAdopts("is imported into the constructs of another state, and only what differs is changed", async () => {
    const id = "111122220001";
    const { account, rootIn, version } = await written(id);
    const adopt: Adopt = (role, trust, world) => {
      role.importFrom("orders");
      trust.importProvider(world.eu.issuer, `arn:aws:iam::${id}:oidc-provider/${HOST}`);
    };
    const root = await rootIn("adopted", await withConstructs(account, version, adopt));
    expect(await root.plan()).toEqual({ ...NOTHING, imported: 2, created: 2, changed: 1 });
    await root.applyPlan();
    expect(await readIam(account)).toEqual(expected(id, "/irsa/"));
    root.write(await withConstructs(account, version, nobody));
    expect(await root.plan()).toEqual(NOTHING);

    // A role of another path is another role, and its policies come along in the same apply.
    root.write(await withConstructs(account, version, nobody, "/workloads/"));
    const { replaced, destroyed } = await root.plan();
    expect({ replaced: replaced.map((address) => address.split(".")[0]), destroyed }).toEqual({
      replaced: ["aws_iam_role", "aws_iam_role_policy", "aws_iam_role_policy_attachment"],
      destroyed: 0,
    });
    await root.applyPlan();
    expect(await readIam(account)).toEqual(expected(id, "/workloads/"));
  });

  itAdopts("is moved to the constructs' addresses in its own state, and only what differs is changed", async () => {
    const id = "111122220002";
    const { account, byHand, version } = await written(id);
    const adopt: Adopt = (role, trust, world) => {
      role.moveFrom("aws_iam_role.orders");
      role.movePolicyFrom(READ_ONLY, "aws_iam_role_policy_attachment.read");
      role.movePolicyFrom("queue", "aws_iam_role_policy.queue");
      trust.moveProvider(world.eu.issuer, "aws_iam_openid_connect_provider.eks");
    };
    byHand.write(await withConstructs(account, version, adopt));
    expect(await byHand.plan()).toEqual({ ...NOTHING, moved: 4, changed: 1 });
    await byHand.applyPlan();
    expect(await readIam(account)).toEqual(expected(id, "/irsa/"));
    byHand.write(await withConstructs(account, version, nobody));
    expect(await byHand.plan()).toEqual(NOTHING);
  });
});
