import { Issuer } from "../../lib";
import { GoogleServiceAccount, GoogleTrust } from "../../lib/google";
import { keepsTheContract, type CloudContract, type TrustLine } from "../contract";
import { EDGE, resources, type Terraform } from "../world";

const POOLS = "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/";

/** Every member of every binding, as the issuer that its pool accepts and the subject that it names, with the provider's own rules. */
function trust(terraform: Terraform): unknown {
  const providers = resources(terraform, "google_iam_workload_identity_pool_provider");
  return ["google_service_account_iam_member", "google_project_iam_member"]
    .flatMap((type) => resources(terraform, type))
    .map(({ member, role }) => {
      const [, pool, subject] =
        /^principal:\/\/iam\.googleapis\.com\/projects\/123456789012\/locations\/global\/workloadIdentityPools\/([^/]+)\/subject\/(.*)$/.exec(
          member as string,
        )!;
      const inPool = providers.filter((provider) => provider["workload_identity_pool_id"] === pool);
      return { role, subject, providers: inPool.map(rules) };
    })
    .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}

function rules(provider: Readonly<Record<string, unknown>>): unknown {
  const { workload_identity_pool_id: pool, workload_identity_pool_provider_id: id } = provider as Record<string, string>;
  const { issuer_uri, allowed_audiences } = provider["oidc"] as Record<string, unknown>;
  expect(Object.keys(provider["oidc"] as object).sort()).toEqual(["allowed_audiences", "issuer_uri"]);
  expect(allowed_audiences).toEqual([`https:${POOLS}${pool!}/providers/${id!}`]);
  return { issuer: issuer_uri, mapping: provider["attribute_mapping"], condition: provider["attribute_condition"] };
}

const expected =
  (role: string) =>
  (lines: readonly Omit<TrustLine, "audience">[]): unknown =>
    lines
      .map(({ issuer, subject }) => ({
        role,
        subject,
        providers: [
          {
            issuer,
            mapping: { "google.subject": "assertion.sub" },
            condition: "assertion.sub.startsWith('system:serviceaccount:')",
          },
        ],
      }))
      .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));

const props = { project: "acme-prod", projectNumber: "123456789012" };

/** What impersonation and direct access have in common; `lastTrust` is the trust of the last request. */
function common(lastTrust: () => GoogleTrust) {
  return {
    name: "google",
    packages: ["@cdktf/provider-google", "@cdktf/provider-kubernetes"],
    trust,
    withoutWebhook: (identity) => {
      const { poolId, providerId } = lastTrust().poolProvider(new Issuer({ name: "edge", url: EDGE }));
      const email = identity instanceof GoogleServiceAccount ? identity.email : undefined;
      return {
        env: {
          GOOGLE_APPLICATION_CREDENTIALS: "/etc/workload-identity/credential-configuration.json",
          GOOGLE_CLOUD_PROJECT: "acme-prod",
        },
        tokens: [
          {
            volumeName: "google-token",
            mountPath: "/var/run/service-account",
            path: "token",
            audience: `https:${POOLS}${poolId}/providers/${providerId}`,
            expirationSeconds: 3600,
          },
        ],
        files: [
          {
            volumeName: "google-credential-config",
            mountPath: "/etc/workload-identity",
            path: "credential-configuration.json",
            content: `${JSON.stringify(config(`${POOLS}${poolId}/providers/${providerId}`, email), null, 2)}\n`,
          },
        ],
        labels: {},
        annotations: {},
      };
    },
    pattern: { refusedWith: "SUBJECT_PATTERN_UNSUPPORTED" },
    listsIssuers: true,
  } satisfies Partial<CloudContract>;
}

function config(audience: string, email: string | undefined): unknown {
  return {
    universe_domain: "googleapis.com",
    type: "external_account",
    audience,
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    token_url: "https://sts.googleapis.com/v1/token",
    credential_source: { file: "/var/run/service-account/token", format: { type: "text" } },
    ...(email === undefined
      ? { token_info_url: "https://sts.googleapis.com/v1/introspect" }
      : {
          service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${email}:generateAccessToken`,
        }),
  };
}

describe("Google Cloud, through a service account", () => {
  let google: GoogleTrust;
  keepsTheContract({
    ...common(() => google),
    request: (scope, issuers) => (google = new GoogleTrust(scope, "trust", { issuers, ...props })).serviceAccount(),
    expected: expected("roles/iam.workloadIdentityUser"),
  });
});

describe("Google Cloud, with direct access", () => {
  let google: GoogleTrust;
  keepsTheContract({
    ...common(() => google),
    request: (scope, issuers) => {
      google = new GoogleTrust(scope, "trust", { issuers, ...props });
      return google.principal({ roles: ["roles/storage.objectViewer"] });
    },
    expected: expected("roles/storage.objectViewer"),
  });
});
