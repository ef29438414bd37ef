import { TerraformVariable } from "cdktf";
import { refusal, World } from "../world";
import { refusedFor } from "./api-server";
import { manifestOf, podOf, type Manifest } from "./manifests";
import { podOn, threeClouds } from "./pods";

const edge = podOn("edge");
const CARRIED = { env: edge.envVars, volumeMounts: edge.volumeMounts };
const app = (fields: object = {}) => ({ name: "app", image: "orders:1", ...fields });
const deployment = (spec: object, metadata: object = {}) => manifestOf("Deployment", { spec, metadata });
const containersOf = (manifest: object) => podOf(manifest).spec["containers"];

describe("a manifest that says something else", () => {
  const world = new World();
  const labelled = threeClouds(world, [world.we]).pod(world.we);
  const mounted = (mount: object) => deployment({ containers: [app({ volumeMounts: [mount] })] });
  const cases: readonly (readonly [what: string, code: string, shown: string, manifest: Manifest])[] = [
    [
      "a variable",
      "ENV_COLLISION",
      'the container "app" has the environment variable "AWS_ROLE_ARN" as "arn:aws:iam::1:role/admin", and world/orders makes it "arn:aws:iam::111122223333:role/orders"; leave it out',
      deployment({ containers: [app({ env: [{ name: "AWS_ROLE_ARN", value: "arn:aws:iam::1:role/admin" }] })] }),
    ],
    [
      "a variable from elsewhere",
      "ENV_COLLISION",
      "secretKeyRef: { name: 'azure', key: 'id' }",
      deployment({
        containers: [app({ env: [{ name: "AZURE_CLIENT_ID", valueFrom: { secretKeyRef: { name: "azure", key: "id" } } }] })],
      }),
    ],
    [
      "a variable twice, of which the last one counts",
      "ENV_COLLISION",
      'as "us-east-1"',
      deployment({
        containers: [app({ env: ["eu-west-1", "us-east-1"].map((value) => ({ name: "AWS_REGION", value })) })],
      }),
    ],
    [
      "a mount path",
      "MOUNT_PATH_COLLISION",
      'the mount path "/etc/workload-identity"',
      mounted({ name: "x", mountPath: "/etc/workload-identity" }),
    ],
    [
      "a mount path with a slash",
      "MOUNT_PATH_COLLISION",
      '"/etc//workload-identity/"',
      mounted({ name: "x", mountPath: "/etc//workload-identity/" }),
    ],
    [
      "a mount path below ours",
      "MOUNT_PATH_COLLISION",
      '"/etc/workload-identity/a"',
      mounted({ name: "x", mountPath: "/etc/workload-identity/a" }),
    ],
    [
      "a part of our own volume",
      "MOUNT_PATH_COLLISION",
      "subPath: 'token'",
      mounted({ name: "google-token", mountPath: "/var/run/service-account", subPath: "token" }),
    ],
    [
      "a part of our own volume, by a variable",
      "MOUNT_PATH_COLLISION",
      "subPathExpr: '$(POD)'",
      mounted({ name: "google-token", mountPath: "/var/run/service-account", subPathExpr: "$(POD)" }),
    ],
    [
      "a volume of our own with something more in it",
      "MOUNT_PATH_COLLISION",
      "{ downwardAPI: {} }",
      deployment({
        volumes: edge.volumes.slice(0, 1).map((volume) => ({
          name: volume.name,
          projected: { sources: [...("projected" in volume ? volume.projected.sources : []), { downwardAPI: {} }] },
        })),
      }),
    ],
    [
      "a device",
      "MOUNT_PATH_COLLISION",
      '"/var/run/service-account"',
      deployment({ containers: [app({ volumeDevices: [{ name: "disk", devicePath: "/var/run/service-account" }] })] }),
    ],
    [
      "a volume",
      "MOUNT_PATH_COLLISION",
      "the pod has the volume \"aws-token\" as { name: 'aws-token', emptyDir: {} }",
      deployment({ volumes: [{ name: "aws-token", emptyDir: {} }] }),
    ],
    [
      "a ServiceAccount",
      "SERVICE_ACCOUNT_COLLISION",
      'has "serviceAccountName" as "default"',
      deployment({ serviceAccountName: "default" }),
    ],
    [
      "a ServiceAccount by its old name",
      "SERVICE_ACCOUNT_COLLISION",
      'has "serviceAccount" as "admin"',
      deployment({ serviceAccount: "admin" }),
    ],
    [
      "a namespace",
      "NAMESPACE_INVALID",
      'the namespace is "default", and the ServiceAccount of world/orders is in "shop"',
      { ...deployment({}), metadata: { name: "orders", namespace: "default" } },
    ],
  ];

  it.each(cases)("is refused for %s", (_what, code, shown, manifest) => {
    const refused = refusal(() => edge.applyTo(manifest));
    expect(refused.code).toBe(code);
    expect(refused.message).toContain(shown);
    expect(refused.message).toMatch(/^Deployment\/orders: .+; .+ \[[A-Z_]+\]$/s);
  });

  it("is refused for a label or an annotation", () => {
    const use = { "azure.workload.identity/use": "false" };
    expect(refusal(() => labelled.applyTo(deployment({}, { labels: use }))).message).toBe(
      'Deployment/orders: the pod has the label "azure.workload.identity/use" as "false", and world/orders makes it "true"; leave it out of the manifest, or give the manifest a workload without that identity [LABEL_COLLISION]',
    );
  });

  it("is taken where it only looks like it", () => {
    const mount = { name: "x", mountPath: "/etc/workload-identity-2" };
    const manifest = deployment({
      serviceAccountName: "",
      containers: [app({ volumeMounts: [mount], env: [{ name: "AWS_REGION", value: "eu-west-1" }] }), app({ name: "b" })],
      volumes: [{ name: "x", emptyDir: {} }],
    });
    const applied = edge.applyTo(manifest);
    expect(refusedFor(applied)).toEqual([]);
    expect((containersOf(applied) as { env: unknown }[])[0]!.env).toEqual([
      { name: "AWS_REGION", value: "eu-west-1" },
      ...edge.envVars.filter(({ name }) => name !== "AWS_REGION"),
    ]);
  });

  it("is taken in a container that gets nothing", () => {
    const env = [{ name: "AWS_ROLE_ARN", value: "arn:aws:iam::1:role/other" }];
    const manifest = deployment({ containers: [app(), app({ name: "other", env })] });
    expect((containersOf(edge.applyTo(manifest, { containers: ["app"] })) as unknown[])[1]).toEqual(app({ name: "other", env }));
  });

  it("gets the namespace where it has none", () => {
    const namespaces = [undefined, null, "shop"].map((namespace) => {
      const { metadata } = edge.applyTo({ ...deployment({}), metadata: { name: "orders", namespace } });
      return metadata.namespace;
    });
    expect(namespaces).toEqual(["shop", "shop", "shop"]);
  });

  it("cannot be compared by a namespace that is unknown until apply", () => {
    const namespace = new TerraformVariable(new World(), "namespace", { type: "string" }).stringValue;
    const manifest = { ...deployment({}), metadata: { name: "orders", namespace } };
    expect(edge.applyTo(manifest).metadata.namespace).toBe(namespace);
  });
});

describe("what is no manifest of pods", () => {
  const cyclic: Record<string, unknown> = manifestOf("Deployment");
  cyclic["self"] = [cyclic];
  const cases: readonly (readonly [shown: string, manifest: unknown])[] = [
    ['Service/orders: the kind is "Service"', { ...manifestOf("Pod"), kind: "Service" }],
    [
      'List/?: the kind is "List", which makes no pods that are known here; give one of Pod, PodTemplate,',
      { apiVersion: "v1", kind: "List", items: [] },
    ],
    ["the kind is undefined", {}],
    ['the kind is "constructor"', { kind: "constructor" }],
    [
      'the apiVersion is "batch/v1beta1"; a CronJob has the apiVersion "batch/v1"',
      { ...manifestOf("CronJob"), apiVersion: "batch/v1beta1" },
    ],
    ["the apiVersion is undefined", { ...manifestOf("Pod"), apiVersion: undefined }],
    ["the manifest is a list", [manifestOf("Pod")]],
    ["the manifest is null", null],
    ['the manifest is "kind: Pod"', "kind: Pod"],
    ['"spec" is undefined', { apiVersion: "apps/v1", kind: "Deployment" }],
    ['"template" is a list', { apiVersion: "apps/v1", kind: "Deployment", spec: { template: [] } }],
    ['"containers" is undefined', { apiVersion: "v1", kind: "Pod", spec: {} }],
    ['"containers" is an object', { apiVersion: "v1", kind: "Pod", spec: { containers: {} } }],
    ['"containers" is a list', { apiVersion: "v1", kind: "Pod", spec: { containers: ["app"] } }],
    ['"env" of the container "app" is an object', deployment({ containers: [app({ env: {} })] })],
    ['"volumes" is "none"', deployment({ volumes: "none" })],
    ["the manifest contains itself", cyclic],
  ];

  it.each(cases)("is refused: %s", (shown, manifest) => {
    const refused = refusal(() => edge.applyTo(manifest as object));
    expect(refused.code).toBe("MANIFEST_INVALID");
    expect(refused.message).toContain(shown);
  });

  it.each(["Pod", "Deployment"] as const)("is not a %s whose fields are null, where YAML left them empty", (kind) => {
    const empty = { volumes: null, initContainers: null, containers: [app({ env: null, volumeMounts: null })] };
    const applied = edge.applyTo(manifestOf(kind, { spec: empty }));
    expect(refusedFor(applied)).toEqual([]);
    expect(containersOf(applied)).toEqual([app(CARRIED)]);
  });
});
