// Providers that exist and are only named: the stack says what they are, so tests can be certain.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { FederatedWorkload } from "../../lib";
import { AwsTrust } from "../../lib/aws";
import { FederatedPipeline, GitHubActions } from "../../lib/ci";
import { githubToken, kubernetesToken } from "../../lib/testing";
import { EU, US, World } from "../world";
import { failure, SUBJECT } from "./shop";

const ACCOUNT = "111122223333";
const OPTIONS = [{}, { complete: true }, { complete: true, awsAccounts: ACCOUNT }];
const arnOf = (host: string): string => `arn:aws:iam::${ACCOUNT}:oidc-provider/${host}`;

function adopted() {
  const world = new World("adopted");
  const github = new GitHubActions({ ownerId: "65" });
  const aws = AwsTrust.fromProviderArns(world, "aws", {
    providers: [
      { issuer: github.issuer, arn: arnOf(github.issuer.hostAndPath), clientIds: ["sts.amazonaws.com"] },
      { issuer: world.eu.issuer, arn: arnOf(world.eu.issuer.hostAndPath) },
    ],
  });
  const deploy = new FederatedPipeline(world, "deploy", {
    subjects: [github.environment("acme/api", "production")],
    identities: { aws: aws.role() },
  });
  const orders = new FederatedWorkload(world, "orders", {
    clusters: [world.eu],
    namespace: "shop",
    serviceAccountName: "orders",
    identities: { aws: aws.role() },
  });
  return { world, deploy, orders };
}

describe.each(OPTIONS)("on adopted providers, with %j", (options) => {
  const { world, deploy, orders } = adopted();
  const job = { repository: "acme/api", environment: "production", audience: "sts.amazonaws.com" };
  const pod = { issuer: EU, namespace: "shop", serviceAccount: "orders", audience: "sts.amazonaws.com" };

  it("a job of GitHub is let in, and a stranger is not", () => {
    expect(world).toLetIn(githubToken(job), deploy, options);
    for (const change of [
      { repository: "acme/api2" },
      { repository: "acme/ap" },
      { repository: "acme-evil/api", ownerId: "66" },
      { environment: "production-eu" },
      { audience: "vault" },
      { audience: "sts.amazonaws.com.evil" },
    ]) {
      expect(world).toKeepOut(githubToken({ ...job, ...change }), deploy, options);
    }
    expect(world).toKeepOut(kubernetesToken(pod), deploy, options);
  });

  it("a pod of a cluster is let in, and a stranger is not", () => {
    expect(world).toLetIn(kubernetesToken(pod), orders, options);
    for (const change of [
      { namespace: "shop2" },
      { namespace: "sho" },
      { serviceAccount: "orders2" },
      { serviceAccount: "order" },
      { audience: "vault" },
    ]) {
      expect(world).toKeepOut(kubernetesToken({ ...pod, ...change }), orders, options);
    }
    expect(world).toKeepOut(githubToken(job), orders, options);
    expect(world).toKeepOut(kubernetesToken({ ...pod, issuer: US }), orders, options);
    expect(world).toKeepOut(kubernetesToken({ ...pod, issuer: `${EU}0` }), orders, options);
  });

  it("these alone are let in, and the provider is not missed", () => {
    expect(world).toLetInOnly([{ issuer: EU, subject: SUBJECT, audience: "sts.amazonaws.com" }], orders, options);
    const message = failure(() => {
      expect(world).toKeepOut(kubernetesToken(pod), orders, options);
    });
    expect(message).not.toContain("No OpenIDConnect provider found");
    expect(world).toHaveNoTrustFindings();
  });
});

it("an adopted provider is of the account of its trust's Terraform provider", () => {
  const world = new World("legacy");
  const provider = new AwsProvider(world, "aws-legacy", { alias: "legacy", region: "eu-west-1" });
  const aws = AwsTrust.fromProviderArns(world, "aws", {
    provider,
    providers: [{ issuer: world.eu.issuer, arn: arnOf(world.eu.issuer.hostAndPath) }],
  });
  const orders = new FederatedWorkload(world, "orders", {
    clusters: [world.eu],
    namespace: "shop",
    serviceAccountName: "orders",
    identities: { aws: aws.role({ name: "orders" }) },
  });
  expect(world).toLetIn({ issuer: EU, subject: SUBJECT, audience: "sts.amazonaws.com" }, orders, { complete: true });
  expect(world).toLetIn({ issuer: EU, subject: SUBJECT, audience: "sts.amazonaws.com" }, `arn:aws:iam::${ACCOUNT}:role/orders`);
});
