// What is known of AWS's texts around a token, and what tells two things of one account or cluster.
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformVariable } from "cdktf";
import { Issuer } from "../../lib";
import { AwsTrust, EksPodIdentity, S3PublishedIssuer, type AwsRoleOptions, type Policy } from "../../lib/aws";
import type { World } from "../world";
import { role } from "./aws";
import { GITHUB, policy, unknown } from "./aws-values";
import { SUBJECT, type Build, type Refusal } from "./refusal";

const roleWith =
  (options: (world: World) => AwsRoleOptions): Build =>
  (world) =>
    role(options(world))(world);

/** A cluster whose ARN is known in part. */
const cluster =
  (arn: (token: string) => string, clusterName = "eu"): Build =>
  (world) =>
    new EksPodIdentity(world, "eks", { clusters: [{ cluster: world.eu, clusterName, arn: arn(unknown(world)) }] });

const existing =
  (arn: (token: string) => string): Build =>
  (world) =>
    new AwsTrust(world, "aws", { existing: [{ issuer: new Issuer({ name: "ci", url: GITHUB }), arn: arn(unknown(world)) }] });

const DEFAULT = { region: "eu-west-1" };

/** One role name through the stack's default provider, once named and once left out. */
const namedAndNot =
  (config: object): Build =>
  (world) => {
    const provider = new AwsProvider(world, "default", { ...DEFAULT, ...config });
    new AwsTrust(world, "one", { issuers: [world.eu.issuer], provider })
      .role({ name: "orders" })
      .federate(world, "first", [{ issuer: world.eu.issuer, subject: SUBJECT }]);
    return new AwsTrust(world, "other", { issuers: [world.us.issuer] })
      .role({ name: "orders" })
      .federate(world, "second", [{ issuer: world.us.issuer, subject: SUBJECT }]);
  };

const json =
  (text: (token: string) => string): Build =>
  (world) =>
    role({ inlinePolicies: { a: text(unknown(world)) } })(world);

export const AWS_HALF_KNOWN_REFUSALS: readonly Refusal[] = [
  ["ARN_INVALID", 'of "other"', cluster((token) => `arn:aws:eks:eu-west-1:${token}:cluster/other`)],
  ["ARN_INVALID", 'of "eu2"', cluster((token) => `arn:aws:eks:${token}:111122223333:cluster/eu2`)],
  ["ARN_INVALID", "-us", cluster((token) => `arn:aws:eks:eu-west-1:111122223333:cluster/${token}-us`)],
  ["ARN_INVALID", "a form, that", cluster((token) => `arn:aws:iam::111122223333:${token}`)],
  [
    "ARN_INVALID",
    "two accounts",
    (world) =>
      new EksPodIdentity(world, "eks", {
        clusters: [
          { cluster: world.eu, clusterName: "eu", arn: `arn:aws:eks:${unknown(world)}:111122223333:cluster/eu` },
          { cluster: world.us, clusterName: "us", arn: "arn:aws:eks:eu-west-1:444455556666:cluster/us" },
        ],
      }),
  ],
  ["ARN_INVALID", "gitlab.com", existing((token) => `arn:aws:iam::${token}:oidc-provider/gitlab.com`)],
  ["ARN_INVALID", "/acme", existing((token) => `arn:aws:iam::111122223333:oidc-provider/${token}/acme`)],
  ["ARN_INVALID", "a form, that", roleWith((world) => ({ policyArns: [`https://${unknown(world)}`] }))],
  ["ARN_INVALID", "a form, that", roleWith((world) => ({ policyArns: [`arn:aws:s3:::${unknown(world)}`] }))],
  ["ARN_INVALID", "a form, that", roleWith((world) => ({ assumes: [`arn:aws:iam::111122223333:user/${unknown(world)}`] }))],
  ["ROLE_PATH_INVALID", "a form, that", roleWith((world) => ({ path: `workloads/${unknown(world)}/` }))],
  ["ROLE_PATH_INVALID", "a form, that", roleWith((world) => ({ path: `/${unknown(world)}/workloads` }))],
  [
    "ROLE_PATH_INVALID",
    "customer policies",
    roleWith((world) => ({ path: `//${unknown(world)}/`, customerPolicies: { a: policy({}) } })),
  ],
  [
    "INLINE_POLICY_INVALID",
    '"2008-10-17"',
    json((token) => JSON.stringify({ ...policy({ Resource: token }), Version: "2008-10-17" })),
  ],
  ["INLINE_POLICY_INVALID", "is not a JSON object", json((token) => `Allow ${token}`)],
  [
    "INLINE_POLICY_INVALID",
    "twice",
    json((token) => `{"Version":"2012-10-17","Statement":{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"${token}"}}`),
  ],
  [
    "INLINE_POLICY_INVALID",
    '"2008-10-17"',
    (world) => {
      const document = new DataAwsIamPolicyDocument(world, "document", { version: "2008-10-17", statement: [] });
      return role({ inlinePolicies: { a: document as Policy } })(world);
    },
  ],
  [
    "AUDIENCE_INVALID",
    '"日"',
    (world) =>
      new AwsTrust(world, "aws", { issuers: [world.eu.issuer], clientIds: ["日"] })
        .role()
        .federate(world, "role", [{ issuer: world.eu.issuer, subject: SUBJECT }]),
  ],
  ["OWNER_DUPLICATE", "world/first already", namedAndNot({})],
  ["OWNER_DUPLICATE", "world/first already", namedAndNot({ allowedAccountIds: ["111122223333"] })],
  [
    "OWNER_DUPLICATE",
    "eks-pod-identity-agent",
    (world) => {
      for (const id of ["one", "two"]) {
        new EksPodIdentity(world, id, {
          clusters: [{ cluster: world.eu, clusterName: "eu", arn: "arn:aws:eks:eu-west-1:111122223333:cluster/eu" }],
          provider: new AwsProvider(world, `provider-${id}`, { alias: id }),
          agentAddon: {},
        });
      }
    },
  ],
  [
    "ISSUER_INVALID",
    '"a..b"',
    (world) =>
      new S3PublishedIssuer(world, "p", {
        bucket: "a..b",
        region: "eu-west-1",
        url: "https://oidc.acme.example",
        jwksJson: new TerraformVariable(world, "keys", { type: "string" }).stringValue,
      }),
  ],
];
