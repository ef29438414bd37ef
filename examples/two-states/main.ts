// Two stacks, each with a state of its own: the clouds' half, and the half on private clusters whose ServiceAccounts Helm made.
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { Cluster, FederatedWorkload, ServiceAccount } from "cdktf-workload-identity";
import { AzureTrust, BlobPublishedIssuer } from "cdktf-workload-identity/azure";
import { GcsPublishedIssuer, GoogleTrust } from "cdktf-workload-identity/google";

const SUBSCRIPTION = "11111111-1111-1111-1111-111111111111";
const TENANT = "22222222-2222-2222-2222-222222222222";
const IDENTITIES = `/subscriptions/${SUBSCRIPTION}/resourceGroups/acme/providers/Microsoft.ManagedIdentity/userAssignedIdentities`;
// kubectl get --raw /openid/v1/jwks
const keys = (kid: string) =>
  `{"keys":[{"use":"sig","kty":"RSA","kid":"${kid}","alg":"RS256","n":"0vx7agoebGcQSuuPiLJXZpt","e":"AQAB"}]}`;

const app = new App();
const clouds = new TerraformStack(app, "two-states");
const clusters = new TerraformStack(app, "two-states-clusters");
new GoogleProvider(clouds, "google-provider", { project: "acme-prod" });
new AzurermProvider(clouds, "azurerm-provider", { subscriptionId: SUBSCRIPTION, features: [{}] });
const kubernetes = (name: string) =>
  new KubernetesProvider(clusters, `kubernetes-${name}`, { alias: name, configPath: "~/.kube/config", configContext: name });

const north = new GcsPublishedIssuer(clouds, "north-issuer", { bucket: "acme-oidc", prefix: "north", jwksJson: keys("north") });
const south = new BlobPublishedIssuer(clouds, "south-issuer", {
  storageAccountName: "acmeoidc",
  containerName: "south",
  jwksJson: keys("south"),
});
const onPremises = [
  Cluster.selfManaged(clouds, "north", { issuerUrl: north.url, provider: kubernetes("north") }),
  Cluster.selfManaged(clouds, "south", {
    issuerUrl: south.url,
    provider: kubernetes("south"),
    webhooks: ["azure.workload.identity"],
  }),
];
const issuers = onPremises.map(({ issuer }) => issuer);
const google = new GoogleTrust(clouds, "google", { issuers, project: "acme-prod", projectNumber: "123456789012" });
const azure = new AzureTrust(clouds, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });

const mail = new FederatedWorkload(clouds, "mail", {
  clusters: onPremises,
  namespace: "mail",
  serviceAccountName: "mail",
  serviceAccount: ServiceAccount.annotated(),
  kubernetesScope: clusters,
  identities: {
    google: google.principal({ roles: ["roles/cloudkms.cryptoKeyDecrypter"] }),
    azure: azure.fromManagedIdentity({ id: `${IDENTITIES}/mail`, clientId: SUBSCRIPTION, principalId: TENANT }),
  },
});
// Pods of another state come after this is there: whoever reads it waits. (A pod's resource in this one names mail.ready in its dependsOn.)
new TerraformOutput(clusters, "mail-is-ready", { value: mail.ready.fqn });
app.synth();
