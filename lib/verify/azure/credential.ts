import type { AzureCloud } from "../../facts/azure-clouds";
import type { Place } from "../read/configuration";
import type { FlexibleExpression } from "./flexible-expression";

/**
 * A federated credential: which tokens of which issuer become its identity. Entra wants issuer, subject and audience to match within one
 * credential, exactly and with their letter case; a flexible one compares claims instead of the subject.
 * https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
 */
export interface AzureCredential {
  readonly address: string;
  readonly place: Place;
  /** What Azure calls it. A text with holes; empty if the files do not say. */
  readonly name: string;
  /** Empty if the files do not say: nothing matches it. */
  readonly issuer: string;
  /** The exact subject. Empty if the files do not say: nothing matches it. */
  readonly subject: string;
  /** Of a flexible credential: what is compared in place of the subject. */
  readonly expression?: FlexibleExpression;
  /** Azure takes exactly one. */
  readonly audiences: readonly string[];
  /** The cloud that its provider is configured for. `default`: the files do not say; `unknown`: they say what only apply knows. */
  readonly cloud: AzureCloud | "default" | "unknown";
  /** The identity as the credential names it: a resource id, `/applications/<object id>`, or an object id. */
  readonly parent: string;
  /** Set if it is unknown whether it exists: its own or its identity's `count` or `for_each` is not. */
  readonly perhaps?: true;
  /** Its type in Terraform. */
  readonly type: string;
  /** What it waits for, as Terraform addresses. `undefined`: the input does not say, as a state. */
  readonly dependsOn?: readonly string[];
}
