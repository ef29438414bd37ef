import { TerraformVariable } from "cdktf";
import type { ContainerOptions, PodKind } from "../../lib";
import { refusal, World } from "../world";
import { refusedFor } from "./api-server";
import { KINDS, manifestOf, podOf, type Manifest } from "./manifests";
import { podOn, threeClouds } from "./pods";

const edge = podOn("edge");
const CARRIED = { env: edge.envVars, volumeMounts: edge.volumeMounts };
const app = (fields: object = {}) => ({ name: "app", image: "orders:1", ...fields });
const deployment = (spec: object, metadata: object = {}) => manifestOf("Deployment", { spec, metadata });
const containersOf = (manifest: object) => podOf(manifest).spec["containers"];

describe("a manifest with a workload's settings", () => {
  it.each(KINDS)("is a %s that the API server takes, with all three clouds in its pod", (kind) => {
    const manifest = manifestOf(kind);
    const applied = edge.applyTo(manifest);
    const { spec, metadata } = podOf(manifest);
    expect(podOf(applied)).toEqual({
      metadata,
      spec: { ...spec, serviceAccountName: "orders", volumes: edge.volumes, containers: [app(CARRIED)] },
    });
    expect(applied["metadata"]).toEqual({ ...(manifest["metadata"] as object), namespace: "shop" });
    expect([refusedFor(manifest), refusedFor(applied)]).toEqual([[], []]);
  });

  it("carries one token for each cloud, and the file of Google Cloud", () => {
    expect(edge.volumes.map(({ name }) => name)).toEqual([
      "aws-token",
      "google-token",
      "azure-token",
      "google-credential-config",
    ]);
    expect(edge.envVars.find(({ name }) => name === "AWS_REGION")).toEqual({ name: "AWS_REGION", value: "eu-west-1" });
    expect(edge.envVars.find(({ name }) => name === "AWS_DEFAULT_REGION")?.value).toBe("eu-west-1");
  });

  it("is a copy: what was given stays as it was, and shares nothing with it", () => {
    const given = deployment({
      containers: [app({ env: [{ name: "A", value: "1" }] })],
      volumes: [{ name: "tmp", emptyDir: {} }],
    });
    const before = structuredClone(given);
    const applied = edge.applyTo(given) as {
      spec: { template: { spec: { containers: { env: object[] }[]; volumes: object[] } } };
    };
    applied.spec.template.spec.containers[0]!.env.length = 0;
    Object.assign(applied.spec.template.spec.volumes[0]!, { emptyDir: null });
    Object.assign(applied.spec.template, { metadata: null });
    expect(given).toEqual(before);
  });

  it("is taken from frozen manifests, and has the type of what was given", () => {
    const given = Object.freeze({
      apiVersion: "v1" as const,
      kind: "Pod" as const,
      metadata: Object.freeze({ name: "orders" }),
      spec: Object.freeze({ containers: Object.freeze([Object.freeze({ name: "app" })]) }),
    });
    const kind: "Pod" = edge.applyTo(given).kind;
    expect(kind).toBe("Pod");
  });

  it("keeps what is there, in its order and before what is added", () => {
    const theirs = {
      env: [{ name: "LOG_LEVEL", value: "debug" }],
      volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
      ports: [{ containerPort: 80 }],
    };
    const volumes = [{ name: "tmp", emptyDir: {} }];
    const applied = edge.applyTo(deployment({ containers: [app(theirs)], volumes, terminationGracePeriodSeconds: 5 }));
    expect(podOf(applied).spec).toEqual({
      terminationGracePeriodSeconds: 5,
      serviceAccountName: "orders",
      volumes: [...volumes, ...edge.volumes],
      containers: [
        app({
          ports: theirs.ports,
          env: [...theirs.env, ...edge.envVars],
          volumeMounts: [...theirs.volumeMounts, ...edge.volumeMounts],
        }),
      ],
    });
  });

  it("changes nothing when it is applied again, nor when the API server filled in its defaults", () => {
    const once = edge.applyTo(deployment({}));
    expect(edge.applyTo(once)).toEqual(once);
    const stored = JSON.parse(
      JSON.stringify(once)
        .replaceAll('"projected":{', '"projected":{"defaultMode":420,')
        .replaceAll('"readOnly":true', '"readOnly":true,"recursiveReadOnly":"Disabled"'),
    ) as Manifest;
    const spec = stored["spec"] as { template: { spec: object } };
    Object.assign(spec.template.spec, { serviceAccount: "orders" });
    expect(edge.applyTo(stored)).toEqual(stored);
    expect(JSON.stringify(stored)).toContain('"defaultMode":420');
  });

  it("gives each container its own, where YAML aliases made two of them one object", () => {
    const shared = [{ name: "A", value: "1" }];
    const applied = edge.applyTo(deployment({ containers: [app({ env: shared }), app({ name: "other", env: shared })] }));
    const env = [...shared, ...edge.envVars];
    const mounts = { env, volumeMounts: edge.volumeMounts };
    expect(containersOf(applied)).toEqual([app(mounts), app({ name: "other", ...mounts })]);
  });

  it("passes Terraform's expressions through, as objects that they are", () => {
    const world = new World();
    const replicas: unknown = new TerraformVariable(world, "replicas", { type: "number" }).value;
    const given = { ...deployment({}), spec: { ...(deployment({})["spec"] as object), replicas } };
    const applied = edge.applyTo(given) as typeof given;
    expect(applied.spec.replicas).toBe(replicas);
  });

  it("keeps a key __proto__ a key", () => {
    const given = JSON.parse('{"__proto__":{"polluted":true}}') as object;
    const applied = edge.applyTo(deployment({}, { annotations: given }));
    expect(JSON.stringify(applied)).toContain('"annotations":{"__proto__":{"polluted":true}}');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe("the containers with a workload's settings", () => {
  const init = { name: "migrate", image: "migrate:1" };
  const sidecar = { name: "proxy", image: "proxy:1", restartPolicy: "Always" };
  const given = deployment({ containers: [app(), app({ name: "logs" })], initContainers: [init, sidecar] });
  const used = (options?: ContainerOptions) => {
    const { spec } = podOf(edge.applyTo(given, options));
    expect(refusedFor(edge.applyTo(given, options))).toEqual([]);
    return [...(spec["containers"] as object[]), ...(spec["initContainers"] as object[])].flatMap((one) => {
      const { name, env, volumeMounts } = one as { name: string; env?: unknown; volumeMounts?: unknown };
      if (env === undefined && volumeMounts === undefined) return [];
      expect({ env, volumeMounts }).toEqual(CARRIED);
      return [name];
    });
  };

  it("are all ordinary ones", () => {
    expect(used()).toEqual(["app", "logs"]);
    expect(used({ containers: undefined, initContainers: undefined })).toEqual(["app", "logs"]);
  });

  it("are those that are named", () => {
    expect(used({ containers: ["logs"] })).toEqual(["logs"]);
    expect(used({ containers: [] })).toEqual([]);
  });

  it("are init containers on request alone, and sidecars are init containers", () => {
    expect(used({ initContainers: true })).toEqual(["app", "logs", "migrate", "proxy"]);
    expect(used({ initContainers: ["proxy"] })).toEqual(["app", "logs", "proxy"]);
    expect(used({ containers: [], initContainers: ["migrate"] })).toEqual(["migrate"]);
  });

  it("may be called for where there are none", () => {
    expect(edge.applyTo(deployment({}), { initContainers: true })).toEqual(edge.applyTo(deployment({})));
  });

  it.each([
    [{ containers: ["ap"] }, 'there is no container "ap"; give a list of names that are there: "app", "logs"'],
    [{ containers: ["migrate"] }, 'there is no container "migrate"'],
    [{ initContainers: ["app"] }, 'there is no init container "app"; give a list of names that are there: "migrate", "proxy"'],
    [{ containers: "app" }, 'there is no container "app"'],
  ])("are refused where they are not there: %j", (options, shown) => {
    const { code, message } = refusal(() => edge.applyTo(given, options as ContainerOptions));
    expect(code).toBe("CONTAINER_UNKNOWN");
    expect(message).toContain(`Deployment/orders: ${shown}`);
  });
});

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
