// Trusts that AWS and others document: those that these constructs can express, whole, and why they do not express the rest.
import { Cluster, Issuer, Subject } from "../../lib";
import { AwsTrust, EksPodIdentity, type AwsRoleOptions } from "../../lib/aws";
import { only, refusal, World } from "../world";

const EKS = "oidc.eks.us-west-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
const GITHUB = "token.actions.githubusercontent.com";
const MAIN = "repo:octo-org/octo-repo:ref:refs/heads/main";
const GITLAB = "project_path:my-group/my-project:ref_type:branch:ref:main";
const ORG = "2a3b4c5d-1111-2222-3333-444455556666";
const PROJECT = "76543210-ba98-fedc-3210-edcba0987654";

const arnOf = (hostAndPath: string) => `arn:aws:iam::111122223333:oidc-provider/${hostAndPath}`;

type Build = () => unknown;

/** The trust policy of a role for one subject of an issuer whose OIDC provider exists. */
function roleFor(hostAndPath: string, subject: Subject, clientIds = ["sts.amazonaws.com"], options: AwsRoleOptions = {}): Build {
  return () => {
    const world = new World();
    const issuer = new Issuer({ name: "issuer", url: `https://${hostAndPath}` });
    AwsTrust.fromProviderArns(world, "aws", { providers: [{ issuer, arn: arnOf(hostAndPath) }], clientIds })
      .role(options)
      .federate(world, "role", [{ issuer, subject }]);
    return policyIn(world);
  };
}

function podRole(clusterName: string, namespace: string, name: string): Build {
  return () => {
    const world = new World();
    const cluster = Cluster.eks(world, clusterName, { issuerUrl: `https://${EKS}` });
    const arn = `arn:aws:eks:us-west-2:111122223333:cluster/${clusterName}`;
    const subject = Subject.exactly(`system:serviceaccount:${namespace}:${name}`, { serviceAccount: { namespace, name } });
    new EksPodIdentity(world, "eks", { clusters: [{ cluster, clusterName, arn }] })
      .role()
      .federate(world, "role", [{ issuer: cluster.issuer, subject }]);
    return policyIn(world);
  };
}

const policyIn = (world: World): unknown => JSON.parse(only(world.synth(), "aws_iam_role")["assume_role_policy"] as string);

const policy = (hostAndPath: string, Condition: object) => ({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Federated: arnOf(hostAndPath) }, Action: "sts:AssumeRoleWithWebIdentity", Condition },
  ],
});

const podPolicy = (cluster: string, namespace: string, name: string) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Condition: {
        StringEquals: {
          "aws:SourceAccount": "111122223333",
          "aws:RequestTag/kubernetes-namespace": namespace,
          "aws:RequestTag/kubernetes-service-account": name,
        },
        ArnEquals: { "aws:SourceArn": `arn:aws:eks:us-west-2:111122223333:cluster/${cluster}` },
      },
    },
  ],
});

const irsa = roleFor(EKS, Subject.exactly("system:serviceaccount:my-namespace:my-serviceaccount"));
const IRSA = policy(EKS, {
  StringEquals: { [`${EKS}:sub`]: "system:serviceaccount:my-namespace:my-serviceaccount", [`${EKS}:aud`]: "sts.amazonaws.com" },
});
const GITHUB_AUD = { [`${GITHUB}:aud`]: "sts.amazonaws.com" };
const githubMain = roleFor(GITHUB, Subject.exactly(MAIN));
const GITHUB_MAIN = policy(GITHUB, { StringEquals: { [`${GITHUB}:sub`]: MAIN, ...GITHUB_AUD } });

/** The same trust, to the last condition. */
const SAME: Readonly<Record<string, readonly [Build, object]>> = {
  "irsa-exact-sub-and-aud": [irsa, IRSA],
  "irsa-wrong-serviceaccount-prefix-only": [irsa, IRSA],
  "aud-not-in-client-id-list": [irsa, IRSA],
  "aud-registered-but-condition-differs": [
    roleFor(EKS, Subject.exactly("system:serviceaccount:my-namespace:my-serviceaccount"), ["sts.amazonaws.com", "my-audience"]),
    IRSA,
  ],
  "single-statement-object (as a list of one)": [irsa, IRSA],
  "issuer-provider-has-extra-trailing-slash": [
    roleFor("gitlab.example.com/", Subject.exactly(GITLAB), ["https://gitlab.example.com"]),
    policy("gitlab.example.com/", {
      StringEquals: {
        "gitlab.example.com/:aud": "https://gitlab.example.com",
        "gitlab.example.com/:sub": GITLAB,
      },
    }),
  ],
  "gh-keys-are-anded": [
    roleFor(GITHUB, Subject.exactly(MAIN), ["sts.amazonaws.com", "another-audience"], { audience: "another-audience" }),
    policy(GITHUB, { StringEquals: { [`${GITHUB}:sub`]: MAIN, [`${GITHUB}:aud`]: "another-audience" } }),
  ],
  "tfc-plan-phase-excluded": [
    roleFor("app.terraform.io", Subject.matching("organization:my-org:project:*:workspace:my-workspace:run_phase:apply"), [
      "aws.workload.identity",
    ]),
    policy("app.terraform.io", {
      StringEquals: { "app.terraform.io:aud": "aws.workload.identity" },
      StringLike: { "app.terraform.io:sub": "organization:my-org:project:*:workspace:my-workspace:run_phase:apply" },
    }),
  ],
};

/** The same trust, narrowed by what the sample leaves out. */
const NARROWER: Readonly<Record<string, readonly [Build, object]>> = {
  "gh-other-branch": [githubMain, GITHUB_MAIN],
  "gh-immutable-subject-vs-classic-condition": [githubMain, GITHUB_MAIN],
  "gh-stringlike-question-mark-not-zero-chars": [
    roleFor(GITHUB, Subject.matching(`${MAIN}?`)),
    policy(GITHUB, { StringLike: { [`${GITHUB}:sub`]: `${MAIN}?` }, StringEquals: GITHUB_AUD }),
  ],
  "gh-claim-keys-2026-allow": [
    roleFor(
      GITHUB,
      Subject.matching("repo:octo-org/octo-repo:*", {
        claims: { ref: "refs/heads/main", environment: "prod", repository_id: "74" },
      }),
    ),
    policy(GITHUB, {
      StringLike: { [`${GITHUB}:sub`]: "repo:octo-org/octo-repo:*" },
      StringEquals: {
        ...GITHUB_AUD,
        [`${GITHUB}:ref`]: "refs/heads/main",
        [`${GITHUB}:environment`]: "prod",
        [`${GITHUB}:repository_id`]: "74",
      },
    }),
  ],
  "gitlab-com-project-id-key": [
    roleFor(
      "gitlab.com",
      Subject.exactly(GITLAB, {
        claims: { namespace_id: "72", project_id: "20" },
      }),
      ["https://gitlab.com"],
    ),
    policy("gitlab.com", {
      StringEquals: {
        "gitlab.com:sub": GITLAB,
        "gitlab.com:aud": "https://gitlab.com",
        "gitlab.com:namespace_id": "72",
        "gitlab.com:project_id": "20",
      },
    }),
  ],
  "circleci-project-id-key": [
    roleFor(
      `oidc.circleci.com/org/${ORG}`,
      Subject.matching(`org/${ORG}/project/${PROJECT}/user/*`, { claims: { "oidc.circleci.com/project-id": PROJECT } }),
      [ORG],
    ),
    policy(`oidc.circleci.com/org/${ORG}`, {
      StringLike: { [`oidc.circleci.com/org/${ORG}:sub`]: `org/${ORG}/project/${PROJECT}/user/*` },
      StringEquals: {
        [`oidc.circleci.com/org/${ORG}:aud`]: ORG,
        [`oidc.circleci.com/org/${ORG}:oidc.circleci.com/project-id`]: PROJECT,
      },
    }),
  ],
  "no-session-tags-no-tagsession-needed": [
    roleFor("xyz.example.com", Subject.exactly("johndoe"), ["ac_oic_client"]),
    policy("xyz.example.com", { StringEquals: { "xyz.example.com:sub": "johndoe", "xyz.example.com:aud": "ac_oic_client" } }),
  ],
  "github-sub-org-wildcard-accepted": [
    roleFor(GITHUB, Subject.matching("repo:octo-org/*")),
    policy(GITHUB, { StringLike: { [`${GITHUB}:sub`]: "repo:octo-org/*" }, StringEquals: GITHUB_AUD }),
  ],
  "podid-namespace-and-sa-match": [
    podRole("my-cluster", "my-namespace", "my-serviceaccount"),
    podPolicy("my-cluster", "my-namespace", "my-serviceaccount"),
  ],
  "podid-sourcearn-other-cluster": [podRole("other", "my-namespace", "api"), podPolicy("other", "my-namespace", "api")],
};

/** Trusts that would let strangers in, or nobody: asked for, they are refused. */
const REFUSED: Readonly<Record<string, readonly [Build, code: string]>> = {
  "irsa-stringequals-with-wildcard-never-matches": [
    () => Subject.exactly("system:serviceaccount:my-namespace:*"),
    "SUBJECT_INVALID",
  ],
  "gh-stringlike-literal-asterisk-variable": [() => Subject.matching("repo:octo-org/${*}"), "SUBJECT_INVALID"],
  "gh-stringlike-unterminated-org": [roleFor(GITHUB, Subject.matching("repo:octo-org*")), "SHARED_ISSUER_TOO_WIDE"],
  "gh-unsupported-claim-is-not-a-key": [
    roleFor(GITHUB, Subject.matching("repo:octo-org/octo-repo:*", { claims: { event_name: "push" } })),
    "CLAIM_UNSUPPORTED",
  ],
  "principal-arn-path-truncated": [
    () => {
      const issuer = new Issuer({ name: "issuer", url: `https://${EKS}` });
      AwsTrust.fromProviderArns(new World(), "aws", { providers: [{ issuer, arn: arnOf("oidc.eks.us-west-2.amazonaws.com") }] });
    },
    "ARN_INVALID",
  ],
  "policy-2049-characters-rejected-by-default-quota": [
    roleFor(EKS, Subject.exactly(`x${"y".repeat(1900)}`), undefined, { maxTrustPolicySize: 2048 }),
    "TRUST_POLICY_TOO_LONG",
  ],
};

/** Trusts that no call asks for. */
const OUT_OF_SCOPE: Readonly<Record<string, string>> = {
  "azp-replaces-aud-deny": "no sub: every role compares it",
  "gh-existing-policy-aud-only": "no sub: every role compares it",
  "github-without-sub-rejected": "no sub: every role compares it",
  "eks-without-sub-accepted": "no sub: every role compares it",
  "condition-key-with-https-prefix": "keys are made from the issuer, never written by hand",
  "action-assumerole-only": "the action is never written by hand",
  "action-name-case-insensitive": "the action is never written by hand",
  "gh-stringequalsignorecase": "letter case counts, as it does in every other cloud",
  "ifexists-present-key-is-tested": "a claim must be there: no IfExists",
  "null-false-on-present-key": "a claim must have a value that the policy names",
  "forallvalues-on-misspelled-key-allows": "true for an absent key: lets strangers in",
  "foranyvalue-missing-key-denies": "no claim of a list is compared",
  "negated-values-none-matches": "true for an absent key: who may is named, not who may not",
  "explicit-deny-not-matching": "no Deny: who may is named, not who may not",
  "deny-stringnotequalsifexists-missing-key-denies": "no Deny: who may is named, not who may not",
  "google-azp-set-aud-key-is-not-aud": "a provider that is built into AWS, not an OIDC provider of the account",
  "cognito-foranyvalue-amr-no-member": "a provider that is built into AWS, not an OIDC provider of the account",
};

describe("trusts from the field", () => {
  it.each(Object.keys(SAME))("%s: the same trust", (name) => {
    const [build, expected] = SAME[name]!;
    expect(build()).toEqual(expected);
  });

  it.each(Object.keys(NARROWER))("%s: narrower, because sub, aud, account and cluster are always compared", (name) => {
    const [build, expected] = NARROWER[name]!;
    expect(build()).toEqual(expected);
  });

  it.each(Object.keys(REFUSED))("%s: refused on purpose", (name) => {
    const [build, code] = REFUSED[name]!;
    expect(refusal(build).code).toBe(code);
  });

  it("are each expressed, refused, or out of scope for a reason", () => {
    const names = [SAME, NARROWER, REFUSED, OUT_OF_SCOPE].flatMap((group) => Object.keys(group));
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(41);
  });
});
