// What the snippets of README and of the docstrings take as given, beside their own imports: a user's infrastructure, by the names that the
// docs use for it. `this` in a snippet is a TerraformStack. Classes and functions of the library are not here: a snippet imports them.
import type { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import type { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { DataAzurermUserAssignedIdentity } from "@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity";
import type { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import type { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import type { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import type { ContainerCluster } from "@cdktf/provider-google/lib/container-cluster";
import type { DeploymentV1SpecTemplate } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import type { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import type { TerraformStack } from "cdktf";
import type { Cluster, FederatedWorkload, IdentityRequest } from "cdktf-workload-identity";
import type { AwsRole, AwsTrust, EksPodIdentity } from "cdktf-workload-identity/aws";
import type { AksIdentityBindings, AzureManagedIdentity, AzureTrust } from "cdktf-workload-identity/azure";
import type { EntraTrust } from "cdktf-workload-identity/azuread";
import type { FederatedPipeline, GitLab, PipelineSubject } from "cdktf-workload-identity/ci";
import type { GoogleServiceAccount, GoogleTrust } from "cdktf-workload-identity/google";
import type { Input, Model, Token } from "cdktf-workload-identity/verify";

// Made elsewhere in the user's program, or known to the user.
export declare const euCluster: EksCluster;
export declare const eksCluster: EksCluster;
export declare const aksCluster: KubernetesCluster;
export declare const gkeCluster: ContainerCluster;
export declare const readOrders: IamPolicy;
export declare const deployPolicy: IamPolicy;
export declare const boundary: IamPolicy;
export declare const storage: StorageAccount;
export declare const group: ResourceGroup;
export declare const euKubernetes: KubernetesProvider;
export declare const labKubernetes: KubernetesProvider;
export declare const edgeKubernetes: KubernetesProvider;
export declare const provider: KubernetesProvider;
export declare const tenantId: string;
export declare const issuerUrl: string;
export declare const jwksJson: string;
export declare const ordersIdentity: DataAzurermUserAssignedIdentity;
export declare const template: DeploymentV1SpecTemplate;
export declare const stack: TerraformStack;

// Made as the docs show elsewhere.
export declare const eu: Cluster;
export declare const us: Cluster;
export declare const we: Cluster;
export declare const aws: AwsTrust;
export declare const eks: EksPodIdentity;
export declare const google: GoogleTrust;
export declare const azure: AzureTrust;
export declare const bindings: AksIdentityBindings;
export declare const entra: EntraTrust;
export declare const gitlab: GitLab;
export declare const orders: FederatedWorkload<{
  aws: IdentityRequest<AwsRole>;
  google: IdentityRequest<GoogleServiceAccount>;
  azure: IdentityRequest<AzureManagedIdentity>;
}>;
export declare const deploy: FederatedPipeline<{ aws: IdentityRequest<AwsRole> }>;
export declare const production: PipelineSubject;
export declare const main: PipelineSubject;
export declare const deployment: object;

// For verify and the lab.
export declare const model: Model;
export declare const before: Model;
export declare const token: Token;
export declare const now: number;
export declare const json: string;
export declare const inputsOfMain: Input[];
export declare const inputsOfPullRequest: Input[];
