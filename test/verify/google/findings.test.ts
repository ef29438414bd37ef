import { findGoogle } from "../../../lib/verify/google/findings";
import { binding, googleOf, ISSUER, pool, setMember, subjectMember, USER } from "./build";

const GITHUB = "https://token.actions.githubusercontent.com";
const ids = (resource: object): string[] =>
  findGoogle(googleOf(resource)).map(
    ({ id, severity, refusedAtApply }) => `${severity} ${id}${refusedAtApply ? ", refused" : ""}`,
  );
const used = (provider: object = {}, oidc: object = {}, changed: object = {}) => ({
  ...pool(provider, oidc, changed),
  ...binding(subjectMember()),
});
const github = (condition: string | undefined, extra: object = {}) =>
  used({ attribute_condition: condition, ...extra }, { issuer_uri: GITHUB });
const mapped = (mapping: object) => used({ attribute_mapping: { "google.subject": "assertion.sub", ...mapping } });
const second = { workload_identity_pool_id: "my-pool", workload_identity_pool_provider_id: "other", project: "my-project" };
const two = (one: string, other: string) => {
  const both = used({ attribute_mapping: { "google.subject": one } });
  const q = {
    ...second,
    attribute_mapping: { "google.subject": other },
    oidc: { issuer_uri: "https://other.example.com", allowed_audiences: ["aud"] },
  };
  return { ...both, google_iam_workload_identity_pool_provider: { ...both["google_iam_workload_identity_pool_provider"], q } };
};

test.each<[string, object, string[]]>([
  ["nothing wrong", used(), []],
  [
    "no google.subject",
    used({ attribute_mapping: { "attribute.x": "assertion.x" } }),
    ["error google-subject-not-mapped, refused"],
  ],
  ["an attribute in capitals", mapped({ "attribute.Namespace": "assertion.ns" }), ["error google-attribute-name, refused"]],
  [
    "51 attributes",
    mapped(Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`attribute.a${at}`, "assertion.a"]))),
    ["error google-attributes-too-many, refused"],
  ],
  ["50 attributes", mapped(Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`attribute.a${at}`, "assertion.a"]))), []],
  ["a long expression", mapped({ "attribute.a": `'${"x".repeat(2047)}'` }), ["error google-expression-too-long, refused"]],
  [
    "a long condition",
    used({ attribute_condition: `assertion.a != '${"x".repeat(4100)}'` }),
    ["note google-condition-not-read", "error google-expression-too-long, refused"],
  ],
  [
    "eleven audiences",
    used({}, { allowed_audiences: Array.from({ length: 11 }, (_, at) => `a${at}`) }),
    ["error google-audiences-too-many, refused"],
  ],
  ["a long audience", used({}, { allowed_audiences: ["x".repeat(257)] }), ["error google-audience-too-long, refused"]],
  ["an issuer without https", used({}, { issuer_uri: "http://cluster.example.com" }), ["error google-issuer-not-https, refused"]],
  ["GitHub without a condition", github(undefined), ["error google-condition-missing, refused"]],
  ["GitHub with true", github("true"), ["error google-condition-missing, refused"]],
  ["GitHub with another audience only", github("assertion.ref == 'refs/heads/main'"), ["warning google-condition-any-tenant"]],
  ["GitHub's owner", github("assertion.repository_owner == 'acme'"), []],
  ...[
    "assertion.repository.matches('^.*')",
    "assertion.repository.matches('^acme')",
    "assertion.repository.matches('^acme/?')",
    "assertion.repository.matches('^acme/|^evil/')",
    "assertion.sub.matches('^repo:')",
    "assertion.repository_owner.matches('^acme')",
    "assertion.repository_owner == assertion.repository_owner",
    "assertion.repository == assertion.repository_owner + '/api'",
  ].map((condition): [string, object, string[]] => [condition, github(condition), ["warning google-condition-any-tenant"]]),
  ...[
    "assertion.repository.matches('^acme/')",
    "assertion.repository_owner.matches('^acme$')",
    "assertion.sub.matches('^repo:acme/api:ref:refs\\/heads\\/.*$')",
    "assertion.repository_owner == 'ac' + 'me'",
  ].map((condition): [string, object, string[]] => [condition, github(condition), []]),
  [
    "GitHub's owner's id among others",
    github("assertion.ref == 'x' && ('65' == assertion.repository_owner_id || assertion.repository in ['acme/api'])"),
    [],
  ],
  [
    "GitHub's owner or anybody",
    github("assertion.ref == 'x' || assertion.repository_owner_id == '65'"),
    ["warning google-condition-any-tenant"],
  ],
  ["GitHub's subject of one owner", github("assertion.sub.startsWith('repo:acme/')"), []],
  [
    "GitHub's subject of owners that begin alike",
    github("assertion.sub.startsWith('repo:acme')"),
    ["warning google-condition-any-tenant"],
  ],
  ["GitHub's owner by google.subject", github("google.subject.startsWith('repo:acme/')"), []],
  [
    "GitHub with a slash",
    used({ attribute_condition: "assertion.repository_owner == 'acme'" }, { issuer_uri: `${GITHUB}/` }),
    ["warning google-issuer-spelled-otherwise"],
  ],
  ["a condition that is always true", used({ attribute_condition: "1 == 1" }), ["warning google-condition-always-true"]],
  [
    "a condition that is never true",
    used({ attribute_condition: "assertion.sub == 'a' && 'a' == 'b'" }),
    ["warning google-condition-never-true"],
  ],
  ["a condition by has()", used({ attribute_condition: "has(assertion.sub)" }), ["note google-condition-not-read"]],
  [
    "an id compared with a number",
    used({ attribute_condition: "assertion.project_id == 20" }),
    ["warning google-claim-compared-with-number"],
  ],
  ["GitLab's number", used({ attribute_condition: "assertion.runner_id == 20" }), []],
  [
    "extract that never ends",
    github("assertion.repository_owner == 'a'", {
      attribute_mapping: { "google.subject": "assertion.sub", "attribute.b": "assertion.sub.extract('/heads/{branch}/')" },
    }),
    ["warning google-extract-never-ends"],
  ],
  [
    "extract that ends",
    github("assertion.repository_owner == 'a'", {
      attribute_mapping: { "google.subject": "assertion.sub", "attribute.b": "assertion.sub.extract('/heads/{branch}')" },
    }),
    [],
  ],
  ["an id with capitals", used({ workload_identity_pool_provider_id: "My-Provider" }), ["error google-pool-id, refused"]],
  ["a reserved id", used({ workload_identity_pool_provider_id: "gcp-provider" }), ["error google-pool-id, refused"]],
  ["two issuers in one pool", two("assertion.sub", "assertion.sub"), ["warning google-subjects-collide"]],
  [
    "marks of which one begins the other",
    two("'a' + assertion.sub", "'ab' + assertion.sub"),
    ["warning google-subjects-collide"],
  ],
  ["marks that differ", two("'a::' + assertion.sub", "'b::' + assertion.sub"), []],
  ["a pool that nobody names", pool(), ["note google-issuer-without-member"]],
  ["a disabled pool", used({}, {}, { disabled: true }), ["note google-disabled-but-granted"]],
  ["the whole pool", { ...pool(), ...binding(setMember("*")) }, ["warning google-member-whole-pool"]],
  ["a wildcard", { ...pool(), ...binding(subjectMember("a:*")) }, ["warning google-member-wildcard"]],
  [
    "the project's id",
    { ...used(), ...binding(subjectMember().replace("123", "my-project")) },
    ["note google-issuer-without-member", "warning google-member-project-id"],
  ],
  [
    "another number",
    { ...used(), ...binding(subjectMember().replace("123", "124")) },
    ["note google-issuer-without-member", "warning google-member-other-project"],
  ],
  ["an attribute that is not mapped", { ...pool(), ...binding(setMember("attribute.x/y")) }, ["warning google-member-unmapped"]],
  ["a group that is not mapped", { ...pool(), ...binding(setMember("group/y")) }, ["warning google-member-unmapped"]],
  ["a subject that is too long", { ...pool(), ...binding(subjectMember("x".repeat(128))) }, ["warning google-member-too-long"]],
  ["a pool that is not here", binding(subjectMember()), ["note google-member-unknown-pool"]],
  ...[
    "principalSet://iam.googleapis.com/locations/global/workforcePools/acme/group/admins",
    "principalSet://cloudresourcemanager.googleapis.com/projects/123/type/ServiceAccount",
  ].map((member): [string, object, string[]] => [
    `${member}, which is of no pool for workloads`,
    { ...used(), google_project_iam_member: { m: { project: "my-project", role: "roles/viewer", member } } },
    [],
  ]),
  [
    "an attribute as principal://",
    {
      ...used(),
      google_project_iam_member: {
        m: { project: "my-project", role: "roles/viewer", member: setMember("attribute.x/y").replace("Set", "") },
      },
    },
    ["warning google-member-malformed"],
  ],
  ["everybody", { ...used(), ...binding("allUsers") }, ["note google-issuer-without-member", "error google-member-everyone"]],
  [
    "the whole project",
    { ...pool(), google_project_iam_member: { m: { project: "my-project", role: USER, member: subjectMember() } } },
    ["error google-impersonation-wide"],
  ],
  [
    "an owner",
    { ...pool(), google_project_iam_member: { m: { project: "my-project", role: "roles/owner", member: subjectMember() } } },
    ["warning google-basic-role"],
  ],
  [
    "an owner by impersonation",
    {
      ...used(),
      google_project_iam_member: {
        m: { project: "my-project", role: "roles/editor", member: "serviceAccount:app@my-project.iam.gserviceaccount.com" },
      },
    },
    ["warning google-basic-role"],
  ],
  [
    "an owner that nobody impersonates",
    {
      ...used(),
      google_project_iam_member: {
        m: { project: "my-project", role: "roles/editor", member: "serviceAccount:x@my-project.iam.gserviceaccount.com" },
      },
    },
    [],
  ],
  [
    "a provider for AWS",
    { google_iam_workload_identity_pool_provider: { a: { ...second, aws: { account_id: "1" } } } },
    ["note google-provider-not-oidc"],
  ],
])("%s", (_, resource, expected) => {
  expect(ids(resource)).toEqual(expected);
});

test("A finding is whole", () => {
  expect(findGoogle(googleOf(used({}, { issuer_uri: ISSUER, allowed_audiences: Array(11).fill("a") })))).toEqual([
    {
      id: "google-audiences-too-many",
      severity: "error",
      place: { file: "cdk.tf.json", address: "google_iam_workload_identity_pool_provider.p" },
      what: "11 audiences are allowed",
      why: "a provider has at most 10 audiences",
      cure: "list fewer and shorter audiences",
      source:
        "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/iam_workload_identity_pool_provider",
      refusedAtApply: true,
    },
  ]);
});
