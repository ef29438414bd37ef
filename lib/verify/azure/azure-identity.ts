import type { ModelIdentity } from "../model-identity";
import type { AzureBinding } from "./bindings";
import type { AzureCredential } from "./credential";
import { lowerKnown } from "./holes";

/** A user-assigned managed identity, or an application, with its federated credentials. */
export interface AzureIdentity extends ModelIdentity {
  readonly cloud: "azure";
  readonly kind: "managed identity" | "application";
  readonly credentials: readonly AzureCredential[];
  /** Set of a managed identity that is bound to AKS clusters: who may use it there is not decided here. */
  readonly bindings?: readonly AzureBinding[];
  /** Texts with holes, spelled as the files do: resource id, `/applications/<object id>`. */
  readonly ids: readonly string[];
  /** A text with holes; undefined where the files name it by id only. */
  readonly clientId: string | undefined;
  /** Of a managed identity: its name in its resource group, which tells it from others. A text with holes. */
  readonly resourceName: string | undefined;
  /** `created`: these files create it. `elsewhere`: they read it or name its id, so others may have given it credentials too. */
  readonly origin: "created" | "elsewhere";
  /** Set of an application whose service principal may not sign in. */
  readonly disabled?: "yes" | "unknown";
}

/**
 * The key under which an identity's name is found: Azure ignores the letter case of resource ids and of GUIDs.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 */
export function nameKey(name: string): string {
  return /^\/(subscriptions|applications|serviceprincipals)\/|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name)
    ? lowerKnown(name)
    : name;
}
