// Values that the provider or the API would refuse, or that Terraform would turn into others; and two owners of one thing.
import { TerraformVariable } from "cdktf";
import { Issuer, Subject } from "../../lib";
import {
  attributeMemberOf,
  claimEquals,
  expiresAt,
  GcsPublishedIssuer,
  GkeTrust,
  GoogleTrust,
  resourceNameStartsWith,
  SharedGooglePool,
} from "../../lib/google";
import type { World } from "../world";
import { EC, googleTrust, pool, PROJECT, role, serviceAccount } from "./google-builders";
import { long, SUBJECT, type Build, type Refusal } from "./refusal";

const EMAIL = "orders@acme-prod.iam.gserviceaccount.com";
const NFD = "cafe\u0301";

const email =
  (text: string): Build =>
  (world) =>
    (googleTrust({})(world) as GoogleTrust)
      .fromServiceAccountEmail(text)
      .federate(world, "it", [{ issuer: world.eu.issuer, subject: SUBJECT }]);

const bucket =
  (props: { readonly bucket?: string; readonly prefix?: string }): Build =>
  (world) =>
    new GcsPublishedIssuer(world, "published", { bucket: "acme-oidc", jwksJson: JSON.stringify({ keys: [EC] }), ...props });

/** With a text that is unknown until apply. */
const late =
  (build: (text: string) => Build): Build =>
  (world) =>
    build(new TerraformVariable(world, "late", { type: "string" }).stringValue)(world);

const projects: readonly Refusal[] = [
  "123456789012",
  "projects/acme-prod",
  "acme-prod\n",
  "Acme-prod",
  long(70),
  "acme",
  "acme-",
].flatMap((project): Refusal[] => [
  ["GOOGLE_PROJECT_INVALID", JSON.stringify(project), googleTrust({ project })],
  ["GOOGLE_PROJECT_INVALID", JSON.stringify(project), serviceAccount({ project })],
  ["GOOGLE_PROJECT_INVALID", JSON.stringify(project), (world) => new GkeTrust(world, "gke", { ...PROJECT, project })],
  [
    "GOOGLE_PROJECT_INVALID",
    JSON.stringify(project),
    (world) => new SharedGooglePool(world, "shared", { ...PROJECT, issuers: [world.eu.issuer], project }),
  ],
]);

const emails: readonly Refusal[] = [
  "abc@acme-prod.iam.gserviceaccount.com",
  "orders.eu@acme-prod.iam.gserviceaccount.com",
  "Orders@acme-prod.iam.gserviceaccount.com",
  "orders-@acme-prod.iam.gserviceaccount.com",
  `${long(31)}@acme-prod.iam.gserviceaccount.com`,
  `orders@${long(70)}.iam.gserviceaccount.com`,
  `${EMAIL}\n`,
].map((text): Refusal => ["GOOGLE_ID_INVALID", JSON.stringify(text), email(text)]);

/** Two service accounts of one subject, by whichever way each is asked for. */
const impersonated =
  (one: "new" | "existing", other: "new" | "existing"): Build =>
  (world) => {
    const google = googleTrust({})(world) as GoogleTrust;
    const sources = [{ issuer: world.eu.issuer, subject: SUBJECT }];
    [one, other].forEach((kind, index) => {
      const request = kind === "new" ? google.serviceAccount({ accountId: "orders" }) : google.fromServiceAccountEmail(EMAIL);
      request.federate(world, `it-${index}`, sources);
    });
  };

const sameServiceAccountOfTwoClusters: Build = (world: World) => {
  const gke = new GkeTrust(world, "gke", PROJECT);
  const account = { namespace: "shop", name: "orders" };
  const subject = Subject.exactly(SUBJECT.text, { serviceAccount: account });
  for (const id of ["a", "b"]) gke.fromServiceAccountEmail(EMAIL).federate(world, id, [{ issuer: world.us.issuer, subject }]);
};

const roleTwice =
  (one: string, other: string): Build =>
  (world) => {
    const google = googleTrust({})(world) as GoogleTrust;
    [one, other].forEach((project, index) =>
      google
        .fromServiceAccountEmail(EMAIL, { project, roles: ["roles/viewer"] })
        .federate(world, `it-${index}`, [{ issuer: world.eu.issuer, subject: Subject.exactly(`repo:acme/${index}`) }]),
    );
  };

export const GOOGLE_VALUE_REFUSALS: readonly Refusal[] = [
  ...projects,
  ...emails,
  ["GOOGLE_PROJECT_INVALID", "projects/", late((text) => googleTrust({ project: `projects/${text}` }))],
  ["GOOGLE_PROJECT_INVALID", "0123", googleTrust({ projectNumber: "0123" })],
  ["GOOGLE_PROJECT_INVALID", "acme", late((text) => googleTrust({ projectNumber: `acme${text}` }))],

  ["AUDIENCE_INVALID", "NFC", pool({ audience: NFD })],
  ["AUDIENCE_INVALID", "acme", pool({ audience: "acme\u0001" })],
  ["CONDITION_INVALID", "NFC", pool({ attributeCondition: `assertion.x == '${NFD}'` })],
  ["CONDITION_INVALID", '"tier"', pool({ attributes: { tier: `'${NFD}' + assertion.x` } })],
  ["CONDITION_INVALID", "NFC", late((text) => () => claimEquals("ref", `${NFD}${text}`))],
  ["CONDITION_INVALID", "NFC", late((text) => () => resourceNameStartsWith(`projects/_/buckets/${NFD}${text}`))],
  ["CONDITION_INVALID", "moment", late((text) => () => expiresAt(`tomorrow${text}`))],
  [
    "CONDITION_INVALID",
    '"Repository"',
    () => attributeMemberOf({ projectNumber: "1", poolId: "pool", mapping: { prefix: "", isLong: false } }, "Repository", "x"),
  ],
  ["JWKS_INVALID", "${", late((text) => (world) => keysOf(world, `{"keys":[${text}],"x":"\${1+1}"}`))],
  ["GOOGLE_SUBJECT_TOO_LONG", "at least 128 bytes", late((text) => serviceAccount({}, `${long(64)}${text}${long(64)}`))],
  ["FIELD_TOO_LONG", "257 characters", pool({ description: long(257) })],
  ["FIELD_TOO_LONG", "33 characters", pool({ displayName: "🙂".repeat(33) })],
  ["FIELD_TOO_LONG", "101 bytes", late((text) => serviceAccount({ displayName: `${long(101)}${text}` }))],

  ...["Acme", "ab", "-acme", "acme-", "google-oidc", "goog-a", "1.2.3.4", "acme\n", "a..b"].map((name): Refusal => [
    "ISSUER_INVALID",
    JSON.stringify(name),
    bucket({ bucket: name }),
  ]),
  ...[".", "..", "a/../b", "a/.", "/a", "a//b"].map((prefix): Refusal => [
    "ISSUER_INVALID",
    JSON.stringify(prefix),
    bucket({ prefix }),
  ]),
  ["ISSUER_INVALID", "../", late((text) => bucket({ prefix: `../${text}` }))],

  ["OWNER_DUPLICATE", "world/it-0", impersonated("existing", "existing")],
  ["OWNER_DUPLICATE", "world/it-0", impersonated("new", "new")],
  ["OWNER_DUPLICATE", "world/it-0", impersonated("new", "existing")],
  ["OWNER_DUPLICATE", "world/it-0", impersonated("existing", "new")],
  ["OWNER_DUPLICATE", "shop/orders", sameServiceAccountOfTwoClusters],
  ["ROLE_INVALID", "world/it-0", roleTwice("acme-prod", "projects/acme-prod")],
  ["ROLE_INVALID", "world/it-0", roleTwice("123456789012", "acme-prod")],
  [
    "OWNER_DUPLICATE",
    '"one-pool"',
    (world) => {
      for (const id of ["a", "b"])
        new GoogleTrust(world, id, { ...PROJECT, issuers: [world.eu.issuer], pools: { eu: { poolId: "one-pool" } } });
    },
  ],
  ["ROLE_INVALID", "folder", late((text) => role({ folder: `acme${text}` }))],
];

function keysOf(world: World, jwksJson: string): unknown {
  return googleTrust({ issuers: [new Issuer({ name: "lab", url: "https://lab.example.com", claims: { a: "b" }, jwksJson })] })(
    world,
  );
}
