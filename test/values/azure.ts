import { EntraTrust, type AzureApplicationOptions, type AzureApplicationProps, AzureApplication } from "../../lib/azuread";
import { AZURE_APPLICATION_OPTIONS, AZURE_APPLICATION_PROPS, ENTRA_TRUST_PROPS } from "../../lib/azuread/application-values";
import {
  AzureManagedIdentity,
  AzureShardedIdentity,
  AzureTrust,
  BlobPublishedIssuer,
  ExistingAzureManagedIdentity,
  type AzureManagedIdentityProps,
  type AzureRoleAssignment,
  type AzureShardedIdentityOptions,
  type AzureShardedIdentityProps,
  type AzureTrustProps,
  type BlobPublishedIssuerProps,
  type ExistingAzureManagedIdentityProps,
  type ExistingManagedIdentity,
} from "../../lib/azure";
import { BLOB_PUBLISHED_ISSUER_PROPS } from "../../lib/azure/blob-values";
import {
  AZURE_MANAGED_IDENTITY_OPTIONS,
  AZURE_MANAGED_IDENTITY_PROPS,
  AZURE_SHARDED_IDENTITY_OPTIONS,
  AZURE_SHARDED_IDENTITY_PROPS,
  EXISTING_AZURE_MANAGED_IDENTITY_PROPS,
  EXISTING_MANAGED_IDENTITY,
  EXISTING_MANAGED_IDENTITY_OPTIONS,
} from "../../lib/azure/identity-values";
import { AZURE_ROLE_ASSIGNMENT } from "../../lib/azure/role-values";
import { AZURE_TRUST_PROPS } from "../../lib/azure/trust-values";
import { FOUND, sourcesOf, TENANT } from "../refusals/azure-builders";
import type { World } from "../world";
import type { RoomValues } from "./room";

const SCOPE = "/subscriptions/11111111-1111-1111-1111-111111111111";
const TRUST: AzureTrustProps = { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT };
const trust = (world: World): AzureTrust => new AzureTrust(world, "azure", TRUST);
const entra = (world: World): EntraTrust => new EntraTrust(world, "entra", { tenantId: TENANT });

/** A role assignment with these options, and what else it must say. */
function role(options: Readonly<Record<string, unknown>>): AzureRoleAssignment {
  const name = "roleDefinitionId" in options ? {} : { roleDefinitionName: "Reader" };
  const condition = "conditionVersion" in options ? { condition: "@x" } : {};
  return { ...name, scope: SCOPE, ...condition, ...options };
}

/** Everything of both rooms that users fill in. */
export const AZURE_VALUES: RoomValues = {
  AzureTrustProps: {
    rules: AZURE_TRUST_PROPS,
    build: (world, options) => {
      const azure = new AzureTrust(world, "azure", { ...TRUST, ...options });
      // Tags are written with an identity.
      return options["provider"] === undefined && azure.managedIdentity().federate(world, "identity", sourcesOf(1));
    },
  },
  AzureRoleAssignment: {
    rules: AZURE_ROLE_ASSIGNMENT,
    build: (world, options) =>
      trust(world)
        .managedIdentity({ roleAssignments: [role(options)] })
        .federate(world, "identity", sourcesOf(1)),
  },
  AzureManagedIdentityOptions: {
    rules: AZURE_MANAGED_IDENTITY_OPTIONS,
    build: (world, options) => trust(world).managedIdentity(options).federate(world, "identity", sourcesOf(1)),
  },
  AzureManagedIdentityProps: {
    rules: AZURE_MANAGED_IDENTITY_PROPS,
    build: (world, options) => {
      const props: AzureManagedIdentityProps = { trust: trust(world), sources: sourcesOf(1), ...options };
      return new AzureManagedIdentity(world, "identity", props);
    },
  },
  AzureShardedIdentityOptions: {
    rules: AZURE_SHARDED_IDENTITY_OPTIONS,
    build: (world, options) => {
      const sharding: AzureShardedIdentityOptions = { shards: 1000, ...options };
      return trust(world).shardedIdentity(sharding).federate(world, "identity", sourcesOf(1));
    },
  },
  AzureShardedIdentityProps: {
    rules: AZURE_SHARDED_IDENTITY_PROPS,
    build: (world, options) => {
      const props: AzureShardedIdentityProps = { trust: trust(world), sources: sourcesOf(1), shards: 1000, ...options };
      return new AzureShardedIdentity(world, "identity", props);
    },
  },
  ExistingManagedIdentity: {
    rules: EXISTING_MANAGED_IDENTITY,
    build: (world, options) => {
      const identity: ExistingManagedIdentity = { ...FOUND, ...options };
      return trust(world).fromManagedIdentity(identity).federate(world, "identity", sourcesOf(1));
    },
  },
  ExistingManagedIdentityOptions: {
    rules: EXISTING_MANAGED_IDENTITY_OPTIONS,
    build: (world, options) => trust(world).fromManagedIdentity(FOUND, options).federate(world, "identity", sourcesOf(1)),
  },
  ExistingAzureManagedIdentityProps: {
    rules: EXISTING_AZURE_MANAGED_IDENTITY_PROPS,
    build: (world, options) => {
      const props: ExistingAzureManagedIdentityProps = {
        identity: FOUND,
        trust: trust(world),
        sources: sourcesOf(1),
        ...options,
      };
      return new ExistingAzureManagedIdentity(world, "identity", props);
    },
  },
  BlobPublishedIssuerProps: {
    rules: BLOB_PUBLISHED_ISSUER_PROPS,
    build: (world, options) => {
      const props: BlobPublishedIssuerProps = {
        storageAccountName: "acmeoidc",
        containerName: "edge",
        url: "https://oidc.example.com",
        jwksJson: '{"keys":[{"kty":"RSA","kid":"a","n":"x","e":"AQAB"}]}',
        ...options,
      };
      return new BlobPublishedIssuer(world, "published", props);
    },
  },
  EntraTrustProps: {
    rules: ENTRA_TRUST_PROPS,
    build: (world, options) => new EntraTrust(world, "entra", { tenantId: TENANT, ...options }),
  },
  AzureApplicationOptions: {
    rules: AZURE_APPLICATION_OPTIONS,
    build: (world, options: AzureApplicationOptions) =>
      entra(world).application(options).federate(world, "application", sourcesOf(1)),
  },
  AzureApplicationProps: {
    rules: AZURE_APPLICATION_PROPS,
    build: (world, options) => {
      const props: AzureApplicationProps = { trust: entra(world), sources: sourcesOf(1), ...options };
      return new AzureApplication(world, "application", props);
    },
  },
};
