import { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential";
import { TerraformStack, type TerraformProvider } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { derivedName } from "../core/derived-name";
import { quoted } from "../core/errors";
import type { TokenSource } from "../core/identity";
import { claim } from "../core/owners";
import { stableId, stableText } from "../core/tokens";
import type { AzureCloud } from "../facts/azure-clouds";
import { AZURE_LIMITS } from "../facts/azure";
import { credentialQueue } from "./credential-queue";
import type { WrittenCredential } from "./move-credential";
import { comparedId } from "./resource-id";
import { tokenAudience } from "./token-audience";

/** The managed identity that gets credentials. */
export interface CredentialParent {
  readonly id: string;
  readonly resourceGroupName: string;
  readonly cloud: AzureCloud;
  readonly provider: TerraformProvider | undefined;
}

/**
 * Claims the credentials of an identity that several workloads may write to. Azure takes an issuer and subject once an identity, and keys
 * credentials by name: the later of two of one name would take the first one's place.
 */
export function claimCredentials(construct: Construct, sources: readonly TokenSource[], identityId: string): void {
  const identity = comparedId(identityId);
  for (const { issuer, subject } of sources) {
    const noun = `the federated credential of ${quoted(identityId)} for the subject ${quoted(subject.text)} of the issuer ${quoted(issuer.name)}`;
    claim(construct, {
      kind: "azure federated credential",
      key: [identity, issuer.url, subject.text],
      noun,
      cure: "let one workload alone name this subject, with all of its identities",
    });
    claim(construct, {
      kind: "azure federated credential name",
      key: [identity, nameOf(construct, { issuer, subject })],
      noun: `${noun} has the name of one that`,
      cure: "give clusters with different issuers different names",
    });
  }
}

/**
 * A federated credential for each source. Each waits for the one before it, whichever workload asked for that, because Azure takes one
 * write an identity at a time.
 */
export function writeCredentials(
  construct: Construct,
  sources: readonly TokenSource[],
  parent: CredentialParent,
): readonly WrittenCredential[] {
  const queue = credentialQueue(construct, parent.id);
  const stack = TerraformStack.of(construct);
  return sources.map((source) => {
    const { issuer, subject } = source;
    const previous = queue.last.get(stack);
    const config = {
      provider: parent.provider,
      name: nameOf(construct, source),
      ...parentIn(parent),
      issuer: issuer.url,
      subject: subject.text,
      audience: [tokenAudience(parent.cloud, issuer)],
      dependsOn: previous && [previous],
    };
    const id = stableId(construct, `credential-${issuer.name}`, issuer.name, subject.text);
    const credential = new FederatedIdentityCredential(construct, id, config);
    queue.last.set(stack, credential);
    queue.count += 1;
    return { source, credential };
  });
}

function nameOf(construct: IConstruct, { issuer, subject }: TokenSource): string {
  return derivedName([issuer.name], [issuer.name, stableText(construct, subject.text)], AZURE_LIMITS.credentialName);
}

/**
 * The identity by the name that the installed azurerm has for it. From 4.65 it has both and takes exactly one; 5 has only the new one:
 * https://github.com/hashicorp/terraform-provider-azurerm/pull/31921
 */
function parentIn({ id, resourceGroupName }: CredentialParent): {
  readonly parentId: string;
  readonly resourceGroupName: string;
} {
  const renamed = "userAssignedIdentityId" in FederatedIdentityCredential.prototype;
  // The types are those of the azurerm that this library is built with, which has the old name alone.
  return (renamed ? { userAssignedIdentityId: id } : { parentId: id, resourceGroupName }) as ReturnType<typeof parentIn>;
}
