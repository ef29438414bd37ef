import { join } from "node:path";
import { type Lab, type LabRecord, startLab } from "../../lib/lab";
import { told, type Told } from "./asking";
import { run } from "./programs";
import { ACCOUNT } from "./stack";

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Condition: {
        StringEquals: { "aws:RequestTag/kubernetes-namespace": "shop", "aws:RequestTag/kubernetes-service-account": "orders" },
        ArnEquals: { "aws:SourceArn": "${aws_eks_cluster.eu.arn}" },
      },
    },
  ],
});

const association = (service_account: string, changes: object = {}) => ({
  cluster_name: "${aws_eks_cluster.eu.name}",
  namespace: "shop",
  service_account,
  role_arn: "${aws_iam_role.orders.arn}",
  ...changes,
});

const STACK = {
  provider: { aws: [{ region: "eu-west-1", allowed_account_ids: [ACCOUNT] }] },
  resource: {
    aws_eks_cluster: { eu: { name: "eu" }, us: { name: "us" } },
    aws_iam_role: { orders: { name: "orders", assume_role_policy: trust } },
    aws_eks_pod_identity_association: {
      orders: association("orders"),
      // The association alone does not let anybody in: the role's own conditions speak of shop/orders.
      payments: association("payments"),
      untagged: association("untagged", { disable_session_tags: true }),
      elsewhere: association("elsewhere", { cluster_name: "us" }),
    },
  },
};

let lab: Lab;
let log: LabRecord[] = [];
beforeAll(async () => {
  lab = await startLab({ inputs: [{ name: "s.tf.json", json: STACK }], onDecision: (record) => log.push(record) });
});
afterAll(() => lab.close());
beforeEach(() => (log = []));

const ask = async (token: string): Promise<Told> =>
  told(await fetch(lab.urls.awsContainer, { headers: { authorization: token } }));
const token = (changes: Partial<Parameters<Lab["serviceAccountToken"]>[0]> = {}): Promise<string> =>
  lab.serviceAccountToken({
    issuer: "eu",
    namespace: "shop",
    serviceAccount: "orders",
    audience: "pods.eks.amazonaws.com",
    ...changes,
  });

describe("the EKS Pod Identity agent", () => {
  it("gives the role of the association to a real SDK, and the session is known to STS", async () => {
    const pod = await lab.pod({ namespace: "shop", serviceAccount: "orders", cluster: "eu" });
    const program = join(__dirname, "clients/node-clients.mjs");
    const input = JSON.stringify([{ name: "orders", env: pod.environment() }]);
    const { stdout } = await run(process.execPath, ["--no-warnings", program, "@aws-sdk/client-sts"], {
      env: pod.environment(),
      input,
    });
    const arn = expect.stringMatching(new RegExp(`^arn:aws:sts::${ACCOUNT}:assumed-role/orders/`)) as unknown;
    expect(JSON.parse(stdout)).toEqual({ "@aws-sdk/client-sts": { orders: arn } });
    expect(log.map(({ service, verdict }) => [service, verdict])).toEqual([
      ["EKS Pod Identity agent", "allow"],
      ["AWS STS", "allow"],
    ]);
  });

  it("sets up a pod with the agent's address and a token for it, and nothing else of AWS's credentials", async () => {
    const { env, directory } = await lab.pod({ namespace: "shop", serviceAccount: "orders", cluster: "eu" });
    expect(env).toEqual({
      AWS_REGION: "eu-west-1",
      AWS_DEFAULT_REGION: "eu-west-1",
      AWS_ENDPOINT_URL_STS: lab.urls.awsSts,
      AWS_STS_REGIONAL_ENDPOINTS: "regional",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: join(directory, "aws/no-config"),
      AWS_SHARED_CREDENTIALS_FILE: join(directory, "aws/no-credentials"),
      AWS_CONTAINER_CREDENTIALS_FULL_URI: lab.urls.awsContainer,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: join(directory, "aws/eks-pod-identity-token"),
    });
  });

  it("answers credentials with the account and when they expire", async () => {
    const { status, body } = await ask(await token());
    const { Expiration, ...rest } = JSON.parse(body) as Record<string, string>;
    expect([status, rest]).toEqual([
      200,
      {
        AccessKeyId: expect.stringMatching(/^ASIALAB/),
        SecretAccessKey: expect.any(String),
        Token: expect.any(String),
        AccountId: ACCOUNT,
      },
    ]);
    expect(Math.abs(Date.parse(Expiration!) - Date.now() - 6 * 3_600_000)).toBeLessThan(10_000);
  });

  it.each([
    [
      "another ServiceAccount, whose association is there but whom the role does not name",
      { serviceAccount: "payments" },
      403,
      "AccessDenied",
    ],
    ["one whose association sends no tags", { serviceAccount: "untagged" }, 403, "AccessDenied"],
    ["one whose association is on another cluster", { serviceAccount: "elsewhere" }, 403, "ResourceNotFoundException"],
    ["one without an association", { serviceAccount: "nobody" }, 403, "ResourceNotFoundException"],
    ["another namespace", { namespace: "stage" }, 403, "ResourceNotFoundException"],
    ["another cluster", { issuer: "us" }, 403, "ResourceNotFoundException"],
    ["another audience", { audience: "sts.amazonaws.com" }, 403, "InvalidTokenException"],
    ["an expired token", { issuedAt: 1_700_000_000 }, 400, "ExpiredTokenException"],
  ])("refuses %s", async (_, changes, status, code) => {
    const answer = await ask(await token(changes));
    expect([answer.status, (JSON.parse(answer.body) as { Code: string }).Code]).toEqual([status, code]);
    expect(log.map((record) => [record.verdict, record.code])).toEqual([["deny", code]]);
  });

  it("refuses a foreign key, and what is no token", async () => {
    const issuer = await lab.issuer("eu");
    const now = Math.floor(Date.now() / 1000);
    const forged = await issuer.foreignToken({
      sub: "system:serviceaccount:shop:orders",
      aud: ["pods.eks.amazonaws.com"],
      exp: now + 60,
    });
    const answers = await Promise.all([ask(forged), ask("x"), ask("")]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
  });

  it("says which cluster the association is of", () => {
    expect(lab.issuers.map(({ clusters }) => clusters)).toEqual([["eu"], ["us"]]);
  });
});
