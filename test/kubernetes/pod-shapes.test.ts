import { CronJobV1 } from "@cdktf/provider-kubernetes/lib/cron-job-v1";
import { DaemonSetV1 } from "@cdktf/provider-kubernetes/lib/daemon-set-v1";
import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { JobV1 } from "@cdktf/provider-kubernetes/lib/job-v1";
import { PodV1 } from "@cdktf/provider-kubernetes/lib/pod-v1";
import { ReplicationControllerV1 } from "@cdktf/provider-kubernetes/lib/replication-controller-v1";
import { StatefulSetV1 } from "@cdktf/provider-kubernetes/lib/stateful-set-v1";
import { TerraformVariable } from "cdktf";
import { ServiceAccount } from "../../lib";
import { only, refusal, World, type Resource } from "../world";
import { refusedFor } from "./api-server";
import { manifestOf } from "./manifests";
import { podOn, threeClouds } from "./pods";

const edge = podOn("edge");
const webhook = podOn("we");

describe("a workload's settings for Terraform", () => {
  const template = { metadata: { labels: { app: "orders" } }, spec: { container: [{ name: "app", image: "orders:1" }] } };
  const metadata = { name: "orders", namespace: edge.namespace };
  const selector = { matchLabels: { app: "orders" } };
  /** What the provider writes for `template`, in Terraform's own words. */
  const written = {
    metadata: { labels: { app: "orders" } },
    spec: {
      service_account_name: "orders",
      volume: [
        ...edge.tokens.map(({ volumeName, audience, expirationSeconds, path }) => ({
          name: volumeName,
          projected: [{ sources: [{ service_account_token: { audience, expiration_seconds: expirationSeconds, path } }] }],
        })),
        ...edge.files.map(({ volumeName, path }) => ({
          name: volumeName,
          projected: [{ sources: [{ config_map: [{ name: "orders-workload-identity", items: [{ key: path, path }] }] }] }],
        })),
      ],
      container: [
        {
          name: "app",
          image: "orders:1",
          env: edge.envVars,
          volume_mount: edge.volumeMounts.map(({ name, mountPath }) => ({ name, mount_path: mountPath, read_only: true })),
        },
      ],
    },
  };
  const specOf = (world: World, type: string) => only(world.synth(), type)["spec"] as Resource;

  it("are taken by every resource that makes pods", () => {
    const world = new World();
    const pod = edge.forTerraform(template);
    new DeploymentV1(world, "deployment", { metadata, spec: { selector, template: pod } });
    new StatefulSetV1(world, "stateful-set", { metadata, spec: { serviceName: "orders", selector, template: pod } });
    new DaemonSetV1(world, "daemon-set", { metadata, spec: { selector, template: pod } });
    new ReplicationControllerV1(world, "controller", { metadata, spec: { selector: { app: "orders" }, template: pod } });
    new JobV1(world, "job", { metadata, spec: { template: pod } });
    new CronJobV1(world, "cron-job", {
      metadata,
      spec: { schedule: "@daily", jobTemplate: { metadata: {}, spec: { template: pod } } },
    });
    new PodV1(world, "pod", edge.forTerraform({ ...template, metadata }));
    for (const type of ["deployment_v1", "stateful_set_v1", "daemon_set_v1", "replication_controller_v1", "job_v1"]) {
      expect(specOf(world, `kubernetes_${type}`)["template"]).toEqual(written);
    }
    expect(specOf(world, "kubernetes_cron_job_v1")["job_template"]).toEqual({ metadata: {}, spec: { template: written } });
    expect(specOf(world, "kubernetes_pod_v1")).toEqual(written.spec);
  });

  it("come in parts as well, for configs of one's own", () => {
    const world = new World();
    const { metadata: forMetadata, spec, container } = webhook.forTerraform();
    const parts = edge.forTerraform();
    new PodV1(world, "pod", {
      metadata: { ...metadata, labels: forMetadata.labels, annotations: forMetadata.annotations },
      spec: { ...parts.spec, container: [{ name: "app", image: "orders:1", ...parts.container }] },
    });
    expect(specOf(world, "kubernetes_pod_v1")).toEqual(written.spec);
    expect(forMetadata.labels).toEqual({ "azure.workload.identity/use": "true" });
    expect([spec.serviceAccountName, container.env.map(({ name }) => name)]).toEqual([
      "orders",
      webhook.envVars.map(({ name }) => name),
    ]);
  });

  it("change nothing when they are applied again, and choose containers by name", () => {
    const once = edge.forTerraform(template);
    expect(edge.forTerraform(once)).toEqual(once);
    const two = {
      ...template,
      spec: { container: [...template.spec.container, { name: "logs" }], initContainer: [{ name: "init" }] },
    };
    const chosen = edge.forTerraform(two, { containers: ["logs"], initContainers: true }).spec;
    expect(chosen.container[0]).toEqual({ name: "app", image: "orders:1" });
    expect([...chosen.container.slice(1), ...chosen.initContainer]).toEqual(
      ["logs", "init"].map((name) => ({ name, env: edge.envVars, volumeMount: edge.volumeMounts })),
    );
  });

  it("give a PodV1 without namespace the workload's, and a template, which has none, none", () => {
    const pod = { metadata: { name: "orders" }, spec: template.spec };
    expect(edge.forTerraform(pod).metadata).toEqual({ name: "orders", namespace: "shop" });
    expect(edge.forTerraform({ ...pod, metadata: { generateName: "orders-" } }).metadata).toEqual({
      generateName: "orders-",
      namespace: "shop",
    });
    const late = new TerraformVariable(new World(), "namespace", { type: "string" }).stringValue;
    expect(edge.forTerraform({ ...pod, metadata: { name: "orders", namespace: late } }).metadata.namespace).toBe(late);
    expect(edge.forTerraform(template).metadata).toEqual({ labels: { app: "orders" } });
  });

  it("mount the token of the cluster's API where the ServiceAccount says so, unless the pod says something else", () => {
    const mounted = (automountServiceAccountToken: boolean | undefined, spec: object = {}) => {
      const world = new World();
      const serviceAccount = ServiceAccount.created({ automountServiceAccountToken: automountServiceAccountToken! });
      const pod = threeClouds(world, [world.edge], { serviceAccount }).pod(world.edge);
      new DeploymentV1(world, "deployment", {
        metadata,
        spec: { selector, template: pod.forTerraform({ ...template, spec: { ...template.spec, ...spec } }) },
      });
      const [of] = [specOf(world, "kubernetes_deployment_v1")["template"] as Resource];
      const parts = pod.forTerraform().spec;
      return [(of["spec"] as Resource)["automount_service_account_token"], parts.automountServiceAccountToken];
    };
    expect([mounted(false), mounted(true), mounted(undefined)]).toEqual([
      [false, false],
      [true, true],
      [undefined, undefined],
    ]);
    expect(mounted(false, { automountServiceAccountToken: true })[0]).toBe(true);
    expect(mounted(false, { automountServiceAccountToken: undefined })[0]).toBe(false);
  });

  it.each([
    ["MANIFEST_INVALID", "the pod template is a list", []],
    ["MANIFEST_INVALID", '"spec" is undefined', {}],
    ["MANIFEST_INVALID", '"container" is undefined', { spec: { containers: [{ name: "app" }] } }],
    ["NAMESPACE_INVALID", 'the namespace is "default"', { ...template, metadata: { namespace: "default" } }],
    [
      "ENV_COLLISION",
      'the container "app" has the environment variable "AZURE_CLIENT_ID"',
      { spec: { container: [{ name: "app", env: [{ name: "AZURE_CLIENT_ID", value: "other" }] }] } },
    ],
  ])("refuse with %s: %s", (code, shown, given) => {
    const refused = refusal(() => edge.forTerraform(given));
    expect(refused.code).toBe(code);
    expect(refused.message).toContain(`a pod template for world/orders: ${shown}`);
  });
});

describe("a workload's settings for Helm", () => {
  it("are added to what the chart gets besides", () => {
    const values = {
      replicas: 2,
      podLabels: { app: "orders" },
      extraEnv: [{ name: "LOG", value: "debug" }],
      extraVolumes: [{ name: "tmp", emptyDir: {} }],
      extraVolumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
    };
    const before = structuredClone(values);
    expect(webhook.helmValues({ values })).toEqual({
      ...webhook.helmValues(),
      replicas: 2,
      podLabels: { app: "orders", "azure.workload.identity/use": "true" },
      extraEnv: [...values.extraEnv, ...webhook.envVars],
      extraVolumes: [...values.extraVolumes, ...webhook.volumes],
      extraVolumeMounts: [...values.extraVolumeMounts, ...webhook.volumeMounts],
    });
    expect(values).toEqual(before);
  });

  it("have the names that most charts use", () => {
    expect(edge.helmValues()).toEqual({
      serviceAccount: { create: false, name: "orders" },
      extraEnv: edge.envVars,
      extraVolumes: edge.volumes,
      extraVolumeMounts: edge.volumeMounts,
    });
  });

  it("have a chart's own names, and let it create the ServiceAccount", () => {
    const values = podOn("eu").helmValues({ keys: { env: "extraEnvVars", volumes: "volumes" }, createServiceAccount: true });
    expect(Object.keys(values)).toEqual(["serviceAccount", "extraEnvVars", "volumes", "extraVolumeMounts"]);
    expect(values.serviceAccount).toEqual({
      create: true,
      name: "orders",
      annotations: {
        "eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/orders",
        "eks.amazonaws.com/audience": "sts.amazonaws.com",
      },
    });
    expect(webhook.helmValues().podLabels).toEqual({ "azure.workload.identity/use": "true" });
  });

  it("are a pod that the API server takes, put where charts put them", () => {
    const { extraEnv, extraVolumes, extraVolumeMounts, serviceAccount } = edge.helmValues();
    const container = { name: "app", image: "orders:1", env: extraEnv, volumeMounts: extraVolumeMounts };
    const spec = { serviceAccountName: serviceAccount.name, volumes: extraVolumes, containers: [container] };
    expect(refusedFor(manifestOf("Deployment", { spec }))).toEqual([]);
  });
});

describe("a workload's settings on a cluster", () => {
  it("say what the pod carries, and who hands it the rest", () => {
    expect(webhook.describe().split("\n")).toEqual([
      'aws: the pod carries a token for "sts.amazonaws.com" at /var/run/secrets/sts.amazonaws.com/serviceaccount/token, valid for 86400 seconds; environment AWS_ROLE_ARN, AWS_WEB_IDENTITY_TOKEN_FILE, AWS_STS_REGIONAL_ENDPOINTS, AWS_REGION, AWS_DEFAULT_REGION',
      `google: the pod carries a token for "${webhook.tokens[1]!.audience}" at /var/run/service-account/token, valid for 3600 seconds; the file /etc/workload-identity/credential-configuration.json; environment GOOGLE_APPLICATION_CREDENTIALS, GOOGLE_CLOUD_PROJECT`,
      'azure: the pod carries label azure.workload.identity/use; the webhook "azure.workload.identity" adds token and environment',
    ]);
    expect(webhook.needsNothing).toBe(false);
  });

  it("are the ServiceAccount and the ConfigMap that the API server takes", () => {
    const world = new World();
    threeClouds(world, [world.we]);
    const terraform = world.synth();
    const { provider: _, ...account } = only(terraform, "kubernetes_service_account_v1");
    const { provider: _provider, ...files } = only(terraform, "kubernetes_config_map_v1");
    expect(refusedFor({ apiVersion: "v1", kind: "ServiceAccount", ...account })).toEqual([]);
    expect(refusedFor({ apiVersion: "v1", kind: "ConfigMap", ...files })).toEqual([]);
    expect(Object.keys(files["data"] as object)).toEqual(["credential-configuration.json"]);
  });
});
