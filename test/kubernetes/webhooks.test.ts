import { TerraformVariable } from "cdktf";
import { FederatedWorkload, type Cluster, type IdentityRequests, type PodSettings } from "../../lib";
import { AwsTrust, EksPodIdentity } from "../../lib/aws";
import { identitySettings } from "../../lib/core/identity-settings";
import { GkeTrust, GoogleTrust } from "../../lib/google";
import { mergeSettings } from "../../lib/kubernetes/merge-settings";
import { refusal, resources, World, type Resource } from "../world";
import { refusedFor } from "./api-server";
import { manifestOf, podOf } from "./manifests";
import { podOn, threeClouds } from "./pods";

const workload = (world: World, clusters: readonly Cluster[], identities: IdentityRequests) =>
  new FederatedWorkload(world, "orders", { clusters, namespace: "shop", serviceAccountName: "orders", identities });

const withContainer = (fields: object, spec: object = {}) =>
  manifestOf("Deployment", { spec: { containers: [{ name: "app", image: "orders:1", ...fields }], ...spec } });

describe("a pod where a webhook runs", () => {
  it("carries nothing of AWS where the EKS webhook runs, and says who adds it", () => {
    const world = new World();
    const { aws } = { aws: new AwsTrust(world, "aws", { issuers: [world.eu.issuer] }).role() };
    const pod = workload(world, [world.eu], { aws }).pod(world.eu);
    const manifest = manifestOf("Deployment");
    const { metadata, spec } = podOf(manifest);
    expect(podOf(pod.applyTo(manifest))).toEqual({ metadata, spec: { ...spec, serviceAccountName: "orders" } });
    expect(pod.needsNothing).toBe(true);
    expect(pod.patch({ kind: "StatefulSet", name: "orders", containers: ["app"] })).toEqual({
      apiVersion: "apps/v1",
      kind: "StatefulSet",
      metadata: { name: "orders" },
      spec: { template: { spec: { serviceAccountName: "orders" } } },
    });
    expect(pod.describe()).toBe('aws: the pod carries nothing; the webhook "eks.amazonaws.com" adds token and environment');
  });

  it("carries the Azure webhook's label, which must stand on the pod", () => {
    const manifest = manifestOf("CronJob");
    const applied = podOn("we").applyTo(manifest);
    expect(podOf(applied).metadata).toEqual({ labels: { app: "orders", "azure.workload.identity/use": "true" } });
    expect(JSON.stringify(applied["metadata"])).not.toContain("azure");
    expect(JSON.stringify(podOf(applied).spec)).not.toContain("AZURE_");
    expect(refusedFor(applied)).toEqual([]);
  });

  it.each(["eu", "we"] as const)("carries the other clouds' tokens itself on %s", (on) => {
    const applied = podOn(on).applyTo(manifestOf("Deployment"));
    const names = (podOf(applied).spec["volumes"] as { name: string }[]).map(({ name }) => name);
    expect(names.sort()).toEqual([on === "eu" ? "azure-token" : "aws-token", "google-credential-config", "google-token"].sort());
    expect(refusedFor(applied)).toEqual([]);
  });

  const eu = podOn("eu");
  const token = "/var/run/secrets/eks.amazonaws.com/serviceaccount";

  it("is refused where it would keep the webhook from its work", () => {
    const role = withContainer({ env: [{ name: "AWS_ROLE_ARN", value: "arn:aws:iam::1:role/admin" }] });
    expect(refusal(() => eu.applyTo(role)).message).toBe(
      'Deployment/orders: the container "app" has the environment variable "AWS_ROLE_ARN" as "arn:aws:iam::1:role/admin", and the webhook "eks.amazonaws.com" makes it "arn:aws:iam::111122223333:role/orders"; leave it out of the manifest, or give the manifest a workload without that identity [ENV_COLLISION]',
    );
    const mount = withContainer({ volumeMounts: [{ name: "mine", mountPath: token }] });
    const refused = refusal(() => eu.applyTo(mount));
    expect([refused.code, refused.message.includes(`the mount path "${token}"`)]).toEqual(["MOUNT_PATH_COLLISION", true]);
    const azure = withContainer({
      env: [{ name: "AZURE_FEDERATED_TOKEN_FILE", value: "/var/run/secrets/azure/tokens/azure-identity-token" }],
    });
    expect(refusal(() => podOn("we").applyTo(azure)).code).toBe("ENV_COLLISION");
  });

  it("may say already what the webhook would", () => {
    const admitted = withContainer(
      {
        env: [
          { name: "AWS_ROLE_ARN", value: "arn:aws:iam::111122223333:role/orders" },
          { name: "AWS_WEB_IDENTITY_TOKEN_FILE", value: `${token}/token` },
        ],
        volumeMounts: [{ name: "aws-iam-token", mountPath: token, readOnly: true }],
      },
      {
        volumes: [
          {
            name: "aws-iam-token",
            projected: {
              defaultMode: 420,
              sources: [{ serviceAccountToken: { audience: "sts.amazonaws.com", expirationSeconds: 81_234, path: "token" } }],
            },
          },
        ],
      },
    );
    const { env } = (podOf(eu.applyTo(admitted)).spec["containers"] as { env: { name: string }[] }[])[0]!;
    expect(env.map(({ name }) => name).filter((name) => name.startsWith("AWS_"))).toEqual([
      "AWS_ROLE_ARN",
      "AWS_WEB_IDENTITY_TOKEN_FILE",
    ]);
  });

  it("mounts its own tokens beside the webhooks' paths, never at them", () => {
    const paths = podOn("edge").volumeMounts.map(({ mountPath }) => mountPath);
    const webhooks = [
      token,
      "/var/run/secrets/pods.eks.amazonaws.com/serviceaccount",
      "/var/run/secrets/azure/wi",
      "/var/run/secrets/azure/tokens",
    ];
    expect(paths.filter((path) => webhooks.some((other) => path.startsWith(other) || other.startsWith(path)))).toEqual([]);
  });
});

describe("a pod where an agent on the node hands out credentials", () => {
  const untouched = (pod: PodSettings) => {
    const manifest = manifestOf("Deployment");
    const { metadata, spec } = podOf(manifest);
    expect(podOf(pod.applyTo(manifest))).toEqual({ metadata, spec: { ...spec, serviceAccountName: "orders" } });
    expect(pod.needsNothing).toBe(true);
    return pod.describe();
  };

  it("needs nothing for EKS Pod Identity", () => {
    const world = new World();
    const arn = "arn:aws:eks:eu-west-1:111122223333:cluster/eu";
    const eks = new EksPodIdentity(world, "eks", { clusters: [{ cluster: world.eu, clusterName: "eu", arn }] });
    const pod = workload(world, [world.eu], { aws: eks.role() }).pod(world.eu);
    expect(untouched(pod)).toBe("aws: the pod carries nothing; the EKS Pod Identity agent hands out credentials");
  });

  it("needs nothing on GKE", () => {
    const world = new World();
    const gke = new GkeTrust(world, "gke", { project: "acme-prod", projectNumber: "123456789012" });
    const pod = workload(world, [world.us], { google: gke.principal() }).pod(world.us);
    expect(untouched(pod)).toBe("google: the pod carries nothing; GKE's metadata server hands out credentials");
  });
});

describe("a pod's tokens", () => {
  const seconds = (pod: PodSettings) =>
    Object.fromEntries(pod.tokens.map((token) => [token.volumeName, token.expirationSeconds]));
  const annotations = (world: World) =>
    resources(world.synth(), "kubernetes_service_account_v1").map(
      (one) => (one["metadata"] as Resource)["annotations"] as Resource,
    );

  it("are valid for as long as each cloud's own guide says", () => {
    expect(seconds(podOn("edge"))).toEqual({ "aws-token": 86_400, "google-token": 3600, "azure-token": 3600 });
  });

  it("are valid for as long as the workload says, of all identities or by name", () => {
    const world = new World();
    expect(seconds(threeClouds(world, [world.edge], { tokenExpirationSeconds: 600 }).pod(world.edge))).toEqual({
      "aws-token": 600,
      "google-token": 600,
      "azure-token": 600,
    });
    const other = new World();
    const byName = { tokenExpirationSeconds: { aws: 900, azure: 2 ** 32 } };
    expect(seconds(threeClouds(other, [other.edge], byName).pod(other.edge))).toEqual({
      "aws-token": 900,
      "google-token": 3600,
      "azure-token": 2 ** 32,
    });
  });

  it("are asked of the webhooks by annotation", () => {
    const world = new World();
    threeClouds(world, [world.eu, world.we], { tokenExpirationSeconds: 7200 });
    expect(annotations(world).map((all) => Object.entries(all).filter(([key]) => key.includes("expiration")))).toEqual([
      [["eks.amazonaws.com/token-expiration", "7200"]],
      [["azure.workload.identity/service-account-token-expiration", "7200"]],
    ]);
    const unknown = new World();
    const variable = new TerraformVariable(unknown, "seconds", { type: "number" }).numberValue;
    threeClouds(unknown, [unknown.eu], { tokenExpirationSeconds: variable });
    expect(annotations(unknown)[0]!["eks.amazonaws.com/token-expiration"]).toBe("${var.seconds}");
    const silent = new World();
    threeClouds(silent, [silent.eu, silent.we]);
    expect(JSON.stringify(annotations(silent))).not.toContain("expiration");
  });

  it("of one audience are one volume, mounted wherever one is expected, and valid for the shorter time", () => {
    const world = new World();
    const issuers = [world.edge.issuer];
    const aws = new AwsTrust(world, "aws", { issuers, clientIds: ["acme"] });
    const google = new GoogleTrust(world, "google", {
      issuers,
      project: "acme-prod",
      projectNumber: "123456789012",
      pools: { edge: { audience: "acme" } },
    });
    const pod = workload(world, [world.edge], {
      aws: aws.fromRoleArn("arn:aws:iam::111122223333:role/orders"),
      google: google.fromServiceAccountEmail("orders@acme-prod.iam.gserviceaccount.com"),
    }).pod(world.edge);
    expect(pod.volumes.slice(0, -1)).toEqual([
      {
        name: "aws-token",
        projected: { sources: [{ serviceAccountToken: { audience: "acme", expirationSeconds: 3600, path: "token" } }] },
      },
    ]);
    expect(pod.volumeMounts.slice(0, -1).map(({ name, mountPath }) => [name, mountPath])).toEqual([
      ["aws-token", "/var/run/secrets/sts.amazonaws.com/serviceaccount"],
      ["aws-token", "/var/run/service-account"],
    ]);
    const applied = pod.applyTo(manifestOf("Deployment"));
    expect([refusedFor(applied), pod.applyTo(applied)]).toEqual([[], applied]);
  });

  it("of one audience are two volumes where they are files of different names", () => {
    const token = (volumeName: string, path: string) => ({
      volumeName,
      mountPath: `/var/run/${volumeName}`,
      path,
      audience: "acme",
      expirationSeconds: 600,
    });
    const merged = mergeSettings(
      "orders",
      ["a", "b"].map((key) => [key, identitySettings({ tokens: [token(key, `token-${key}`)] })]),
    );
    expect(merged.tokens).toEqual([token("a", "token-a"), token("b", "token-b")]);
  });
});
