// The stand-in for the API server refuses what it should: otherwise the manifests that it takes would prove nothing.
import { refusedFor } from "./api-server";
import { manifestOf } from "./manifests";

type Fields = Readonly<Record<string, unknown>>;

const app = (fields: Fields = {}): Fields => ({ name: "app", image: "orders:1", ...fields });
const pod = (spec: Fields, metadata: Fields = {}) => manifestOf("Deployment", { spec, metadata });
const token = (fields: Fields) => ({
  name: "token",
  projected: { sources: [{ serviceAccountToken: { audience: "a", path: "token", ...fields } }] },
});
const mounted = (volumeMounts: readonly Fields[]) =>
  pod({ volumes: [{ name: "tmp", emptyDir: {} }], containers: [app({ volumeMounts })] });
const configMap = (key: string) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" }, data: { [key]: "" } });

describe("the stand-in for the API server", () => {
  it.each<readonly [shown: string, manifest: unknown]>([
    ["no kind Deployment in v1", { ...pod({}), apiVersion: "v1" }],
    ["template.spec.containers[0].volumeMount is unknown", pod({ containers: [app({ volumeMount: [] })] })],
    ["containers[0].name is missing", pod({ containers: [{ image: "a" }] })],
    ["containers[0].env[0].value is 1, no string", pod({ containers: [app({ env: [{ name: "A", value: 1 }] })] })],
    ["terminationGracePeriodSeconds is 0.5, no integer", pod({ terminationGracePeriodSeconds: 0.5 })],
    ['hostNetwork is "no", no boolean', pod({ hostNetwork: "no" })],
    ["containers is {}, no list", pod({ containers: {} })],
    [
      "serviceAccountToken.path is missing",
      pod({ volumes: [{ name: "a", projected: { sources: [{ serviceAccountToken: {} }] } }] }),
    ],
    ["metadata.name is Orders", { ...pod({}), metadata: { name: "Orders" } }],
    ["metadata.namespace is no label", { ...pod({}), metadata: { name: "orders", namespace: "a.b" } }],
    ["the key -a is no qualified name", pod({}, { annotations: { "-a": "" } })],
    ["the value of the label a is no label value", pod({}, { labels: { a: "b c" } })],
    ["a pod needs a container", pod({ containers: [] })],
    ["serviceAccountName is no subdomain", pod({ serviceAccountName: "a_b" })],
    [
      "the volume tmp is there twice",
      pod({
        volumes: [
          { name: "tmp", emptyDir: {} },
          { name: "tmp", emptyDir: {} },
        ],
      }),
    ],
    ["the container app is there twice", pod({ initContainers: [app()] })],
    ["the volume's name a.b is no label", pod({ volumes: [{ name: "a.b", emptyDir: {} }] })],
    [`the volume's name ${"a".repeat(64)} is no label`, pod({ volumes: [{ name: "a".repeat(64), emptyDir: {} }] })],
    ["the volume a has 2 sources", pod({ volumes: [{ name: "a", emptyDir: {}, configMap: { name: "b" } }] })],
    ["the volume a has 0 sources", pod({ volumes: [{ name: "a" }] })],
    ["the volume a names no ConfigMap", pod({ volumes: [{ name: "a", configMap: { name: "" } }] })],
    ["a token of the volume token expires after 599 seconds", pod({ volumes: [token({ expirationSeconds: 599 })] })],
    [
      "a token of the volume token expires after 4294967297 seconds",
      pod({ volumes: [token({ expirationSeconds: 2 ** 32 + 1 })] }),
    ],
    ["the path ../token is not relative", pod({ volumes: [token({ path: "../token" })] })],
    ["the path a/../token is not relative", pod({ volumes: [token({ path: "a/../token" })] })],
    ["the path /token is not relative", pod({ volumes: [token({ path: "/token" })] })],
    [
      "the path b is there twice",
      pod({
        volumes: [
          {
            name: "a",
            configMap: {
              name: "a",
              items: [
                { key: "a", path: "b" },
                { key: "b", path: "b" },
              ],
            },
          },
        ],
      }),
    ],
    ["the container's name App is no label", pod({ containers: [app({ name: "App" })] })],
    ["the variable's name A=B is invalid", pod({ containers: [app({ env: [{ name: "A=B" }] })] })],
    [
      "the variable A has both value and valueFrom",
      pod({ containers: [app({ env: [{ name: "A", value: "1", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }] })] }),
    ],
    ["the mount path /a is there twice", mounted(["tmp", "tmp"].map((name) => ({ name, mountPath: "/a" })))],
    ["the mount path /a:b is invalid", mounted([{ name: "tmp", mountPath: "/a:b" }])],
    ["no volume none to mount", mounted([{ name: "none", mountPath: "/a" }])],
    ["the ConfigMap's key a/b is invalid", configMap("a/b")],
    ["the ConfigMap's key ..a is invalid", configMap("..a")],
  ])("refuses: %s", (shown, manifest) => {
    const problems = refusedFor(manifest);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(shown);
  });

  it("takes what is right at the edge", () => {
    const right = [
      pod({ volumes: [token({ expirationSeconds: 600 })] }),
      pod({ volumes: [token({ expirationSeconds: 2 ** 32 })] }),
      pod({ volumes: [{ name: "a".repeat(63), emptyDir: {} }] }),
      mounted([
        { name: "tmp", mountPath: "/a" },
        { name: "tmp", mountPath: "/b" },
      ]),
      configMap("credential-configuration.json"),
    ];
    expect(right.flatMap(refusedFor)).toEqual([]);
  });
});
