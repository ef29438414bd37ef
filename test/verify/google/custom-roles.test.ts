import { diff } from "../../../lib/verify/diff";
import { answer, IMPERSONATE, UNKNOWN } from "./answers";
import { binding, EMAIL, modelOf, pool, subjectMember } from "./build";

const custom = (permissions: unknown, changed: object = {}) => ({
  google_project_iam_custom_role: { mine: { project: "my-project", role_id: "mine", permissions, ...changed } },
});
const NAME = "projects/my-project/roles/mine";
const TOKENS = "iam.serviceAccounts.getAccessToken";

describe("A role of the customer's own that the files hold", () => {
  const bound = (role: string, roles: object) =>
    answer({ resource: { ...pool(), ...binding(subjectMember(), { role }), ...roles }, request: IMPERSONATE, rest: UNKNOWN });
  test.each<[string, string, object, string]>([
    ["that makes access tokens", NAME, custom([TOKENS]), "allow"],
    ["by reference", "${google_project_iam_custom_role.mine.id}", custom([TOKENS]), "allow"],
    ["by its name", "${google_project_iam_custom_role.mine.name}", custom([TOKENS]), "allow"],
    ["that makes none", NAME, custom(["storage.objects.get"]), "deny binding"],
    ["that signs", NAME, custom(["iam.serviceAccounts.signJwt"]), "undetermined binding"],
    ["that is disabled", NAME, custom([TOKENS], { stage: "DISABLED" }), "undetermined binding"],
    ["of unknown permissions", NAME, custom("${var.v}"), "undetermined binding"],
    ["of permissions of which one is unknown", NAME, custom(["storage.objects.get", "${var.v}"]), "undetermined binding"],
    [
      "of an organization",
      "organizations/1/roles/mine",
      { google_organization_iam_custom_role: { mine: { org_id: "1", role_id: "mine", permissions: [TOKENS] } } },
      "allow",
    ],
    ["and another one", "projects/my-project/roles/other", custom([TOKENS]), "undetermined binding"],
  ])("%s", (_, role, roles, expected) => {
    expect(bound(role, roles)).toBe(expected);
  });

  const account = (permissions: unknown) =>
    modelOf(
      {
        google_service_account: { app: { account_id: "app", project: "my-project" } },
        google_project_iam_member: { m: { project: "my-project", role: NAME, member: `serviceAccount:${EMAIL}` } },
        ...custom(permissions),
      },
      {},
      UNKNOWN,
    );
  test("says what its holders may do", () => {
    const statement = {
      effect: "allow",
      actions: ["storage.objects.get"],
      exceptActions: [],
      resources: ["*"],
      exceptResources: [],
      conditions: [],
    };
    expect(account(["storage.objects.get"]).identities[0]?.permissions).toEqual([
      { name: NAME, on: "my-project", address: "google_project_iam_member.m", content: { statements: [statement], unknown: [] } },
    ]);
  });
  test.each<[string, unknown, unknown, boolean]>([
    ["a permission more", ["a.b.get"], ["a.b.get", "a.b.delete"], true],
    ["a permission less", ["a.b.get", "a.b.delete"], ["a.b.get"], false],
    ["another order", ["a.b.get", "a.b.delete"], ["a.b.delete", "a.b.get"], false],
    ["what is unknown", ["a.b.get"], "${var.v}", true],
  ])("a comparison sees %s", (_, before, after, expected) => {
    expect(diff(account(before), account(after)).wider).toBe(expected);
  });
});

describe("A deny policy that goes away", () => {
  const rule = (denied_principals: readonly string[], changed: object = {}) => ({
    denied_permissions: ["storage.googleapis.com/objects.get"],
    denied_principals,
    ...changed,
  });
  const denying = (rules: unknown) => ({
    google_iam_deny_policy: { d: { name: "d", parent: "cloudresourcemanager.googleapis.com%2Fprojects%2Fmy-project", rules } },
  });
  const model = (resource: object) =>
    modelOf({
      google_service_account: { app: { account_id: "app", project: "my-project" } },
      google_project_iam_member: { m: { project: "my-project", role: "roles/storage.admin", member: `serviceAccount:${EMAIL}` } },
      ...resource,
    });
  const wider = (before: object, after: object) => diff(model(before), model(after)).wider;
  const ALL = ["principalSet://goog/public:all"];
  test.each<[string, readonly string[], boolean]>([
    ["for everybody", ALL, true],
    ["for the account", [`principal://iam.googleapis.com/projects/-/serviceAccounts/${EMAIL}`], true],
    [
      "for another account",
      ["principal://iam.googleapis.com/projects/-/serviceAccounts/x@my-project.iam.gserviceaccount.com"],
      false,
    ],
    ["for a person", ["principal://goog/subject/a@example.com"], false],
    ["for a group, which may hold the account", ["principalSet://goog/group/a@example.com"], true],
  ])("%s", (_, principals, expected) => {
    const before = denying([{ deny_rule: [rule(principals)] }]);
    expect([wider(before, {}), wider({}, before)]).toEqual([expected, false]);
  });
  test("is worse with an exception, a condition or fewer permissions, too", () => {
    const before = denying([{ deny_rule: [rule(ALL)] }]);
    const changed = (changes: object) => wider(before, denying([{ deny_rule: [rule(ALL, changes)] }]));
    expect(changed({})).toBe(false);
    expect(changed({ exception_principals: ["principal://goog/subject/a@example.com"] })).toBe(true);
    expect(changed({ denial_condition: { expression: "x" } })).toBe(true);
    expect(changed({ exception_permissions: ["storage.googleapis.com/objects.get"] })).toBe(true);
    expect(changed({ denied_permissions: ["storage.googleapis.com/objects.list"] })).toBe(true);
  });
});
