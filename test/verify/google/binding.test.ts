import { IMPERSONATE, type Case, answer, UNKNOWN, mapping } from "./answers";
import { binding, EMAIL, pool, setMember, subjectMember, SUBJECT, USER } from "./build";

const bound = (member: string, changed: object = {}): Case => ({
  resource: { ...mapping({ "attribute.repo": "assertion.repo", "google.groups": "assertion.g" }), ...binding(member, changed) },
  token: { repo: "acme/api", g: ["admins", "a/b"] },
  request: IMPERSONATE,
});

test.each<[string, Case, string]>([
  ["the subject", bound(subjectMember()), "allow"],
  ["the subject in another case", bound(subjectMember(SUBJECT.toUpperCase())), "deny binding"],
  ["a subject with a wildcard", bound(subjectMember("system:serviceaccount:shop:*")), "deny binding"],
  ["the subject percent-encoded", bound(subjectMember(encodeURIComponent(SUBJECT))), "undetermined binding"],
  ["another subject percent-encoded", bound(subjectMember("a%3Ab")), "deny binding"],
  ["an attribute with a slash", bound(setMember("attribute.repo/acme/api")), "allow"],
  ["the beginning of an attribute", bound(setMember("attribute.repo/acme")), "deny binding"],
  ["an attribute that is not mapped", bound(setMember("attribute.sub/acme/api")), "deny binding"],
  ["a group", bound(setMember("group/a/b")), "allow"],
  ["another group", bound(setMember("group/a")), "deny binding"],
  ["the pool", bound(setMember("*")), "allow"],
  ["the pool as principal://", bound(setMember("*").replace("principalSet", "principal")), "deny binding"],
  ["a subject as principalSet://", bound(setMember(`subject/${SUBJECT}`)), "deny binding"],
  ["another pool", bound(subjectMember().replace("my-pool", "my-pool2")), "undetermined issuer"],
  [
    "another pool, and the files are complete",
    { ...bound(subjectMember().replace("my-pool", "my-pool2")), options: { complete: true } },
    "deny binding",
  ],
  ["another number: a pool elsewhere may have the same id", bound(subjectMember().replace("123", "124")), "undetermined issuer"],
  [
    "another number, and the files are complete",
    { ...bound(subjectMember().replace("123", "124")), options: { complete: true } },
    "deny binding",
  ],
  ["the project's id", bound(subjectMember().replace("123", "my-project")), "deny binding"],
  [
    "a number where that of the project is unknown",
    { ...bound(subjectMember()), options: { googleProjectNumbers: {} } },
    "undetermined binding",
  ],
  [
    "the pool by reference",
    {
      ...bound(`principal://iam.googleapis.com/\${google_iam_workload_identity_pool.pool.name}/subject/${SUBJECT}`),
      options: { googleProjectNumbers: {} },
    },
    "allow",
  ],
  [
    "the pool by its id, which has no number",
    bound(`principal://iam.googleapis.com/\${google_iam_workload_identity_pool.pool.id}/subject/${SUBJECT}`),
    "deny binding",
  ],
  ["a member that is unknown", { ...bound("${var.v}"), rest: UNKNOWN }, "undetermined binding"],
  ["a subject that is unknown", { ...bound(subjectMember("${var.v}")), rest: UNKNOWN }, "undetermined binding"],
  ["a subject that cannot be, whatever is unknown", { ...bound(subjectMember("x${var.v}")), rest: UNKNOWN }, "deny binding"],
  ["everybody", bound("allUsers"), "allow"],
  ["a user", bound("user:a@example.com"), "deny binding"],
  ["the token creator's role", bound(subjectMember(), { role: "roles/iam.serviceAccountTokenCreator" }), "allow"],
  ["a role that does not impersonate", bound(subjectMember(), { role: "roles/iam.serviceAccountUser" }), "deny binding"],
  ["a role of the customer's own", bound(subjectMember(), { role: "projects/my-project/roles/mine" }), "undetermined binding"],
  [
    "an IAM condition",
    bound(subjectMember(), { condition: { title: "t", expression: "request.time < timestamp('2030-01-01T00:00:00Z')" } }),
    "undetermined binding",
  ],
  ["an IAM condition that is true", bound(subjectMember(), { condition: [{ title: "t", expression: "true" }] }), "allow"],
  [
    "another service account",
    { ...bound(subjectMember()), request: { type: "impersonate", serviceAccount: "x@y.iam.gserviceaccount.com" } },
    "undetermined binding",
  ],
  [
    "another service account, and the files are complete",
    {
      ...bound(subjectMember()),
      request: { type: "impersonate", serviceAccount: "x@y.iam.gserviceaccount.com" },
      options: { complete: true },
    },
    "deny binding",
  ],
  [
    "the account by its member",
    { ...bound(subjectMember()), request: { type: "impersonate", serviceAccount: `serviceAccount:${EMAIL}` } },
    "allow",
  ],
])("A binding for %s", (_, given, expected) => {
  expect(answer(given)).toBe(expected);
});

describe("Bindings of other forms", () => {
  const account = `projects/my-project/serviceAccounts/${EMAIL}`;
  const policy = JSON.stringify({ bindings: [{ role: USER, members: ["user:a@example.com", subjectMember()] }] });
  const wide = { role: USER, member: subjectMember() };
  test.each<[string, object, string]>([
    [
      "a list of members",
      {
        google_service_account_iam_binding: {
          b: { service_account_id: account, role: USER, members: [setMember("group/x"), subjectMember()] },
        },
      },
      "allow",
    ],
    [
      "members that are unknown",
      { google_service_account_iam_binding: { b: { service_account_id: account, role: USER, members: "${var.v}" } } },
      "undetermined binding",
    ],
    [
      "a policy that is spelled out",
      { google_service_account_iam_policy: { p: { service_account_id: account, policy_data: policy } } },
      "allow",
    ],
    [
      "a policy that is unknown",
      { google_service_account_iam_policy: { p: { service_account_id: account, policy_data: "${var.v}" } } },
      "undetermined binding",
    ],
    [
      "a policy that is not JSON",
      { google_service_account_iam_policy: { p: { service_account_id: account, policy_data: "{" } } },
      "undetermined binding",
    ],
    ["the whole project", { google_project_iam_member: { m: { ...wide, project: "my-project" } } }, "allow"],
    ["another project", { google_project_iam_member: { m: { ...wide, project: "other" } } }, "deny binding"],
    ["the project by its number", { google_project_iam_member: { m: { ...wide, project: "123" } } }, "undetermined binding"],
    ["a folder", { google_folder_iam_member: { m: { ...wide, folder: "folders/1" } } }, "undetermined binding"],
    ["a bucket", { google_storage_bucket_iam_member: { m: { ...wide, bucket: "b" } } }, "deny binding"],
  ])("%s", (_, bindings, expected) => {
    const resource = { ...pool(), google_service_account: { app: { account_id: "app", project: "my-project" } }, ...bindings };
    expect(answer({ resource, request: IMPERSONATE, rest: UNKNOWN })).toBe(expected);
  });

  test("A policy of the data source is read", () => {
    const data = { google_iam_policy: { d: { binding: [{ role: USER, members: [subjectMember()] }] } } };
    const resource = {
      ...pool(),
      google_service_account_iam_policy: {
        p: { service_account_id: account, policy_data: "${data.google_iam_policy.d.policy_data}" },
      },
    };
    expect(answer({ resource, request: IMPERSONATE, rest: { data } })).toBe("allow");
  });

  test("A disabled service account becomes nothing", () => {
    const resource = {
      ...pool(),
      ...binding(subjectMember()),
      google_service_account: { app: { account_id: "app", project: "my-project", disabled: true } },
    };
    expect(answer({ resource, request: IMPERSONATE })).toBe("deny disabled");
  });
});
