// One managed identity for many AKS clusters: bindings in place of federated credentials, and a credential where there are none.
import { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, TerraformStack } from "cdktf";
import { Cluster, FederatedWorkload } from "cdktf-workload-identity";
import { AksIdentityBindings, AzapiProvider, AzureTrust } from "cdktf-workload-identity/azure";
import type { Construct } from "constructs";

class IdentityBinding extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm-provider", { features: [{}] });
    const azapiProvider = new AzapiProvider(this, "azapi-provider");
    const kubernetes = (name: string) =>
      new KubernetesProvider(this, `kubernetes-${name}`, { alias: name, configPath: "~/.kube/config", configContext: name });

    const created = new KubernetesCluster(this, "cluster", {
      name: "we",
      resourceGroupName: "acme",
      location: "westeurope",
      dnsPrefix: "we",
      defaultNodePool: { name: "system", vmSize: "Standard_D2s_v5", nodeCount: 3 },
      identity: { type: "SystemAssigned" },
      oidcIssuerEnabled: true,
      workloadIdentityEnabled: true,
    });
    const we = Cluster.aks(this, "we", { cluster: created, provider: kubernetes("we") });
    const edge = Cluster.selfManaged(this, "edge", { issuerUrl: "https://oidc.edge.example.com", provider: kubernetes("edge") });

    const trust = new AzureTrust(this, "azure", {
      resourceGroupName: "acme",
      location: "westeurope",
      tenantId: "22222222-2222-2222-2222-222222222222",
    });
    const azure = new AksIdentityBindings(this, "bindings", {
      trust,
      azapiProvider,
      clusters: [{ cluster: we, id: created.id }],
    });

    new FederatedWorkload(this, "orders", {
      clusters: [we, edge],
      namespace: "shop",
      serviceAccountName: "orders",
      identities: { azure: azure.managedIdentity() },
    });
  }
}

const app = new App();
new IdentityBinding(app, "aks-identity-binding");
app.synth();
