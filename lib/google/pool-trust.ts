import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { Issuer } from "../core/issuer";
import type { PoolProviderName } from "./principals";

/** A provider of a workload identity pool: where it stands, the audience that it accepts, and what must exist before a member of its pool. */
export interface PoolProvider extends PoolProviderName {
  readonly audience: string;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** What an identity must know of the Google Cloud project that it lives in: which issuers its pools accept, and how. */
export interface GooglePoolTrust extends Construct {
  /** The project id. */
  readonly project: string;
  readonly provider: TerraformProvider | undefined;
  /**
   * The pool's provider for an issuer.
   * @throws FederationError ISSUER_NOT_TRUSTED
   */
  poolProvider(issuer: Issuer): PoolProvider;
}
