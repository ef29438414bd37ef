import { Issuer, Subject } from "../../lib";
import { AwsTrust, EksPodIdentity, type EksPodIdentityProps, type EksPodIdentityRoleOptions } from "../../lib/aws";
import type { World } from "../world";
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
    "not an EKS cluster's",
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
