import { Issuer, Subject } from "../../lib";
import { GoogleTrust, type GoogleServiceAccountOptions, type GoogleTrustProps } from "../../lib/google";
import { long, SUBJECT, type Build, type Refusal } from "./refusal";

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

export const GOOGLE_REFUSALS: readonly Refusal[] = [
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
  ["GOOGLE_PROJECT_INVALID", "undefined", googleTrust({ projectNumber: undefined })],
  ["GOOGLE_PROJECT_INVALID", '""', googleTrust({ project: "" })],
  ["GOOGLE_SUBJECT_TOO_LONG", "128 bytes", serviceAccount({}, `system:serviceaccount:${long(50)}:${long(55)}`)],
  ["ROLE_INVALID", '"pubsub.publisher"', serviceAccount({ roles: ["pubsub.publisher"] })],
  ["ROLE_INVALID", "twice", serviceAccount({ roles: ["roles/viewer", "roles/viewer"] })],
  ["FIELD_TOO_LONG", "101 characters", serviceAccount({ displayName: long(101) })],
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
