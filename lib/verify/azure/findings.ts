import type { Finding } from "../finding";
import { findInCredential } from "./findings-credential";
import { findInExpression } from "./findings-flexible";
import { findInIdentity } from "./findings-identity";
import { findInIssuer } from "./findings-issuer";
import type { AzureModel } from "./model";

/** What is over-broad, broken, or refused at apply in this cloud. */
export function findAzure(azure: AzureModel): Finding[] {
  return azure.identities.flatMap((identity) => [
    ...identity.credentials.flatMap((credential) => [
      ...findInCredential(credential),
      ...findInIssuer(credential),
      ...findInExpression(credential),
    ]),
    ...findInIdentity(identity),
  ]);
}
