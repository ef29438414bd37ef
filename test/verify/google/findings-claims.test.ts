import { googleOf as googleIn } from "../../../lib/verify/google/cloud";
import { findGoogle } from "../../../lib/verify/google/findings";
import { UNKNOWN } from "./answers";
import { binding, modelOf, pool, setMember, subjectMember } from "./build";

const GITHUB = "https://token.actions.githubusercontent.com";
const ids = (resource: object, rest: object = {}): string[] =>
  findGoogle(googleIn(modelOf(resource, {}, rest))).map(({ id, severity }) => `${severity} ${id}`);
const OWNER = "assertion.repository_owner == 'acme'";
const attributes = { "attribute.repository": "assertion.repository", "attribute.owner": "assertion.repository_owner" };
const provider = (condition: string, issuer = GITHUB) =>
  pool(
    { attribute_condition: condition, attribute_mapping: { "google.subject": "assertion.sub", ...attributes } },
    { issuer_uri: issuer },
  );
const conditioned = (condition: string) => ids({ ...provider(condition), ...binding(subjectMember()) });
const mapped = (mapping: object) =>
  ids({ ...pool({ attribute_mapping: { "google.subject": "assertion.sub", ...mapping } }), ...binding(subjectMember()) });

describe("A condition", () => {
  test.each<[string, string, string[]]>([
    ["on an attribute that is not mapped", `${OWNER} && attribute.ref == 'x'`, ["warning google-condition-unmapped"]],
    ["on google.groups, which are not mapped", `${OWNER} && 'a' in google.groups`, ["warning google-condition-unmapped"]],
    ["on a mapped attribute", "attribute.owner == 'acme'", []],
    ["with a star in an equality", `${OWNER} && assertion.ref == 'refs/heads/*'`, ["warning google-equality-wildcard"]],
    ["with a star in a list", `${OWNER} && assertion.ref in ['refs/heads/*']`, ["warning google-equality-wildcard"]],
    ["with a star where it is a text", `${OWNER} && assertion.ref.contains('*')`, []],
    [
      "with a star in the only comparison of the owner",
      "assertion.sub == 'repo:acme*'",
      ["warning google-condition-any-tenant", "warning google-equality-wildcard"],
    ],
    [
      "with a prefix that ends within a name",
      `${OWNER} && assertion.ref.startsWith('refs/heads/prod')`,
      ["warning google-prefix-open"],
    ],
    [
      "with such a prefix by a mapped attribute",
      `${OWNER} && attribute.repository.startsWith('acme/api')`,
      ["warning google-prefix-open"],
    ],
    ["with a prefix that ends a name", `${OWNER} && assertion.sub.startsWith('repo:acme/api:')`, []],
    ["with a prefix that is meant as one", `${OWNER} && assertion.ref.startsWith('refs/heads/release-')`, []],
    ["with the tags of versions", `${OWNER} && assertion.ref.startsWith('refs/tags/v')`, []],
  ])("%s", (_, condition, expected) => {
    expect(conditioned(condition)).toEqual(expected);
  });
});

describe("A mapping", () => {
  test.each<[string, object, string[]]>([
    ["of google.subject to a number", { "google.subject": "1" }, ["warning google-mapping-not-text"]],
    ["of google.subject to a comparison", { "google.subject": "assertion.a == 'x'" }, ["warning google-mapping-not-text"]],
    ["of an attribute to a list", { "attribute.a": "assertion.a.split('/')" }, ["warning google-mapping-not-text"]],
    ["to one of two texts", { "attribute.a": "assertion.a == 'x' ? 'x' : 'y'" }, []],
    ["of groups to a list", { "google.groups": "[assertion.a]" }, []],
  ])("%s", (_, mapping, expected) => {
    expect(mapped(mapping)).toEqual(expected);
  });
});

describe("A member", () => {
  const held = (member: string, condition = OWNER, issuer = GITHUB) =>
    ids({ ...provider(condition, issuer), ...binding(member) });
  test.each<[string, string[], string[]]>([
    ["for an owner", [setMember("attribute.owner/acme")], ["warning google-whole-owner"]],
    ["for a repository", [setMember("attribute.repository/acme/api")], ["warning google-any-branch"]],
    [
      "for a repository under a condition on the branch",
      [setMember("attribute.repository/acme/api"), `${OWNER} && assertion.ref == 'refs/heads/main'`],
      [],
    ],
    [
      "for a repository under an expression",
      [setMember("attribute.repository/acme/api"), `${OWNER} && (assertion.ref == 'a' || assertion.environment == 'b')`],
      [],
    ],
    ["for a subject", [subjectMember("repo:acme/api:ref:refs/heads/main")], []],
    [
      "for an attribute of an issuer of one's own",
      [setMember("attribute.repository/acme/api"), OWNER, "https://git.example.com"],
      [],
    ],
    [
      "of GKE without a name",
      ["serviceAccount:my-project.svc.id.goog[shop]"],
      ["note google-issuer-without-member", "warning google-member-malformed"],
    ],
    [
      "of GKE without a bracket",
      ["serviceAccount:my-project.svc.id.goog[shop/orders"],
      ["note google-issuer-without-member", "warning google-member-malformed"],
    ],
    [
      "of GKE with a subject as in tokens",
      [subjectMember("system:serviceaccount:shop:orders").replace("my-pool", "my-project.svc.id.goog")],
      ["note google-issuer-without-member", "warning google-member-malformed"],
    ],
  ])("%s", (_, [member = "", ...rest], expected) => {
    expect(held(member, ...rest)).toEqual(expected);
  });
});

describe("An issuer", () => {
  const spelled = (issuer: string) =>
    ids({
      ...pool({ attribute_condition: "assertion.namespace_id == '9'" }, { issuer_uri: issuer }),
      ...binding(subjectMember()),
    });
  test.each(["https://GitLab.com:443", "https://gitlab.com:443/", "https://GITLAB.com", "https://gitlab.com/"])(
    "%s never matches",
    (issuer) => {
      expect(spelled(issuer)).toEqual(["warning google-issuer-spelled-otherwise"]);
    },
  );
  test("as tokens have it is fine", () => {
    expect(spelled("https://gitlab.com")).toEqual([]);
  });
  test("without a member is noted only where all was read, and no member is unknown", () => {
    const note = ["note google-issuer-without-member"];
    expect(ids(pool())).toEqual(note);
    expect(ids(pool(), { module: { m: { source: "./m" } } })).toEqual([]);
    expect(ids({ ...pool(), ...binding("${var.v}") }, UNKNOWN)).toEqual([]);
    const google = "google_iam_workload_identity_pool.pool";
    const each = { member: `principalSet://iam.googleapis.com/\${${google}.name}/\${each.value}`, for_each: "${var.v}" };
    expect(ids({ ...pool(), ...binding("", each) }, UNKNOWN)).toEqual([]);
  });
});
