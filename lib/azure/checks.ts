import { Annotations, TerraformStack, type TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import { nearestWord } from "../core/nearest-word";
import { isKnown } from "../core/tokens";
import { AZURE_LIMITS } from "../facts/azure";
import { AZURE_LOCATIONS } from "../facts/azure-locations";
import { couldBe, subscriptionOf } from "./resource-id";
import { subscriptionOfProvider } from "./subscription";

/** Refuses what cannot be a region, and warns of an unknown one: Azure's list grows, and azurerm compares with it at plan. */
export function checkLocation(construct: IConstruct, location: unknown): void {
  if (typeof location !== "string" || !isKnown(location)) return;
  const plain = location.toLowerCase().replace(/ /g, "");
  if (AZURE_LOCATIONS.includes(plain)) return;
  const near = nearestWord(plain.replace(/[^a-z0-9]/g, ""), AZURE_LOCATIONS) ?? exact(plain);
  const meant = near === undefined ? "" : ` (did you mean ${quoted(near)}?)`;
  if (/^[a-z0-9]+$/.test(plain)) {
    Annotations.of(construct).addWarning(`The location ${quoted(location)} is not a region that is known here${meant}`);
    return;
  }
  throw new FederationError(construct, {
    code: "AZURE_NAME_INVALID",
    what: `the location is ${quoted(location)}`,
    cure: `give the region of the managed identities, such as ${quoted(near ?? "westeurope")}`,
  });
}

/** The region that a text names but for signs between its words, such as `west-europe`. */
function exact(location: string): string | undefined {
  return AZURE_LOCATIONS.find((known) => known === location.replace(/[^a-z0-9]/g, ""));
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

const IDENTITY_ID = "/subscriptions/*/resourceGroups/*/providers/Microsoft.ManagedIdentity/userAssignedIdentities/*";

/** Refuses what is unknown in part and cannot become the id of a managed identity. */
export function checkManagedIdentityId(place: string, id: string): void {
  if (isKnown(id) || couldBe(id.replace(/\/$/, ""), [IDENTITY_ID])) return;
  throw new FederationError(place, {
    code: "AZURE_ID_INVALID",
    what: `${quoted(id)} is not the resource id of a user-assigned managed identity`,
    cure: 'give the output of "az identity show --query id", or data.azurerm_user_assigned_identity.id',
  });
}

/**
 * Refuses an identity of another subscription than the provider's, where both are known. azurerm ignores the subscription of a credential's
 * `parent_id`: the trust would be written to an identity of the same group and name in its own subscription.
 */
export function checkSubscription(construct: IConstruct, id: string, provider: TerraformProvider | undefined): void {
  const [theirs, ours] = [subscriptionOf(id), subscriptionOfProvider(construct, provider)];
  if (theirs === undefined || ours === undefined || !isKnown(theirs) || theirs.toLowerCase() === ours) return;
  throw new FederationError(construct, {
    code: "AZURE_ID_INVALID",
    what: `the managed identity ${quoted(id)} is of another subscription than the Terraform provider's, ${quoted(ours)}, where azurerm would write to an identity of the same name`,
    cure: 'give a "provider" of the identity\'s subscription',
  });
}

/** Refuses more credentials than an identity holds, and warns of one that is full. `others` are those that it gets for other workloads. */
export function checkCredentialCount(construct: IConstruct, own: number, others = 0): void {
  const { maxCount } = AZURE_LIMITS.credentials;
  const count = own + others;
  if (count === maxCount) {
    Annotations.of(construct).addWarning(
      `A managed identity gets ${count} federated credentials, all that Azure takes: to swap a cluster, remove it in one apply and add the other in the next, because Terraform does not delete before it creates`,
    );
  }
  if (count <= maxCount) return;
  // Half full in the mean, because a hash does not fill shards evenly and clusters are added later.
  const shards = Math.ceil(count / (maxCount / 2));
  throw new FederationError(construct, {
    code: "CREDENTIAL_LIMIT",
    what: `a managed identity would get ${count} federated credentials, one for each issuer and subject${others === 0 ? "" : ` (${others} of them for other workloads)`}, and Azure allows ${maxCount}`,
    cure: `spread them over several managed identities with azure.shardedIdentity({ shards: ${shards} })`,
  });
}
