import type { TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import type { ServiceAccountName } from "../core/subject";
import type { ServiceAccountHabits } from "./service-account-habits";

/** What a workload wants of one ServiceAccount on one cluster. */
export interface ServiceAccountRequest {
  readonly serviceAccount: ServiceAccountName;
  /** What the identities need on it, and what the user adds. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** The cluster's Terraform provider. */
  readonly provider: TerraformProvider | undefined;
  /** What the cluster itself does to ServiceAccounts. */
  readonly habits: ServiceAccountHabits;
}

/** How a workload comes by its ServiceAccounts. */
export interface ServiceAccountSource {
  /** Whether its pods get a token of the cluster's own API, where the source says so: `forTerraform` says it of pods too. @default - unsaid */
  readonly automountServiceAccountToken?: boolean | undefined;
  /** Writes what there is to write, or nothing. */
  write(scope: Construct, id: string, request: ServiceAccountRequest): TerraformResource | undefined;
  /** What of a workload's options it does not write on ServiceAccounts. @default - it writes all of them */
  readonly leaves?: readonly ("annotations" | "labels")[];
  /** Where it writes beside others: the field manager that keeps its annotations apart. @default - it wants ServiceAccounts for itself */
  readonly beside?: string;
}
