import { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential";
import { TerraformStack, type TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { derivedName } from "../core/derived-name";
import type { TokenSource } from "../core/identity";
import { stableId, stableText } from "../core/tokens";
import type { AzureCloud } from "../facts/azure-clouds";
import { credentialQueue } from "./credential-queue";
import { AZURE_LIMITS } from "../facts/azure";
import { tokenAudience } from "./token-audience";

/** The managed identity that gets credentials. */
export interface CredentialParent {
  readonly id: string;
  readonly resourceGroupName: string;
  readonly cloud: AzureCloud;
  readonly provider: TerraformProvider | undefined;
}

/**
 * A federated credential for each source. Each waits for the one before it, whichever workload asked for that, because Azure takes one
 * write an identity at a time.
 */
export function writeCredentials(construct: Construct, sources: readonly TokenSource[], parent: CredentialParent): void {
  const queue = credentialQueue(construct, parent.id);
  const stack = TerraformStack.of(construct);
  for (const { issuer, subject } of sources) {
    const id = stableId(construct, `credential-${issuer.name}`, issuer.name, subject.text);
    const previous = queue.last.get(stack);
    const credential = new FederatedIdentityCredential(construct, id, {
      provider: parent.provider,
      name: derivedName([issuer.name], [issuer.name, stableText(construct, subject.text)], AZURE_LIMITS.credentialName),
      resourceGroupName: parent.resourceGroupName,
      parentId: parent.id,
      issuer: issuer.url,
      subject: subject.text,
      audience: [tokenAudience(parent.cloud, issuer)],
      dependsOn: previous && [previous],
    });
    queue.last.set(stack, credential);
    queue.count += 1;
  }
}
