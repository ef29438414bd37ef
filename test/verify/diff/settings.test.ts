import { diff, type ReadOptions, readModel } from "../../../lib/verify";

const ISSUER = "https://cluster.example.com";
const read = (resource: object, options: ReadOptions = {}) => readModel([{ name: "cdk.tf.json", json: { resource } }], options);
const provider = (changed: object = {}, oidc: object = {}): object => ({
  workload_identity_pool_id: "clusters",
  workload_identity_pool_provider_id: "one",
  project: "acme",
  attribute_mapping: { "google.subject": "assertion.sub" },
  oidc: { issuer_uri: ISSUER, ...oidc },
  ...changed,
});
const pool = (...providers: object[]): object => ({
  google_iam_workload_identity_pool_provider: Object.fromEntries(providers.map((each, index) => [`p${index}`, each])),
});
const SHOP = "assertion.sub.startsWith('system:serviceaccount:shop:')";
const second = provider({ workload_identity_pool_provider_id: "two" }, { issuer_uri: "https://other.example.com" });

describe("A pool whose bindings stand in other files", () => {
  test.each<[string, object, object, string[]]>([
    ["loses its condition", pool(provider({ attribute_condition: SHOP })), pool(provider()), ["settings wider"]],
    ["gets a condition", pool(provider()), pool(provider({ attribute_condition: SHOP })), ["settings"]],
    [
      "gets a condition that is unknown",
      pool(provider({ attribute_condition: SHOP })),
      pool(provider({ attribute_condition: "${var.condition}" })),
      ["settings wider"],
    ],
    [
      "maps the subject otherwise",
      pool(provider()),
      pool(provider({ attribute_mapping: { "google.subject": "'admin'" } })),
      ["settings wider"],
    ],
    [
      "maps more",
      pool(provider()),
      pool(provider({ attribute_mapping: { "google.subject": "assertion.sub", "attribute.x": "assertion.x" } })),
      ["settings"],
    ],
    ["trusts other keys", pool(provider()), pool(provider({}, { jwks_json: '{"keys":[]}' })), ["settings wider"]],
    ["is enabled", pool(provider({ disabled: true })), pool(provider()), ["settings wider"]],
    ["is disabled", pool(provider()), pool(provider({ disabled: true })), ["settings"]],
    ["trusts another issuer", pool(provider()), pool(provider({}, { issuer_uri: "https://evil.example.com" })), ["url wider"]],
    ["trusts one issuer more", pool(provider()), pool(provider(), second), ["added wider"]],
    ["is new", {}, pool(provider(), second), ["added", "added"]],
    ["stays as it is", pool(provider({ attribute_condition: SHOP })), pool(provider({ attribute_condition: SHOP })), []],
  ])("%s", (_, before, after, expected) => {
    const { issuers, wider } = diff(read(before), read(after));
    expect(issuers.map((change) => `${change.kind}${change.wider ? " wider" : ""}`)).toEqual(expected);
    expect(wider).toBe(expected.some((change) => change.endsWith("wider")));
  });

  test("is not asked about where the files hold all bindings, but its keys are", () => {
    const change = (one: object, other: object): boolean => diff(read(one), read(other, { complete: true })).wider;
    expect(change(pool(provider({ attribute_condition: SHOP })), pool(provider()))).toBe(false);
    expect(change(pool(provider()), pool(provider(), second))).toBe(false);
    expect(change(pool(provider()), pool(provider({}, { jwks_json: "{}" })))).toBe(true);
  });
});

describe("A condition on what an identity may do", () => {
  const account = {
    google_service_account: { app: { account_id: "app", project: "acme" } },
    google_service_account_iam_member: {
      m: {
        service_account_id: "${google_service_account.app.name}",
        role: "roles/iam.workloadIdentityUser",
        member: "serviceAccount:acme.svc.id.goog[shop/orders]",
      },
    },
  };
  const granted = (...conditions: (string | undefined)[]): object => ({
    ...account,
    google_project_iam_member: Object.fromEntries(
      conditions.map((expression, index) => [
        `g${index}`,
        {
          project: "acme",
          role: "roles/viewer",
          member: "${google_service_account.app.member}",
          ...(expression === undefined ? {} : { condition: { title: "t", expression } }),
        },
      ]),
    ),
  });
  test.each<[string, object, object, string[]]>([
    ["that goes away widens", granted("a"), granted(undefined), ["added", "removed"]],
    ["that comes narrows", granted(undefined), granted("a"), ["narrowed"]],
    ["that changes may widen", granted("a"), granted("b"), ["added", "removed"]],
    ["beside the same without it changes nothing", granted(undefined), granted(undefined, "a"), []],
  ])("%s", (_, before, after, expected) => {
    const { permissions, wider } = diff(read(before), read(after));
    expect(permissions.map(({ kind }) => kind)).toEqual(expected);
    expect(wider).toBe(expected.includes("added"));
  });
});
