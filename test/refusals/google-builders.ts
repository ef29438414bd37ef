import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { TerraformStack, TerraformVariable } from "cdktf";
import { Issuer, Subject, type IdentityRequest, type IssuerProps } from "../../lib";
import {
  allOf,
  claimEquals,
  claimIn,
  GkeTrust,
  GoogleTrust,
  namespaceIn,
  resourceNameStartsWith,
  SharedGooglePool,
  type ExistingServiceAccountOptions,
  type GoogleRoleGrant,
  type GoogleServiceAccountOptions,
  type GoogleTrustProps,
  type PoolOptions,
  type SharedGooglePoolProps,
} from "../../lib/google";
import { SUBJECT, type Build, type Refusal } from "./refusal";

export const googleTrust =
  (props: Partial<GoogleTrustProps>): Build =>
  (world) =>
    new GoogleTrust(world, "google", {
      issuers: [world.eu.issuer],
      project: "acme-prod",
      projectNumber: "123456789012",
      ...props,
    });

export const serviceAccount =
  (options: GoogleServiceAccountOptions, text = SUBJECT.text): Build =>
  (world) =>
    (googleTrust({})(world) as GoogleTrust)
      .serviceAccount(options)
      .federate(world, "account", [{ issuer: world.eu.issuer, subject: Subject.exactly(text) }]);

export const PROJECT = { project: "acme-prod", projectNumber: "123456789012" };

export const pool = (options: PoolOptions): Build => googleTrust({ pools: { eu: options } });

export const keys = (...list: readonly unknown[]): Build => {
  const issuer = new Issuer({
    name: "lab",
    url: "https://lab.example.com",
    subjectPrefix: "system:serviceaccount:",
    jwksJson: JSON.stringify({ keys: list }),
  });
  return googleTrust({ issuers: [issuer] });
};

export const role = (grant: Omit<GoogleRoleGrant, "role">): Build =>
  serviceAccount({ roles: [{ role: "roles/storage.objectViewer", ...grant }] });

export const shared =
  (props: Partial<SharedGooglePoolProps>, text = SUBJECT.text): Build =>
  (world) =>
    new SharedGooglePool(world, "google", { issuers: [world.eu.issuer, world.us.issuer], ...PROJECT, ...props })
      .principal()
      .federate(world, "it", [{ issuer: world.eu.issuer, subject: Subject.exactly(text) }]);

export const ORDERS = Subject.exactly(SUBJECT.text, { serviceAccount: { namespace: "shop", name: "orders" } });

export const gke =
  (subject: Subject, request: (gke: GkeTrust) => IdentityRequest = (trust) => trust.principal()): Build =>
  (world) =>
    request(new GkeTrust(world, "gke", PROJECT)).federate(world, "it", [{ issuer: world.us.issuer, subject }]);

export const GITHUB = { name: "github", url: "https://token.actions.githubusercontent.com" };

export const job =
  (claims: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): Build =>
  (world) => {
    const issuer = new Issuer({ ...GITHUB, subjectPrefix: "repo:octo-org/", claims });
    const subject = Subject.exactly("repo:octo-org/octo-repo:ref:refs/heads/main", { claims: wanted });
    return (googleTrust({ issuers: [issuer] })(world) as GoogleTrust).principal().federate(world, "it", [{ issuer, subject }]);
  };

export const EC = { kty: "EC", kid: "a", crv: "P-256", x: "x", y: "y" };

/** A job of GitHub whose issuer says this much of it to the trust (`trusted`) and to the identity (`given`). */
export const githubJob =
  (text: string, claims: Readonly<Record<string, string>>, trusted: Partial<IssuerProps>, given = trusted): Build =>
  (world) =>
    GoogleTrust.fromProviders(world, "google", {
      ...PROJECT,
      providers: [{ issuer: new Issuer({ ...GITHUB, ...trusted }), poolId: "jobs", providerId: "jobs" }],
    })
      .principal({ roles: ["roles/viewer"] })
      .federate(world, "it", [{ issuer: new Issuer({ ...GITHUB, ...given }), subject: Subject.exactly(text, { claims }) }]);

/** A condition with something that is unknown until apply. */
const unknown =
  (condition: (value: string) => string): Build =>
  (world) =>
    pool({ attributeCondition: condition(new TerraformVariable(world, "v", { type: "string" }).stringValue) })(world);

/** Two workloads that use one service account. */
export const twice =
  (one: ExistingServiceAccountOptions, other = one, email = () => EMAIL): Build =>
  (world) => {
    const google = googleTrust({})(world) as GoogleTrust;
    const sources = (name: string) => [
      { issuer: world.eu.issuer, subject: Subject.exactly(`system:serviceaccount:shop:${name}`) },
    ];
    google.fromServiceAccountEmail(email(), one).federate(world, "a", sources("a"));
    google.fromServiceAccountEmail(email(), other).federate(world, "b", sources("b"));
  };

const foreign =
  (request: (trust: GoogleTrust) => IdentityRequest): Build =>
  (world) => {
    const provider = new GoogleProvider(world, "google-provider", { alias: "cloud" });
    const other = new TerraformStack(world.node.root, "other");
    request(googleTrust({ provider })(world) as GoogleTrust).federate(other, "it", [
      { issuer: world.eu.issuer, subject: SUBJECT },
    ]);
  };

const EMAIL = "orders@acme-prod.iam.gserviceaccount.com";
const REF = { ref: "refs/heads/main" };
const OWNER = { repository_owner_id: "65" };
const VIEWER = { roles: ["roles/viewer"] };
const NOTHING = undefined as never;

export const GOOGLE_REVIEW_REFUSALS: readonly Refusal[] = [
  ["SHARED_ISSUER_TOO_WIDE", '"environment:production"', githubJob("environment:production", REF, { claims: REF })],
  ["SHARED_ISSUER_TOO_WIDE", '"environment:production"', githubJob("environment:production", {}, {})],
  ["CLAIM_UNSUPPORTED", '"65"', githubJob("environment:production", OWNER, {})],
  ["ISSUER_NOT_TRUSTED", "other claims", githubJob("repo:acme/api:x", OWNER, {}, { claims: OWNER })],
  ["ISSUER_NOT_TRUSTED", "other claims", githubJob("repo:acme/api:x", {}, { claims: OWNER }, { claims: {} })],
  [
    "ISSUER_NOT_TRUSTED",
    "other claims",
    githubJob("repo:acme/api:x", {}, { claims: OWNER }, { claims: { repository_owner_id: "66" } }),
  ],
  ["ISSUER_NOT_TRUSTED", "subjectPrefix", githubJob("repo:acme/api:x", {}, {}, { subjectPrefix: "repo:acme/" })],

  ["CONDITION_INVALID", "is not a whole expression", unknown((value) => `assertion.x == '${value}') || (true`)],
  ["CONDITION_INVALID", "claimEquals", unknown((value) => `assertion.x == '${value}'`)],
  ["CONDITION_INVALID", "is not a whole expression", pool({ attributeCondition: "assertion.x == '${var.x}'" })],

  ["CLUSTER_PROVIDER_FOREIGN", '"other"', foreign((trust) => trust.serviceAccount())],
  ["CLUSTER_PROVIDER_FOREIGN", '"world"', foreign((trust) => trust.fromServiceAccountEmail(EMAIL))],
  ["CLUSTER_PROVIDER_FOREIGN", "google-provider", foreign((trust) => trust.principal(VIEWER))],

  ["ROLE_INVALID", "world/a", twice(VIEWER)],
  [
    "ROLE_INVALID",
    "is listed twice",
    serviceAccount({ roles: ["roles/viewer", { role: "roles/viewer", project: "123456789012" }] }),
  ],
  ["ROLE_INVALID", '"roles/viewer"', twice(VIEWER, { roles: [{ role: "roles/viewer", project: "acme-prod" }] })],
  [
    "ROLE_INVALID",
    "folders/7",
    twice({ roles: [{ role: "roles/browser", folder: "7" }] }, { roles: [{ role: "roles/browser", folder: "folders/7" }] }),
  ],
  [
    "ROLE_INVALID",
    "var.email",
    (world) => {
      const email = new TerraformVariable(world, "email", { type: "string" });
      twice(VIEWER, VIEWER, () => email.stringValue)(world);
    },
  ],

  ["VALUE_MISSING", "undefined", () => claimEquals("x", NOTHING)],
  ["VALUE_MISSING", "undefined", () => claimEquals(NOTHING, "x")],
  ["VALUE_MISSING", "undefined", () => claimIn("x", [NOTHING])],
  ["CONDITION_INVALID", "is empty", () => claimIn("x", NOTHING)],
  ["VALUE_MISSING", "undefined", () => allOf("a", NOTHING)],
  ["NAMESPACE_INVALID", "is empty", () => namespaceIn(NOTHING)],
  ["VALUE_MISSING", "undefined", () => namespaceIn([NOTHING])],
  ["VALUE_MISSING", "undefined", () => resourceNameStartsWith(NOTHING)],
  ["VALUE_MISSING", "undefined", twice({}, {}, () => NOTHING)],

  ["AUDIENCE_INVALID", "${var.x}", pool({ audience: "https://${var.x}" })],
  ["GOOGLE_PROJECT_INVALID", "${var.x}", googleTrust({ project: "${var.x}" })],
  ["GOOGLE_PROJECT_INVALID", "${var.x}", serviceAccount({ project: "${var.x}" })],
  ["GOOGLE_PROJECT_INVALID", "%{if}", role({ project: "%{if}" })],
  ["GOOGLE_ID_INVALID", "${var.x}", twice({}, {}, () => "${var.x}@acme-prod.iam.gserviceaccount.com")],
];
