// The same resources by hand, of the generated classes alone: the floor that the library is compared with.
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { IamWorkloadIdentityPool } from "@cdktf/provider-google/lib/iam-workload-identity-pool";
import { IamWorkloadIdentityPoolProvider } from "@cdktf/provider-google/lib/iam-workload-identity-pool-provider";
import { ProjectIamMember } from "@cdktf/provider-google/lib/project-iam-member";
import { ServiceAccount } from "@cdktf/provider-google/lib/service-account";
import { ServiceAccountIamMember } from "@cdktf/provider-google/lib/service-account-iam-member";
import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import type { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import type { Construct } from "constructs";
import { synth } from "./synth";
import {
  AZURE_ROLE,
  AZURE_SCOPE,
  EU_ISSUER,
  GOOGLE_ROLE,
  LOCATION,
  NAMESPACE,
  POLICY_ARN,
  PROJECT,
  PROJECT_NUMBER,
  RESOURCE_GROUP,
  US_ISSUER,
  World,
} from "./world";

const POOLS = `//iam.googleapis.com/projects/${PROJECT_NUMBER}/locations/global/workloadIdentityPools`;

interface ClusterParts {
  readonly name: string;
  readonly issuer: string;
  readonly kubernetes: KubernetesProvider;
  readonly oidc: IamOpenidConnectProvider;
  readonly poolId: string;
  readonly poolProvider: IamWorkloadIdentityPoolProvider;
}

class Workloads extends World {
  constructor(scope: Construct, id: string, count: number) {
    super(scope, id);
    const eu = this.cluster("eu", EU_ISSUER, this.euKubernetes);
    const us = this.cluster("us", US_ISSUER, this.usKubernetes);
    for (let i = 0; i < count; i++) this.workload(`orders-${i}`, eu, us);
  }

  private cluster(name: string, issuer: string, kubernetes: KubernetesProvider): ClusterParts {
    const oidc = new IamOpenidConnectProvider(this, `oidc-${name}`, { url: issuer, clientIdList: ["sts.amazonaws.com"] });
    const poolId = `cluster-${name}`;
    const pool = new IamWorkloadIdentityPool(this, `pool-${name}`, {
      project: PROJECT,
      displayName: name,
      workloadIdentityPoolId: poolId,
    });
    const poolProvider = new IamWorkloadIdentityPoolProvider(this, `pool-provider-${name}`, {
      project: PROJECT,
      displayName: name,
      workloadIdentityPoolId: poolId,
      workloadIdentityPoolProviderId: poolId,
      attributeMapping: { "google.subject": "assertion.sub" },
      attributeCondition: "assertion.sub.startsWith('system:serviceaccount:')",
      oidc: { issuerUri: issuer, allowedAudiences: [`https:${POOLS}/${poolId}/providers/${poolId}`] },
      dependsOn: [pool],
    });
    return { name, issuer, kubernetes, oidc, poolId, poolProvider };
  }

  private workload(name: string, eu: ClusterParts, us: ClusterParts): void {
    const subject = `system:serviceaccount:${NAMESPACE}:${name}`;

    const role = new IamRole(this, `${name}-role`, {
      name: `${name}-aws`,
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [eu, us].map(({ issuer, oidc }) => ({
          Effect: "Allow",
          Principal: { Federated: oidc.arn },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: {
            StringEquals: {
              [`${issuer.replace("https://", "")}:sub`]: subject,
              [`${issuer.replace("https://", "")}:aud`]: "sts.amazonaws.com",
            },
          },
        })),
      }),
    });
    new IamRolePolicyAttachment(this, `${name}-policy`, { role: role.id, policyArn: POLICY_ARN });

    const account = new ServiceAccount(this, `${name}-account`, { project: PROJECT, accountId: `${name}-google` });
    for (const cluster of [eu, us]) {
      new ServiceAccountIamMember(this, `${name}-user-${cluster.name}`, {
        serviceAccountId: account.name,
        role: "roles/iam.workloadIdentityUser",
        member: `principal:${POOLS}/${cluster.poolId}/subject/${subject}`,
        dependsOn: [cluster.poolProvider],
      });
    }
    new ProjectIamMember(this, `${name}-publisher`, {
      project: PROJECT,
      role: GOOGLE_ROLE,
      member: `serviceAccount:${account.email}`,
    });

    const identity = new UserAssignedIdentity(this, `${name}-identity`, {
      name: `${name}-azure`,
      resourceGroupName: RESOURCE_GROUP,
      location: LOCATION,
    });
    const credential = { resourceGroupName: RESOURCE_GROUP, subject, audience: ["api://AzureADTokenExchange"] };
    const euCredential = new FederatedIdentityCredential(this, `${name}-credential-eu`, {
      ...credential,
      name: "eu",
      parentId: identity.id,
      issuer: eu.issuer,
    });
    new FederatedIdentityCredential(this, `${name}-credential-us`, {
      ...credential,
      name: "us",
      parentId: identity.id,
      issuer: us.issuer,
      dependsOn: [euCredential],
    });
    new RoleAssignment(this, `${name}-reader`, {
      scope: AZURE_SCOPE,
      roleDefinitionName: AZURE_ROLE,
      principalId: identity.principalId,
      principalType: "ServicePrincipal",
    });

    new ServiceAccountV1(this, `${name}-service-account-eu`, {
      provider: eu.kubernetes,
      metadata: {
        name,
        namespace: NAMESPACE,
        annotations: { "eks.amazonaws.com/role-arn": role.arn, "eks.amazonaws.com/audience": "sts.amazonaws.com" },
      },
    });
    new ServiceAccountV1(this, `${name}-service-account-us`, {
      provider: us.kubernetes,
      metadata: { name, namespace: NAMESPACE },
    });
    for (const cluster of [eu, us]) {
      new ConfigMapV1(this, `${name}-config-map-${cluster.name}`, {
        provider: cluster.kubernetes,
        metadata: { name: `${name}-workload-identity`, namespace: NAMESPACE },
        data: { "credential-configuration.json": credentialConfig(cluster.poolId, account.email) },
      });
    }
  }
}

function credentialConfig(poolId: string, email: string): string {
  const config = {
    universe_domain: "googleapis.com",
    type: "external_account",
    audience: `${POOLS}/${poolId}/providers/${poolId}`,
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    token_url: "https://sts.googleapis.com/v1/token",
    credential_source: { file: "/var/run/service-account/token", format: { type: "text" } },
    service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${email}:generateAccessToken`,
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

synth((app, workloads) => new Workloads(app, "bench", workloads));
