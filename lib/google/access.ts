import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { TokenSource } from "../core/identity";
import type { IdentitySettings, TokenOptions } from "../core/identity-settings";
import type { Issuer } from "../core/issuer";
import type { JobSettings } from "../core/job-settings";

/** One IAM member that stands for a workload, what must exist before IAM knows it, and what names its bindings. */
export interface FederatedMember {
  readonly member: string;
  readonly dependsOn: readonly ITerraformDependable[];
  /** What a person reads in the ids of the member's bindings. */
  readonly name: string;
  /** What tells the member's bindings from those of any other. */
  readonly unique: readonly string[];
}

/** The service account that a workload impersonates. */
export interface ImpersonatedAccount {
  readonly email: string;
  readonly tokenLifetimeSeconds: number | undefined;
}

/** How a token becomes an IAM member of a project, and what a pod or a CI job must carry for it. */
export interface GoogleAccess {
  /** The members that may impersonate a service account, for exactly these issuers and subjects. */
  impersonators(place: string, sources: readonly TokenSource[]): readonly FederatedMember[];
  /** The members that hold roles themselves, for exactly these issuers and subjects. */
  principals(place: string, sources: readonly TokenSource[]): readonly FederatedMember[];
  /** What a pod must carry; without an account for direct access. */
  settings(issuer: Issuer, account: ImpersonatedAccount | undefined, tokens?: TokenOptions): IdentitySettings;
  /** What a CI job must know; without an account for direct access. */
  jobSettings(issuer: Issuer, account: ImpersonatedAccount | undefined): JobSettings;
}

/** What an identity must know of the Google Cloud project that it lives in. */
export interface GoogleProjectTrust extends Construct {
  /** The project id. */
  readonly project: string;
  /** The number of the same project. */
  readonly projectNumber: string;
  readonly provider: TerraformProvider | undefined;
  readonly access: GoogleAccess;
}
