import { Construct } from "constructs";
import { Cluster, ServiceAccount, FederatedWorkload, type FederatedWorkloadProps, type IdentityRequests } from "../../lib";
import { AwsTrust } from "../../lib/aws";
import type { GoogleTrust } from "../../lib/google";
import { EDGE, EU, type World } from "../world";
import { googleTrust } from "./google";
import { long, type Build, type Refusal } from "./refusal";
import { without } from "./without-package";

type Props = Partial<FederatedWorkloadProps<IdentityRequests>>;
type Workload = (props: (world: World) => Props) => Build;

/** An identity of any cloud that writes this annotation. */
const annotating = (annotation = "eks.amazonaws.com/role-arn"): IdentityRequests => {
  const nothing = { podLabels: {}, podAnnotations: {}, env: {}, tokens: [], files: [] };
  const settingsOn = () => ({ serviceAccountAnnotations: { [annotation]: "x" }, ...nothing });
  return { any: { federate: () => ({ settingsOn }) as never } };
};

/** Two workloads of one app for one ServiceAccount, unless they say otherwise. */
const two =
  (second: (world: World) => Props, first: (world: World) => Props = () => ({})): Build =>
  (world) => {
    const props = { clusters: [world.eu], namespace: "shop", serviceAccountName: "orders", identities: annotating() };
    new FederatedWorkload(world, "first", { ...props, ...first(world) });
    return new FederatedWorkload(world, "second", { ...props, ...second(world) });
  };

/** The Kubernetes half of a workload, as it was built. */
const built =
  (workload: Workload, use: (orders: FederatedWorkload<IdentityRequests>, world: World) => unknown, props: Props = {}): Build =>
  (world) =>
    use(workload(() => props)(world) as FederatedWorkload<IdentityRequests>, world);

/** ServiceAccounts that have an owner already. */
const taken = (workload: Workload): readonly Refusal[] => [
  [
    "OWNER_DUPLICATE",
    'world/second: the ServiceAccount "shop/orders" on the cluster "eu" is written by world/first already; make one workload of both',
    two(() => ({})),
  ],
  [
    "OWNER_DUPLICATE",
    '"shop/orders" on the cluster "eu"',
    two(() => ({ serviceAccountName: "billing", subjects: [{ namespace: "shop", name: "orders" }] })),
  ],
  ["OWNER_DUPLICATE", '"shop/orders"', two(() => ({ serviceAccount: ServiceAccount.annotated() }))],
  ["OWNER_DUPLICATE", '"shop/orders"', two(() => ({ serviceAccount: ServiceAccount.annotated({ fieldManager: "second" }) }))],
  [
    "OWNER_DUPLICATE",
    '"shop/orders"',
    two(
      () => ({ serviceAccount: ServiceAccount.annotated({ fieldManager: "second" }) }),
      () => ({ serviceAccount: ServiceAccount.annotated() }),
    ),
  ],
  [
    "OWNER_DUPLICATE",
    'the annotation "eks.amazonaws.com/role-arn" of the ServiceAccount',
    two(
      () => ({ serviceAccount: ServiceAccount.annotated({ fieldManager: "second" }) }),
      () => ({ serviceAccount: ServiceAccount.annotated({ fieldManager: "first" }) }),
    ),
  ],
  [
    "OWNER_DUPLICATE",
    'what the field manager "both" holds',
    two(
      () => ({ serviceAccount: ServiceAccount.annotated({ fieldManager: "both" }) }),
      () => ({ serviceAccount: ServiceAccount.annotated({ fieldManager: "both" }) }),
    ),
  ],
  [
    "OWNER_DUPLICATE",
    '"shop/orders" on the cluster "again"',
    two((world) => ({
      clusters: [Cluster.eks(world, "again", { issuerUrl: EU, provider: world.kubernetes("again") })],
    })),
  ],
  [
    "OWNER_DUPLICATE",
    'the ConfigMap "shop/orders-workload-identity" on the cluster "eu"',
    (world) => {
      const identities = { google: (googleTrust({})(world) as GoogleTrust).principal() };
      const by = (fieldManager: string) => () => ({ serviceAccount: ServiceAccount.annotated({ fieldManager }), identities });
      return two(by("one"), by("other"))(world);
    },
  ],
  [
    "OWNER_DUPLICATE",
    '"orders-kubernetes" in its "kubernetesScope" (world) is taken by world/orders-kubernetes already',
    (world) => {
      new Construct(world, "orders-kubernetes");
      return workload(() => ({ kubernetesScope: world }))(world);
    },
  ],
];

/** ServiceAccounts that cannot be written so. */
const unwritable = (workload: Workload): readonly Refusal[] => [
  ["SERVICE_ACCOUNT_SOURCE_INVALID", '"shop/default" cannot be created', workload(() => ({ serviceAccountName: "default" }))],
  [
    "SERVICE_ACCOUNT_SOURCE_INVALID",
    '"shop/builder" cannot be created',
    workload((world) => {
      const clusters = [Cluster.openshift(world, "rosa", { issuerUrl: `${EDGE}/rosa`, platform: "aws" })];
      const trust = new AwsTrust(world, "aws-rosa", { issuers: clusters.map(({ issuer }) => issuer) });
      return { clusters, serviceAccountName: "builder", identities: { aws: trust.role() } };
    }),
  ],
  [
    "SERVICE_ACCOUNT_SOURCE_INVALID",
    '"annotations" has "owner", but this workload does not write',
    workload(() => ({ serviceAccount: "existing", annotations: { owner: "a" } })),
  ],
  [
    "SERVICE_ACCOUNT_SOURCE_INVALID",
    '"labels" has "team", but this workload does not write',
    workload(() => ({ serviceAccount: ServiceAccount.annotated(), labels: { team: "a" } })),
  ],
  ["SERVICE_ACCOUNT_SOURCE_INVALID", "has 129 bytes", () => ServiceAccount.annotated({ fieldManager: long(129) })],
  ["SERVICE_ACCOUNT_SOURCE_INVALID", '"a\\n"', () => ServiceAccount.annotated({ fieldManager: "a\n" })],
  ["SERVICE_ACCOUNT_SOURCE_INVALID", "is empty", () => ServiceAccount.annotated({ fieldManager: "" })],
  [
    "VALUE_MISSING",
    "automountServiceAccountToken is 0",
    () => ServiceAccount.created({ automountServiceAccountToken: 0 as never }),
  ],
  ["VALUE_MISSING", '"owner" is a list', workload(() => ({ annotations: { owner: ["a"] as never } }))],
  ["FIELD_TOO_LONG", "262144 are allowed", workload(() => ({ annotations: { a: long(262_144) } }))],
  ["FIELD_TOO_LONG", "262144 are allowed", workload(() => ({ annotations: { a: "é".repeat(131_072) } }))],
  [
    "ANNOTATION_COLLISION",
    '"EKS.amazonaws.com/role-arn"',
    workload(() => ({ annotations: { "EKS.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/admin" } })),
  ],
];

/** ServiceAccounts that cannot take the place of others. */
const immovable = (workload: Workload): readonly Refusal[] => [
  [
    "ADDRESS_INVALID",
    '"aws_iam_role.orders"',
    built(workload, (orders, { eu }) => {
      orders.moveServiceAccount(eu, "aws_iam_role.orders");
    }),
  ],
  [
    "SERVICE_ACCOUNT_SOURCE_INVALID",
    "makes no ConfigMap",
    built(workload, (orders, { eu }) => {
      orders.moveConfigMap(eu, "kubernetes_config_map_v1.orders");
    }),
  ],
  [
    "SERVICE_ACCOUNT_SOURCE_INVALID",
    "makes no ServiceAccount",
    built(
      workload,
      (orders, { eu }) => {
        orders.importServiceAccount(eu);
      },
      { serviceAccount: ServiceAccount.annotated() },
    ),
  ],
  [
    "SUBJECT_UNKNOWN",
    '"shop/other"',
    built(workload, (orders, { eu }) => {
      orders.importServiceAccount(eu, { namespace: "shop", name: "other" });
    }),
  ],
];

export const serviceAccountRefusals = (workload: Workload): readonly Refusal[] => [
  ...taken(workload),
  ...unwritable(workload),
  ...immovable(workload),
  ["SERVICE_ACCOUNT_SOURCE_INVALID", '"Existing"', workload(() => ({ serviceAccount: "Existing" as never }))],
  ["VALUE_MISSING", '"serviceAccount" is null', workload(() => ({ serviceAccount: null as never }))],
  ["SERVICE_ACCOUNT_SOURCE_INVALID", "an object", workload(() => ({ serviceAccount: {} as never }))],
  [
    "PROVIDER_PACKAGE_MISSING",
    'a workload that writes a ServiceAccount needs the package @cdktf/provider-kubernetes, which is not installed; run "npm install',
    without(
      "@cdktf/provider-kubernetes/lib/service-account-v1",
      workload(() => ({})),
    ),
  ],
];
