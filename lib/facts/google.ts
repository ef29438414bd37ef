/** What every e-mail of a service account ends with. */
const EMAIL_END = ".gserviceaccount.com";
const EMAIL_ENDS = Array.from(EMAIL_END, (_, index) => EMAIL_END.slice(index).replaceAll(".", "\\."));

/** Of an e-mail that is unknown in part: one "@" at most, and an end that what is unknown can make the whole end. U+FFFC is a token. */
const emailHalf = (letters: string): RegExp =>
  new RegExp(
    `^(?=.*(\uFFFC(${EMAIL_ENDS.join("|")})?|[${letters}]${EMAIL_ENDS[0] ?? ""})$)[${letters}\uFFFC][${letters}.\uFFFC-]*(@[a-z0-9\uFFFC][a-z0-9.\uFFFC-]*)?$`,
  );

/** Of a role that is unknown in part. A token may stand for several segments. */
const ROLE_HALF = new RegExp(
  [
    "^(roles/N",
    "projects/[a-z0-9:.T-]+/roles/N",
    "organizations/[\\dT]+/roles/N",
    "(projects/([a-z0-9:.-]+/)?|projects/[a-z0-9:.-]+|organizations/\\d*/?)TM",
    "T/?N",
    "T([A-Za-z0-9_.:T/-]*/)?roles/N",
    "TM)$",
  ]
    .join("|")
    .replace(/N/g, "[A-Za-z0-9_.T]+")
    .replace(/M/g, "[A-Za-z0-9_.T]*")
    .replace(/T/g, "\uFFFC"),
);

/**
 * Quotas and formats of Google Cloud, each with its source.
 * "Provider" is https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/iam_workload_identity_pool_provider,
 * which repeats the API's own text.
 */
export const GOOGLE_LIMITS = {
  /** Ids of pools and of their providers; `gcp-` is reserved. Provider. */
  poolId: {
    minLength: 4,
    maxLength: 32,
    pattern: /^(?!gcp-)[a-z0-9-]+$/,
    part: /^[a-z0-9-]+$/,
    half: /^(?!gcp-)[a-z0-9\uFFFC-]+$/,
    reservedPrefix: "gcp-",
  },
  /** Display names of pools and their providers, characters. Provider. */
  displayName: { maxLength: 32 },
  /** Descriptions of pools and their providers, characters. Provider. */
  description: { maxLength: 256 },
  /**
   * Ids of projects, old ones with the domain of their organization (`example.com:acme`).
   * https://cloud.google.com/resource-manager/docs/creating-managing-projects
   */
  project: {
    pattern:
      /^([a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+:[a-z][a-z0-9-]{0,61}[a-z0-9]|[a-z][a-z0-9-]{4,28}[a-z0-9])$/,
    part: /^[a-z0-9.:-]+$/,
    // A dot stands before the colon alone.
    half: /^(?!.*\.[a-z0-9-]*$)[a-z0-9\uFFFC][a-z0-9.\uFFFC-]*(:[a-z\uFFFC][a-z0-9\uFFFC-]*)?(?<=[a-z0-9\uFFFC])$/,
  },
  /** Numbers of projects, folders and organizations, which begin with no zero. Same page. */
  number: { pattern: /^[1-9]\d{0,18}$/, part: /^\d{1,19}$/, half: /^(?!(\uFFFC*\d){20})[1-9\uFFFC][\d\uFFFC]*$/ },
  /** https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_service_account */
  serviceAccountId: {
    minLength: 6,
    maxLength: 30,
    pattern: /^[a-z][a-z0-9-]*[a-z0-9]$/,
    part: /^[a-z0-9-]+$/,
    half: /^[a-z\uFFFC][a-z0-9\uFFFC-]*(?<=[a-z0-9\uFFFC])$/,
  },
  /**
   * E-mails of service accounts: those of users, of Compute Engine, and of a project's services (`PROJECT@appspot…`).
   * https://cloud.google.com/iam/docs/service-account-types; measured: the provider refuses others.
   */
  serviceAccountEmail: {
    pattern:
      /^([a-z][a-z0-9-]{4,28}[a-z0-9]@[a-z0-9][a-z0-9.-]{0,61}[a-z0-9]\.iam|[1-9]\d{0,19}-compute@developer|[a-z0-9][a-z0-9.-]{0,61}[a-z0-9]@[a-z]+)\.gserviceaccount\.com$/,
    part: /^[a-z0-9@.-]+$/,
    half: emailHalf("a-z0-9"),
  },
  /** E-mails of service accounts in a credential configuration: only a file is written, and the provider, which refuses some, takes no part. */
  writtenEmail: {
    pattern: /^[A-Za-z0-9.-]+@([a-z0-9-]+\.)+gserviceaccount\.com$/,
    part: /^[A-Za-z0-9@.-]+$/,
    half: emailHalf("A-Za-z0-9"),
  },
  /** Display name of a service account, bytes in UTF-8. Same page as its id. */
  serviceAccountDisplayName: { maxBytes: 100 },
  /** Description of a service account, bytes in UTF-8. Same page. */
  serviceAccountDescription: { maxBytes: 256 },
  /**
   * Predefined roles, and custom roles of a project or an organization. https://cloud.google.com/iam/docs/roles-overview
   */
  role: {
    pattern: /^(roles\/[A-Za-z0-9_.]+|(projects\/[a-z0-9:.-]+|organizations\/\d+)\/roles\/[A-Za-z0-9_.]+)$/,
    part: /^[A-Za-z0-9_.:/-]+$/,
    half: ROLE_HALF,
  },
  /** Names of buckets. https://cloud.google.com/storage/docs/buckets#naming */
  bucket: {
    maxLength: 222,
    pattern:
      /^(?!goog)(?!.*g[o0]{2}g[l1]e)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9]([a-z0-9_-]{2,62}|[a-z0-9_-]{0,62}(\.[a-z0-9_-]{1,63})+)(?<=[a-z0-9])$/,
    part: /^[a-z0-9._-]+$/,
    half: /^(?!goog)(?!.*g[o0]{2}g[l1]e)(?!.*\.\.)[a-z0-9\uFFFC][a-z0-9._\uFFFC-]*(?<=[a-z0-9\uFFFC])$/,
  },
  /** Bytes in UTF-8 of the mapped `google.subject`. Provider. */
  subject: { maxBytes: 127 },
  /** Characters. Provider. */
  attributeCondition: { maxLength: 4096 },
  /** Custom attributes of a provider: how many (`google.subject` is not one), their names, and the expressions that map them. Provider. */
  attributes: { maxCount: 50, maxLength: 100, pattern: /^[a-z0-9_]+$/, maxExpression: 2048 },
  /** Keys that a provider takes inline, and the fields that it takes of each. Provider; measured: other curves are rejected. */
  jwks: {
    fields: ["alg", "crv", "e", "kid", "kty", "n", "use", "x", "y"],
    curve: "P-256",
    algorithms: { RSA: "RS256", EC: "ES256" },
  },
  /**
   * Tokens of an impersonated service account, as gcloud checks them; above an hour needs leave of the organization.
   * https://cloud.google.com/iam/docs/create-short-lived-credentials-direct#sa-credentials-oauth
   */
  tokenLifetimeSeconds: { minimum: 600, maximum: 43_200 },
  /** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
  namespace: {
    maxLength: 63,
    pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    part: /^[a-z0-9-]+$/,
    half: /^[a-z0-9\uFFFC]([-a-z0-9\uFFFC]*[a-z0-9\uFFFC])?$/,
  },
  /** Provider. */
  audiences: { maxCount: 10, maxLength: 256, pattern: /^[^\s\x00-\x1f\x7f]+$/ },
} as const;
