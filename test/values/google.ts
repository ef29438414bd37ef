import { Subject } from "../../lib";
import {
  credentialConfig,
  ExistingGoogleServiceAccount,
  GcsPublishedIssuer,
  GkeTrust,
  GooglePrincipal,
  GoogleServiceAccount,
  GoogleTrust,
  SharedGooglePool,
} from "../../lib/google";
import * as accounts from "../../lib/google/account-values";
import { GCS_PUBLISHED_ISSUER_PROPS } from "../../lib/google/bucket-values";
import { CREDENTIAL_CONFIG_PROPS } from "../../lib/google/credential-config-values";
import { POOL_OPTIONS, POOL_PROVIDER_NAME, PROVIDER_OPTIONS } from "../../lib/google/pool-values";
import { GOOGLE_ROLE_GRANT, ROLE_CONDITION } from "../../lib/google/role-values";
import * as trusts from "../../lib/google/trust-values";
import type { World } from "../world";
import type { InterfaceValues, RoomValues } from "./room";

const PROJECT = { project: "acme-prod", projectNumber: "123456789012" };
const NAME = { projectNumber: "123456789012", poolId: "acme-pool", providerId: "eks-eu" };
const EMAIL = "orders@acme-prod.iam.gserviceaccount.com";
const SUBJECT = Subject.exactly("system:serviceaccount:shop:orders");

type Options = Readonly<Record<string, unknown>>;

const sources = (world: World) => [{ issuer: world.eu.issuer, subject: SUBJECT }];
const trust = (world: World) => new GoogleTrust(world, "google", { ...PROJECT, issuers: [world.eu.issuer] });
const ofTrust = (world: World) => ({ trust: trust(world), sources: sources(world) });

const account = (world: World, options: Options) => trust(world).serviceAccount(options).federate(world, "it", sources(world));

/** A mapping must map the subject, whatever else it maps. */
const withSubject = ({ attributeMapping: mapping, ...rest }: Options): Options => {
  const isObject = typeof mapping === "object" && mapping !== null && !Array.isArray(mapping);
  if (mapping === undefined) return rest;
  return { ...rest, attributeMapping: isObject ? { "google.subject": "assertion.sub", ...mapping } : mapping };
};

const entry = (rules: InterfaceValues["rules"], build: InterfaceValues["build"]): InterfaceValues => ({ rules, build });

export const GOOGLE_VALUES: RoomValues = {
  GoogleTrustProps: entry(
    trusts.GOOGLE_TRUST_PROPS,
    (world, options) => new GoogleTrust(world, "google", { ...PROJECT, issuers: [world.eu.issuer], ...options }),
  ),
  SharedGooglePoolProps: entry(
    trusts.SHARED_GOOGLE_POOL_PROPS,
    (world, options) => new SharedGooglePool(world, "google", { ...PROJECT, issuers: [world.eu.issuer], ...options }),
  ),
  GkeTrustProps: entry(trusts.GKE_TRUST_PROPS, (world, options) => new GkeTrust(world, "google", { ...PROJECT, ...options })),
  ExistingGoogleTrustProps: entry(trusts.EXISTING_GOOGLE_TRUST_PROPS, (world, options) =>
    GoogleTrust.fromProviders(world, "google", {
      ...PROJECT,
      providers: [{ issuer: world.eu.issuer, poolId: "eu-pool", providerId: "eks-eu" }],
      ...options,
    }),
  ),
  ExistingPoolProvider: entry(
    trusts.EXISTING_POOL_PROVIDER,
    (world, options) =>
      new GoogleTrust(world, "google", {
        ...PROJECT,
        existing: [{ issuer: world.eu.issuer, poolId: "eu-pool", providerId: "eks-eu", ...withSubject(options) }],
      }),
  ),
  PoolOptions: entry(
    POOL_OPTIONS,
    (world, options) => new GoogleTrust(world, "google", { ...PROJECT, issuers: [world.eu.issuer], pools: { eu: options } }),
  ),
  ProviderOptions: entry(
    PROVIDER_OPTIONS,
    (world, options) =>
      new SharedGooglePool(world, "google", { ...PROJECT, issuers: [world.eu.issuer], providers: { eu: options } }),
  ),
  GoogleServiceAccountOptions: entry(accounts.GOOGLE_SERVICE_ACCOUNT_OPTIONS, account),
  GoogleServiceAccountProps: entry(
    accounts.GOOGLE_SERVICE_ACCOUNT_PROPS,
    (world, options) => new GoogleServiceAccount(world, "it", { ...ofTrust(world), ...options }),
  ),
  ExistingServiceAccountOptions: entry(accounts.EXISTING_SERVICE_ACCOUNT_OPTIONS, (world, options) =>
    trust(world).fromServiceAccountEmail(EMAIL, options).federate(world, "it", sources(world)),
  ),
  ExistingGoogleServiceAccountProps: entry(
    accounts.EXISTING_GOOGLE_SERVICE_ACCOUNT_PROPS,
    (world, options) => new ExistingGoogleServiceAccount(world, "it", { ...ofTrust(world), email: EMAIL, ...options }),
  ),
  GooglePrincipalOptions: entry(accounts.GOOGLE_PRINCIPAL_OPTIONS, (world, options) =>
    trust(world).principal(options).federate(world, "it", sources(world)),
  ),
  GooglePrincipalProps: entry(
    accounts.GOOGLE_PRINCIPAL_PROPS,
    (world, options) => new GooglePrincipal(world, "it", { ...ofTrust(world), ...options }),
  ),
  GoogleRoleGrant: entry(GOOGLE_ROLE_GRANT, (world, options) =>
    account(world, { roles: [{ role: "roles/storage.objectViewer", ...options }] }),
  ),
  RoleCondition: entry(ROLE_CONDITION, (world, options) =>
    account(world, { roles: [{ role: "roles/browser", condition: { title: "x", expression: "true", ...options } }] }),
  ),
  GcsPublishedIssuerProps: entry(GCS_PUBLISHED_ISSUER_PROPS, (world, options) => {
    const jwksJson = '{"keys":[{"kty":"RSA","kid":"a","n":"x","e":"AQAB"}]}';
    return new GcsPublishedIssuer(world, "it", { url: "https://oidc.example.com", bucket: "acme-oidc", jwksJson, ...options });
  }),
  CredentialConfigProps: entry(CREDENTIAL_CONFIG_PROPS, (_world, options) =>
    credentialConfig({ provider: NAME, tokenFile: "/token", ...options }),
  ),
  PoolProviderName: entry(POOL_PROVIDER_NAME, (_world, options) =>
    credentialConfig({ provider: { ...NAME, ...options }, tokenFile: "/token" }),
  ),
};
