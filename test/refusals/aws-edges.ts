// What IAM and the aws provider refused at the edges, or took in silence.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformVariable } from "cdktf";
import { Issuer, Subject } from "../../lib";
import { AwsTrust, EksPodIdentity, type AwsRole, S3PublishedIssuer, type Policy } from "../../lib/aws";
import type { World } from "../world";
import { awsTrust, role } from "./aws";
import { GITHUB, policy } from "./aws-values";
import { SUBJECT, type Build, type Refusal } from "./refusal";

const late = (world: World): string => new TerraformVariable(world, "late", { type: "string" }).stringValue;
const inline = (document: unknown): Build => role({ inlinePolicies: { a: document as Policy } });
const statement = (fields: object): Build =>
  inline({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...fields } });
const job =
  (subject: string): Build =>
  (world) => {
    const issuer = new Issuer({ name: "ci", url: GITHUB });
    return new AwsTrust(world, "aws", { issuers: [issuer] })
      .role()
      .federate(world, "role", [{ issuer, subject: Subject.exactly(subject) }]);
  };
const published =
  (props: object): Build =>
  (world) =>
    new S3PublishedIssuer(world, "p", { bucket: "acme", region: "eu-west-1", jwksJson: late(world), ...props });
const agents =
  (version: string): Build =>
  (world) =>
    new EksPodIdentity(world, "eks", {
      clusters: [{ cluster: world.eu, clusterName: "eu", arn: "arn:aws:eks:eu-west-1:111122223333:cluster/eu" }],
      agentAddon: { version },
    });

/** Two roles of these names in one account, whichever provider reaches it. */
const twoRoles =
  (first: string, second: string, providers: readonly [object?, object?] = []): Build =>
  (world) => {
    const [one, other] = providers.map(
      (config, index) => config && new AwsProvider(world, `provider-${index}`, { alias: `p${index}`, ...config }),
    );
    new AwsTrust(world, "one", { issuers: [world.eu.issuer], provider: one })
      .role({ name: first })
      .federate(world, "first", [{ issuer: world.eu.issuer, subject: SUBJECT }]);
    return new AwsTrust(world, "other", { issuers: [world.us.issuer], provider: other })
      .role({ name: second })
      .federate(world, "second", [{ issuer: world.us.issuer, subject: SUBJECT }]);
  };

const adopting =
  (adopt: (made: AwsRole, trust: AwsTrust, world: World) => void): Build =>
  (world) => {
    const trust = new AwsTrust(world, "aws", { issuers: [world.eu.issuer] });
    adopt(trust.role({ name: "orders" }).federate(world, "role", [{ issuer: world.eu.issuer, subject: SUBJECT }]), trust, world);
  };

const SAME_ACCOUNT = { allowedAccountIds: ["111122223333"] };

export const AWS_EDGE_REFUSALS: readonly Refusal[] = [
  ["OWNER_DUPLICATE", "world/first already", twoRoles("orders", "Orders")],
  ["OWNER_DUPLICATE", "world/first already", twoRoles("orders", "orders", [SAME_ACCOUNT, SAME_ACCOUNT])],
  [
    "OWNER_DUPLICATE",
    'the OIDC provider of the issuer "eu"',
    (world) => {
      for (const id of ["one", "two"]) new AwsTrust(world, id, { issuers: [world.eu.issuer] });
    },
  ],
  [
    "OWNER_DUPLICATE",
    "eks-pod-identity-agent",
    (world) => {
      for (const id of ["one", "two"]) {
        new EksPodIdentity(world, id, {
          clusters: [{ cluster: world.eu, clusterName: "eu", arn: "arn:aws:eks:eu-west-1:111122223333:cluster/eu" }],
          agentAddon: {},
        });
      }
    },
  ],
  ["POLICY_INVALID", '"queue" and "Queue"', role({ name: "orders", customerPolicies: { queue: policy({}), Queue: policy({}) } })],
  ["INLINE_POLICY_INVALID", '"queue" and "Queue"', role({ inlinePolicies: { queue: policy({}), Queue: policy({}) } })],
  [
    "POLICY_INVALID",
    '"queue" is neither one of',
    (world) => {
      const trust = new AwsTrust(world, "aws", { issuers: [world.eu.issuer] });
      const made = trust.role().federate(world, "role", [{ issuer: world.eu.issuer, subject: SUBJECT }]);
      made.movePolicyFrom("queue", "aws_iam_role_policy.queue");
    },
  ],
  [
    "ROLE_NAME_INVALID",
    'imported from "billing"',
    adopting((made) => {
      made.importFrom("billing");
    }),
  ],
  [
    "ADDRESS_INVALID",
    '"aws_iam_user.x"',
    adopting((made) => {
      made.moveFrom("aws_iam_user.x");
    }),
  ],
  [
    "ARN_INVALID",
    "other.example.com",
    adopting((_made, trust, world) => {
      trust.importProvider(world.eu.issuer, "arn:aws:iam::111122223333:oidc-provider/other.example.com");
    }),
  ],
  [
    "OWNER_DUPLICATE",
    'the OIDC provider of the issuer "eu"',
    (world) => {
      const provider = new AwsProvider(world, "aws-provider", {});
      new AwsTrust(world, "one", { issuers: [world.eu.issuer] });
      new AwsTrust(world, "other", { issuers: [world.eu.issuer], provider });
    },
  ],
  ["ARN_INVALID", "foo", (world) => role({ permissionsBoundaryArn: `foo${late(world)}` })(world)],
  ["ARN_INVALID", "s3", (world) => role({ permissionsBoundaryArn: `arn:aws:s3:::${late(world)}` })(world)],
  ["ROLE_PATH_INVALID", "a/", (world) => role({ path: `a/${late(world)}` })(world)],
  ["ROLE_PATH_INVALID", "b", (world) => role({ path: `${late(world)}b` })(world)],
  ["SUBJECT_INVALID", '"日"', job("repo:acme/api:environment:日本")],
  ["SUBJECT_INVALID", '"€"', (world) => job(`repo:acme/api:environment:€${late(world)}`)(world)],
  ["TAG_INVALID", '"team" and "Team"', role({ tags: { team: "a", Team: "b" } })],
  ["INLINE_POLICY_INVALID", "日", statement({ Resource: "arn:aws:s3:::日本" })],
  ["INLINE_POLICY_INVALID", "u65e5", inline('{"Version":"2012-10-17","Statement":{"Sid":"\\u65e5"}}')],
  ["INLINE_POLICY_INVALID", 'has no "Version"', inline('{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}')],
  ["INLINE_POLICY_INVALID", 'the "Version" "2008-10-17"', inline({ Version: "2008-10-17", Statement: [] })],
  ["INLINE_POLICY_INVALID", "an empty", inline({ Statement: [] })],
  ["INLINE_POLICY_INVALID", "an empty", statement({ Action: [] })],
  ["INLINE_POLICY_INVALID", '"GetObject"', statement({ Action: "GetObject" })],
  ["INLINE_POLICY_INVALID", '"s3::bucket"', statement({ Resource: "s3::bucket" })],
  ["INLINE_POLICY_INVALID", '"Actions"', statement({ Actions: "s3:*" })],
  ["INLINE_POLICY_INVALID", '"StringEqual"', statement({ Condition: { StringEqual: { "aws:x": "y" } } })],
  ["INLINE_POLICY_INVALID", "not letters and digits", statement({ Sid: "read-orders" })],
  [
    "INLINE_POLICY_INVALID",
    'the Sid "A"',
    inline({ Statement: ["a", "b"].map((key) => ({ Sid: "A", Effect: "Allow", Action: `s3:${key}`, Resource: "*" })) }),
  ],
  [
    "INLINE_POLICY_INVALID",
    "names a key of one object twice",
    inline('{"Version":"2012-10-17","Statement":{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*"}}'),
  ],
  ["INLINE_POLICY_INVALID", '"%{"', statement({ Resource: "arn:aws:s3:::a%{if false}b" })],
  [
    "INLINE_POLICY_INVALID",
    "${token.actions.githubusercontent.com:sub}",
    statement({ Resource: "arn:aws:s3:::a/${token.actions.githubusercontent.com:sub}" }),
  ],
  ["ROLE_PATH_INVALID", "customer policies", role({ path: "/a:b/", customerPolicies: { a: policy({}) } })],
  ["ROLE_PATH_INVALID", "Terraform reads", role({ path: "/a%{if(false)}b%{endif}c/" })],
  ["ARN_INVALID", "Terraform reads", role({ permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/a%{if(false)}b%{endif}" })],
  ["ARN_INVALID", "not one that is taken", role({ policyArns: ["arn:aws2:iam::aws:policy/ReadOnlyAccess"] })],
  ["FIELD_TOO_LONG", "1002 bytes", role({ description: "é".repeat(501) })],
  ["AUDIENCE_INVALID", "bytes", awsTrust({ clientIds: ["é".repeat(128)] })],
  ["AUDIENCE_INVALID", "NUL", awsTrust({ clientIds: ["a\0b"] })],
  ["REGION_INVALID", '("eu-west-1" is near)', awsTrust({ region: "eu-wst-1" })],
  ["REGION_INVALID", '"xx-west-1"', awsTrust({ region: "xx-west-1" })],
  ["ADDON_VERSION_INVALID", '"latest"', agents("latest")],
  ["ISSUER_INVALID", '"Acme"', published({ bucket: "Acme" })],
  ["ISSUER_INVALID", "Terraform reads", published({ bucket: "acme-${x}" })],
];
