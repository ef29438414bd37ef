import { TerraformVariable } from "cdktf";
import type { ContainerOptions } from "../../lib";
import { refusal, World } from "../world";
import { refusedFor } from "./api-server";
import { KINDS, manifestOf, podOf, type Manifest } from "./manifests";
import { podOn } from "./pods";

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
    const applied = edge.applyTo(given);
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
  ])("are refused where they are not there: %j", (options, shown) => {
    const { code, message } = refusal(() => edge.applyTo(given, options));
    expect(code).toBe("CONTAINER_UNKNOWN");
    expect(message).toContain(`Deployment/orders: ${shown}`);
  });

  it.each([
    [{ containers: "app" }, "VALUE_MISSING", 'the list of containers is "app"'],
    [{ initContainers: "app" }, "VALUE_MISSING", '"initContainers" is "app"'],
    [
      { beside: [{ metadata: { name: "old" }, data: {} }] },
      "MANIFEST_INVALID",
      'the kind of a manifest in "beside" is undefined',
    ],
    [{ beside: [{ kind: "Deployment", metadata: { name: "old" } }] }, "MANIFEST_INVALID", 'is "Deployment"'],
    [{ beside: [{ kind: "Secret", metadata: {} }] }, "VALUE_MISSING", 'the name of a manifest in "beside"'],
    [{ beside: ["Secret/old"] }, "VALUE_MISSING", 'a manifest in "beside" is "Secret/old"'],
  ])("are refused where they are no options: %j", (options, code, shown) => {
    const refused = refusal(() => edge.applyTo(given, options as ContainerOptions));
    expect(refused.code).toBe(code);
    expect(refused.message).toContain(shown);
  });
});
