import { aud, conditioned, github, githubSub, on, sub, type FindingCase } from "./finding-worlds";
import { GITHUB, HOST, policyOf, roleModel, statement, SUBJECT } from "./world";

export const CONDITIONS: readonly FindingCase[] = [
  [
    "no subject",
    conditioned({ StringEquals: aud }),
    [`warning aws-subject-missing: statement 1 lets in every subject of ${HOST}`],
  ],
  [
    "a subject that is a star",
    conditioned({ StringEquals: aud, StringLike: { [sub]: "*" } }),
    [`warning aws-subject-missing: statement 1 lets in every subject of ${HOST}`],
  ],
  [
    "a subject that begins with a star",
    conditioned({ StringEquals: aud, StringLike: { [sub]: "*:orders" } }),
    ["warning aws-subject-leading-wildcard: statement 1: *:orders"],
  ],
  [
    "excluded subjects",
    conditioned({ StringEquals: aud, StringNotEquals: { [sub]: "a" } }),
    [`warning aws-subject-negated: statement 1 lets in nearly every subject of ${HOST}`],
  ],
  [
    "no audience, with one client id",
    conditioned({ StringEquals: { [sub]: SUBJECT } }),
    [`note aws-audience-by-provider: statement 1 takes every audience of ${HOST}`],
  ],
  [
    "no audience",
    roleModel({
      policy: policyOf(statement({ Condition: { StringEquals: { [sub]: SUBJECT } } })),
      providers: { p: { url: `https://${HOST}`, client_id_list: ["a", "b"] } },
    }),
    [`warning aws-audience-missing: statement 1 takes every audience of ${HOST}`],
  ],
  [
    "no audience of Google",
    on("accounts.google.com", { StringEquals: { "accounts.google.com:sub": "1" } }, { Federated: "accounts.google.com" }),
    ["note aws-issuer-unused", "note aws-audience-original: statement 1 takes every token of 1"],
  ],
  [
    "no audience of some accounts of Google",
    on("accounts.google.com", { StringLike: { "accounts.google.com:sub": "1*" } }, { Federated: "accounts.google.com" }),
    [
      "note aws-issuer-unused",
      "error aws-audience-missing-built-in: statement 1 takes every audience of accounts.google.com",
      "error aws-subject-tenant: statement 1: 1* from Google",
    ],
  ],
  [
    "the service that a token of Google was made for",
    on(
      "accounts.google.com",
      { StringEquals: { "accounts.google.com:sub": "1", "accounts.google.com:oaud": "aws" } },
      { Federated: "accounts.google.com" },
    ),
    ["note aws-issuer-unused"],
  ],
  [
    "a subject as audience",
    conditioned({ StringEquals: { [sub]: SUBJECT, [`${HOST}:aud`]: SUBJECT } }),
    [`warning aws-audience-subject: statement 1 wants aud ${SUBJECT}`],
  ],
  [
    "https:// in a key",
    conditioned({ StringEquals: { [sub]: SUBJECT, ...aud, [`https://${HOST}:sub`]: SUBJECT } }),
    [`warning aws-key-scheme: statement 1: StringEquals https://${HOST}:sub "${SUBJECT}"`],
  ],
  ["StringLike of what is unknown", conditioned({ StringLike: { [sub]: "${var.sub}" }, StringEquals: aud }), []],
  [
    "an audience that the provider does not take",
    conditioned({ StringEquals: { [sub]: SUBJECT, [`${HOST}:aud`]: "x" } }),
    ["warning aws-audience-unregistered: statement 1 wants x; aws_iam_openid_connect_provider.p takes sts.amazonaws.com"],
  ],
  [
    "StringEquals with a star",
    conditioned({ StringEquals: { [sub]: "a*", ...aud } }),
    [`warning aws-wildcard-literal: statement 1: StringEquals ${sub} "a*"`],
  ],
  [
    "StringLike without a star",
    conditioned({ StringLike: { [sub]: "a" }, StringEquals: aud }),
    [`note aws-like-without-wildcard: statement 1: StringLike ${sub} "a"`],
  ],
  [
    "ForAllValues",
    conditioned({ "ForAllValues:StringEquals": { [sub]: "a" }, StringEquals: aud }),
    [`note aws-for-all-values-idle: statement 1: ForAllValues:StringEquals ${sub} "a"`],
  ],
  [
    "ForAllValues of a claim that may be missing",
    github({
      StringEquals: { [`${GITHUB}:sub`]: "repo:a@1/b@2:x", [`${GITHUB}:aud`]: "sts.amazonaws.com" },
      "ForAllValues:StringEquals": { [`${GITHUB}:environment`]: "prod" },
    }),
    [`warning aws-for-all-values: statement 1: ForAllValues:StringEquals ${GITHUB}:environment "prod"`],
  ],
  [
    "IfExists of the subject",
    conditioned({ StringEqualsIfExists: { [sub]: "a" }, StringEquals: aud }),
    [`note aws-if-exists-idle: statement 1: StringEqualsIfExists ${sub} "a"`],
  ],
  [
    "a misspelt key",
    conditioned({ StringEquals: { [sub]: SUBJECT, ...aud, [`${HOST}:subject`]: "a" } }),
    [`warning aws-key-unfilled: statement 1: StringEquals ${HOST}:subject "a"`],
  ],
  [
    "a misspelt key that lets in",
    conditioned({ StringEquals: { [sub]: SUBJECT, ...aud }, "ForAllValues:StringEquals": { [`${HOST}:x`]: "a" } }),
    [`error aws-key-unfilled-open: statement 1: ForAllValues:StringEquals ${HOST}:x "a"`],
  ],
  [
    "a contradiction",
    conditioned({ StringEquals: { [sub]: "a", ...aud }, StringLike: { [sub]: "b*" } }),
    ["warning aws-never: statement 1: no sub meets all conditions on it"],
  ],
  [
    "a variable in an old policy",
    roleModel({ policy: { Statement: [statement({ Condition: { StringEquals: { [sub]: "$${aws:userid}", ...aud } } })] } }),
    [`warning aws-variable-version: statement 1: StringEquals ${sub} "\${aws:userid}"`],
  ],
  [
    "no subject from GitHub",
    github({ StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com" } }),
    [
      `error aws-idp-control: statement 1 does not compare ${GITHUB}:sub`,
      `error aws-subject-missing-shared: statement 1 lets in every subject of ${GITHUB}`,
    ],
  ],
  [
    "a star from GitHub",
    githubSub("*"),
    [
      `error aws-idp-control: statement 1 does not compare ${GITHUB}:sub`,
      `error aws-subject-missing-shared: statement 1 lets in every subject of ${GITHUB}`,
    ],
  ],
  [
    "a beginning of an organization",
    githubSub("repo:acme*"),
    ["error aws-subject-tenant: statement 1: repo:acme* from GitHub Actions"],
  ],
  ["an organization", githubSub("repo:acme/*"), ["warning aws-subject-whole-owner: statement 1: repo:acme/*"]],
  [
    "a repository",
    githubSub(["repo:acme@1/api@2:*", "repo:acme@1/api@2:pull_request"]),
    ["warning aws-subject-whole-repository: statement 1: repo:acme@1/api@2:*"],
  ],
  [
    "the beginning of a repository's name",
    githubSub("repo:acme@1/api*:ref:refs/heads/main"),
    ["warning aws-subject-open-prefix: statement 1: repo:acme@1/api*:ref:refs/heads/main"],
  ],
  [
    "the beginning of an environment's name",
    githubSub("repo:acme@1/api@2:environment:prod*"),
    ["warning aws-subject-open-prefix: statement 1: repo:acme@1/api@2:environment:prod*"],
  ],
  ["the beginning of a branch's name", githubSub("repo:acme@1/api@2:ref:refs/heads/release-*"), []],
  [
    "a repository whose branch another claim names",
    github({
      StringLike: { [`${GITHUB}:sub`]: "repo:acme@1/api@2:*" },
      StringEquals: { [`${GITHUB}:ref`]: "refs/heads/main", [`${GITHUB}:aud`]: "sts.amazonaws.com" },
    }),
    [],
  ],
  [
    "an organization whose name is pinned",
    github({
      StringLike: { [`${GITHUB}:sub`]: "repo:acme@1/*" },
      StringEquals: { [`${GITHUB}:repository_owner_id`]: "1", [`${GITHUB}:aud`]: "sts.amazonaws.com" },
    }),
    ["warning aws-subject-whole-owner: statement 1: repo:acme@1/*"],
  ],
  [
    "subjects that GitHub never writes",
    githubSub(
      ["repo:a@1/b@2", "repo:a@1/b@2:branch:main", "repo:a@1/b@2:ref/refs/heads/main", "repo:a@1/b@2:ref:main"],
      "StringEquals",
    ),
    [
      "warning aws-subject-never: statement 1: repo:a@1/b@2",
      "warning aws-subject-never: statement 1: repo:a@1/b@2:branch:main",
      "warning aws-subject-never: statement 1: repo:a@1/b@2:ref/refs/heads/main",
      "warning aws-subject-never: statement 1: repo:a@1/b@2:ref:main",
    ],
  ],
  [
    "subjects that GitHub writes",
    githubSub(
      [
        ...[
          "ref:refs/tags/v1",
          "pull_request",
          "environment:prod",
          "job_workflow_ref:a/b/c@d",
          "ref:refs/heads/main:workflow:ci",
        ],
        "pull_request:workflow:ci",
      ].map((context) => `repo:a@1/b@2:${context}`),
      "StringEquals",
    ),
    [],
  ],
  [
    "an old subject",
    githubSub("repo:acme/api:ref:refs/heads/main", "StringEquals"),
    ["note aws-github-subject-format: repo:acme/api:ref:refs/heads/main"],
  ],
  [
    "both subjects",
    githubSub(["repo:acme/api:ref:refs/heads/main", "repo:acme@65/api@74:ref:refs/heads/main"], "StringEquals"),
    [],
  ],
  [
    "a claim that may be missing",
    github({
      StringEquals: { [`${GITHUB}:sub`]: "repo:a@1/b@2:x", [`${GITHUB}:aud`]: "sts.amazonaws.com" },
      StringEqualsIfExists: { [`${GITHUB}:environment`]: "prod" },
    }),
    [`warning aws-if-exists: statement 1: StringEqualsIfExists ${GITHUB}:environment "prod"`],
  ],
  [
    "Cognito's amr with a plain operator",
    on(
      "cognito-identity.amazonaws.com",
      { StringEquals: { "cognito-identity.amazonaws.com:aud": "a", "cognito-identity.amazonaws.com:amr": "authenticated" } },
      { Federated: "cognito-identity.amazonaws.com" },
    ),
    [
      "note aws-issuer-unused",
      'warning aws-multivalued-plain: statement 1: StringEquals cognito-identity.amazonaws.com:amr "authenticated"',
    ],
  ],
];
