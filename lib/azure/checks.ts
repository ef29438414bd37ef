import { TerraformStack, type TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import { isKnown } from "../core/tokens";
import { AZURE_CLOUDS, type AzureCloud } from "../facts/azure-clouds";
import { AZURE_LIMITS } from "../facts/azure";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function checkIdentityName(place: string, name: string): void {
  const { maxLength, pattern } = AZURE_LIMITS.identityName;
  if (!isKnown(name) || pattern.test(name)) return;
  throw new FederationError(place, {
    code: "AZURE_NAME_INVALID",
    what: `the managed identity's name ${quoted(name)} is not one that Azure takes`,
    cure: `use 3 to ${maxLength} letters, digits, "-" and "_", a letter or digit first`,
  });
}

export function checkResourceGroup(place: string, name: string): void {
  if (typeof name === "string" && (!isKnown(name) || (/^[\p{L}\p{N}_().-]{1,90}$/u.test(name) && !name.endsWith(".")))) return;
  throw new FederationError(place, {
    code: "AZURE_NAME_INVALID",
    what: `the resource group's name ${quoted(name)} is not one that Azure takes`,
    cure: 'use 1 to 90 letters, digits and "_().-", no "." last',
  });
}

export function checkLocation(place: string, location: string): void {
  if (typeof location === "string" && (!isKnown(location) || location.trim() !== "")) return;
  throw new FederationError(place, {
    code: "AZURE_NAME_INVALID",
    what: `the location is ${quoted(location)}`,
    cure: 'give the region of the managed identities, such as "westeurope"',
  });
}

export function checkTenant(place: string, tenantId: string): void {
  if (typeof tenantId === "string" && (!isKnown(tenantId) || UUID.test(tenantId))) return;
  throw new FederationError(place, {
    code: "TENANT_INVALID",
    what: `the tenant id ${quoted(tenantId)} is not a UUID`,
    cure: 'give the output of "az account show --query tenantId", or data.azurerm_client_config.tenantId',
  });
}

export function checkCloud(place: string, cloud: AzureCloud): void {
  if (Object.hasOwn(AZURE_CLOUDS, cloud)) return;
  throw new FederationError(place, {
    code: "AZURE_NAME_INVALID",
    what: `the cloud is ${quoted(cloud)}`,
    cure: `use one of ${Object.keys(AZURE_CLOUDS).join(", ")}`,
  });
}

/** Refuses a provider of another stack: Terraform would not find it in this one. */
export function checkProvider(construct: IConstruct, provider: TerraformProvider | undefined): void {
  if (provider === undefined) return;
  const [theirs, ours] = [TerraformStack.of(provider), TerraformStack.of(construct)];
  if (theirs === ours) return;
  throw new FederationError(construct, {
    code: "CLUSTER_PROVIDER_FOREIGN",
    what: `the provider ${quoted(provider.node.path)} lives in the stack ${quoted(theirs.node.path)}, and the identity in ${quoted(ours.node.path)}`,
    cure: `give the identity a "provider" of the stack ${quoted(ours.node.path)}, or a trust in it`,
  });
}

/** Refuses what is not a managed identity at all, such as the result of a look-up that found nothing. */
export function checkManagedIdentity(place: string, identity: unknown): void {
  if (typeof identity === "object" && identity !== null) return;
  throw new FederationError(place, {
    code: "AZURE_ID_INVALID",
    what: `the managed identity is ${quoted(identity)}`,
    cure: "give { id, clientId, principalId }, such as a DataAzurermUserAssignedIdentity",
  });
}

export function checkManagedIdentityId(place: string, id: string): void {
  const whole =
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/[^/]+$/i;
  if (typeof id === "string" && (!isKnown(id) || whole.test(id))) return;
  throw new FederationError(place, {
    code: "AZURE_ID_INVALID",
    what: `${quoted(id)} is not the resource id of a user-assigned managed identity`,
    cure: 'give the output of "az identity show --query id", or data.azurerm_user_assigned_identity.id',
  });
}

export function checkUuid(place: string, noun: string, id: string): void {
  if (typeof id === "string" && (!isKnown(id) || UUID.test(id))) return;
  throw new FederationError(place, {
    code: "AZURE_ID_INVALID",
    what: `the ${noun} ${quoted(id)} is not a UUID`,
    cure: `give the ${noun} that "az identity show" prints`,
  });
}

/** Refuses more credentials than an identity holds. `others` are those that it gets for other workloads. */
export function checkCredentialCount(place: string, own: number, others = 0): void {
  const { maxCount } = AZURE_LIMITS.credentials;
  const count = own + others;
  if (count <= maxCount) return;
  // Half full in the mean, because a hash does not fill shards evenly and clusters are added later.
  const shards = Math.ceil(count / (maxCount / 2));
  throw new FederationError(place, {
    code: "CREDENTIAL_LIMIT",
    what: `a managed identity would get ${count} federated credentials, one for each issuer and subject${others === 0 ? "" : ` (${others} of them for other workloads)`}, and Azure allows ${maxCount}`,
    cure: `spread them over several managed identities with azure.shardedIdentity({ shards: ${shards} })`,
  });
}
