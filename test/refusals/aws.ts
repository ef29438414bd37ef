import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App } from "cdktf";
import { Issuer, Subject } from "../../lib";
import { AwsTrust, type AwsRoleOptions, type AwsTrustProps } from "../../lib/aws";
import { EDGE, World } from "../world";
import { GITHUB, policy, TARGET, unknown } from "./aws-values";
import { POD_IDENTITY_REFUSALS } from "./pod-identity";
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

const fromRoleArn = (world: World, arn: string): unknown =>
  new AwsTrust(world, "aws", { issuers: [world.eu.issuer] })
    .fromRoleArn(arn)
    .federate(world, "role", [{ issuer: world.eu.issuer, subject: SUBJECT }]);

/** A role for a subject of a CI issuer. */
const jobRole =
  (url: string, subject: Subject, claims: Record<string, string> = {}): Build =>
  (world) => {
    const issuer = new Issuer({ name: "ci", url, claims });
    return new AwsTrust(world, "aws", { issuers: [issuer] }).role().federate(world, "role", [{ issuer, subject }]);
  };
const anyJob = (pattern: string, url = GITHUB): Build => jobRole(url, Subject.matching(pattern));

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
  ["AUDIENCE_INVALID", "the list of client ids is empty", awsTrust({ clientIds: [] })],
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
  ["INLINE_POLICY_INVALID", "10240 are allowed", role({ inlinePolicies: { a: policy({ Sid: long(10_300) }) } })],
  ["INLINE_POLICY_INVALID", "${aws:username}", role({ inlinePolicies: { a: policy({ Resource: "${aws:username}" }) } })],
  ["TAG_INVALID", '"aws:x"', role({ tags: { "aws:x": "y" } })],
  ["TAG_INVALID", '"a;b"', awsTrust({ tags: { team: "a;b" } })],
  ["FIELD_TOO_LONG", "1000", role({ description: long(1001) })],
  ["INLINE_POLICY_INVALID", "assume-roles", role({ assumes: [TARGET], inlinePolicies: { "assume-roles": policy({}) } })],
  ["INLINE_POLICY_INVALID", "principal", role({ inlinePolicies: { a: policy({ Principal: "*" as never }) } })],
  ["INLINE_POLICY_INVALID", '"Effect"', role({ inlinePolicies: { a: policy({ Effect: "allow" as never }) } })],
  ["INLINE_POLICY_INVALID", '"NotAction"', role({ inlinePolicies: { a: policy({ NotAction: "s3:*" }) } })],
  [
    "INLINE_POLICY_INVALID",
    '"NotResource"',
    role({ inlinePolicies: { a: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*"}}' } }),
  ],
  ["INLINE_POLICY_INVALID", '"Statement"', role({ inlinePolicies: { a: { json: "[]" } } })],
  ["POLICY_INVALID", '"a.b"', role({ customerPolicies: { "a.b": policy({}) } })],
  ["POLICY_INVALID", "known now", (world) => role({ customerPolicies: { [unknown(world)]: policy({}) } })(world)],
  ["INLINE_POLICY_INVALID", "known now", (world) => role({ inlinePolicies: { [unknown(world)]: policy({}) } })(world)],
  ["ARN_INVALID", "role/*", (world) => role({ assumes: [`arn:aws:iam::${unknown(world)}:role/*`] })(world)],
  ["POLICY_INVALID", '"a b"', role({ customerPolicies: { "a b": policy({}) } })],
  ["POLICY_INVALID", '"orders.aaa', role({ name: "orders", customerPolicies: { [long(125)]: policy({}) } })],
  ["POLICY_INVALID", "6144 are allowed", role({ customerPolicies: { a: policy({ Sid: long(6200) }) } })],
  ["POLICY_INVALID", "${aws:username}", role({ customerPolicies: { a: policy({ Resource: "${aws:username}" }) } })],
  ["ARN_INVALID", "user/x", role({ assumes: ["arn:aws:iam::111122223333:user/x"] })],
  ["ARN_INVALID", "role/*", role({ assumes: ["arn:aws:iam::111122223333:role/*"] })],
  ["ARN_INVALID", '"orders"', (world) => fromRoleArn(world, "orders")],
  ["ARN_INVALID", "boundary", awsTrust({ permissionsBoundaryArn: "boundary" })],
  ["ROLE_NAME_INVALID", "32 are allowed", awsTrust({ roleNamePrefix: long(33) })],
  ["ROLE_PATH_INVALID", '"workloads"', awsTrust({ rolePath: "workloads" })],
  [
    "CLAIM_UNSUPPORTED",
    '"event_name"',
    jobRole(GITHUB, Subject.exactly("repo:a/b:pull_request", { claims: { event_name: "x" } })),
  ],
  ["CLAIM_UNSUPPORTED", "nothing but sub and aud", jobRole(EDGE, Subject.exactly("x", { claims: { namespace: "shop" } }))],
  [
    "CLAIM_UNSUPPORTED",
    "project_id",
    jobRole("https://gitlab.example.com", Subject.exactly("x", { claims: { project_id: "1" } })),
  ],
  [
    "SUBJECT_INVALID",
    'to be "66"',
    jobRole(GITHUB, Subject.exactly("repo:a/b:pull_request", { claims: { repository_owner_id: "66" } }), {
      repository_owner_id: "65",
    }),
  ],
  ["SHARED_ISSUER_TOO_WIDE", '"repo:*"', anyJob("repo:*")],
  // AWS has no key for this claim, so it does not name the organization there.
  ["SHARED_ISSUER_TOO_WIDE", '"repo:*"', jobRole(GITHUB, Subject.matching("repo:*"), { repository_owner: "acme" })],
  ["SHARED_ISSUER_TOO_WIDE", '"1*"', anyJob("1*", "https://accounts.google.com")],
  ["SHARED_ISSUER_TOO_WIDE", '"repo:acme*"', anyJob("repo:acme*")],
  ["SHARED_ISSUER_TOO_WIDE", '"repo:acme*/shop:*"', anyJob("repo:acme*/shop:*")],
  ["SHARED_ISSUER_TOO_WIDE", '"repo:acme@*/shop:*"', anyJob("repo:acme@*/shop:*")],
  ["SHARED_ISSUER_TOO_WIDE", '"repository_owner_id:6*"', anyJob("repository_owner_id:6*")],
  ["SHARED_ISSUER_TOO_WIDE", '"environment:prod"', jobRole(GITHUB, Subject.exactly("environment:prod"))],
  ["SHARED_ISSUER_TOO_WIDE", '"project_path:acme*"', anyJob("project_path:acme*", "https://gitlab.com")],
  ["SHARED_ISSUER_TOO_WIDE", '"organization:acme*"', anyJob("organization:acme*", "https://app.terraform.io")],
  ["SHARED_ISSUER_TOO_WIDE", '"organization:*"', anyJob("organization:*", "https://agent.buildkite.com")],
  ["SHARED_ISSUER_TOO_WIDE", "each subject exactly", anyJob("job:*", "https://tokens.cloud.shisho.dev")],
  [
    "SHARED_ISSUER_TOO_WIDE",
    "sts:RoleSessionName",
    jobRole("https://sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/", Subject.exactly("sentinel")),
  ],
  [
    "CLUSTER_PROVIDER_FOREIGN",
    'other/aws lives in the stack "other", but what is written through it in "world"',
    (world) => role({ provider: new AwsProvider(new World("other", App.of(world)), "aws") })(world),
  ],
  ["VALUE_MISSING", 'the inline policy "x" is undefined', role({ inlinePolicies: { x: undefined as never } })],
  ["VALUE_MISSING", 'the customer policy "x" is undefined', role({ customerPolicies: { x: undefined as never } })],
  ["VALUE_MISSING", "the policy is undefined", role({ policyArns: [undefined as never] })],
  ["VALUE_MISSING", "the role to assume is undefined", role({ assumes: [undefined as never] })],
  ["VALUE_MISSING", 'the tag "team" is undefined', role({ tags: { team: undefined as never } })],
  ["VALUE_MISSING", "the client id is undefined", awsTrust({ clientIds: [undefined as never] })],
  ["VALUE_MISSING", "the thumbprint is undefined", awsTrust({ thumbprints: [undefined as never] })],
  ["VALUE_MISSING", "the role is undefined", (world) => fromRoleArn(world, undefined as never)],
  [
    "VALUE_MISSING",
    "the list of providers is undefined",
    (world) => AwsTrust.fromProviderArns(world, "aws", { providers: undefined as never }),
  ],
  [
    "VALUE_MISSING",
    "an existing provider is undefined",
    (world) => AwsTrust.fromProviderArns(world, "aws", { providers: [undefined as never] }),
  ],
  ["TRUST_POLICY_TOO_LONG", "200 are allowed", role({ maxTrustPolicySize: 200 })],
  ...POD_IDENTITY_REFUSALS,
];
