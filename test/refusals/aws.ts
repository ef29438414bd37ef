import { Issuer } from "../../lib";
import { AwsTrust, type AwsRoleOptions, type AwsTrustProps } from "../../lib/aws";
import { EDGE } from "../world";
import { long, SUBJECT, type Build, type Refusal } from "./refusal";

export const awsTrust =
  (props: Partial<AwsTrustProps>): Build =>
  (world) =>
    new AwsTrust(world, "aws", { issuers: [world.eu.issuer], ...props });

export const role =
  (options: AwsRoleOptions): Build =>
  (world) =>
    new AwsTrust(world, "aws", { issuers: [world.eu.issuer] })
      .role(options)
      .federate(world, "role", [{ issuer: world.eu.issuer, subject: SUBJECT }]);

export const AWS_REFUSALS: readonly Refusal[] = [
  [
    "ISSUER_NOT_TRUSTED",
    'the issuer "us"',
    (world) =>
      new AwsTrust(world, "aws", { issuers: [world.eu.issuer] })
        .role()
        .federate(world, "role", [{ issuer: world.us.issuer, subject: SUBJECT }]),
  ],
  [
    "ISSUER_INVALID",
    "has a port",
    (world) => awsTrust({ issuers: [new Issuer({ name: "x", url: "https://oidc.example.com:8443" })] })(world),
  ],
  ["ISSUER_INVALID", "255 are allowed", awsTrust({ issuers: [new Issuer({ name: "x", url: `${EDGE}/${long(300)}` })] })],
  ["ISSUER_INVALID", "empty", awsTrust({ issuers: [] })],
  ["ISSUER_INVALID", "40 hexadecimal", awsTrust({ thumbprints: ["abc"] })],

  ["AUDIENCE_INVALID", '"*"', awsTrust({ clientIds: ["*"] })],
  ["AUDIENCE_INVALID", "0 client ids", awsTrust({ clientIds: [] })],
  ["AUDIENCE_INVALID", '"vault" is not one of', role({ audience: "vault" })],
  ["ROLE_NAME_INVALID", "64 are allowed", role({ name: long(65) })],
  ["ROLE_NAME_INVALID", '"a/b"', role({ name: "a/b" })],
  ["ROLE_NAME_INVALID", '""', role({ name: "" })],
  ["ROLE_PATH_INVALID", '"workloads"', role({ path: "workloads" })],
  ["ROLE_PATH_INVALID", "512 are allowed", role({ path: `/${long(512)}/` })],
  ["SESSION_DURATION_INVALID", "3599", role({ maxSessionDuration: 3599 })],
  ["SESSION_DURATION_INVALID", "43201", role({ maxSessionDuration: 43_201 })],
  ["SESSION_DURATION_INVALID", "NaN", role({ maxSessionDuration: NaN })],
  ["ARN_INVALID", '"ReadOrders"', role({ policyArns: ["ReadOrders"] })],
  ["ARN_INVALID", "role/x", role({ permissionsBoundaryArn: "arn:aws:iam::111122223333:role/x" })],
  [
    "ARN_INVALID",
    'is of the issuer "https://oidc.edge.example.com/"',
    (world) =>
      AwsTrust.fromProviderArns(world, "aws", {
        providers: [{ issuer: world.edge.issuer, arn: "arn:aws:iam::111122223333:oidc-provider/oidc.edge.example.com/" }],
      }),
  ],
  [
    "POLICY_DUPLICATE",
    "AmazonS3ReadOnlyAccess",
    role({ policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }),
  ],
  ["INLINE_POLICY_INVALID", "Statement", role({ inlinePolicies: { a: "{}" } })],
  ["INLINE_POLICY_INVALID", "not json", role({ inlinePolicies: { a: "not json" } })],
  ["INLINE_POLICY_INVALID", '"a b"', role({ inlinePolicies: { "a b": { Statement: [] } } })],
  ["INLINE_POLICY_INVALID", "10240 are allowed", role({ inlinePolicies: { a: { Statement: [{ Sid: long(10_300) }] } } })],
  ["INLINE_POLICY_INVALID", "${aws:username}", role({ inlinePolicies: { a: { Statement: [{ Resource: "${aws:username}" }] } } })],
  ["TAG_INVALID", '"aws:x"', role({ tags: { "aws:x": "y" } })],
  ["TAG_INVALID", '"a;b"', awsTrust({ tags: { team: "a;b" } })],
  ["FIELD_TOO_LONG", "1000", role({ description: long(1001) })],
  ["TRUST_POLICY_TOO_LONG", "200 are allowed", role({ maxTrustPolicySize: 200 })],
];
