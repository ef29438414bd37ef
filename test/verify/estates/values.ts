// What the variables of estates may be.
import fc from "fast-check";
import type { Estate } from "../estates";
import { ACCOUNT, FOREIGN, HOST, ISSUERS, OTHER_HOST, SUBJECTS } from "./words";

const AZURE =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/acme/providers/Microsoft.ManagedIdentity/userAssignedIdentities";

/** A value of each variable. */
export const values = fc.record({
  key: fc.constantFrom("sts:ExternalId", "aws:PrincipalOrgID", `${HOST}:sub`),
  subject: fc.constantFrom(...SUBJECTS, "*", "o-acme"),
  namespace: fc.constantFrom("shop", "shop2", "*"),
  provider: fc.constantFrom(...[HOST, OTHER_HOST].map((host) => `arn:aws:iam::${ACCOUNT}:oidc-provider/${host}`)),
  who: fc.constantFrom("*", FOREIGN, "999999999999", `arn:aws:iam::${ACCOUNT}:user/ann`),
  action: fc.constantFrom("*", "s3:GetObject", "sqs:*"),
  /** Not that of the other provider: an account has one for a URL. */
  url: fc.constantFrom<string[]>(ISSUERS[0], ISSUERS[2], `${ISSUERS[0]}/`),
  issuer: fc.constantFrom<string[]>(...ISSUERS, `${ISSUERS[0]}/`),
  client_ids: fc.constantFrom<(readonly string[])[]>(["sts.amazonaws.com"], ["vault-a", "https://google.example"]),
  audience: fc.constantFrom("sts.amazonaws.com", "vault-a", "api://AzureADTokenExchange"),
  boundary: fc.constantFrom(null, "arn:aws:iam::aws:policy/ReadOnlyAccess"),
  account: fc.constantFrom("orders", "evil"),
  role: fc.constantFrom("deploy", "other"),
  role_arn: fc.constantFrom(`arn:aws:iam::${ACCOUNT}:role/deploy`, `arn:aws:iam::${ACCOUNT}:role/other`),
  trust: fc
    .constantFrom<object>(
      { Principal: { AWS: FOREIGN }, Action: "sts:AssumeRole" },
      { Principal: { Service: "pods.eks.amazonaws.com" }, Action: ["sts:AssumeRole", "sts:TagSession"] },
      { Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${HOST}` }, Action: "sts:AssumeRoleWithWebIdentity" },
    )
    .map((each) => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...each }] })),
  cel: fc.constantFrom(null, "true", "false", "assertion.team == 'b'"),
  off: fc.boolean(),
  member: fc.constantFrom(
    "allUsers",
    "user:ann@example.com",
    "serviceAccount:ci@acme.iam.gserviceaccount.com",
    "principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/jobs/*",
    "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/acme.svc.id.goog/subject/ns/shop/sa/orders",
  ),
  google_role: fc.constantFrom("roles/iam.workloadIdentityUser", "roles/viewer"),
  google_account: fc.constantFrom(
    "projects/acme/serviceAccounts/ci@acme.iam.gserviceaccount.com",
    "projects/acme/serviceAccounts/other@acme.iam.gserviceaccount.com",
  ),
  iam_condition: fc.constantFrom("true", "false", "request.time < timestamp('2030-01-01T00:00:00Z')"),
  permission: fc.constantFrom("storage.objects.get", "iam.serviceAccounts.getAccessToken"),
  denied: fc.constantFrom("principalSet://goog/public:all", "principal://goog/subject/ann@example.com"),
  azure_id: fc.constantFrom(`${AZURE}/ci`, `${AZURE}/other`),
  application: fc.constant("/applications/33333333-3333-3333-3333-333333333333"),
  claims: fc.constantFrom("claims['sub'] matches '*'", "claims['sub'] eq 'x'"),
  operation: fc.constantFrom("*", "Microsoft.Compute/*"),
  principal_id: fc.constantFrom("44444444-4444-4444-4444-444444444444"),
  abac: fc.constantFrom(null, "@Resource[x] StringEquals 'y'"),
});
export type Values = typeof values extends fc.Arbitrary<infer T> ? T : never;

/** The estate with the values in the variables' places. */
export function valued(estate: Estate, known: Values): Estate {
  const of = (name: string): unknown => known[name as keyof Values];
  return JSON.parse(JSON.stringify(estate), (_, value: unknown) => {
    if (typeof value !== "string") return value;
    const [, whole] = /^\$\{var\.(\w+)\}$/.exec(value) ?? [];
    if (whole !== undefined) return of(whole) ?? undefined;
    return value.replace(/\$\{var\.(\w+)\}/g, (_text, name: string) => String(of(name)));
  }) as Estate;
}
