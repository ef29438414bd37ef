import { aud, conditioned, github, on, one, sub, type FindingCase } from "./finding-worlds";
import { GITHUB, HOST, policyOf, roleModel, statement, SUBJECT } from "./world";

const everySubject = [`warning aws-subject-missing: statement 1 lets in every subject of ${HOST}`];
const stars = "error aws-subject-tenant: statement 1: repo:* from GitHub Actions";
const closed = { [`${GITHUB}:aud`]: "sts.amazonaws.com" };
const anyRepository = (tests: object): FindingCase[1] =>
  github({ StringLike: { [`${GITHUB}:sub`]: "repo:*" }, StringEqualsIgnoreCase: closed, ...tests });

/** Conditions that look like limits, and those that are. */
export const LIMITS: readonly FindingCase[] = [
  [
    "a subject excluded in any case",
    conditioned({ StringEquals: aud, StringNotEqualsIgnoreCase: { [sub]: "a" } }),
    [`warning aws-subject-negated: statement 1 lets in nearly every subject of ${HOST}`],
  ],
  [
    "a subject of GitHub excluded in any case",
    github({ StringEquals: closed, StringNotEqualsIgnoreCase: { [`${GITHUB}:sub`]: "repo:a/b:x" } }),
    [
      `warning aws-subject-negated: statement 1 lets in nearly every subject of ${GITHUB}`,
      `error aws-subject-missing-shared: statement 1 lets in nearly every subject of ${GITHUB}`,
    ],
  ],
  [
    "a subject that is compared with itself",
    roleModel({ policy: policyOf(statement({ Condition: { StringEquals: aud, StringLike: { [sub]: `$\${${sub}}` } } })) }),
    [`note aws-like-without-wildcard`, `warning aws-subject-unclear: statement 1: StringLike ${sub} "\${${sub}}"`],
  ],
  [
    "a subject that is compared as an ARN",
    conditioned({ StringEquals: aud, ArnLike: { [sub]: "*" } }),
    [`warning aws-subject-unclear: statement 1: ArnLike ${sub} "*"`],
  ],
  [
    "an exact subject beside an unclear one",
    conditioned({ StringEquals: { [sub]: SUBJECT, ...aud }, ArnLike: { [sub]: "*" } }),
    [],
  ],
  [
    "ServiceAccounts of every namespace",
    conditioned({ StringEquals: aud, StringLike: { [sub]: "system:serviceaccount:*:orders" } }),
    ["warning aws-subject-any-namespace: statement 1: system:serviceaccount:*:orders"],
  ],
  [
    "every ServiceAccount, by the beginning that all subjects have",
    conditioned({ StringEquals: aud, StringLike: { [sub]: ["system:serviceaccount:shop:*", "system:s*"] } }),
    ["warning aws-subject-any-namespace: statement 1: system:s*"],
  ],
  [
    "every ServiceAccount of a namespace",
    conditioned({ StringEquals: aud, StringLike: { [sub]: "system:serviceaccount:shop:*" } }),
    [],
  ],
  [
    "every namespace by one condition, and one by another",
    conditioned({
      StringEquals: aud,
      StringLike: { [sub]: "system:serviceaccount:*" },
      StringEqualsIgnoreCase: { [sub]: SUBJECT },
    }),
    [],
  ],
  [
    "a session name, which the caller chooses",
    conditioned({ StringEquals: { ...aud, "sts:RoleSessionName": "orders" } }),
    everySubject,
  ],
  ["a time", conditioned({ StringEquals: aud, DateLessThan: { "aws:CurrentTime": "2030-01-01T00:00:00Z" } }), everySubject],
  ["a session tag, which only the issuer can give", conditioned({ StringEquals: { ...aud, "aws:RequestTag/team": "shop" } }), []],
  [
    "an owner that is any",
    anyRepository({ StringLikeIfExists: { [`${GITHUB}:repository_owner_id`]: "*" } }),
    ["warning aws-if-exists", stars],
  ],
  [
    "an owner that is excluded",
    anyRepository({ StringNotEqualsIgnoreCase: { [`${GITHUB}:repository_owner_id`]: "1" } }),
    [stars],
  ],
  [
    "an owner by the beginning of its number",
    anyRepository({
      StringEquals: {},
      StringLikeIfExists: {},
      "ForAnyValue:StringLike": { [`${GITHUB}:repository_owner_id`]: "6*" },
    }),
    [stars],
  ],
  ["a repository of any owner", anyRepository({ "ForAnyValue:StringLike": { [`${GITHUB}:repository`]: "*/*" } }), [stars]],
  ["repositories of one owner", anyRepository({ "ForAnyValue:StringLike": { [`${GITHUB}:repository`]: "acme/*" } }), []],
  ["one owner", anyRepository({ "ForAnyValue:StringEquals": { [`${GITHUB}:repository_owner_id`]: "65" } }), []],
  [
    "one audience of Google excluded in any case",
    on(
      "accounts.google.com",
      { StringEquals: { "accounts.google.com:sub": "1" }, StringNotEqualsIgnoreCase: { "accounts.google.com:aud": "x" } },
      { Federated: "accounts.google.com" },
    ),
    ["note aws-issuer-unused", "note aws-audience-original: statement 1 takes every token of 1"],
  ],
  [
    "what terraform-aws-modules/iam writes for GitHub",
    github({
      "ForAllValues:StringEquals": { [`${GITHUB}:iss`]: `https://${GITHUB}`, ...closed },
      StringLike: { [`${GITHUB}:sub`]: ["repo:acme@1/api@2:*"] },
    }),
    [
      `note aws-for-all-values-idle: statement 1: ForAllValues:StringEquals ${GITHUB}:aud "sts.amazonaws.com"`,
      `note aws-issuer-idle: statement 1: ForAllValues:StringEquals ${GITHUB}:iss "https://${GITHUB}"`,
      "warning aws-subject-whole-repository: statement 1: repo:acme@1/api@2:*",
    ],
  ],
  [
    "every federated caller",
    one({ Principal: { Federated: "*" } }),
    ["note aws-issuer-unused", 'error aws-principal-everyone: statement 1 is for "*"'],
  ],
  [
    "an issuer that is unknown, and no subject",
    one({
      Principal: { Federated: "${var.arn}" },
      Condition: { StringEquals: { "${var.issuer}:aud": "a", "aws:SourceIp": "1.2.3.4" } },
    }),
    ["warning aws-subject-missing: statement 1 lets in every subject of ${var.arn}"],
  ],
  [
    "an issuer that is unknown, and its subject",
    one({ Principal: { Federated: "${var.arn}" }, Condition: { StringEquals: { "${var.issuer}:sub": "a" } } }),
    [],
  ],
  [
    "an issuer that is unknown, and a key that is not",
    one({ Principal: { Federated: "${var.arn}" }, Condition: { StringEquals: { "${var.key}": "a" } } }),
    [],
  ],
  [
    "an issuer that is unknown, and no way in",
    one({ Principal: { Federated: "${var.arn}" }, Action: "sts:AssumeRoleWithSAML", Condition: {} }),
    [],
  ],
];
