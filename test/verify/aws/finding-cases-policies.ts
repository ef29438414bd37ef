import { aud, complete, conditioned, one, sub, type FindingCase } from "./finding-worlds";
import { ACCOUNT, arnOf, GITHUB, HOST, policyOf, roleModel, statement, SUBJECT } from "./world";

export const POLICIES: readonly FindingCase[] = [
  ["an exact subject and audience", roleModel(), []],
  [
    "a Resource",
    one({ Resource: "*" }),
    ["error aws-trust-policy-malformed: statement 1 has the element Resource, which a trust policy does not take"],
  ],
  [
    "an unknown operator",
    conditioned({ StringEqual: { [sub]: SUBJECT }, StringEquals: { [sub]: SUBJECT, ...aud } }),
    ['error aws-trust-policy-malformed: statement 1 has the operator "StringEqual", which IAM has not'],
  ],
  [
    "an unknown policy",
    roleModel({ policy: "${var.p}" }),
    ["warning aws-trust-policy-unknown: the trust policy is unknown: ${var.p}"],
  ],
  [
    "a subject of 2,049 characters",
    conditioned({ StringEquals: { [sub]: "x".repeat(2049), ...aud } }),
    ["error aws-trust-policy-too-long: the trust policy has 2347 characters"],
  ],
  [
    "a statement twice",
    roleModel({ policy: policyOf(statement(), statement({ Sid: "b" })) }),
    ["note aws-duplicate-statement: statement b is the same as statement 1"],
  ],
  ["everybody", one({ Principal: "*" }), ['error aws-principal-everyone: statement 1 is for "*"', "note aws-issuer-unused"]],
  ...[
    { StringEquals: { "aws:PrincipalOrgID": "o-1" } },
    { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": ["o-1/*"] } },
    { StringEquals: { "aws:SourceAccount": ACCOUNT } },
    { ArnLike: { "aws:SourceArn": `arn:aws:s3:::${ACCOUNT}-*` } },
  ].map((Condition): FindingCase => [
    `everybody of some, ${JSON.stringify(Condition)}`,
    one({ Principal: { AWS: "*" }, Action: "sts:AssumeRole", Condition }),
    ["note aws-issuer-unused"],
  ]),
  ...[
    { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } },
    { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } },
    { StringLike: { "aws:PrincipalOrgID": "*" } },
    { StringEquals: { "sts:ExternalId": "x" } },
  ].map((Condition): FindingCase => [
    `everybody, ${JSON.stringify(Condition)}`,
    one({ Principal: { AWS: "*" }, Action: "sts:AssumeRole", Condition }),
    ['error aws-principal-everyone: statement 1 is for "*"', "note aws-issuer-unused"],
  ]),
  [
    "https:// in the principal",
    one({ Principal: { Federated: arnOf(`https://${HOST}`) }, Condition: {} }),
    [
      `error aws-principal-scheme: statement 1 is for ${arnOf(`https://${HOST}`)}`,
      "note aws-issuer-unused",
      `warning aws-subject-missing: statement 1 lets in every subject of https://${HOST}`,
      `warning aws-audience-missing: statement 1 takes every audience of https://${HOST}`,
    ],
  ],
  [
    "a host that is not built in",
    one({ Principal: { Federated: GITHUB }, Condition: {} }),
    [`error aws-principal-malformed: statement 1 is for ${GITHUB}`, "note aws-issuer-unused"],
  ],
  [
    "all but one",
    one({ Principal: undefined, NotPrincipal: { AWS: ACCOUNT } }),
    ["warning aws-principal-not: statement 1 has a NotPrincipal", "note aws-issuer-unused"],
  ],
  [
    "a host as principal",
    one({ Principal: { Federated: `https://${HOST}` } }),
    [`error aws-principal-malformed: statement 1 is for https://${HOST}`, "note aws-issuer-unused"],
  ],
  [
    "a provider and an account",
    one({ Principal: { Federated: arnOf(HOST), AWS: ACCOUNT } }),
    [`warning aws-principals-several: statement 1 is for ${arnOf(HOST)}, ${ACCOUNT}`],
  ],
  [
    "another account's provider",
    one({ Principal: { Federated: arnOf(HOST, "999988887777") } }),
    [`warning aws-principal-other-account: statement 1 names ${arnOf(HOST, "999988887777")}; the role is in ${ACCOUNT}`],
  ],
  [
    "a provider that is not there",
    one(
      {
        Principal: { Federated: arnOf("x.example.com") },
        Condition: { StringEquals: { "x.example.com:sub": "a", "x.example.com:aud": "b" } },
      },
      complete,
    ),
    [`warning aws-provider-missing: statement 1 names ${arnOf("x.example.com")}`, "note aws-issuer-unused"],
  ],
  [
    "a provider that may be elsewhere",
    one({
      Principal: { Federated: arnOf("x.example.com") },
      Condition: { StringEquals: { "x.example.com:sub": "a", "x.example.com:aud": "b" } },
    }),
    ["note aws-issuer-unused"],
  ],
  [
    "a slash too many",
    one({ Principal: { Federated: arnOf(`${HOST}/`) } }),
    [
      `warning aws-provider-nearly: statement 1 names ${arnOf(`${HOST}/`)}; the provider in the files is https://${HOST}`,
      "note aws-issuer-unused",
      "warning aws-key-unfilled",
      "warning aws-key-unfilled",
    ],
  ],
  [
    "labels in another order",
    one({ Principal: { Federated: arnOf("example.oidc.com/id/1") }, Condition: {} }),
    [
      `warning aws-provider-nearly: statement 1 names ${arnOf("example.oidc.com/id/1")}; the provider in the files is https://${HOST}`,
      "note aws-issuer-unused",
      "warning aws-subject-missing: statement 1 lets in every subject of example.oidc.com/id/1",
      "warning aws-audience-missing: statement 1 takes every audience of example.oidc.com/id/1",
    ],
  ],
  ["all actions of STS", one({ Action: "sts:*" }), ["warning aws-action-wide: statement 1 allows sts:*"]],
  [
    "sts:AssumeRole",
    one({ Action: "sts:AssumeRole" }),
    [`warning aws-action-unfit: statement 1 allows sts:AssumeRole to ${arnOf(HOST)}`],
  ],
  [
    "sts:AssumeRole for a provider that is unknown",
    one({ Principal: { Federated: "${var.provider}" }, Action: "sts:AssumeRole" }),
    ["warning aws-action-unfit: statement 1 allows sts:AssumeRole to ${var.provider}"],
  ],
  ["sts:TagSession by itself", roleModel({ policy: policyOf(statement(), statement({ Action: "sts:TagSession" })) }), []],
  [
    "an action of S3",
    one({ Action: ["sts:AssumeRoleWithWebIdentity", "s3:GetObject"] }),
    ["error aws-action-not-sts: statement 1 allows s3:GetObject"],
  ],
];
