import { decisionOf, EXCHANGE, IMPERSONATE, UNKNOWN } from "./answers";
import { binding, EMAIL, NOW, pool, setMember, subjectMember } from "./build";

const ACCOUNT = { google_service_account: { app: { account_id: "app", project: "my-project" } } };
const WHOLE = { ...pool(), ...ACCOUNT, ...binding(subjectMember()) };
const MODULE = { module: { bindings: { source: "./bindings", account: EMAIL } } };
const answer = (given: Parameters<typeof decisionOf>[0]) => {
  const { verdict, decisive, assumes } = decisionOf({ request: IMPERSONATE, resource: WHOLE, ...given });
  return { verdict, decisive, ...(assumes === undefined ? {} : { assumes }) };
};
const ASSUMES = { assumes: [`no binding of ${EMAIL} outside these files`] };

describe("What stands outside of the files", () => {
  const other = { sub: "system:serviceaccount:shop:mail" };
  test.each<[string, Parameters<typeof decisionOf>[0], object]>([
    ["a refusal for want of a binding", { token: other }, { verdict: "deny", decisive: "binding", ...ASSUMES }],
    [
      "the same where the files are complete",
      { token: other, options: { complete: true } },
      { verdict: "deny", decisive: "binding" },
    ],
    ["another audience", { token: { aud: "x" } }, { verdict: "deny", decisive: "audience", ...ASSUMES }],
    ["an old token", { now: NOW + 9000 }, { verdict: "deny", decisive: "time" }],
    [
      "an account that is disabled",
      { resource: { ...WHOLE, google_service_account: { app: { ...ACCOUNT.google_service_account.app, disabled: true } } } },
      { verdict: "deny", decisive: "disabled" },
    ],
    ["the provider that is asked for", { token: { aud: "x" }, request: EXCHANGE }, { verdict: "deny", decisive: "audience" }],
    [
      "a role",
      { token: other, request: { type: "direct", role: "roles/viewer" } },
      { verdict: "deny", decisive: "binding", assumes: ["no binding of roles/viewer outside these files"] },
    ],
    ["what is let in", {}, { verdict: "allow", decisive: "all" }],
  ])("%s", (_, given, expected) => {
    expect(answer(given)).toEqual(expected);
  });

  test.each<[string, Parameters<typeof decisionOf>[0], object]>([
    ["a refusal for want of a binding", { token: other }, { verdict: "undetermined", decisive: "binding" }],
    [
      "the same, and the rest is complete",
      { token: other, options: { complete: true } },
      { verdict: "undetermined", decisive: "binding" },
    ],
    ["another audience", { token: { aud: "x" } }, { verdict: "undetermined", decisive: "audience" }],
    [
      "an issuer that nobody has",
      { token: { iss: "x" }, options: { complete: true } },
      { verdict: "undetermined", decisive: "issuer" },
    ],
    ["an old token", { now: NOW + 9000 }, { verdict: "deny", decisive: "time" }],
    ["what is let in", {}, { verdict: "allow", decisive: "all" }],
  ])("where a module is unread: %s", (_, given, expected) => {
    expect(answer({ ...given, rest: MODULE })).toEqual(expected);
  });

  test("A pool that is unknown may have its providers elsewhere", () => {
    const unknown = { ...pool(), ...binding("principalSet://iam.googleapis.com/${var.v}/*") };
    const given = { resource: unknown, token: { aud: "x" }, rest: UNKNOWN };
    expect(answer(given)).toEqual({ verdict: "undetermined", decisive: "issuer" });
    expect(answer({ ...given, options: { complete: true } })).toEqual({ verdict: "deny", decisive: "audience" });
  });

  test("A binding above the account may name a pool that is elsewhere", () => {
    const member = setMember("*").replace("my-pool", "other");
    const grant = { project: "my-project", role: "roles/iam.workloadIdentityUser", member };
    const resource = { ...WHOLE, google_project_iam_member: { m: grant } };
    expect(answer({ resource, token: other })).toEqual({ verdict: "undetermined", decisive: "issuer" });
  });
});

describe("Who needs no token", () => {
  test("All users become an account that is bound to them, whatever token they show", () => {
    const resource = { ...pool(), ...ACCOUNT, ...binding("allUsers") };
    expect(answer({ resource, token: { aud: "x" } })).toEqual({ verdict: "allow", decisive: "all" });
    expect(answer({ resource, token: { iss: "https://evil.example.com" } })).toEqual({ verdict: "allow", decisive: "all" });
  });
  test("A member that is unknown may be all users, and one of a pool may not", () => {
    const of = (member: string) =>
      answer({ resource: { ...pool(), ...binding(member) }, token: { aud: "x" }, options: { complete: true }, rest: UNKNOWN });
    expect(of("${var.v}")).toEqual({ verdict: "undetermined", decisive: "binding" });
    expect(of("principalSet://iam.googleapis.com/${var.v}")).toEqual({ verdict: "deny", decisive: "audience" });
  });
});

describe("A principal", () => {
  const roles = { project: "my-project", member: subjectMember() };
  const become = (one: object, other: object) =>
    answer({
      resource: {
        ...pool(),
        google_project_iam_member: {
          a: { ...roles, role: "roles/viewer", ...one },
          b: { ...roles, role: "roles/editor", ...other },
        },
      },
      request: { type: "become", identity: subjectMember() },
    }).verdict;
  test("is become where one of its roles is held for certain, and is not where none is", () => {
    const [never, perhaps] = ["false", "request.time > timestamp('2030-01-01T00:00:00Z')"].map((expression) => ({
      condition: { expression },
    }));
    expect(become(never ?? {}, {})).toBe("allow");
    expect(become({}, never ?? {})).toBe("allow");
    expect(become(perhaps ?? {}, never ?? {})).toBe("undetermined");
    expect(become(never ?? {}, never ?? {})).toBe("deny");
  });
});
