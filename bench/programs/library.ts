// Three-cloud workloads with this library, as a user writes them.
import { Cluster, FederatedWorkload } from "cdktf-workload-identity";
import { AwsTrust } from "cdktf-workload-identity/aws";
import { AzureTrust } from "cdktf-workload-identity/azure";
import { GoogleTrust } from "cdktf-workload-identity/google";
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
  TENANT,
  US_CLUSTER,
  World,
} from "./world";

class Workloads extends World {
  constructor(scope: Construct, id: string, count: number) {
    super(scope, id);
    const eu = Cluster.eks(this, "eu", { issuerUrl: EU_ISSUER, provider: this.euKubernetes });
    const us = Cluster.gke(this, "us", { ...US_CLUSTER, provider: this.usKubernetes });
    const issuers = [eu.issuer, us.issuer];
    const aws = new AwsTrust(this, "aws", { issuers, region: "eu-west-1" });
    const google = new GoogleTrust(this, "google", {
      issuers,
      project: PROJECT,
      projectNumber: PROJECT_NUMBER,
      // Set, so that the members and the credential configurations of both programs are equal to the letter.
      pools: { eu: { poolId: "cluster-eu", providerId: "cluster-eu" }, us: { poolId: "cluster-us", providerId: "cluster-us" } },
    });
    const azure = new AzureTrust(this, "azure", { resourceGroupName: RESOURCE_GROUP, location: LOCATION, tenantId: TENANT });

    for (let i = 0; i < count; i++) {
      new FederatedWorkload(this, `orders-${i}`, {
        clusters: [eu, us],
        namespace: NAMESPACE,
        serviceAccountName: `orders-${i}`,
        identities: {
          aws: aws.role({ policyArns: [POLICY_ARN] }),
          google: google.serviceAccount({ roles: [GOOGLE_ROLE] }),
          azure: azure.managedIdentity({ roleAssignments: [{ roleDefinitionName: AZURE_ROLE, scope: AZURE_SCOPE }] }),
        },
      });
    }
  }
}

synth((app, workloads) => new Workloads(app, "bench", workloads));
