import { diff } from "../../../lib/verify/diff";
import type { OtherWay } from "../../../lib/verify/other-way";
import { UNKNOWN } from "./answers";
import { binding, modelOf, pool, setMember, subjectMember } from "./build";

const ACCOUNT = { google_service_account: { app: { account_id: "app", project: "my-project" } } };
const waysOf = (resource: object, rest: object = {}): readonly OtherWay[] =>
  modelOf({ ...ACCOUNT, ...resource }, {}, rest).identities[0]?.otherWays ?? [];
const AT = "google_service_account_iam_member.m";
const way = (kind: OtherWay["kind"], who: string, more: Partial<OtherWay> = {}): OtherWay => ({
  ...{ kind, who, through: [AT], conditions: [], unknown: [] },
  ...more,
});
const CREATOR = "roles/iam.serviceAccountTokenCreator";
const onProject = (member: string, changed: object = {}) => ({
  google_project_iam_member: { p: { project: "my-project", role: CREATOR, member, ...changed } },
});

describe("A service account's ways in without a token", () => {
  test.each<[string, object, readonly OtherWay[]]>([
    ["a person", binding("user:a@example.com"), [way("person", "user:a@example.com")]],
    ["a group", binding("group:a@example.com"), [way("group", "group:a@example.com")]],
    ["a domain", binding("domain:example.com"), [way("group", "domain:example.com")]],
    [
      "another service account",
      binding("serviceAccount:b@c.iam.gserviceaccount.com"),
      [way("principal", "serviceAccount:b@c.iam.gserviceaccount.com")],
    ],
    [
      "an agent of Google's",
      binding("serviceAccount:service-1@gcp-sa-pubsub.iam.gserviceaccount.com"),
      [way("service", "serviceAccount:service-1@gcp-sa-pubsub.iam.gserviceaccount.com")],
    ],
    ["everybody", binding("allUsers"), [way("everyone", "allUsers")]],
    ["everybody with an account", binding("allAuthenticatedUsers"), [way("everyone", "allAuthenticatedUsers")]],
    [
      "somebody of a workforce pool",
      binding("principal://iam.googleapis.com/locations/global/workforcePools/p/subject/a"),
      [way("person", "principal://iam.googleapis.com/locations/global/workforcePools/p/subject/a")],
    ],
    ["whoever has a token", { ...pool(), ...binding(subjectMember()) }, []],
    ["a malformed member", binding(setMember("acme/*")), []],
    [
      "who makes ID tokens only",
      binding("user:a@example.com", { role: "roles/iam.serviceAccountOpenIdTokenCreator" }),
      [way("person", "user:a@example.com")],
    ],
    ["who may not impersonate", binding("user:a@example.com", { role: "roles/iam.serviceAccountViewer" }), []],
    [
      "a role that is not in the files",
      binding("user:a@example.com", { role: "projects/my-project/roles/mine" }),
      [way("person", "user:a@example.com", { unknown: ["whether projects/my-project/roles/mine lets its members impersonate"] })],
    ],
    [
      "a condition",
      binding("user:a@example.com", { condition: { title: "t", expression: "request.time < x" } }),
      [way("person", "user:a@example.com", { conditions: ["request.time < x"] })],
    ],
    ["a condition that never holds", binding("user:a@example.com", { condition: { expression: "false" } }), []],
    [
      "a binding above",
      onProject("user:a@example.com"),
      [way("person", "user:a@example.com", { through: ["google_project_iam_member.p"] })],
    ],
    ["a binding above another project", onProject("user:a@example.com", { project: "other" }), []],
    [
      "a binding on a folder",
      { google_folder_iam_member: { f: { folder: "folders/1", role: CREATOR, member: "user:a@example.com" } } },
      [
        way("person", "user:a@example.com", {
          through: ["google_folder_iam_member.f"],
          unknown: [`whether ${CREATOR} on folders/1 covers my-project`],
        }),
      ],
    ],
  ])("%s", (_, resource, expected) => {
    expect(waysOf(resource)).toEqual(expected);
  });

  test("A disabled account has none, and one that may be disabled has doubtful ones", () => {
    const off = (disabled: unknown) => ({
      google_service_account: { app: { account_id: "app", project: "my-project", disabled } },
    });
    expect(waysOf({ ...off(true), ...binding("user:a@example.com") })).toEqual([]);
    const unknown = ["whether app@my-project.iam.gserviceaccount.com is disabled"];
    expect(waysOf({ ...off("${var.v}"), ...binding("user:a@example.com") }, UNKNOWN)).toEqual([
      way("person", "user:a@example.com", { unknown }),
    ]);
  });
});

describe("A provider that takes no tokens", () => {
  const provider = (kind: object) => ({
    a: {
      workload_identity_pool_id: "my-pool",
      workload_identity_pool_provider_id: "accounts",
      project: "my-project",
      attribute_mapping: { "google.subject": "assertion.arn" },
      ...kind,
    },
  });
  const held = (kind: object, member = setMember("*")) => {
    const providers = { ...pool()["google_iam_workload_identity_pool_provider"], ...provider(kind) };
    return { ...pool(), google_iam_workload_identity_pool_provider: providers, ...binding(member) };
  };
  const ADDRESS = "google_iam_workload_identity_pool_provider.a";
  const conditions = [`the member ${setMember("*")}`, 'the attribute mapping [["google.subject","assertion.arn"]]'];

  test("lets in an account of AWS", () => {
    const resource = held({ aws: { account_id: "999999999999" }, attribute_condition: "assertion.arn != 'x'" });
    const said = [conditions[0] ?? "", "assertion.arn != 'x'", conditions[1] ?? ""];
    expect(waysOf(resource)).toEqual([way("principal", "999999999999", { through: [ADDRESS, AT], conditions: said })]);
  });

  test("lets in whom SAML says, and a mark tells its metadata apart", () => {
    const [found] = waysOf(held({ saml: { idp_metadata_xml: "<xml/>" } }));
    expect(found).toEqual(
      way("saml", expect.stringMatching(/^google_iam.*\.a \(sha256:[0-9a-f]{16}\)$/) as string, {
        through: [ADDRESS, AT],
        conditions,
      }),
    );
    expect(waysOf(held({ saml: { idp_metadata_xml: "<xml></xml>" } }))[0]?.who).not.toBe(found?.who);
  });

  test("gives a principal a way in as well", () => {
    const { google_service_account_iam_member: _, ...rest } = held({ aws: { account_id: "999999999999" } }) as Record<
      string,
      object
    >;
    const grant = { google_project_iam_member: { m: { project: "my-project", role: "roles/viewer", member: setMember("*") } } };
    const [identity] = modelOf({ ...rest, ...grant }).identities;
    expect(identity?.otherWays).toEqual([
      way("principal", "999999999999", { through: [ADDRESS, "google_project_iam_member.m"], conditions }),
    ]);
  });

  test("is not a pool that is elsewhere", () => {
    const only = {
      ...pool(),
      google_iam_workload_identity_pool_provider: provider({ aws: { account_id: "999999999999" } }),
      ...binding(setMember("*")),
    };
    expect(modelOf(only).identities.map(({ shapes }) => shapes)).toEqual([[]]);
  });

  test("lets somebody in who was not let in, and a comparison sees it", () => {
    const [before, after] = [{ ...pool(), ...binding(setMember("*")) }, held({ aws: { account_id: "999999999999" } })].map(
      (one) => modelOf(one),
    );
    if (before === undefined || after === undefined) throw new Error("no models");
    expect([diff(before, after).wider, diff(after, before).wider]).toEqual([true, false]);
    expect(diff(after, after).wider).toBe(false);
  });
});

test("A pool of a trust domain has no providers, and lets in the workloads that Google attests", () => {
  const domain = { pool: { workload_identity_pool_id: "my-pool", project: "my-project", mode: "TRUST_DOMAIN" } };
  const member = subjectMember("ns/shop/sa/orders");
  const resource = { ...ACCOUNT, google_iam_workload_identity_pool: domain, ...binding(member) };
  const pool = "google_iam_workload_identity_pool.pool";
  const conditions = [`the member ${member}`];
  const [identity] = modelOf(resource).identities;
  expect(identity?.shapes).toEqual([]);
  expect(identity?.otherWays).toEqual([
    way("service", `workloads that Google attests in ${pool}`, { through: [pool, AT], conditions }),
  ]);
});

test("Ten thousand members above ten thousand accounts are told together, and each of them counts", () => {
  const resource = (count: number) => {
    const names = Array.from({ length: count }, (_, at) => `a${at}`);
    const accounts = names.map((id) => [id, { account_id: id, project: "my-project" }]);
    const grants = names.map((id) => [id, { project: "my-project", role: CREATOR, member: `user:${id}@example.com` }]);
    return {
      google_service_account: Object.fromEntries(accounts) as object,
      google_project_iam_member: Object.fromEntries(grants) as object,
    };
  };
  const [before, after] = [modelOf(resource(10_000)), modelOf(resource(10_000 + 1))];
  const start = process.cpuUsage();
  const [one, other] = [before, after].map(({ identities }) => identities.map(({ otherWays }) => otherWays));
  expect(process.cpuUsage(start).user / 1e6).toBeLessThan(3);
  expect([one?.[0]?.[0]?.who.split(" (")[0], one?.[0]?.length]).toEqual(["10000 members of bindings on my-project or above", 1]);
  expect(other?.[0]?.[0]?.who).not.toBe(one?.[0]?.[0]?.who);
});
