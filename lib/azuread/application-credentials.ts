import { ApplicationFederatedIdentityCredential } from "@cdktf/provider-azuread/lib/application-federated-identity-credential";
import { ApplicationFlexibleFederatedIdentityCredential } from "@cdktf/provider-azuread/lib/application-flexible-federated-identity-credential";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { WrittenCredential } from "../azure/move-credential";
import { tokenAudience } from "../azure/token-audience";
import type { AzureCloud } from "../facts/azure-clouds";
import { AZURE_LIMITS } from "../facts/azure";
import { derivedName } from "../core/derived-name";
import type { TokenSource } from "../core/identity";
import { stableId, stableText } from "../core/tokens";
import { claimsMatchingExpression, needsExpression } from "./flexible-expression";

/** The application that gets credentials. */
export interface CredentialParent {
  readonly applicationId: string;
  readonly cloud: AzureCloud;
  readonly provider: TerraformProvider | undefined;
}

/** A federated credential for each source, plain where that can say it. Each waits for the one before it. */
export function writeApplicationCredentials(
  construct: Construct,
  sources: readonly TokenSource[],
  parent: CredentialParent,
): readonly WrittenCredential[] {
  let previous: ITerraformDependable | undefined;
  return sources.map((source) => {
    const { name: issuerName, url: issuer } = source.issuer;
    const audience = tokenAudience(parent.cloud, source.issuer);
    const expression = needsExpression(source) ? claimsMatchingExpression(source) : undefined;
    const says = expression ?? source.subject.text;
    const id = stableId(construct, `credential-${issuerName}`, issuerName, says);
    const common = {
      provider: parent.provider,
      applicationId: parent.applicationId,
      displayName: derivedName([issuerName], [issuerName, stableText(construct, says)], AZURE_LIMITS.credentialName),
      issuer,
      dependsOn: previous && [previous],
    };
    const credential =
      expression === undefined
        ? new ApplicationFederatedIdentityCredential(construct, id, { ...common, subject: says, audiences: [audience] })
        : new ApplicationFlexibleFederatedIdentityCredential(construct, id, {
            ...common,
            claimsMatchingExpression: expression,
            audience,
          });
    previous = credential;
    return { source, credential };
  });
}
