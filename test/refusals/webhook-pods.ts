// Pods that would keep a cloud's webhook from its work, or become somebody else whatever they get.
import type { ContainerOptions } from "../../lib";
import { podOn } from "../kubernetes/pods";
import type { Build, Refusal } from "./refusal";

type Fields = Readonly<Record<string, unknown>>;
type Clusters = Parameters<typeof podOn>[0];

const app = (fields: Fields = {}) => ({ name: "app", image: "orders:1", ...fields });
const env = (...names: readonly string[]) => ({ env: names.map((name) => ({ name, value: "x" })) });
const mount = (mountPath: string) => ({ name: "side", image: "side:1", volumeMounts: [{ name: "mine", mountPath }] });

const pod =
  (on: Clusters, spec: Fields, annotations: Fields = {}, options: ContainerOptions = {}): Build =>
  () => {
    const metadata = { name: "orders", annotations };
    return podOn(on).applyTo({ apiVersion: "v1", kind: "Pod", metadata, spec: { containers: [app()], ...spec } }, options);
  };

/** The same pod, with the variables in its only container. */
const podWith = (on: Clusters, fields: Fields, options: ContainerOptions = {}): Build =>
  pod(on, { containers: [app(fields)] }, {}, options);

const EKS = "/var/run/secrets/eks.amazonaws.com/serviceaccount";
const SECRET = { kind: "Secret", metadata: { name: "old" }, stringData: { AWS_ACCESS_KEY_ID: "AKIA" } };

const VOLUMES: readonly Refusal[] = [
  ["MOUNT_PATH_COLLISION", 'the pod has the volume "aws-iam-token"', pod("eu", { volumes: [{ name: "aws-iam-token" }] })],
  ["MOUNT_PATH_COLLISION", '"eks-pod-identity-token"', pod("eu", { volumes: [{ name: "eks-pod-identity-token" }] })],
  ["MOUNT_PATH_COLLISION", '"azure-identity-token"', pod("we", { volumes: [{ name: "azure-identity-token" }] })],
];

const PATHS: readonly Refusal[] = [
  ["MOUNT_PATH_COLLISION", `"${EKS}"`, pod("eu", { containers: [app(), mount(EKS)] })],
  ["MOUNT_PATH_COLLISION", `"${EKS}/deep"`, pod("eu", { initContainers: [mount(`${EKS}/deep`)] })],
  [
    "MOUNT_PATH_COLLISION",
    '"/var/run/secrets/pods.eks.amazonaws.com/serviceaccount"',
    pod("eu", { ephemeralContainers: [mount("/var/run/secrets/pods.eks.amazonaws.com/serviceaccount")] }),
  ],
  ["MOUNT_PATH_COLLISION", '"/var/run/secrets/azure/wi"', pod("we", { initContainers: [mount("/var/run/secrets/azure/wi")] })],
  [
    "MOUNT_PATH_COLLISION",
    '"/var/run/secrets/azure/tokens/"',
    pod("we", { containers: [app(), mount("/var/run/secrets/azure/tokens/")] }),
  ],
];

const ANNOTATIONS: readonly Refusal[] = [
  ["ANNOTATION_COLLISION", 'leaves out the container "app"', pod("eu", {}, { "eks.amazonaws.com/skip-containers": "side,app" })],
  [
    "ANNOTATION_COLLISION",
    'leaves out the container "app"',
    pod("we", {}, { "azure.workload.identity/skip-containers": "side; app" }),
  ],
  ...["599", "86401", "3600s"].map((seconds): Refusal => [
    "EXPIRATION_INVALID",
    `is "${seconds}", and the webhook "eks.amazonaws.com" takes "600" to "86400"`,
    pod("eu", {}, { "eks.amazonaws.com/token-expiration": seconds }),
  ]),
  ...["3599", "86401", "3600s"].map((seconds): Refusal => [
    "EXPIRATION_INVALID",
    `is "${seconds}", and the webhook "azure.workload.identity" takes "3600" to "86400"`,
    pod("we", {}, { "azure.workload.identity/service-account-token-expiration": seconds }),
  ]),
];

const VARIABLES: readonly Refusal[] = [
  ["ENV_COLLISION", '"AWS_ROLE_ARN" as "x"', podWith("eu", env("AWS_ROLE_ARN"))],
  [
    "ENV_COLLISION",
    '"AWS_WEB_IDENTITY_TOKEN_FILE" alone',
    podWith("eu", { env: [{ name: "AWS_WEB_IDENTITY_TOKEN_FILE", value: `${EKS}/token` }] }),
  ],
  ...["AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH", "GOOGLE_CREDENTIALS"].map(
    (name): Refusal => ["ENV_COLLISION", `"${name}", and SDKs take that before`, podWith("edge", env(name))],
  ),
  ["ENV_COLLISION", '"GOOGLE_APPLICATION_CREDENTIALS" as "x"', podWith("edge", env("GOOGLE_APPLICATION_CREDENTIALS"))],
  [
    "ENV_COLLISION",
    '"AWS_ACCESS_KEY_ID" from the Secret "old"',
    podWith("eu", { envFrom: [{ secretRef: { name: "old" } }] }, { beside: [SECRET] }),
  ],
];

export const WEBHOOK_POD_REFUSALS: readonly Refusal[] = [...VOLUMES, ...PATHS, ...ANNOTATIONS, ...VARIABLES];
