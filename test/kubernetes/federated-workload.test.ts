import { Cluster, FederatedWorkload } from "../../lib";
import { AwsTrust, type AwsRole } from "../../lib/aws";
import { AzureTrust, type AzureManagedIdentity } from "../../lib/azure";
import { GoogleTrust, type GoogleServiceAccount } from "../../lib/google";
import { EDGE, resources, World } from "../world";

const TENANT = "22222222-2222-2222-2222-222222222222";

function threeClouds(world: World, clusters: readonly Cluster[], serviceAccount?: "create" | "existing") {
  const issuers = clusters.map(({ issuer }) => issuer);
  const aws = new AwsTrust(world, "aws", { issuers });
  const google = new GoogleTrust(world, "google", { issuers, project: "acme-prod", projectNumber: "123456789012" });
  const azure = new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });
  return new FederatedWorkload(world, "orders", {
    clusters,
    namespace: "shop",
    serviceAccountName: "orders",
    labels: { team: "shop" },
    annotations: serviceAccount === "existing" ? undefined : { owner: "orders@example.com" },
    serviceAccount,
    identities: { aws: aws.role(), google: google.serviceAccount(), azure: azure.managedIdentity() },
  });
}

describe("a federated workload", () => {
  it("is typed by the identities that it was asked for", () => {
    const world = new World();
    const { identities } = threeClouds(world, [world.eu]);
    const aws: AwsRole = identities.aws;
    const google: GoogleServiceAccount = identities.google;
    const azure: AzureManagedIdentity = identities.azure;
    // @ts-expect-error nobody asked for it
    const stranger: unknown = identities.vault;
    expect([aws.name, google.email, azure.clientId].every((text) => text.length > 0)).toBe(true);
    expect(stranger).toBeUndefined();
  });

  it("creates the ServiceAccount once per cluster, with what its webhooks read there", () => {
    const world = new World();
    const { identities } = threeClouds(world, [world.eu, world.us, world.we]);
    const metadata = (annotations: object) => ({ name: "orders", namespace: "shop", labels: { team: "shop" }, annotations });
    expect(resources(world.synth(), "kubernetes_service_account_v1")).toEqual([
      {
        provider: "kubernetes.eu",
        metadata: metadata({
          owner: "orders@example.com",
          "eks.amazonaws.com/role-arn": world.resolve(identities.aws.arn),
          "eks.amazonaws.com/audience": "sts.amazonaws.com",
        }),
      },
      { provider: "kubernetes.us", metadata: metadata({ owner: "orders@example.com" }) },
      {
        provider: "kubernetes.we",
        metadata: metadata({
          owner: "orders@example.com",
          "azure.workload.identity/client-id": world.resolve(identities.azure.clientId),
          "azure.workload.identity/tenant-id": TENANT,
        }),
      },
    ]);
  });

  it("delivers the files of its pods as one ConfigMap per cluster", () => {
    const world = new World();
    const orders = threeClouds(world, [world.eu, world.us]);
    const contents = [world.eu, world.us].map((cluster) =>
      orders.pod(cluster).files.map(({ content }) => world.resolve(content)),
    );
    expect(contents[0]).not.toEqual(contents[1]);
    expect(resources(world.synth(), "kubernetes_config_map_v1")).toEqual(
      ["eu", "us"].map((name, index) => ({
        provider: `kubernetes.${name}`,
        metadata: { name: "orders-workload-identity", namespace: "shop", labels: { team: "shop" } },
        data: { "credential-configuration.json": contents[index]![0] },
      })),
    );
  });

  it("shows all three clouds' tokens in one pod, in the shape of a manifest", () => {
    const world = new World();
    const pod = threeClouds(world, [world.edge]).pod(world.edge);
    const token = (name: string, audience: unknown, expirationSeconds: number) => ({
      name,
      projected: { sources: [{ serviceAccountToken: { audience, expirationSeconds, path: "token" } }] },
    });
    const googleAudience = pod.tokens.find(({ volumeName }) => volumeName === "google-token")!.audience;
    expect(pod.volumes).toEqual([
      token("aws-token", "sts.amazonaws.com", 86_400),
      token("google-token", googleAudience, 3600),
      token("azure-token", "api://AzureADTokenExchange", 3600),
      {
        name: "google-credential-config",
        projected: {
          sources: [
            {
              configMap: {
                name: "orders-workload-identity",
                items: [{ key: "credential-configuration.json", path: "credential-configuration.json" }],
              },
            },
          ],
        },
      },
    ]);
    expect(pod.volumeMounts).toEqual([
      { name: "aws-token", mountPath: "/var/run/secrets/sts.amazonaws.com/serviceaccount", readOnly: true },
      { name: "google-token", mountPath: "/var/run/service-account", readOnly: true },
      { name: "azure-token", mountPath: "/var/run/secrets/login.microsoftonline.com/serviceaccount", readOnly: true },
      { name: "google-credential-config", mountPath: "/etc/workload-identity", readOnly: true },
    ]);
    expect(pod.envVars.map(({ name }) => name)).toEqual([
      "AWS_ROLE_ARN",
      "AWS_WEB_IDENTITY_TOKEN_FILE",
      "AWS_STS_REGIONAL_ENDPOINTS",
      "GOOGLE_APPLICATION_CREDENTIALS",
      "GOOGLE_CLOUD_PROJECT",
      "AZURE_CLIENT_ID",
      "AZURE_TENANT_ID",
      "AZURE_FEDERATED_TOKEN_FILE",
      "AZURE_AUTHORITY_HOST",
    ]);
    expect([pod.serviceAccountName, pod.namespace, pod.configMapName]).toEqual(["orders", "shop", "orders-workload-identity"]);
  });

  it("writes no ServiceAccount that exists, and says what it must carry", () => {
    const world = new World();
    const orders = threeClouds(world, [world.eu], "existing");
    expect(resources(world.synth(), "kubernetes_service_account_v1")).toEqual([]);
    expect(orders.serviceAccountAnnotations(world.eu)).toEqual({
      "eks.amazonaws.com/role-arn": orders.identities.aws.arn,
      "eks.amazonaws.com/audience": "sts.amazonaws.com",
    });
  });

  it("lets two workloads be identities of one kind where one pod could not", () => {
    const world = new World();
    const aws = new AwsTrust(world, "aws", { issuers: [world.eu.issuer] });
    for (const name of ["orders", "billing"]) {
      new FederatedWorkload(world, name, {
        clusters: [world.eu],
        namespace: "shop",
        serviceAccountName: name,
        identities: { aws: aws.role() },
      });
    }
    expect(resources(world.synth(), "aws_iam_role")).toHaveLength(2);
  });

  it("needs no provider of its own on one cluster", () => {
    const world = new World();
    const lone = Cluster.selfManaged(world, "lone", { issuerUrl: `${EDGE}/lone` });
    const aws = new AwsTrust(world, "aws", { issuers: [lone.issuer] });
    new FederatedWorkload(world, "orders", {
      clusters: [lone],
      namespace: "shop",
      serviceAccountName: "orders",
      identities: { aws: aws.role() },
    });
    expect(resources(world.synth(), "kubernetes_service_account_v1")).toEqual([
      { metadata: { name: "orders", namespace: "shop" } },
    ]);
  });

  it("never writes a static key", () => {
    const world = new World();
    threeClouds(world, [world.eu, world.us, world.we, world.edge]);
    const types = Object.keys(world.synth().resource!);
    expect(types.filter((type) => /access_key|account_key|password|secret|certificate/.test(type))).toEqual([]);
    expect(types.sort()).toEqual([
      "aws_iam_openid_connect_provider",
      "aws_iam_role",
      "azurerm_federated_identity_credential",
      "azurerm_user_assigned_identity",
      "google_iam_workload_identity_pool",
      "google_iam_workload_identity_pool_provider",
      "google_service_account",
      "google_service_account_iam_member",
      "kubernetes_config_map_v1",
      "kubernetes_service_account_v1",
    ]);
  });
});
