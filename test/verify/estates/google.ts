// A service account of Google Cloud, the pools and providers of its project, and who may be it.
import fc from "fast-check";
import { blocks, given, ISSUERS, mostly, seldom } from "./words";

export const GOOGLE_ACCOUNT = "google_service_account.ci";
export const NUMBER = "123456789012";
const POOLS = `iam.googleapis.com/projects/${NUMBER}/locations/global/workloadIdentityPools`;
const EXPIRES = "request.time < timestamp('2030-01-01T00:00:00Z')";
const PERMISSIONS = ["storage.objects.get", "storage.objects.delete"] as const;

const provider = fc.record({
  pool: mostly(["jobs"], ["spare"]),
  issuer: mostly<string>([ISSUERS[0], ISSUERS[2]], [`${ISSUERS[0]}/`, "${var.issuer}"]),
  mapping: fc.constantFrom<Record<string, string>>(
    { "google.subject": "assertion.sub" },
    { "google.subject": "assertion.sub", "attribute.team": "assertion.team" },
    { "google.subject": "'a::' + assertion.sub" },
  ),
  condition: mostly<string | undefined>(
    [undefined, "assertion.sub.startsWith('system:serviceaccount:shop:')", "assertion.team == 'a'"],
    ["${var.cel}", "assertion.sub == '${var.subject}'"],
  ),
  audiences: mostly<readonly string[] | undefined>([undefined, ["https://google.example"]], [["${var.audience}"]]),
  disabled: mostly<string | boolean | undefined>([undefined], [true, "${var.off}"]),
});

const binding = fc.record({
  member: mostly(
    [
      `principal://${POOLS}/jobs/subject/system:serviceaccount:shop:orders`,
      `principal://${POOLS}/jobs/subject/system:serviceaccount:shop:evil`,
      `principalSet://${POOLS}/jobs/attribute.team/a`,
      `principalSet://${POOLS}/jobs/*`,
    ],
    [
      `principal://${POOLS}/spare/subject/system:serviceaccount:shop:orders`,
      "serviceAccount:acme.svc.id.goog[shop/orders]",
      `principal://${POOLS}/acme.svc.id.goog/subject/ns/shop/sa/evil`,
      `principalSet://${POOLS}/acme.svc.id.goog/namespace/shop`,
      "principal://iam.googleapis.com/${google_iam_workload_identity_pool.jobs.name}/subject/repo:acme/api:ref:refs/heads/main",
      "user:ann@example.com",
      "group:all@example.com",
      "allUsers",
      "allAuthenticatedUsers",
      "${var.member}",
    ],
  ),
  role: mostly(
    ["roles/iam.workloadIdentityUser"],
    ["roles/iam.serviceAccountTokenCreator", "roles/viewer", "${var.google_role}", "${google_project_iam_custom_role.r.id}"],
  ),
  on: mostly(["${google_service_account.ci.name}"], ["project", "${var.google_account}"]),
  condition: seldom(fc.constantFrom(EXPIRES, "${var.iam_condition}")),
});

export const googleAccounts = fc.record({
  providers: fc.array(provider, { minLength: 1, maxLength: 2 }),
  bindings: fc.array(binding, { maxLength: 2 }),
  poolOff: mostly<string | boolean | undefined>([undefined], [true, "${var.off}"]),
  permissions: mostly<readonly string[]>(
    [[PERMISSIONS[0]], [PERMISSIONS[1]], PERMISSIONS],
    [["${var.permission}"], ["iam.serviceAccounts.getAccessToken"]],
  ),
  /** Who holds the custom role on the project. */
  holder: mostly(
    ["${google_service_account.ci.member}"],
    ["${var.member}", "serviceAccount:other@acme.iam.gserviceaccount.com", "serviceAccount:ci@acme.iam.gserviceaccount.com"],
  ),
  holdsIf: seldom(fc.constantFrom(EXPIRES, "${var.iam_condition}")),
  denied: seldom(
    fc.record({
      principals: fc.constantFrom<readonly string[]>(
        ["principalSet://goog/public:all"],
        ["principal://iam.googleapis.com/projects/-/serviceAccounts/ci@acme.iam.gserviceaccount.com"],
        ["${var.denied}"],
      ),
      permissions: fc.constantFrom<readonly string[]>(
        ["iam.googleapis.com/serviceAccounts.getAccessToken"],
        ["storage.googleapis.com/objects.delete"],
      ),
      condition: seldom(fc.constantFrom("resource.matchTag('env', 'prod')")),
    }),
  ),
});
export type GoogleAccount = typeof googleAccounts extends fc.Arbitrary<infer T> ? T : never;

const conditionOf = (expression: string | undefined): object =>
  given("condition", expression === undefined ? undefined : { title: "c", expression });

export function googleResources(google: GoogleAccount): Record<string, object> {
  const { denied } = google;
  const on = (isProject: boolean): object[] =>
    google.bindings
      .filter((each) => (each.on === "project") === isProject)
      .map(({ member, role, on: account, condition }) => ({
        ...(isProject ? { project: "acme" } : { service_account_id: account }),
        role,
        member,
        ...conditionOf(condition),
      }));
  const pools = [...new Set(["jobs", ...google.providers.map(({ pool }) => pool)])];
  return {
    google_iam_workload_identity_pool: Object.fromEntries(
      pools.map((id) => [id, { project: "acme", workload_identity_pool_id: id, ...given("disabled", google.poolOff) }]),
    ),
    google_iam_workload_identity_pool_provider: Object.fromEntries(
      google.providers.map(({ pool, issuer, mapping, condition, audiences, disabled }, index) => [
        `p${index}`,
        {
          project: "acme",
          workload_identity_pool_id: `\${google_iam_workload_identity_pool.${pool}.workload_identity_pool_id}`,
          workload_identity_pool_provider_id: `jobs${index === 0 ? "" : index}`,
          attribute_mapping: mapping,
          ...given("attribute_condition", condition),
          ...given("disabled", disabled),
          oidc: { issuer_uri: issuer, ...given("allowed_audiences", audiences) },
        },
      ]),
    ),
    google_service_account: { ci: { project: "acme", account_id: "ci" } },
    ...blocks("google_service_account_iam_member", on(false)),
    google_project_iam_custom_role: { r: { project: "acme", role_id: "reader", permissions: google.permissions } },
    google_project_iam_member: {
      r: {
        project: "acme",
        role: "${google_project_iam_custom_role.r.id}",
        member: google.holder,
        ...conditionOf(google.holdsIf),
      },
      ...Object.fromEntries(on(true).map((each, index) => [`b${index}`, each])),
    },
    ...blocks(
      "google_iam_deny_policy",
      denied === undefined
        ? []
        : [
            {
              parent: "cloudresourcemanager.googleapis.com%2Fprojects%2Facme",
              name: "deny",
              rules: [
                {
                  deny_rule: {
                    denied_principals: denied.principals,
                    denied_permissions: denied.permissions,
                    ...given(
                      "denial_condition",
                      denied.condition === undefined ? undefined : { title: "c", expression: denied.condition },
                    ),
                  },
                },
              ],
            },
          ],
    ),
  };
}
