import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { quoted } from "../core/errors";
import { claim } from "../core/owners";
import { placeOfSubscription } from "./subscription";
import { mergedTags } from "./tags";
import type { AzureTenant } from "./tenant";

/** What a managed identity is made of. */
export interface UserAssignedIdentityRequest {
  readonly trust: AzureTenant;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly provider: TerraformProvider | undefined;
}

/** The managed identity itself, with the trust's place and tags, and nobody who may become it. */
export function createUserAssignedIdentity(construct: Construct, request: UserAssignedIdentityRequest): UserAssignedIdentity {
  const { trust, name, provider } = request;
  // azurerm does not see that an identity of the name exists, and two workloads would become one in silence.
  claim(construct, {
    kind: "azure managed identity",
    key: [placeOfSubscription(construct, provider), trust.resourceGroupName, name],
    ignoresCase: true,
    noun: `the managed identity ${quoted(name)} of the resource group ${quoted(trust.resourceGroupName)}`,
    cure: "give each workload an identity with a name of its own, or make one workload of both",
  });
  const tags = mergedTags(construct.node.path, trust.tags, request.tags);
  return new UserAssignedIdentity(construct, "identity", {
    provider,
    name,
    resourceGroupName: trust.resourceGroupName,
    location: trust.location,
    tags,
  });
}
