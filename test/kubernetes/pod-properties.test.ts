// Whatever a manifest says, a workload's settings keep it valid and lose nothing of it.
import fc from "fast-check";
import { PodSettings, type ContainerOptions, type MergedSettings } from "../../lib";
import { mergeSettings } from "../../lib/kubernetes/merge-settings";
import { refusal } from "../world";
import { refusedFor } from "./api-server";
import { KINDS, manifestOf, podOf, type Manifest } from "./manifests";
import { podOn } from "./pods";

type Fields = Readonly<Record<string, unknown>>;

const PODS: readonly PodSettings[] = (["edge", "eu", "we", "us"] as const).map(podOn);

const name = fc.stringMatching(/^[a-z]([a-z0-9-]{0,6}[a-z0-9])?$/);
/** Some names are the workload's own, so that some manifests clash. */
const volumeName = fc.oneof(
  { weight: 12, arbitrary: name },
  fc.constantFrom("aws-token", "google-credential-config", "aws-iam-token"),
);
const variable = fc.oneof(
  { weight: 12, arbitrary: fc.stringMatching(/^[A-Z][A-Z0-9_]{0,8}$/) },
  fc.constantFrom("AWS_ROLE_ARN", "AZURE_CLIENT_ID", "GOOGLE_CLOUD_PROJECT", "AWS_REGION", "AWS_PROFILE", "AZURE_CLIENT_SECRET"),
);
const mountPath = fc.oneof(
  { weight: 12, arbitrary: fc.stringMatching(/^(\/[a-z]{1,5}){1,3}$/) },
  fc.constantFrom("/etc/workload-identity", "/var/run", "/var/run/service-account/below"),
);

const env = fc.record({ name: variable, value: fc.oneof(fc.string(), fc.constant("arn:aws:iam::111122223333:role/orders")) });
const containerOf = (names: fc.Arbitrary<string>, volumes: readonly string[]) =>
  fc.record(
    {
      name: names,
      image: name,
      env: fc.uniqueArray(env, { maxLength: 4, selector: (one) => one.name }),
      volumeMounts: fc.uniqueArray(
        fc.record({ name: fc.constantFrom(...(volumes.length > 0 ? volumes : ["none"])), mountPath }),
        { maxLength: volumes.length > 0 ? 3 : 0, selector: (one) => one.mountPath },
      ),
      tty: fc.boolean(),
      ports: fc.constant([{ containerPort: 80 }]),
    },
    { requiredKeys: ["name", "image"] },
  );

const manifest: fc.Arbitrary<Manifest> = fc
  .tuple(fc.constantFrom(...KINDS), fc.uniqueArray(volumeName, { maxLength: 3 }), fc.dictionary(name, name, { maxKeys: 2 }))
  .chain(([kind, volumes, labels]) =>
    fc
      .record({
        containers: fc.uniqueArray(containerOf(name, volumes), { minLength: 1, maxLength: 3, selector: (one) => one.name }),
        initContainers: fc.uniqueArray(
          containerOf(
            name.map((one) => `i-${one}`),
            volumes,
          ),
          { maxLength: 2, selector: (one) => one.name },
        ),
        hostNetwork: fc.boolean(),
        terminationGracePeriodSeconds: fc.nat(60),
      })
      .map((spec) =>
        manifestOf(kind, {
          metadata: { labels: { ...labels, app: "orders" } },
          spec: { ...spec, volumes: volumes.map((one) => ({ name: one, emptyDir: {} })) },
        }),
      ),
  );

const options: fc.Arbitrary<ContainerOptions> = fc.record({ initContainers: fc.boolean() });

/** Whether everything that the old one says stands in the new one: fields, and lists as their beginning. */
function keeps(now: unknown, old: unknown): boolean {
  if (Array.isArray(old)) return Array.isArray(now) && old.every((one, index) => keeps(now[index], one));
  if (typeof old !== "object" || old === null) return now === old;
  return Object.entries(old).every(([key, one]) => keeps((now as Fields)[key], one));
}

const list = (value: unknown) => (value ?? []) as Fields[];

describe("a workload's volumes, of any identities in any order", () => {
  const byKey = PODS.map((pod) => (pod as unknown as MergedSettings).byIdentity);

  // kubernetes_manifest merges lists by position, and the API server takes no volume of two types.
  it("are of one type at every position, so that one may come in another's place", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...byKey).chain((all) => fc.shuffledSubarray([...all])),
        (some) => {
          const pod = new PodSettings(
            { namespace: "shop", serviceAccountName: "orders", configMapName: "files" },
            mergeSettings("orders", some),
          );
          const shapes = [
            pod.volumes,
            pod.forTerraform().spec.volume,
            podOf(pod.applyTo(manifestOf("Pod"))).spec["volumes"] ?? [],
          ];
          for (const volumes of shapes as object[][]) {
            expect(volumes.map((volume) => Object.keys(volume))).toEqual(volumes.map(() => ["name", "projected"]));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a workload's settings, of any manifest", () => {
  it("keep it valid, keep all that it says, change nothing twice, and give every chosen container everything", () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.constantFrom(...PODS), manifest, options, (pod, given, chosen) => {
        const before = structuredClone(given);
        fc.pre(refusedFor(given).length === 0);
        const { code } = refusal(() => pod.applyTo(given, chosen));
        expect(given).toEqual(before);
        if (code !== "not refused") {
          expect(["ENV_COLLISION", "MOUNT_PATH_COLLISION"]).toContain(code);
          return;
        }
        taken += 1;
        const applied = pod.applyTo(given, chosen);
        expect(refusedFor(applied)).toEqual([]);
        expect(keeps(applied, given)).toBe(true);
        expect(pod.applyTo(applied, chosen)).toEqual(applied);
        const { spec } = podOf(applied);
        const old = podOf(given).spec;
        expect(list(spec["containers"]).length).toBe(list(old["containers"]).length);
        const users = [...list(spec["containers"]), ...(chosen.initContainers === true ? list(spec["initContainers"]) : [])];
        for (const container of users) {
          const values = Object.fromEntries(list(container["env"]).map((one) => [one["name"], one["value"]])) as Fields;
          expect(Object.keys(pod.env).filter((key) => values[key] !== pod.env[key])).toEqual([]);
          const paths = list(container["volumeMounts"]).map((one) => one["mountPath"]);
          expect(pod.volumeMounts.filter((mount) => !paths.includes(mount.mountPath))).toEqual([]);
        }
        if (chosen.initContainers !== true) expect(spec["initContainers"]).toEqual(old["initContainers"]);
      }),
      { numRuns: 400 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  it("refuse a manifest exactly where it says something else of what the pod needs", () => {
    const [edge] = PODS as [PodSettings];
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(edge.env)), fc.string(), (key, value) => {
        const given = manifestOf("Pod", { spec: { containers: [{ name: "app", image: "a", env: [{ name: key, value }] }] } });
        const { code, message } = refusal(() => edge.applyTo(given));
        expect(code).toBe(value === edge.env[key] ? "not refused" : "ENV_COLLISION");
        expect(message).toContain(value === edge.env[key] ? "" : JSON.stringify(edge.env[key]));
      }),
      { numRuns: 100 },
    );
  });
});
