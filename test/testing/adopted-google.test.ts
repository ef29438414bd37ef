// Google pools that exist and are only named: what is said of them settles who gets in.
import { FederatedWorkload, type Issuer } from "../../lib";
import { FederatedPipeline, GitHubActions } from "../../lib/ci";
import { GoogleTrust, type ExistingPoolProvider } from "../../lib/google";
import { githubToken, kubernetesToken } from "../../lib/testing";
import { EU, US, World } from "../world";

const PROJECT = { project: "acme-prod", projectNumber: "123456789012" };
const audienceOf = (pool: string) =>
  `https://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/${pool}/providers/main`;

function adopted(more: Partial<ExistingPoolProvider> = {}, audience?: string) {
  const world = new World("adopted");
  const github = new GitHubActions({ ownerId: "65" });
  const existing = (issuer: Issuer, poolId: string) => ({ issuer, poolId, providerId: "main", audience, ...more });
  const google = new GoogleTrust(world, "google", {
    ...PROJECT,
    issuers: [world.us.issuer],
    existing: [
      {
        ...existing(github.issuer, "jobs"),
        attributeMapping: { "google.subject": "assertion.sub", "attribute.subject": "assertion.sub" },
        attributeCondition: "assertion.repository_owner_id == '65'",
      },
      existing(world.eu.issuer, "eu-cluster"),
    ],
  });
  const deploy = new FederatedPipeline(world, "deploy", {
    subjects: [github.environment("acme/api", "production")],
    identities: { google: google.serviceAccount() },
  });
  const orders = new FederatedWorkload(world, "orders", {
    clusters: [world.eu],
    namespace: "shop",
    serviceAccountName: "orders",
    identities: { google: google.serviceAccount() },
  });
  return { world, deploy, orders };
}

describe.each([
  ["with its own URL for an audience", {}, undefined],
  ["with another audience", {}, "acme"],
  ["with long subjects", { longSubjects: true }, undefined],
])("on an adopted provider %s", (_name, more, audience) => {
  const { world, deploy, orders } = adopted(more, audience);
  const job = { repository: "acme/api", environment: "production", ownerId: "65", audience: audience ?? audienceOf("jobs") };
  const pod = { issuer: EU, namespace: "shop", serviceAccount: "orders", audience: audience ?? audienceOf("eu-cluster") };

  it("a job of GitHub is let in, and a stranger is not", () => {
    expect(world).toLetIn(githubToken(job), deploy);
    for (const change of [
      { repository: "acme/api2" },
      { repository: "acme/ap" },
      { ownerId: "66" },
      { repository: "acme-evil/api", ownerId: "66" },
      { environment: "production-eu" },
      { audience: "vault" },
      { audience: `${job.audience}2` },
    ]) {
      expect(world).toKeepOut(githubToken({ ...job, ...change }), deploy);
    }
    expect(world).toKeepOut(kubernetesToken(pod), deploy);
  });

  it("a pod of a cluster is let in, and a stranger is not", () => {
    expect(world).toLetIn(kubernetesToken(pod), orders);
    for (const change of [
      { namespace: "shop2" },
      { namespace: "sho" },
      { serviceAccount: "orders2" },
      { serviceAccount: "order" },
      { audience: "vault" },
      { issuer: US },
    ]) {
      expect(world).toKeepOut(kubernetesToken({ ...pod, ...change }), orders);
    }
    expect(world).toKeepOut(githubToken(job), orders);
    // Of the pool the files may not know every provider.
    expect(world).toKeepOut(kubernetesToken({ ...pod, issuer: `${EU}0` }), orders, { complete: true });
    expect(world).toLetIn(kubernetesToken(pod), orders, { complete: true });
    expect(world).toHaveNoTrustFindings();
  });
});
