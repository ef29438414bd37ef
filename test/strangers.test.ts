// Every way in that somebody tried: each lets no stranger in, or is refused.
import { TerraformVariable } from "cdktf";
import { Cluster, FederatedWorkload, Issuer, Subject, type Cluster as AnyCluster, type IdentityRequests } from "../lib";
import { AwsRole, AwsTrust, trustPolicy } from "../lib/aws";
import { AksIdentityBindings, AzapiProvider, AzureTrust } from "../lib/azure";
import { GoogleTrust } from "../lib/google";
import { only, refusal, resources, World } from "./world";

const google = { project: "acme-prod", projectNumber: "123456789012" };
const jwks = (n: string) => JSON.stringify({ keys: [{ kty: "RSA", kid: "a", n, e: "AQAB" }] });
const TENANT = "22222222-2222-2222-2222-222222222222";
const CLUSTER_ID = `/subscriptions/${TENANT}/resourceGroups/acme/providers/Microsoft.ContainerService/managedClusters/we`;
const SHARED_URL = "https://kubernetes.default.svc.cluster.local";

function workload(world: World, id: string, clusters: readonly AnyCluster[], identities: IdentityRequests, namespace = "shop") {
  return new FederatedWorkload(world, id, {
    clusters,
    namespace,
    serviceAccountName: "orders",
    identities,
    serviceAccount: "existing",
  });
}

describe("a stranger", () => {
  it("is not the cluster of another, private one that has the same URL", () => {
    const world = new World();
    const lab = Cluster.selfManaged(world, "lab", { issuerUrl: SHARED_URL, jwksJson: jwks("LAB") });
    const prod = Cluster.selfManaged(world, "prod", { issuerUrl: SHARED_URL, jwksJson: jwks("PROD") });
    const trust = new GoogleTrust(world, "google", { ...google, issuers: [lab.issuer] });
    const existing = GoogleTrust.fromProviders(world, "existing", {
      ...google,
      providers: [{ issuer: lab.issuer, poolId: "lab-pool", providerId: "lab-cluster" }],
    });
    for (const request of [trust.principal(), existing.principal()]) {
      const { code, message } = refusal(() => workload(world, `w-${Math.random()}`.replace(".", ""), [prod], { it: request }));
      expect(code).toBe("ISSUER_NOT_TRUSTED");
      expect(message).toContain("other inline keys");
    }
  });

  it("does not share a pool through another trust", () => {
    const world = new World();
    const existing = (id: string, issuer: Issuer, poolId: string) =>
      GoogleTrust.fromProviders(world, id, { ...google, providers: [{ issuer, poolId, providerId: "a-provider" }] });
    existing("a", world.eu.issuer, "one-pool");
    existing("again", world.eu.issuer, "one-pool");
    expect(refusal(() => existing("b", world.us.issuer, "one-pool")).code).toBe("POOL_SHARED");
    expect(
      refusal(() => new GoogleTrust(world, "c", { ...google, issuers: [world.we.issuer], pools: { we: { poolId: "one-pool" } } }))
        .code,
    ).toBe("POOL_SHARED");
    const pool = new TerraformVariable(world, "pool", { type: "string" });
    existing("d", world.eu.issuer, pool.stringValue);
    expect(refusal(() => existing("e", world.us.issuer, pool.stringValue)).code).toBe("POOL_SHARED");
  });

  it("does not come in through a subject that was never checked", () => {
    const world = new World();
    const aws = new AwsTrust(world, "aws", { issuers: [world.eu.issuer] });
    const bad = ["system:serviceaccount:shop:orders", { kind: "any", text: "*" }, undefined, { kind: "exact", text: "" }];
    bad.forEach((subject, index) => {
      const build = () =>
        new AwsRole(world, `role-${index}`, { trust: aws, sources: [{ issuer: world.eu.issuer, subject: subject as never }] });
      expect(refusal(build).code).toBe("SUBJECT_INVALID");
    });
    expect(refusal(() => new AwsRole(world, "nobody", { trust: aws, sources: [] })).code).toBe("SUBJECTS_EMPTY");
    // @ts-expect-error an object of the same shape is no Subject
    const forged: Subject = { kind: "pattern", text: "*", claims: {}, serviceAccount: undefined };
    const statement = { providerArn: "arn:aws:iam::111122223333:oidc-provider/a", hostAndPath: "a", audience: "b" };
    expect(() => trustPolicy([{ ...statement, subjects: ["system:serviceaccount:shop:orders" as never] }])).toThrow();
    expect(forged.text).toBe("*");
  });

  it("does not write a statement of its own through a value that Terraform learns at apply", () => {
    const world = new World();
    const namespace = new TerraformVariable(world, "namespace", { type: "string" }).stringValue;
    workload(world, "orders", [world.eu], { aws: new AwsTrust(world, "aws", { issuers: [world.eu.issuer] }).role() }, namespace);
    expect(only(world.synth(), "aws_iam_role")["assume_role_policy"]).toContain(
      '"system:serviceaccount:${trimsuffix(trimprefix(jsonencode(var.namespace), "\\""), "\\"")}:orders"',
    );
  });

  it("does not stand beside a value that is unknown in part", () => {
    const world = new World();
    const text = new TerraformVariable(world, "text", { type: "string" }).stringValue;
    const aws = new AwsTrust(world, "aws", { issuers: [world.eu.issuer] });
    expect(refusal(() => workload(world, "a", [world.eu], { aws: aws.role() }, `${text}:*`)).code).toBe("NAMESPACE_INVALID");
    expect(refusal(() => Subject.exactly(`system:serviceaccount:${text}:*`)).code).toBe("SUBJECT_INVALID");
    expect(refusal(() => new Issuer({ name: "x", url: `http://${text}/x` })).code).toBe("ISSUER_INVALID");
    expect(refusal(() => new Issuer({ name: "x", url: `https://${text}/x?y` })).code).toBe("ISSUER_INVALID");
  });

  it("does not change what was said after it was checked", () => {
    const world = new World();
    const clientIds = ["sts.amazonaws.com"];
    const aws = new AwsTrust(world, "aws", { issuers: [world.eu.issuer], clientIds });
    clientIds[0] = "evil";
    const orders = workload(world, "orders", [world.edge, world.eu].slice(1), { aws: aws.role() });
    expect(orders.identities["aws"]!.jobSettings(world.eu.issuer).audience).toBe("sts.amazonaws.com");
    expect(
      () => ((orders.serviceAccountAnnotations(world.eu) as Record<string, string>)["eks.amazonaws.com/role-arn"] = "evil"),
    ).toThrow();
  });

  it("gets no token of another audience by an annotation of the user's", () => {
    const world = new World();
    const aws = new AwsTrust(world, "aws", { issuers: [world.eu.issuer] });
    const build = () =>
      new FederatedWorkload(world, "orders", {
        clusters: [world.eu],
        namespace: "shop",
        serviceAccountName: "orders",
        annotations: { "eks.amazonaws.com/audience": "vault" },
        identities: { aws: aws.role() },
      });
    expect(refusal(build).code).toBe("ANNOTATION_COLLISION");
  });

  it("is not a second reading of the same unknown issuer", () => {
    const world = new World();
    const url = new TerraformVariable(world, "issuer", { type: "string" });
    const [one, two] = ["one", "two"].map((id) => Cluster.selfManaged(world, id, { issuerUrl: url.stringValue }));
    expect(refusal(() => new AwsTrust(world, "both", { issuers: [one!.issuer, two!.issuer] })).code).toBe("ISSUER_DUPLICATE");
    const aws = new AwsTrust(world, "aws", { issuers: [one!.issuer] });
    workload(world, "orders", [two!], { aws: aws.role() });
    expect(resources(world.synth(), "aws_iam_role")).toHaveLength(1);
  });

  it("does not hide behind the name of a prototype's property", () => {
    const world = new World();
    const aws = new AwsTrust(world, "aws", { issuers: [world.eu.issuer] });
    new FederatedWorkload(world, "orders", {
      clusters: [world.eu],
      namespace: "shop",
      serviceAccountName: "orders",
      annotations: { constructor: "x" },
      identities: { aws: aws.role() },
    });
    const { metadata } = only(world.synth(), "kubernetes_service_account_v1") as {
      metadata: { annotations: Record<string, string> };
    };
    expect(Object.keys(metadata.annotations).sort()).toEqual([
      "constructor",
      "eks.amazonaws.com/audience",
      "eks.amazonaws.com/role-arn",
    ]);
  });

  it("does not make a Deny disappear by a value that is not text", () => {
    const world = new World();
    const value = new TerraformVariable(world, "resource", { type: "string" }).value as never;
    const aws = new AwsTrust(world, "aws", { issuers: [world.eu.issuer] });
    const inlinePolicies = { p: { Statement: [{ Effect: "Deny", Action: "s3:*", Resource: value } as never] } };
    expect(refusal(() => workload(world, "orders", [world.eu], { aws: aws.role({ inlinePolicies }) })).code).toBe(
      "INLINE_POLICY_INVALID",
    );
  });

  it("may not use an identity that is bound to its AKS cluster: only the workload's own ServiceAccounts are named", () => {
    const world = new World();
    const trust = new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });
    const bindings = new AksIdentityBindings(world, "bindings", {
      clusters: [{ cluster: world.we, id: CLUSTER_ID }],
      trust,
      azapiProvider: new AzapiProvider(world, "azapi"),
    });
    workload(world, "mine", [world.we], { azure: bindings.managedIdentity() });
    workload(world, "theirs", [world.we], { azure: bindings.managedIdentity() }, "other");
    const terraform = world.synth();
    const allowed = resources(terraform, "kubernetes_cluster_role_binding_v1").map(({ role_ref, subject }) => [
      (role_ref as { name: string }).name.replace(/-[0-9a-f]{8}$/, ""),
      subject,
    ]);
    expect(allowed).toEqual([
      ["mine-azure", [{ kind: "ServiceAccount", name: "orders", namespace: "shop" }]],
      ["theirs-azure", [{ kind: "ServiceAccount", name: "orders", namespace: "other" }]],
    ]);
    const roles = resources(terraform, "kubernetes_cluster_role_v1").map(({ rule }) => rule as { resources: string[] }[]);
    expect(roles.every((rules) => rules.length === 1 && rules[0]!.resources.length === 1)).toBe(true);
    expect(new Set(roles.map(([rule]) => rule!.resources[0])).size).toBe(2);
  });
});
