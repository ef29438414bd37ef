import { Cluster, Issuer } from "../../lib";
import { GkeTrust, GoogleServiceAccount, GoogleTrust, SharedGooglePool, type IGooglePoolTrust } from "../../lib/google";
import { keepsTheContract, type CloudContract, type TrustLine } from "../contract";
import { EDGE, resources, type Terraform } from "../world";

const POOLS = "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/";

/** Every member of every binding, as what it says of which pool, with that pool's providers and their rules. */
function trust(terraform: Terraform): unknown {
  const providers = resources(terraform, "google_iam_workload_identity_pool_provider");
  const anyMember =
    /^(principal|principalSet):\/\/iam\.googleapis\.com\/projects\/123456789012\/locations\/global\/workloadIdentityPools\/([^/]+)\/(.*)$/;
  return ["google_service_account_iam_member", "google_project_iam_member"]
    .flatMap((type) => resources(terraform, type))
    .map(({ member, role }) => {
      const [, kind, pool, who] = anyMember.exec(member as string)!;
      const inPool = providers.filter((provider) => provider["workload_identity_pool_id"] === pool);
      return { role, member: `${kind!} ${who!}`, providers: sorted(inPool.map(rules)) };
    })
    .sort(byText);
}

const byText = (a: unknown, b: unknown) => JSON.stringify(a).localeCompare(JSON.stringify(b));
const sorted = (list: readonly unknown[]) => [...list].sort(byText);

function rules(provider: Readonly<Record<string, unknown>>): unknown {
  const { workload_identity_pool_id: pool, workload_identity_pool_provider_id: id } = provider as Record<string, string>;
  const { issuer_uri, allowed_audiences } = provider["oidc"] as Record<string, unknown>;
  expect(Object.keys(provider["oidc"] as object).sort()).toEqual(["allowed_audiences", "issuer_uri"]);
  expect(allowed_audiences).toEqual([`https:${POOLS}${pool!}/providers/${id!}`]);
  return { issuer: issuer_uri, mapping: provider["attribute_mapping"], condition: provider["attribute_condition"] };
}

const CONDITION = "assertion.sub.startsWith('system:serviceaccount:')";
const SHORT = { "google.subject": "assertion.sub" };

const expected =
  (role: string, kind = "principal subject/", mapping: Readonly<Record<string, string>> = SHORT) =>
  (lines: readonly Omit<TrustLine, "audience">[]): unknown =>
    lines
      .map(({ issuer, subject }) => ({
        role,
        member: `${kind}${subject}`,
        providers: [{ issuer, mapping, condition: CONDITION }],
      }))
      .sort(byText);

const NAMED = { accountId: "orders-edge" };

const props = { project: "acme-prod", projectNumber: "123456789012" };

/** What impersonation and direct access have in common; `lastTrust` is the trust of the last request. */
function common(lastTrust: () => IGooglePoolTrust) {
  return {
    name: "google",
    packages: ["@cdktf/provider-google"],
    trust,
    withoutWebhook: (identity) => {
      const { poolId, providerId } = lastTrust().poolProvider(
        new Issuer({ name: "edge", url: EDGE, subjectPrefix: "system:serviceaccount:" }),
      );
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
    named: {
      request: (scope, issuers) => new GoogleTrust(scope, "trust", { issuers, ...props }).serviceAccount(NAMED),
      code: "OWNER_DUPLICATE",
    },
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

describe("Google Cloud, with subjects that can be long", () => {
  let google: GoogleTrust;
  keepsTheContract({
    ...common(() => google),
    request: (scope, issuers) => {
      const pools = Object.fromEntries(issuers.map(({ name }) => [name, { longSubjects: true }]));
      google = new GoogleTrust(scope, "trust", { issuers, pools, ...props });
      return google.serviceAccount();
    },
    expected: expected("roles/iam.workloadIdentityUser", "principalSet attribute.subject/", {
      "google.subject": "assertion['kubernetes.io']['serviceaccount']['uid']",
      "attribute.subject": "assertion.sub",
    }),
  });
});

/** The issuers of the last trust, in a pool that they share: every member then stands beside all providers of the pool. */
describe("Google Cloud, in a pool that issuers share", () => {
  let google: SharedGooglePool;
  let names: ReadonlyMap<string, string>;
  keepsTheContract({
    ...common(() => google),
    request: (scope, issuers) => {
      names = new Map(issuers.map(({ url, name }) => [url.startsWith("https://") ? url : "${var.issuer}", name]));
      return (google = new SharedGooglePool(scope, "trust", { issuers, ...props })).serviceAccount();
    },
    named: {
      request: (scope, issuers) => new SharedGooglePool(scope, "trust", { issuers, ...props }).serviceAccount(NAMED),
      code: "OWNER_DUPLICATE",
    },
    expected: (lines) => {
      const providers = sorted(
        [...names].map(([issuer, name]) => ({
          issuer,
          mapping: { "google.subject": `'${name}::' + assertion.sub` },
          condition: CONDITION,
        })),
      );
      const role = "roles/iam.workloadIdentityUser";
      return sorted(
        lines.map(({ issuer, subject }) => ({ role, member: `principal subject/${names.get(issuer)!}::${subject}`, providers })),
      );
    },
  });
});

describe("Google Cloud, in GKE's own pool", () => {
  const GKE = "my-project.svc.id.goog";
  keepsTheContract({
    name: "google",
    packages: ["@cdktf/provider-google"],
    clusters: (world) => {
      const cluster = (name: string) =>
        Cluster.gke(world, `gke-${name}`, {
          name,
          project: "my-project",
          location: "us-east1",
          clusterName: name,
          provider: world.kubernetes(`gke-${name}`),
        });
      return { eu: cluster("eu"), us: cluster("us"), we: cluster("we"), edge: cluster("edge") };
    },
    unknownIssuer: (location) => `https://container.googleapis.com/v1/projects/my-project/locations/${location}/clusters/new`,
    request: (scope) => new GkeTrust(scope, "trust", { ...props, project: "my-project" }).serviceAccount(),
    named: {
      request: (scope) => new GkeTrust(scope, "trust", { ...props, project: "my-project" }).serviceAccount(NAMED),
      code: "OWNER_DUPLICATE",
    },
    trust: (terraform) => {
      expect(resources(terraform, "google_iam_workload_identity_pool_provider")).toEqual([]);
      return resources(terraform, "google_service_account_iam_member").map(({ role, member }) => ({ role, member }));
    },
    // One line for all clusters: GKE's pool does not tell the clusters of a project apart.
    expected: (lines) => {
      const subjects = [...new Set(lines.map(({ subject }) => subject.replace("system:serviceaccount:", "").replace(":", "/")))];
      return subjects.map((subject) => ({ role: "roles/iam.workloadIdentityUser", member: `serviceAccount:${GKE}[${subject}]` }));
    },
    withWebhook: {
      cluster: (world) =>
        Cluster.gke(world, "gke", {
          project: "my-project",
          location: "us-east1",
          clusterName: "gke",
          provider: world.kubernetes("gke"),
        }),
      annotations: (terraform) => {
        const [name] = Object.keys(terraform.resource!["google_service_account"]!);
        return { "iam.gke.io/gcp-service-account": `\${google_service_account.${name!}.email}` };
      },
      pod: {},
    },
    pattern: { refusedWith: "SUBJECT_PATTERN_UNSUPPORTED" },
    listsIssuers: false,
  });
});
