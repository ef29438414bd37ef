// What keeps a cloud's webhook from its work, in whatever shape a pod comes.
import { FederatedWorkload, type PodSettings } from "../../lib";
import { EksPodIdentity } from "../../lib/aws";
import { refusal, World } from "../world";
import { inEveryShape, type Fields, type Parts } from "./every-shape";
import { manifestOf, podOf } from "./manifests";
import { podOn } from "./pods";

const eu = podOn("eu");
const we = podOn("we");
const agent = (() => {
  const world = new World();
  const arn = "arn:aws:eks:eu-west-1:111122223333:cluster/eu";
  const eks = new EksPodIdentity(world, "eks", { clusters: [{ cluster: world.eu, clusterName: "eu", arn }] });
  const identities = { aws: eks.role() };
  const props = { clusters: [world.eu], namespace: "shop", serviceAccountName: "orders", identities };
  return new FederatedWorkload(world, "orders", props).pod(world.eu);
})();

const IRSA = "/var/run/secrets/eks.amazonaws.com/serviceaccount";
const ROLE = "arn:aws:iam::111122223333:role/orders";
const env = (...pairs: readonly (readonly [string, string])[]) => ({ env: pairs.map(([name, value]) => ({ name, value })) });
const mount = (name: string, mountPath: string, more: Fields = {}) => ({ volumeMounts: [{ name, mountPath, ...more }] });

describe("a pod that keeps a webhook from its work", () => {
  const cases: readonly (readonly [what: string, code: string, shown: string, pod: PodSettings, parts: Parts])[] = [
    [
      "a role without a token",
      "ENV_COLLISION",
      'the container "app" has the environment variable "AWS_ROLE_ARN" alone, and the webhook "eks.amazonaws.com" then leaves "AWS_WEB_IDENTITY_TOKEN_FILE" out',
      eu,
      { container: env(["AWS_ROLE_ARN", ROLE]) },
    ],
    [
      "a token without a role",
      "ENV_COLLISION",
      '"AWS_WEB_IDENTITY_TOKEN_FILE" alone',
      eu,
      { container: env(["AWS_WEB_IDENTITY_TOKEN_FILE", `${IRSA}/token`]) },
    ],
    [
      "half of what the agent's webhook adds",
      "ENV_COLLISION",
      '"AWS_CONTAINER_CREDENTIALS_FULL_URI" alone, and the EKS Pod Identity agent',
      agent,
      { container: env(["AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.170.23/v1/credentials"]) },
    ],
    ...["aws-iam-token", "eks-pod-identity-token"].flatMap((name) =>
      [eu, agent].map(
        (pod) =>
          [
            `the volume ${name}`,
            "MOUNT_PATH_COLLISION",
            `the pod has the volume "${name}"`,
            pod,
            { volumes: [{ name, emptyDir: {} }] },
          ] as const,
      ),
    ),
    ...["azure-identity-token", "azure-workload-identity-reserved-0a1b"].map(
      (name) =>
        [
          `the volume ${name}`,
          "MOUNT_PATH_COLLISION",
          'the webhook "azure.workload.identity"',
          we,
          { volumes: [{ name, secret: { secretName: "s" } }] },
        ] as const,
    ),
    [
      "the webhook's volume for another audience",
      "MOUNT_PATH_COLLISION",
      "audience: 'other'",
      eu,
      {
        volumes: [
          { name: "aws-iam-token", projected: { sources: [{ serviceAccountToken: { audience: "other", path: "token" } }] } },
        ],
      },
    ],
    ...(
      [
        [eu, IRSA],
        [eu, `${IRSA}/`],
        [eu, `${IRSA}//below`],
        [agent, "/var/run/secrets/pods.eks.amazonaws.com/serviceaccount/x"],
        [we, "/var/run/secrets/azure/wi"],
        [we, "/var/run/secrets/azure/tokens/x"],
      ] as const
    ).flatMap(([pod, path]) =>
      (["container", "init", "ephemeral"] as const).map(
        (where) =>
          [
            `a mount at ${path} in its ${where}`,
            "MOUNT_PATH_COLLISION",
            `the mount path "${path}"`,
            pod,
            { [where]: mount("mine", path) },
          ] as const,
      ),
    ),
    [
      "the webhook's volume elsewhere",
      "MOUNT_PATH_COLLISION",
      'the mount path "/elsewhere"',
      eu,
      { container: mount("aws-iam-token", "/elsewhere") },
    ],
    [
      "a part of the webhook's volume",
      "MOUNT_PATH_COLLISION",
      "subPath: 'token'",
      eu,
      { container: mount("aws-iam-token", IRSA, { subPath: "token" }) },
    ],
    [
      "a container that is skipped",
      "ANNOTATION_COLLISION",
      'leaves out the container "app", which is to have the identity',
      eu,
      { annotations: { "eks.amazonaws.com/skip-containers": "logs,app" } },
    ],
    [
      "a container that is skipped, in quotes",
      "ANNOTATION_COLLISION",
      '"app"',
      agent,
      { annotations: { "eks.amazonaws.com/skip-containers": '"app",logs' } },
    ],
    [
      "a container that is skipped, of Azure",
      "ANNOTATION_COLLISION",
      '"app"',
      we,
      { annotations: { "azure.workload.identity/skip-containers": "logs; app" } },
    ],
    ...["599", "86401", "3600s", " 3600", "1e4", ""].map(
      (seconds) =>
        [
          `seconds of ${seconds}`,
          "EXPIRATION_INVALID",
          `is "${seconds}", and the webhook "eks.amazonaws.com" takes "600" to "86400"`,
          eu,
          { annotations: { "eks.amazonaws.com/token-expiration": seconds } },
        ] as const,
    ),
    ...["3599", "86401", "3600s"].map(
      (seconds) =>
        [
          `seconds of ${seconds}, of Azure`,
          "EXPIRATION_INVALID",
          '"3600" to "86400"',
          we,
          { annotations: { "azure.workload.identity/service-account-token-expiration": seconds } },
        ] as const,
    ),
  ];

  it.each(cases)("is refused in every shape for %s", (_what, code, shown, pod, parts) => {
    for (const [shape, build] of inEveryShape(pod, parts)) {
      const refused = refusal(build);
      expect([shape, refused.code]).toEqual([shape, code]);
      expect(refused.message).toContain(shown);
    }
  });

  const fine: readonly (readonly [what: string, pod: PodSettings, parts: Parts])[] = [
    ["its own region", eu, { container: env(["AWS_REGION", "us-east-1"], ["AWS_STS_REGIONAL_ENDPOINTS", "legacy"]) }],
    ["blanks that are part of a name in CSV", eu, { annotations: { "eks.amazonaws.com/skip-containers": "logs, app" } }],
    ["the other separator", eu, { annotations: { "eks.amazonaws.com/skip-containers": "logs;app" } }],
    ["the other separator, of Azure", we, { annotations: { "azure.workload.identity/skip-containers": "logs,app" } }],
    ["the other cloud's annotations", eu, { annotations: { "azure.workload.identity/skip-containers": "app" } }],
    ["seconds in the range", eu, { annotations: { "eks.amazonaws.com/token-expiration": "86400" } }],
    ["a mount beside the webhook's", eu, { container: mount("x", `${IRSA}-2`) }],
    ["a mount above the webhook's", eu, { container: mount("x", "/var/run/secrets") }],
    ["a volume with nearly the same name", we, { volumes: [{ name: "azure-identity-token-2", emptyDir: {} }] }],
  ];

  it.each(fine)("is taken in every shape with %s", (_what, pod, parts) => {
    for (const [shape, build] of inEveryShape(pod, parts)) expect([shape, refusal(build).code]).toEqual([shape, "not refused"]);
  });

  it("may skip containers that have no identity, with what they mount", () => {
    const logs = { name: "logs", image: "a", ...mount("mine", IRSA) };
    const given = manifestOf("Deployment", {
      metadata: { annotations: { "eks.amazonaws.com/skip-containers": "logs" } },
      spec: { containers: [{ name: "app", image: "a" }, logs], volumes: [{ name: "mine", emptyDir: {} }] },
    });
    expect(refusal(() => eu.applyTo(given)).code).toBe("ANNOTATION_COLLISION");
    const [, untouched] = podOf(eu.applyTo(given, { containers: ["app"] })).spec["containers"] as object[];
    expect(untouched).toEqual(logs);
  });

  it("has paths of Windows where its node has", () => {
    const windows = "C:\\var\\run\\secrets\\eks.amazonaws.com\\serviceaccount\\token";
    const selectors = [{ "kubernetes.io/os": "windows" }, { "beta.kubernetes.io/os": "windows" }];
    for (const nodeSelector of selectors) {
      const admitted = (token: string) => ({
        nodeSelector,
        container: env(["AWS_ROLE_ARN", ROLE], ["AWS_WEB_IDENTITY_TOKEN_FILE", token]),
      });
      for (const [, build] of inEveryShape(eu, admitted(windows))) expect(refusal(build).code).toBe("not refused");
      for (const [, build] of inEveryShape(eu, admitted(`${IRSA}/token`))) expect(refusal(build).code).toBe("ENV_COLLISION");
    }
    for (const spec of [...selectors.map((nodeSelector) => ({ nodeSelector })), { os: { name: "windows" } }]) {
      const given = manifestOf("Pod", { spec });
      const applied = podOn("edge").applyTo(given);
      const [{ env: written = [] } = {}] = podOf(applied).spec["containers"] as { env?: { name: string; value: string }[] }[];
      const values = Object.fromEntries(written.map(({ name, value }) => [name, value]));
      expect([values["AWS_WEB_IDENTITY_TOKEN_FILE"], values["GOOGLE_APPLICATION_CREDENTIALS"], values["AWS_REGION"]]).toEqual([
        "C:\\var\\run\\secrets\\sts.amazonaws.com\\serviceaccount\\token",
        "C:\\etc\\workload-identity\\credential-configuration.json",
        "eu-west-1",
      ]);
      expect(podOn("edge").applyTo(applied)).toEqual(applied);
    }
  });

  it("is refused for seconds that a user gives the ServiceAccount", () => {
    const build = (seconds: string) => () => {
      const world = new World();
      const arn = "arn:aws:eks:eu-west-1:111122223333:cluster/eu";
      const eks = new EksPodIdentity(world, "eks", { clusters: [{ cluster: world.eu, clusterName: "eu", arn }] });
      const annotations = { "eks.amazonaws.com/token-expiration": seconds };
      const props = { clusters: [world.eu], namespace: "shop", serviceAccountName: "orders", identities: { aws: eks.role() } };
      return new FederatedWorkload(world, "orders", { ...props, annotations });
    };
    expect(["3600", "3600s", "86401"].map((seconds) => refusal(build(seconds)).code)).toEqual([
      "not refused",
      "EXPIRATION_INVALID",
      "EXPIRATION_INVALID",
    ]);
  });
});
