import type { Finding } from "../finding";
import type { Model } from "../model";
import { findInCredential } from "./findings-credential";
import { findInExpression } from "./findings-flexible";
import { findInIdentity } from "./findings-identity";
import { findInIssuer } from "./findings-issuer";

/** What is over-broad, broken, or refused at apply in this cloud. */
export function findAzure({ azure }: Pick<Model, "azure">): Finding[] {
  return azure.identities.flatMap((identity) => [
    ...identity.credentials.flatMap((credential) => [
      ...findInCredential(credential),
      ...findInIssuer(credential),
      ...findInExpression(credential),
    ]),
    ...findInIdentity(identity),
  ]);
}
