import type { ITerraformDependable } from "cdktf";
import type { Issuer } from "../core/issuer";
import type { GoogleProjectTrust } from "./access";
import type { PoolProviderName } from "./principals";
import type { SubjectMapping } from "./subject-mapping";

/**
 * A provider of a workload identity pool: where it stands, the audience that it accepts, how it maps subjects, and what must exist
 * before a member of its pool.
 */
export interface PoolProvider extends PoolProviderName {
  /** The issuer that the provider was made for: its keys, and the subject prefix and claims that its condition states. */
  readonly issuer: Issuer;
  readonly audience: string;
  readonly mapping: SubjectMapping;
  /** The namespaces whose tokens it accepts. @default - not narrowed down */
  readonly namespaces?: readonly string[] | undefined;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** A project that accepts tokens through pools with providers. */
export interface GooglePoolTrust extends GoogleProjectTrust {
  /**
   * The pool's provider for an issuer.
   * @throws FederationError ISSUER_NOT_TRUSTED
   */
  poolProvider(issuer: Issuer): PoolProvider;
}
