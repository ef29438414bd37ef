import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App } from "cdktf";
import { Issuer, Subject } from "../../lib";
import { AwsTrust, EksPodIdentity, type EksPodIdentityProps, type EksPodIdentityRoleOptions } from "../../lib/aws";
import { World } from "../world";
import { GITHUB, policy, TARGET, unknown } from "./aws-values";
import { long, SUBJECT, type Build, type Refusal } from "./refusal";

const CLUSTER_ARN = "arn:aws:eks:eu-west-1:111122223333:cluster/eu";

const podIdentity = (world: World, props: Partial<EksPodIdentityProps> = {}): EksPodIdentity =>
  new EksPodIdentity(world, "eks", { clusters: [{ cluster: world.eu, clusterName: "eu", arn: CLUSTER_ARN }], ...props });

const eksRole =
  (options: EksPodIdentityRoleOptions, props?: Partial<EksPodIdentityProps>): Build =>
  (world) =>
    podIdentity(world, props)
      .role(options)
      .federate(world, "role", [{ issuer: world.eu.issuer, subject: POD }]);

const POD = Subject.exactly(SUBJECT.text, { serviceAccount: { namespace: "shop", name: "orders" } });

export const POD_IDENTITY_REFUSALS: readonly Refusal[] = [
  [
    "ARN_INVALID",
    "cluster/*",
    (world) =>
      podIdentity(world, {
        clusters: [{ cluster: world.eu, clusterName: "eu", arn: `arn:aws:eks:eu-west-1:${unknown(world)}:cluster/*` }],
      }),
  ],
  ["CLUSTERS_EMPTY", "empty", (world) => podIdentity(world, { clusters: [] })],
  [
    "CLUSTER_DUPLICATE",
    CLUSTER_ARN,
    (world) =>
      podIdentity(world, {
        clusters: [world.eu, world.edge].map((cluster) => ({ cluster, clusterName: "eu", arn: CLUSTER_ARN })),
      }),
  ],
  [
    "ARN_INVALID",
    'of "us"',
    (world) =>
      podIdentity(world, { clusters: [{ cluster: world.eu, clusterName: "eu", arn: CLUSTER_ARN.replace("/eu", "/us") }] }),
  ],
  [
    "ARN_INVALID",
    "the cluster's ARN",
    (world) =>
      podIdentity(world, { clusters: [{ cluster: world.eu, clusterName: "eu", arn: CLUSTER_ARN.replace("eks:", "ecs:") }] }),
  ],
  [
    "ARN_INVALID",
    "two accounts",
    (world) =>
      podIdentity(world, {
        clusters: [
          { cluster: world.eu, clusterName: "eu", arn: CLUSTER_ARN },
          { cluster: world.edge, clusterName: "edge", arn: "arn:aws:eks:eu-west-1:444455556666:cluster/edge" },
        ],
      }),
  ],
  [
    "ISSUER_NOT_TRUSTED",
    "the trust does not accept it",
    (world) =>
      podIdentity(world, { trust: new AwsTrust(world, "aws", { issuers: [world.edge.issuer] }) })
        .role()
        .federate(world, "role", [{ issuer: world.us.issuer, subject: POD }]),
  ],
  [
    "SUBJECT_NOT_SERVICE_ACCOUNT",
    SUBJECT.text,
    (world) =>
      podIdentity(world)
        .role()
        .federate(world, "role", [{ issuer: world.eu.issuer, subject: SUBJECT }]),
  ],
  [
    "POD_IDENTITY_DUPLICATE",
    '"shop/orders"',
    (world) => {
      const request = podIdentity(world).role();
      for (const id of ["one", "two"]) request.federate(world, id, [{ issuer: world.eu.issuer, subject: POD }]);
    },
  ],
  [
    "POD_IDENTITY_DUPLICATE",
    "has the role of world/one already",
    (world) => {
      for (const id of ["one", "two"]) {
        const clusters = [{ cluster: world.eu, clusterName: "eu", arn: CLUSTER_ARN }];
        new EksPodIdentity(world, `eks-${id}`, { clusters })
          .role()
          .federate(world, id, [{ issuer: world.eu.issuer, subject: POD }]);
      }
    },
  ],
  [
    "CLUSTER_DUPLICATE",
    "${aws_eks_cluster.created.arn}",
    (world) => {
      const created = new EksCluster(world, "created", { name: "new", roleArn: "x", vpcConfig: { subnetIds: [] } });
      // Two reads of one attribute.
      const clusters = [world.eu, world.edge].map((cluster) => ({ cluster, clusterName: "eu", arn: created.arn }));
      podIdentity(world, { clusters });
    },
  ],
  [
    "CLUSTER_PROVIDER_FOREIGN",
    "other/aws",
    (world) => {
      const provider = new AwsProvider(new World("other", App.of(world)), "aws");
      const clusters = [{ cluster: world.eu, clusterName: "eu", arn: CLUSTER_ARN, provider }];
      eksRole({}, { clusters })(world);
    },
  ],
  [
    "CLUSTER_PROVIDER_FOREIGN",
    "other/aws",
    (world) => podIdentity(world, { agentAddon: {}, provider: new AwsProvider(new World("other", App.of(world)), "aws") }),
  ],
  ["VALUE_MISSING", "the list of clusters is undefined", (world) => podIdentity(world, { clusters: undefined as never })],
  ["VALUE_MISSING", "a cluster is undefined", (world) => podIdentity(world, { clusters: [undefined as never] })],
  [
    "VALUE_MISSING",
    "the cluster's ARN is undefined",
    (world) => podIdentity(world, { clusters: [{ cluster: world.eu, clusterName: "eu", arn: undefined as never }] }),
  ],
  [
    "VALUE_MISSING",
    "the cluster's name is undefined",
    (world) => podIdentity(world, { clusters: [{ cluster: world.eu, clusterName: undefined as never, arn: CLUSTER_ARN }] }),
  ],
  [
    "POD_IDENTITY_UNSUPPORTED",
    "pods alone",
    (world) =>
      podIdentity(world)
        .role()
        .federate(world, "role", [{ issuer: world.eu.issuer, subject: POD }])
        .jobSettings(new Issuer({ name: "github", url: GITHUB })),
  ],
  ["AUDIENCE_INVALID", "no trust", eksRole({ audience: "vault" })],
  ["ARN_INVALID", "the target role", eksRole({ targetRoleArn: "reports" })],
  ["SESSION_POLICY_INVALID", "session tags are on", eksRole({ sessionPolicy: policy({}) })],
  [
    "SESSION_POLICY_INVALID",
    "session tags are on",
    eksRole({ sessionPolicy: policy({}), disableSessionTags: false }, { disableSessionTags: true }),
  ],
  [
    "SESSION_POLICY_INVALID",
    "2048 are allowed",
    eksRole({ sessionPolicy: policy({ Sid: long(2100) }), disableSessionTags: true }),
  ],
  ["SESSION_POLICY_INVALID", '"Statement"', eksRole({ sessionPolicy: "{}", disableSessionTags: true })],
  ["INLINE_POLICY_INVALID", "assume-roles", eksRole({ targetRoleArn: TARGET, inlinePolicies: { "assume-roles": policy({}) } })],
  ["TRUST_POLICY_TOO_LONG", '"maxTrustPolicySize"', eksRole({ maxTrustPolicySize: 200 })],
];
