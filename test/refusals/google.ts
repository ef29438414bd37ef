import { Issuer, Subject } from "../../lib";
import {
  allOf,
  anyOf,
  claimEquals,
  claimIn,
  expiresAt,
  GkeTrust,
  GoogleTrust,
  namespaceIn,
  resourceNameStartsWith,
} from "../../lib/google";
import {
  EC,
  GITHUB,
  gke,
  GOOGLE_REVIEW_REFUSALS,
  googleTrust,
  job,
  keys,
  ORDERS,
  pool,
  PROJECT,
  role,
  serviceAccount,
  shared,
} from "./google-builders";
import { GOOGLE_VALUE_REFUSALS } from "./google-values";
import { long, SUBJECT, type Refusal } from "./refusal";

export { googleTrust, serviceAccount } from "./google-builders";

const DEPTH: readonly Refusal[] = [
  ["CLAIM_UNSUPPORTED", '"repository_id"', job({}, { repository_id: "74" })],
  ["CLAIM_UNSUPPORTED", '"75"', job({ repository_id: "74" }, { repository_id: "75" })],
  ["CLAIM_UNSUPPORTED", '"environment"', job({ repository_id: "74" }, { repository_id: "74", environment: "prod" })],
  [
    "CLAIM_UNSUPPORTED",
    '"aud2"',
    gke(Subject.exactly(ORDERS.text, { serviceAccount: { namespace: "shop", name: "orders" }, claims: { aud2: "x" } })),
  ],

  [
    "ATTRIBUTE_CONDITION_MISSING",
    "token.actions.githubusercontent.com",
    googleTrust({ issuers: [new Issuer(GITHUB)], pools: { github: { attributeCondition: "true" } } }),
  ],
  ["CONDITION_INVALID", "is not a whole expression", pool({ attributeCondition: "true) || (true" })],
  ["CONDITION_INVALID", "is not a whole expression", pool({ attributeCondition: "assertion.x == 'y" })],
  ["CONDITION_INVALID", "is not a whole expression", pool({ attributeCondition: "true // and the rest" })],
  ["CONDITION_INVALID", "is not a whole expression", pool({ attributeCondition: "r'\\') || (true || '' == '" })],
  ["CONDITION_INVALID", '"Namespace"', pool({ attributes: { Namespace: "assertion.sub" } })],
  ["CONDITION_INVALID", '"subject"', pool({ attributes: { subject: "'system:serviceaccount:shop:orders'" } })],
  ["CONDITION_INVALID", '"x"', pool({ attributes: { x: "'a' + (" } })],
  [
    "CONDITION_INVALID",
    "51 attributes",
    pool({ attributes: Object.fromEntries(Array.from(long(51), (_, index) => [`a${index}`, "assertion.sub"])) }),
  ],
  ["CONDITION_INVALID", "not the name of a claim", pool({ longSubjects: { shortClaim: "" } })],
  ["CONDITION_INVALID", "not the name of a claim", () => claimEquals("", "x")],
  ["CONDITION_INVALID", "is empty", () => claimIn("ref", [])],
  ["CONDITION_INVALID", "is empty", () => allOf()],
  ["CONDITION_INVALID", '"a)"', () => anyOf("a)", "(b")],
  ["CONDITION_INVALID", '"2026-02-30T00:00:00Z"', () => expiresAt("2026-02-30T00:00:00Z")],
  ["CONDITION_INVALID", '"tomorrow"', () => expiresAt("tomorrow")],
  ["CONDITION_INVALID", "every name has", () => resourceNameStartsWith("")],
  ["NAMESPACE_INVALID", "is empty", () => namespaceIn([])],
  ["NAMESPACE_INVALID", '"Shop"', pool({ namespaces: ["Shop"] })],
  ["NAMESPACE_INVALID", "is empty", pool({ namespaces: [] })],
  [
    "NAMESPACE_INVALID",
    '"shop"',
    (world) =>
      (pool({ namespaces: ["monitoring"] })(world) as GoogleTrust)
        .principal()
        .federate(world, "it", [{ issuer: world.eu.issuer, subject: ORDERS }]),
  ],
  [
    "ISSUER_INVALID",
    '"namespaces"',
    googleTrust({
      issuers: [new Issuer({ ...GITHUB, subjectPrefix: "repo:octo-org/" })],
      pools: { github: { namespaces: ["a"] } },
    }),
  ],
  [
    "ISSUER_INVALID",
    "shortClaim",
    googleTrust({
      issuers: [new Issuer({ ...GITHUB, subjectPrefix: "repo:octo-org/" })],
      pools: { github: { longSubjects: true } },
    }),
  ],

  ["JWKS_INVALID", '"P-384"', keys({ ...EC, crv: "P-384" })],
  ["JWKS_INVALID", '"OKP" "Ed25519"', keys({ kty: "OKP", kid: "a", crv: "Ed25519", x: "x" })],
  ["JWKS_INVALID", '"kid"', keys({ kty: "RSA", n: "n", e: "AQAB" })],
  ["JWKS_INVALID", '"RSA"', keys({ kty: "RSA", kid: "a", e: "AQAB" })],
  ["JWKS_INVALID", '"RS512"', keys({ kty: "RSA", kid: "a", n: "n", e: "AQAB", alg: "RS512" })],
  ["JWKS_INVALID", '"enc"', keys({ ...EC, use: "enc" })],

  ["ROLE_INVALID", "project and folder", role({ project: "acme-data", folder: "folders/1" })],
  ["ROLE_INVALID", '"acme"', role({ folder: "acme" })],
  ["ROLE_INVALID", '"acme.example"', role({ organization: "acme.example" })],
  ["GOOGLE_PROJECT_INVALID", '""', role({ project: "" })],
  ["ROLE_INVALID", "no title", role({ condition: { title: " ", expression: "true" } })],
  [
    "ROLE_INVALID",
    "basic role",
    serviceAccount({ roles: [{ role: "roles/viewer", condition: expiresAt("2026-12-31T23:59:59Z") }] }),
  ],
  ["ROLE_INVALID", "twice", serviceAccount({ roles: ["roles/viewer", { role: "roles/viewer", project: "acme-prod" }] })],
  [
    "ROLE_INVALID",
    "twice",
    serviceAccount({
      roles: [
        { role: "roles/browser", folder: "7" },
        { role: "roles/browser", folder: "folders/7" },
      ],
    }),
  ],
  ["SESSION_DURATION_INVALID", "599", serviceAccount({ tokenLifetimeSeconds: 599 })],
  ["SESSION_DURATION_INVALID", "43201", serviceAccount({ tokenLifetimeSeconds: 43_201 })],
  ["SESSION_DURATION_INVALID", "metadata server", gke(ORDERS, (trust) => trust.serviceAccount({ tokenLifetimeSeconds: 3600 }))],

  ["ISSUER_NOT_TRUSTED", '"acme-prod"', (world) => new GkeTrust(world, "gke", PROJECT).clusterPrincipalSet(world.eu)],
  [
    "ISSUER_NOT_TRUSTED",
    '"acme-pro"',
    (world) =>
      new GkeTrust(world, "gke", { ...PROJECT, project: "acme-pro" })
        .serviceAccount()
        .federate(world, "it", [{ issuer: world.us.issuer, subject: ORDERS }]),
  ],
  [
    "ISSUER_NOT_TRUSTED",
    "CI jobs",
    (world) =>
      new GkeTrust(world, "gke", PROJECT)
        .principal()
        .federate(world, "it", [{ issuer: world.us.issuer, subject: ORDERS }])
        .jobSettings(new Issuer(GITHUB)),
  ],
  ["NAMESPACE_INVALID", '"*"', (world) => new GkeTrust(world, "gke", PROJECT).namespacePrincipalSet("*")],
  ["SUBJECT_INVALID", "does not say which ServiceAccount", gke(SUBJECT)],
  [
    "SUBJECT_INVALID",
    "sa/admin",
    gke(Subject.exactly("system:serviceaccount:shop/sa/admin:x", { serviceAccount: { namespace: "shop/sa/admin", name: "x" } })),
  ],
  ["GOOGLE_SUBJECT_TOO_LONG", "128 bytes", shared({}, `system:serviceaccount:${long(50)}:${long(51)}`)],
  ["GOOGLE_SUBJECT_TOO_LONG", '"longSubjects"', serviceAccount({}, long(128))],
  ["GOOGLE_ID_INVALID", '"same"', shared({ providers: { eu: { providerId: "same" }, us: { providerId: "same" } } })],
  ["ISSUER_INVALID", '"providers"', shared({ providers: { elsewhere: {} } })],
];

export const GOOGLE_REFUSALS: readonly Refusal[] = [
  ...DEPTH,
  ...GOOGLE_REVIEW_REFUSALS,
  ...GOOGLE_VALUE_REFUSALS,
  ["ISSUER_INVALID", "empty", googleTrust({ issuers: [] })],
  ["ISSUER_INVALID", '"elsewhere"', googleTrust({ pools: { elsewhere: {} } })],
  ["AUDIENCE_INVALID", "white space", googleTrust({ pools: { eu: { audience: "a b" } } })],

  ["GOOGLE_ID_INVALID", '"abc"', googleTrust({ pools: { eu: { poolId: "abc" } } })],
  ["GOOGLE_ID_INVALID", 'reserved "gcp-"', googleTrust({ pools: { eu: { poolId: "gcp-pool" } } })],
  ["GOOGLE_ID_INVALID", '"Eks-EU"', googleTrust({ pools: { eu: { providerId: "Eks-EU" } } })],
  ["GOOGLE_ID_INVALID", '"short"', serviceAccount({ accountId: "short" })],
  ["GOOGLE_ID_INVALID", "aaaa", serviceAccount({ accountId: long(31) })],
  [
    "GOOGLE_ID_INVALID",
    '"orders"',
    (world) =>
      (googleTrust({})(world) as GoogleTrust)
        .fromServiceAccountEmail("orders")
        .federate(world, "x", [{ issuer: world.eu.issuer, subject: SUBJECT }]),
  ],
  ["GOOGLE_PROJECT_INVALID", '"acme-prod"', googleTrust({ projectNumber: "acme-prod" })],
  ["VALUE_MISSING", "undefined", googleTrust({ projectNumber: undefined })],
  ["GOOGLE_PROJECT_INVALID", '""', googleTrust({ project: "" })],
  ["GOOGLE_SUBJECT_TOO_LONG", "128 bytes", serviceAccount({}, `system:serviceaccount:${long(50)}:${long(55)}`)],
  ["ROLE_INVALID", '"pubsub.publisher"', serviceAccount({ roles: ["pubsub.publisher"] })],
  ["ROLE_INVALID", "twice", serviceAccount({ roles: ["roles/viewer", "roles/viewer"] })],
  ["FIELD_TOO_LONG", "101 bytes", serviceAccount({ displayName: long(101) })],
  ["FIELD_TOO_LONG", "257 bytes", serviceAccount({ description: long(257) })],
  ["FIELD_TOO_LONG", "attribute condition", googleTrust({ pools: { eu: { attributeCondition: long(4100) } } })],
  [
    "ATTRIBUTE_CONDITION_MISSING",
    "agent.buildkite.com",
    googleTrust({ issuers: [new Issuer({ name: "ci", url: "https://agent.buildkite.com" })] }),
  ],
  [
    "POOL_SHARED",
    '"one-pool"',
    (world) =>
      GoogleTrust.fromProviders(world, "google", {
        project: "acme-prod",
        projectNumber: "123456789012",
        providers: [world.eu, world.us].map(({ issuer }) => ({ issuer, poolId: "one-pool", providerId: `of-${issuer.name}` })),
      }),
  ],
  [
    "POOL_SHARED",
    '"one-pool"',
    (world) =>
      googleTrust({
        issuers: [world.eu.issuer, world.us.issuer],
        pools: { eu: { poolId: "one-pool" }, us: { poolId: "one-pool" } },
      })(world),
  ],
];
