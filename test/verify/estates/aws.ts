// A role of AWS, its provider, its policies and its association.
import fc from "fast-check";
import { ACCOUNT, AUDIENCES, blocks, FOREIGN, given, HOST, ISSUERS, mostly, OTHER_HOST, seldom, SUBJECTS } from "./words";

export const ROLE = "aws_iam_role.deploy";
const FIRST = "${aws_iam_openid_connect_provider.first.arn}";
const SECOND = "${aws_iam_openid_connect_provider.second.arn}";
const SAML = `arn:aws:iam::${ACCOUNT}:saml-provider/office`;

type Condition = readonly [operator: string, key: string, value: string];

/** Conditions on what is not in a token. */
const REQUEST: readonly Condition[] = [
  ["IpAddress", "aws:SourceIp", "10.0.0.0/8"],
  ["StringEquals", "aws:PrincipalOrgID", "o-acme"],
  ["StringNotEquals", "aws:PrincipalOrgID", "o-evil"],
  ["StringEquals", "sts:ExternalId", "x"],
  ["StringEqualsIfExists", "aws:PrincipalOrgID", "o-acme"],
  ["StringEquals", "aws:RequestTag/kubernetes-namespace", "shop"],
  ["StringLike", "aws:RequestTag/kubernetes-service-account", "ord*"],
  ["Null", "aws:RequestTag/team", "true"],
  ["ForAllValues:StringEquals", "aws:TagKeys", "team"],
  ["StringEquals", "${var.key}", "x"],
  ["StringEquals", "aws:PrincipalOrgID", "${var.subject}"],
];

const statement = fc.record({
  who: mostly<object | string>(
    [{ Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${HOST}` }, { Federated: FIRST }, { Federated: SECOND }],
    [
      { AWS: FOREIGN },
      { AWS: `arn:aws:iam::${ACCOUNT}:user/ann` },
      { Service: "lambda.amazonaws.com" },
      { Service: "pods.eks.amazonaws.com" },
      { Federated: SAML },
      { Federated: "${var.provider}" },
      { AWS: "${var.who}" },
      "*",
    ],
  ),
  actions: fc.constantFrom<readonly string[]>(
    ["sts:AssumeRoleWithWebIdentity"],
    ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"],
    ["sts:AssumeRole", "sts:TagSession"],
    ["sts:AssumeRoleWithSAML"],
    ["sts:*"],
  ),
  effect: fc.constantFrom<string[]>("Allow", "Allow", "Allow", "Deny"),
  subject: fc.option(
    fc.tuple(
      fc.constantFrom<string[]>("StringEquals", "StringLike"),
      mostly<string>(
        [...SUBJECTS, "system:serviceaccount:shop:*", "*"],
        ["${var.subject}", "system:serviceaccount:${var.namespace}:orders"],
      ),
    ),
    { nil: undefined },
  ),
  audience: fc.option(
    fc.tuple(fc.constantFrom<string[]>("StringEquals", "StringLike"), fc.constantFrom<string[]>(...AUDIENCES, "vault-*")),
    {
      nil: undefined,
    },
  ),
  request: seldom(fc.constantFrom(...REQUEST)),
});

const policy = fc.array(
  fc.record({
    Effect: fc.constantFrom<string[]>("Allow", "Allow", "Deny"),
    Action: mostly(["s3:GetObject", "s3:*", "*", "S3:getobject", "s3:Get*", "sqs:SendMessage"], ["${var.action}"]),
    /** Whether it is about all actions, or all resources, but these. */
    but: fc.constantFrom<string[]>("neither", "neither", "neither", "actions", "resources"),
    Resource: fc.constantFrom<string[]>("arn:aws:s3:::a/*", "arn:aws:s3:::*", "*"),
    condition: seldom(
      fc.constantFrom<Condition>(
        ["IpAddress", "aws:SourceIp", "10.0.0.0/8"],
        ["StringEquals", "aws:PrincipalOrgID", "o-acme"],
        ["StringNotEquals", "aws:PrincipalOrgID", "o-evil"],
      ),
    ),
  }),
  { minLength: 1, maxLength: 2 },
);

const role = mostly(["${aws_iam_role.deploy.name}"], ["${var.role}", "deploy", "other"]);

export const awsRoles = fc.record({
  statements: fc.array(statement, { minLength: 1, maxLength: 2 }),
  /** Of which nothing is read where it is a variable. */
  trust: mostly<string | undefined>([undefined, undefined, undefined], ["${var.trust}"]),
  issuer: mostly<string>([ISSUERS[0]], [`${ISSUERS[0]}/`, "${var.url}"]),
  clientIds: mostly<string | readonly string[]>(
    [["sts.amazonaws.com"], ["sts.amazonaws.com", "vault-a"]],
    ["${var.client_ids}", ["${var.audience}"]],
  ),
  inline: fc.option(fc.record({ policy, role }), { nil: undefined }),
  managed: fc.option(fc.record({ policy, role }), { nil: undefined }),
  boundary: mostly<string | undefined>(
    [undefined, "arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/PowerUserAccess"],
    ["${var.boundary}"],
  ),
  association: fc.option(
    fc.record({
      account: mostly(["orders", "evil"], ["${var.account}"]),
      role: mostly(["${aws_iam_role.deploy.arn}"], ["${var.role_arn}", `arn:aws:iam::${ACCOUNT}:role/other`]),
      tags: mostly([true], [false]),
    }),
    { nil: undefined },
  ),
});
export type AwsRole = typeof awsRoles extends fc.Arbitrary<infer T> ? T : never;

/** What the keys of a provider's claims begin with: its URL as it is known, or as modules read it. */
function prefixOf(who: AwsRole["statements"][number]["who"], issuer: string): string | undefined {
  const name = typeof who === "object" ? (Object.values(who)[0] as string) : "";
  if (name === SECOND) return OTHER_HOST;
  if (name === FIRST)
    return issuer.startsWith("$")
      ? '${replace(aws_iam_openid_connect_provider.first.url, "https://", "")}'
      : issuer.replace("https://", "");
  return name.includes("oidc") || name === "${var.provider}" ? HOST : undefined;
}

function trustStatement(
  { who, actions, effect, subject, audience, request }: AwsRole["statements"][number],
  issuer: string,
): object {
  const prefix = prefixOf(who, issuer);
  const condition: Record<string, Record<string, string>> = {};
  const add = (operator: string, key: string, value: string): void => {
    condition[operator] = { ...condition[operator], [key]: value };
  };
  if (prefix !== undefined && subject !== undefined) add(subject[0], `${prefix}:sub`, subject[1]);
  if (prefix !== undefined && audience !== undefined) add(audience[0], `${prefix}:aud`, audience[1]);
  if (request !== undefined) add(...request);
  return {
    Effect: effect,
    Principal: who,
    Action: actions,
    ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
  };
}

/** The statements of the trust policy, for those who read them otherwise. */
export const trustOf = ({ statements, issuer, trust }: AwsRole): object[] =>
  trust === undefined
    ? statements.map((each) => trustStatement(each, issuer))
    : (JSON.parse(trust) as { Statement: object[] }).Statement;

/** Likewise those of a policy. */
export const policyOf = (statements: NonNullable<AwsRole["inline"]>["policy"]): object[] =>
  statements.map(({ Effect, Action, Resource, but, condition }) => ({
    Effect,
    [but === "actions" ? "NotAction" : "Action"]: Action,
    [but === "resources" ? "NotResource" : "Resource"]: Resource,
    ...(condition === undefined ? {} : { Condition: { [condition[0]]: { [condition[1]]: condition[2] } } }),
  }));

/** As text; where keys are computed, as Terraform would encode it: inside of an expression, quotes are not escaped. */
function document(statements: readonly object[]): string {
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  if (!text.includes("replace(")) return text;
  return `\${jsonencode(${text.replace(/\$\{[^}]*\}/g, (expression) => expression.replaceAll('\\"', '"'))})}`;
}

export function awsResources(aws: AwsRole): Record<string, object> {
  const { inline, managed, association } = aws;
  return {
    aws_iam_openid_connect_provider: {
      first: { url: aws.issuer, client_id_list: aws.clientIds },
      second: { url: ISSUERS[1], client_id_list: ["sts.amazonaws.com"] },
    },
    aws_iam_role: {
      deploy: {
        name: "deploy",
        assume_role_policy: aws.trust ?? document(trustOf(aws)),
        ...given("permissions_boundary", aws.boundary),
      },
    },
    ...blocks(
      "aws_iam_role_policy",
      inline === undefined ? [] : [{ name: "own", role: inline.role, policy: document(policyOf(inline.policy)) }],
    ),
    ...(managed === undefined
      ? {}
      : {
          aws_iam_policy: { shared: { name: "shared", policy: document(policyOf(managed.policy)) } },
          aws_iam_role_policy_attachment: { shared: { role: managed.role, policy_arn: "${aws_iam_policy.shared.arn}" } },
        }),
    ...blocks(
      "aws_eks_pod_identity_association",
      association === undefined
        ? []
        : [
            {
              cluster_name: "eu",
              namespace: "shop",
              service_account: association.account,
              role_arn: association.role,
              disable_session_tags: !association.tags,
            },
          ],
    ),
  };
}
