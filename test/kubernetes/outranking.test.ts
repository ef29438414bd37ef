// Variables with which SDKs become somebody else, whatever a pod gets besides.
import { FederatedWorkload, type PodSettings } from "../../lib";
import { EksPodIdentity } from "../../lib/aws";
import { GkeTrust } from "../../lib/google";
import { refusal, World } from "../world";
import { manifestOf } from "./manifests";
import { podOn } from "./pods";

const podOf = (make: (world: World) => readonly [keyof World & ("eu" | "us"), object]): PodSettings => {
  const world = new World();
  const [on, identities] = make(world);
  const props = { clusters: [world[on]], namespace: "shop", serviceAccountName: "orders" };
  return new FederatedWorkload(world, "orders", { ...props, identities: identities as never }).pod(world[on]);
};
const eks = podOf((world) => {
  const arn = "arn:aws:eks:eu-west-1:111122223333:cluster/eu";
  return ["eu", { aws: new EksPodIdentity(world, "eks", { clusters: [{ cluster: world.eu, clusterName: "eu", arn }] }).role() }];
});
const gke = podOf((world) => {
  const trust = new GkeTrust(world, "gke", { project: "acme-prod", projectNumber: "123456789012" });
  return ["us", { google: trust.principal() }];
});
const [edge, eu, we] = (["edge", "eu", "we"] as const).map(podOn) as [PodSettings, PodSettings, PodSettings];

const env = (names: readonly string[], value: unknown = "x") =>
  names.map((name) => (typeof value === "string" ? { name, value } : { name, valueFrom: value }));
const withContainer = (fields: object) =>
  manifestOf("Deployment", { spec: { containers: [{ name: "app", image: "a", ...fields }] } });
const FILE = "/etc/workload-identity/credential-configuration.json";

const AWS = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_ACCESS_KEY",
  "AWS_SECRET_KEY",
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_SHARED_CREDENTIALS_FILE",
].map((name) => [name]);
const AZURE = [
  ["AZURE_CLIENT_SECRET"],
  ["AZURE_CLIENT_CERTIFICATE_PATH"],
  ["AZURE_USERNAME", "AZURE_PASSWORD"],
  ["AZURE_TOKEN_CREDENTIALS"],
];
const GOOGLE = [
  "CLOUDSDK_AUTH_ACCESS_TOKEN_FILE",
  "CLOUDSDK_AUTH_ACCESS_TOKEN",
  "CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE",
  "GOOGLE_OAUTH_ACCESS_TOKEN",
  "GOOGLE_CREDENTIALS",
  "GOOGLE_CLOUD_KEYFILE_JSON",
  "GCLOUD_KEYFILE_JSON",
].map((name) => [name]);
const refusedOn: readonly (readonly [string, PodSettings, readonly (readonly string[])[]])[] = [
  ["a cluster without webhooks", edge, [...AWS, ...AZURE, ...GOOGLE]],
  ["EKS", eu, [...AWS, ...AZURE, ...GOOGLE]],
  ["AKS", we, [...AWS, ...AZURE, ...GOOGLE]],
  [
    "EKS Pod Identity",
    eks,
    [...AWS, ["AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"], ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"]],
  ],
  [
    "GKE",
    gke,
    [
      ...GOOGLE,
      ["GOOGLE_APPLICATION_CREDENTIALS"],
      ["google_application_credentials"],
      ["GCE_METADATA_HOST"],
      ["GCE_METADATA_ROOT"],
      ["GCE_METADATA_IP"],
    ],
  ],
];

describe("variables that outrank an identity", () => {
  it.each(refusedOn)("are refused on %s, wherever they come from", (_on, pod, groups) => {
    for (const names of groups) {
      const secret = { secretKeyRef: { name: "old", key: "k" } };
      const data = Object.fromEntries(names.map((name) => [name, "x"]));
      const beside = [
        { apiVersion: "v1", kind: "Secret", metadata: { name: "old" }, data },
        {
          apiVersion: "v1",
          kind: "ConfigMap",
          metadata: { name: "half" },
          data: Object.fromEntries(names.map((name) => [name.slice(4), "x"])),
        },
      ];
      const fromSecret = { envFrom: [{ secretRef: { name: "old" } }] };
      const fromHalf = { envFrom: [{ prefix: names[0]!.slice(0, 4), configMapRef: { name: "half" } }] };
      const builds = [
        () => pod.applyTo(withContainer({ env: env(names) })),
        () => pod.applyTo(withContainer({ env: env(names, secret) })),
        () => pod.applyTo(withContainer(fromSecret), { beside }),
        () => pod.applyTo(withContainer(fromHalf), { beside }),
        () => pod.forTerraform({ spec: { container: [{ name: "app", env: env(names) }] } }),
        () => pod.forTerraform({ spec: { container: [{ name: "app", ...fromSecret }] } }, { beside }),
        () => pod.helmValues({ values: { extraEnv: env(names) } }),
      ];
      expect([names, builds.map((build) => refusal(build).code)]).toEqual([names, builds.map(() => "ENV_COLLISION")]);
      // Of two that outrank together, one alone does not.
      const [, second] = names;
      if (second !== undefined && pod !== eu)
        expect(refusal(() => pod.applyTo(withContainer({ env: env([second]) }))).code).toBe("not refused");
    }
  });

  it("are named, with both sides and the page that says so", () => {
    const { message } = refusal(() => eu.applyTo(withContainer({ env: env(["AWS_PROFILE"], "admin") })));
    expect(message).toBe(
      'Deployment/orders: the container "app" has the environment variable "AWS_PROFILE", and SDKs take that before what world/orders gives them (https://github.com/aws/aws-sdk-js-v3/blob/main/packages/credential-provider-node/src/defaultProvider.ts); leave it out of the container, or give the manifest a workload without that identity [ENV_COLLISION]',
    );
    const beside = [{ kind: "Secret", metadata: { name: "old" }, stringData: { AWS_PROFILE: "admin" } }];
    const fromSecret = refusal(() => eu.applyTo(withContainer({ envFrom: [{ secretRef: { name: "old" } }] }), { beside }));
    expect(fromSecret.message).toContain('"AWS_PROFILE" from the Secret "old"');
  });

  it("are fine where they say nothing, or nothing else, or stand in a container without identity", () => {
    const fine = [
      () => edge.applyTo(withContainer({ env: env(["AWS_PROFILE", "AZURE_CLIENT_SECRET"], "") })),
      () => edge.applyTo(withContainer({ env: env(["AWS_SHARED_CREDENTIALS_FILE"], "/dev/null") })),
      () => edge.applyTo(withContainer({ env: env(["CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE", "GOOGLE_CREDENTIALS"], FILE) })),
      () => edge.applyTo(withContainer({ env: env(["AZURE_TOKEN_CREDENTIALS"], "prod") })),
      // Only an action of a CI job reads it.
      () => edge.applyTo(withContainer({ env: env(["GOOGLE_GHA_CREDS_PATH"]) })),
      () => gke.applyTo(withContainer({ env: env(["GCE_METADATA_HOST"], "metadata.google.internal") })),
      () => gke.applyTo(withContainer({ env: env(["AWS_PROFILE", "AZURE_CLIENT_SECRET"]) })),
      () => eks.applyTo(withContainer({ env: env(["GOOGLE_APPLICATION_CREDENTIALS", "AWS_ROLE_ARN"]) })),
      () =>
        edge.applyTo(withContainer({ envFrom: [{ secretRef: { name: "other" } }] }), {
          beside: [{ kind: "Secret", metadata: { name: "old" }, data: { AWS_PROFILE: "" } }],
        }),
      () =>
        edge.applyTo(
          manifestOf("Pod", {
            spec: {
              containers: [
                { name: "app", image: "a" },
                { name: "backup", image: "b", env: env(["AWS_PROFILE"]) },
              ],
            },
          }),
          { containers: ["app"] },
        ),
    ];
    expect(fine.map((build) => refusal(build).code)).toEqual(fine.map(() => "not refused"));
  });
});
