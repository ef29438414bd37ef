import { FederatedWorkload } from "../../lib";
import { EksPodIdentity } from "../../lib/aws";
import { GkeTrust } from "../../lib/google";
import { refusal, World } from "../world";
import { podOn } from "./pods";

const TENANT = "22222222-2222-2222-2222-222222222222";
const AWS = "/run/orders/var/run/secrets/sts.amazonaws.com/serviceaccount/token";
const WEBHOOK = "/run/orders/var/run/secrets/eks.amazonaws.com/serviceaccount/token";
const AZURE = "/run/orders/var/run/secrets/login.microsoftonline.com/serviceaccount/token";
const GOOGLE = "/run/orders/var/run/service-account/token";
const CONFIG = "/run/orders/etc/workload-identity/credential-configuration.json";

const envWith = (awsToken: string) => ({
  AWS_ROLE_ARN: "arn:aws:iam::111122223333:role/orders",
  AWS_WEB_IDENTITY_TOKEN_FILE: awsToken,
  AWS_STS_REGIONAL_ENDPOINTS: "regional",
  AWS_REGION: "eu-west-1",
  AWS_DEFAULT_REGION: "eu-west-1",
  GOOGLE_APPLICATION_CREDENTIALS: CONFIG,
  GOOGLE_CLOUD_PROJECT: "acme-prod",
  AZURE_CLIENT_ID: TENANT,
  AZURE_TENANT_ID: TENANT,
  AZURE_FEDERATED_TOKEN_FILE: AZURE,
  AZURE_AUTHORITY_HOST: "https://login.microsoftonline.com/",
});

describe("a process with a workload's settings", () => {
  it.each([
    ["edge", AWS],
    ["we", AWS],
    ["eu", WEBHOOK],
  ] as const)("is what the pods on %s are, whether a webhook runs there or not", (on, awsToken) => {
    const pod = podOn(on);
    const { env, tokens, files, unreachable } = pod.toEnv("/run/orders");
    expect(env).toEqual(envWith(awsToken));
    const google = tokens.find(({ path }) => path === GOOGLE)!;
    const { audience } = pod.tokens.find(({ volumeName }) => volumeName === "google-token")!;
    expect(google).toEqual({ path: GOOGLE, audience, expirationSeconds: 3600 });
    expect(tokens.filter((token) => token !== google).sort((a, b) => b.expirationSeconds - a.expirationSeconds)).toEqual([
      { path: awsToken, audience: "sts.amazonaws.com", expirationSeconds: 86_400 },
      { path: AZURE, audience: "api://AzureADTokenExchange", expirationSeconds: 3600 },
    ]);
    expect(files.map(({ path }) => path)).toEqual([CONFIG]);
    const config = JSON.parse(files[0]!.content) as { credential_source: unknown };
    expect(config.credential_source).toEqual({ file: GOOGLE, format: { type: "text" } });
    expect(JSON.parse(pod.files[0]!.content)).toEqual({
      ...config,
      credential_source: { file: "/var/run/service-account/token", format: { type: "text" } },
    });
    expect(unreachable).toEqual([]);
  });

  it.each([
    ["/run/orders/", "/run/orders"],
    ["/run/orders//", "/run/orders"],
    ["/", ""],
    ["./orders", "./orders"],
    ['/a "quoted" $& dir', '/a "quoted" $& dir'],
  ])("has its files below the directory %s", (directory, root) => {
    const { env, tokens, files } = podOn("edge").toEnv(directory);
    expect(env["GOOGLE_APPLICATION_CREDENTIALS"]).toBe(`${root}/etc/workload-identity/credential-configuration.json`);
    expect(tokens.map(({ path }) => path)).toContain(`${root}/var/run/service-account/token`);
    const config = JSON.parse(files[0]!.content) as { credential_source: { file: string } };
    expect(config.credential_source.file).toBe(`${root}/var/run/service-account/token`);
  });

  it("is told which identities no token leads to", () => {
    const world = new World();
    const arn = "arn:aws:eks:eu-west-1:111122223333:cluster/eu";
    const eks = new EksPodIdentity(world, "eks", { clusters: [{ cluster: world.eu, clusterName: "eu", arn }] });
    const aws = new FederatedWorkload(world, "aws", {
      clusters: [world.eu],
      namespace: "shop",
      serviceAccountName: "orders",
      identities: { aws: eks.role() },
    });
    const agent = "/run/var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token";
    expect(aws.pod(world.eu).toEnv("/run")).toEqual({
      env: {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://169.254.170.23/v1/credentials",
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: agent,
      },
      files: [],
      tokens: [{ path: agent, audience: "pods.eks.amazonaws.com", expirationSeconds: 86_400 }],
      unreachable: ["aws"],
    });
    const gke = new GkeTrust(world, "gke", { project: "acme-prod", projectNumber: "123456789012" });
    const google = new FederatedWorkload(world, "google", {
      clusters: [world.us],
      namespace: "shop",
      serviceAccountName: "orders",
      identities: { google: gke.principal() },
    });
    expect(google.pod(world.us).toEnv("/run")).toEqual({ env: {}, files: [], tokens: [], unreachable: ["google"] });
  });

  it.each([
    ["", "the directory is empty"],
    [undefined, "the directory is undefined"],
  ])("is refused without a directory: %j", (directory, shown) => {
    const { code, message } = refusal(() => podOn("edge").toEnv(directory!));
    expect([code, message.includes(shown)]).toEqual(["VALUE_MISSING", true]);
  });
});
