import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PatchTarget, PodKind } from "../../lib";
import { refusal } from "../world";
import { refusedFor } from "./api-server";
import { KINDS, manifestOf, podOf } from "./manifests";
import { podOn } from "./pods";

const edge = podOn("edge");
const we = podOn("we");

type Fields = Readonly<Record<string, unknown>>;

/** By which field lists are merged. https://kubernetes.io/docs/reference/generated/kubernetes-api/ (patch merge key) */
const MERGE_KEYS: Readonly<Record<string, string>> = {
  containers: "name",
  initContainers: "name",
  env: "name",
  volumes: "name",
  volumeMounts: "mountPath",
};

/** A strategic merge, as far as these patches need one: what the patch names is replaced or added, and the rest stays. */
function merged(value: unknown, patch: unknown, field = ""): unknown {
  const key = MERGE_KEYS[field];
  if (Array.isArray(patch) && key !== undefined) {
    const old = (value ?? []) as Fields[];
    const twinOf = (one: Fields, all: readonly Fields[]) => all.find((other) => other[key] === one[key]);
    return [
      ...old.map((one) => (twinOf(one, patch as Fields[]) === undefined ? one : merged(one, twinOf(one, patch as Fields[])))),
      ...(patch as Fields[]).filter((one) => twinOf(one, old) === undefined),
    ];
  }
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
  const old = (value ?? {}) as Fields;
  return { ...old, ...Object.fromEntries(Object.entries(patch).map(([name, one]) => [name, merged(old[name], one, name)])) };
}

const kubectl = (() => {
  try {
    execFileSync("kubectl", ["version", "--client"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

/** What kubectl prints of files in a folder. */
function withKubectl(files: Readonly<Record<string, unknown>>, args: (folder: string) => readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "patch-"));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(content));
    return execFileSync("kubectl", [...args(folder)], { encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const given = (kind: PodKind) =>
  manifestOf(kind, {
    spec: {
      containers: [
        {
          name: "app",
          image: "orders:1",
          env: [{ name: "LOG", value: "debug" }],
          volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
        },
        { name: "logs", image: "logs:1" },
      ],
      initContainers: [{ name: "migrate", image: "migrate:1" }],
      volumes: [{ name: "tmp", emptyDir: {} }],
    },
  });

const target = (kind: PodKind): PatchTarget => ({ kind, name: "orders", containers: ["app"], initContainers: ["migrate"] });

/** The order of lists means nothing here, and kubectl chooses its own. */
function unordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unordered).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, unordered(one)]),
  );
}

describe("a strategic-merge patch with a workload's settings", () => {
  it.each(KINDS.filter((kind) => kind !== "Job"))("makes of a %s what applyTo makes of it", (kind) => {
    const options = { containers: ["app"], initContainers: ["migrate"] };
    for (const pod of [edge, we]) {
      const patched = merged(given(kind), pod.patch(target(kind)));
      const applied = pod.applyTo(given(kind), options) as { metadata: Fields };
      const { namespace: _added, ...metadata } = applied.metadata;
      expect(unordered(patched)).toEqual(unordered({ ...applied, metadata }));
      expect(refusedFor(patched)).toEqual([]);
    }
  });

  it("says nothing of what it does not need", () => {
    expect(we.patch({ kind: "Deployment", name: "orders", namespace: "shop", containers: ["app"] })).toEqual({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "orders", namespace: "shop" },
      spec: {
        template: {
          metadata: { labels: { "azure.workload.identity/use": "true" } },
          spec: {
            serviceAccountName: "orders",
            volumes: we.volumes,
            containers: [{ name: "app", env: we.envVars, volumeMounts: we.volumeMounts }],
          },
        },
      },
    });
    expect(we.patch({ kind: "Pod", name: "orders", containers: ["app"] })["metadata"]).toEqual({
      name: "orders",
      labels: { "azure.workload.identity/use": "true" },
    });
  });

  it.each([
    ["CONTAINER_UNKNOWN", "Deployment/orders", { kind: "Deployment", name: "orders", containers: [] }],
    ["MANIFEST_INVALID", 'Service/orders: the kind is "Service"', { kind: "Service", name: "orders", containers: ["app"] }],
    [
      "MANIFEST_INVALID",
      'Job/orders: the kind is "Job", and the API server takes no change to the pod template of a Job; make the Job of a manifest that went through applyTo (kustomize, which patches before there is a Job, takes that as a resource)',
      { kind: "Job", name: "orders", containers: ["app"] },
    ],
    ["NAMESPACE_INVALID", '"default"', { kind: "Pod", name: "orders", namespace: "default", containers: ["app"] }],
  ])("is refused with %s: %s", (code, shown, bad) => {
    const refused = refusal(() => edge.patch(bad as PatchTarget));
    expect(refused.code).toBe(code);
    expect(refused.message).toContain(shown);
  });

  const whereKubectlIs = kubectl ? it : it.skip;

  whereKubectlIs.each(["Pod", "Deployment", "CronJob"] as const)("is merged into a %s by kubectl as it is here", (kind) => {
    const out = withKubectl({ "manifest.json": given(kind), "patch.json": edge.patch(target(kind)) }, (folder) => [
      "patch",
      "--local",
      "--type=strategic",
      "-o",
      "json",
      "-f",
      join(folder, "manifest.json"),
      "--patch-file",
      join(folder, "patch.json"),
    ]);
    expect(unordered(podOf(JSON.parse(out) as object).spec)).toEqual(
      unordered(podOf(merged(given(kind), edge.patch(target(kind))) as object).spec),
    );
  });

  whereKubectlIs("is found by kustomize by name, and by namespace where the manifest has one", () => {
    for (const namespace of [undefined, "shop"]) {
      const manifest = { ...given("Deployment"), metadata: { name: "orders", namespace } };
      const patch = edge.patch({ ...target("Deployment"), ...(namespace === undefined ? {} : { namespace }) });
      const kustomization = { resources: ["manifest.json"], patches: [{ path: "patch.json" }] };
      const files = { "manifest.json": manifest, "patch.json": patch, "kustomization.yaml": kustomization };
      const out = withKubectl(files, (folder) => ["kustomize", folder]);
      expect(out).toContain("AWS_WEB_IDENTITY_TOKEN_FILE");
      expect(out).toContain("serviceAccountName: orders");
    }
  });
});
