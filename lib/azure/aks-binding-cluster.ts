import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { ICluster } from "../core/cluster";
import type { Issuer } from "../core/issuer";
import type { AzureTenant } from "./tenant";

/** An AKS cluster whose pods become managed identities through identity bindings. */
export interface AksBindingCluster {
  readonly cluster: ICluster;
  /** `/subscriptions/…/resourceGroups/…/providers/Microsoft.ContainerService/managedClusters/…`. May be a token. */
  readonly id: string;
  /** The `azapi` Terraform provider of the cluster's tenant. @default - that of the AksIdentityBindings */
  readonly provider?: TerraformProvider;
}

/** What a managed identity must know of the AKS clusters that it is bound to. */
export interface AksBindingTrust extends Construct {
  /** Where managed identities are made, and who takes the tokens of clusters without bindings. */
  readonly trust: AzureTenant;
  readonly azapiProvider: TerraformProvider;
  readonly apiVersion: string;
  readonly schemaValidation: boolean | undefined;
  /** The cluster of an issuer; undefined where federated credentials let its tokens in. */
  clusterOf(issuer: Issuer): AksBindingCluster | undefined;
}
