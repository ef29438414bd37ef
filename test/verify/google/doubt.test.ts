import { testText } from "../../../lib/verify/claim-test";
import type { ReadOptions } from "../../../lib/verify/read/configuration";
import { answer, IMPERSONATE, UNKNOWN } from "./answers";
import { binding, EMAIL, ISSUER, modelOf, pool, POOL, setMember, SUBJECT, subjectMember } from "./build";

const ACCOUNT = { google_service_account: { app: { account_id: "app", project: "my-project" } } };
const WHOLE = { ...pool(), ...ACCOUNT, ...binding(subjectMember()) };
const shapesOf = (resource: object, options: ReadOptions = {}) =>
  modelOf(resource, options, UNKNOWN).identities.flatMap(({ shapes }) =>
    shapes.map(({ tests, unknown }) => [...tests.map(testText), ...unknown.map((one) => `? ${one}`)]),
  );
const EXACT = [`iss is ${ISSUER}`, `sub is ${SUBJECT}`, "aud is aud"];

describe("What may not exist", () => {
  const perhaps = { count: "${var.v}" };
  test.each<[string, object, string, string]>([
    ["binding", { ...WHOLE, ...binding(subjectMember(), perhaps) }, "binding", "google_service_account_iam_member.m"],
    ["provider", { ...WHOLE, ...pool(perhaps) }, "disabled", "google_iam_workload_identity_pool_provider.p"],
    ["pool", { ...WHOLE, ...pool({}, {}, perhaps) }, "disabled", "google_iam_workload_identity_pool.pool"],
    [
      "account",
      { ...WHOLE, google_service_account: { app: { ...ACCOUNT.google_service_account.app, ...perhaps } } },
      "service-account",
      "google_service_account.app",
    ],
  ])("A %s of an unknown count lets in nobody for sure", (_, resource, decisive, address) => {
    expect(answer({ resource, request: IMPERSONATE, rest: UNKNOWN })).toBe(`undetermined ${decisive}`);
    expect(shapesOf(resource)).toEqual([[...EXACT, `? whether ${address} exists: its count or for_each is unknown`]]);
  });

  test("A role for a principal of an unknown count is not sure", () => {
    const grant = { m: { project: "my-project", role: "roles/viewer", member: subjectMember(), ...perhaps } };
    const resource = { ...pool(), google_project_iam_member: grant };
    expect(answer({ resource, request: { type: "direct", role: "roles/viewer" }, rest: UNKNOWN })).toBe("undetermined binding");
  });

  test("A binding that surely exists beside one that may not is enough", () => {
    const members = {
      m: binding(subjectMember())["google_service_account_iam_member"]?.["m"] ?? {},
      n: binding(subjectMember(), perhaps)["google_service_account_iam_member"]?.["m"] ?? {},
    };
    const resource = { ...WHOLE, google_service_account_iam_member: members };
    expect(answer({ resource, request: IMPERSONATE, rest: UNKNOWN })).toBe("allow");
  });
});

describe("A binding on an account of an unknown name", () => {
  const on = (service_account_id: string): object => ({
    ...pool(),
    ...ACCOUNT,
    ...binding(subjectMember(), { service_account_id }),
  });
  const ask = (resource: object): string => answer({ resource, request: IMPERSONATE, rest: UNKNOWN });

  test("May be on every account whose name it may have", () => {
    expect(ask(on("${var.v}"))).toBe("undetermined binding");
    expect(ask(on("projects/my-project/serviceAccounts/${var.v}@my-project.iam.gserviceaccount.com"))).toBe(
      "undetermined binding",
    );
    expect(ask(on("projects/my-project/serviceAccounts/other-${var.v}@my-project.iam.gserviceaccount.com"))).toBe("deny binding");
    expect(shapesOf(on("${var.v}"))).toContainEqual([...EXACT, "? whether ${var.v} is this service account"]);
  });

  test("Counts as one of many where there are many", () => {
    const many = Array.from({ length: 30 }, (_, index) => [`m${index}`, { service_account_id: `\${var.v.a${index}}` }] as const);
    const members = many.map(([name, more]) => [name, binding(subjectMember(), more)["google_service_account_iam_member"]!["m"]]);
    const resource = { ...pool(), ...ACCOUNT, google_service_account_iam_member: Object.fromEntries(members) as object };
    expect(ask(resource)).toBe("undetermined binding");
    const [account] = modelOf(resource, {}, UNKNOWN).named("google_service_account.app");
    expect(account?.shapes).toHaveLength(1);
  });
});

describe("Whom the files do not show", () => {
  const elsewhere = setMember("*").replace("my-pool", "other");
  const unread = [`member unknown ${elsewhere}`, "? whom the pool lets in: its providers are not in the files"];
  const aws = {
    workload_identity_pool_id: "my-pool",
    workload_identity_pool_provider_id: "accounts",
    project: "my-project",
    aws: { account_id: "999999999999" },
  };

  test("A member of a pool that is elsewhere lets somebody in, unless the files are complete", () => {
    expect(shapesOf(binding(elsewhere))).toEqual([unread]);
    expect(shapesOf(binding(elsewhere), { complete: true })).toEqual([]);
  });

  test("A pool of another project is another pool, whatever its id", () => {
    const member = subjectMember().replace("123", "124");
    expect(shapesOf({ ...pool(), ...binding(member) })).toEqual([
      [`member unknown ${member}`, "? whom the pool lets in: its providers are not in the files"],
    ]);
  });

  test("A pool that is named by an unknown reference lets somebody in", () => {
    const [[member] = []] = shapesOf(binding("principalSet://iam.googleapis.com/${var.v}/*"));
    expect(member).toBe("member unknown principalSet://iam.googleapis.com/${var.v}/*");
  });

  test("A member that is spelled with the project's id names no pool, here or elsewhere", () => {
    expect(shapesOf(binding(elsewhere.replace("123", "my-project")))).toEqual([]);
  });

  test("A provider for AWS lets in no bearer of a token", () => {
    const providers = { ...pool()["google_iam_workload_identity_pool_provider"], a: aws };
    const resource = { ...pool(), google_iam_workload_identity_pool_provider: providers, ...binding(setMember("*")) };
    expect(shapesOf(resource)).toEqual([[`iss is ${ISSUER}`, "sub has 1 to 127 bytes", "aud is aud"]]);
    expect(shapesOf({ ...resource, google_iam_workload_identity_pool_provider: { a: aws } })).toEqual([]);
  });

  test("A member of GKE with a star in its namespace is nobody", () => {
    const gke = `principalSet://iam.googleapis.com/${POOL.replace("my-pool", "my-project.svc.id.goog")}/namespace/*`;
    expect(shapesOf(binding(gke))).toEqual([]);
  });
});

describe("Deny policies", () => {
  const rule = (denied_permissions: unknown, denied_principals: unknown = ["principalSet://goog/public:all"]) => [
    { deny_rule: [{ denied_permissions, denied_principals }] },
  ];
  const TOKENS = "iam.googleapis.com/serviceAccounts.getAccessToken";
  const policy = (rules: unknown, parent = "my-project") => ({
    google_iam_deny_policy: {
      d: { name: "d", parent: `cloudresourcemanager.googleapis.com%2Fprojects%2F${parent}`, rules },
    },
  });
  test.each<[string, object, string]>([
    ["for everybody", policy(rule([TOKENS])), "undetermined deny-policy"],
    ["of a group of permissions", policy(rule(["iam.googleapis.com/serviceAccounts.*"])), "undetermined deny-policy"],
    ["that is unknown", policy("${var.v}"), "undetermined deny-policy"],
    ["of permissions that are unknown", policy(rule("${var.v}")), "undetermined deny-policy"],
    ["on the project by its number", policy(rule([TOKENS]), "123"), "undetermined deny-policy"],
    ["on another project", policy(rule([TOKENS]), "other"), "allow"],
    ["of other permissions", policy(rule(["cloudresourcemanager.googleapis.com/projects.delete"])), "allow"],
    ["for a group of people", policy(rule([TOKENS], ["principalSet://goog/group/a@example.com"])), "allow"],
  ])("One %s", (_, denying, expected) => {
    expect(answer({ resource: { ...WHOLE, ...denying }, request: IMPERSONATE, rest: UNKNOWN })).toBe(expected);
  });

  test("They stand in the shapes too", () => {
    expect(shapesOf({ ...WHOLE, ...policy(rule([TOKENS])) })).toEqual([
      [...EXACT, "? whether the deny policy google_iam_deny_policy.d means the bearer is unknown"],
    ]);
  });
});

describe("What an account may do", () => {
  const may = (resource: object) =>
    modelOf({ ...ACCOUNT, ...resource }).identities.flatMap(({ permissions }) =>
      permissions.map(({ name, on, condition }) => [name, on, condition]),
    );
  const member = `serviceAccount:${EMAIL}`;

  test("A condition stands beside the role, and every argument that names the resource counts", () => {
    const condition = { title: "t", expression: "request.time < timestamp('2030-01-01T00:00:00Z')" };
    const grant = { dataset_id: "d", table_id: "t", role: "roles/bigquery.dataViewer", member, condition };
    expect(may({ google_bigquery_table_iam_member: { m: grant } })).toEqual([
      ["roles/bigquery.dataViewer", "d/t", condition.expression],
    ]);
  });

  test("Members of a group, and of groups in it, may do what the group may", () => {
    const group = (id: string) => ({ group_key: { id }, parent: "customers/c", labels: {} });
    const membership = (of: string, id: string) => ({
      group: `\${google_cloud_identity_group.${of}.id}`,
      preferred_member_key: { id },
      roles: { name: "MEMBER" },
    });
    const grant = { project: "my-project", role: "roles/owner", member: "group:admins@example.com" };
    const resource = {
      google_cloud_identity_group: { a: group("Admins@example.com"), b: group("robots@example.com") },
      google_cloud_identity_group_membership: {
        a: membership("a", "robots@example.com"),
        b: membership("b", EMAIL),
        c: membership("b", "admins@example.com"),
      },
      google_project_iam_member: { o: grant },
    };
    expect(may(resource)).toEqual([["roles/owner", "my-project", undefined]]);
  });

  test("A binding may name the account by its unique id", () => {
    const account = { app: { account_id: "app", project: "my-project", unique_id: "1234567890" } };
    const onIt = binding(subjectMember(), { service_account_id: "projects/my-project/serviceAccounts/1234567890" });
    expect(shapesOf({ ...pool(), google_service_account: account, ...onIt })).toEqual([EXACT]);
  });
});
