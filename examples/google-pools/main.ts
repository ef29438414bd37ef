// One pool for two clusters, as a platform team may want it: long subjects, namespaces, inline keys, and roles under conditions.
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { StorageBucketIamMember } from "@cdktf/provider-google/lib/storage-bucket-iam-member";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, TerraformStack } from "cdktf";
import { Cluster, FederatedWorkload } from "cdktf-workload-identity";
import { expiresAt, SharedGooglePool } from "cdktf-workload-identity/google";
import type { Construct } from "constructs";

// kubectl get --raw /openid/v1/jwks
const LAB_KEYS = '{"keys":[{"use":"sig","kty":"RSA","kid":"lab-1","alg":"RS256","n":"0vx7agoebGcQSuuPiLJXZpt","e":"AQAB"}]}';

class GooglePools extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new GoogleProvider(this, "google-provider", { project: "acme-prod" });
    const provider = (name: string) =>
      new KubernetesProvider(this, `kubernetes-${name}`, { alias: name, configPath: "~/.kube/config", configContext: name });
    const eu = Cluster.eks(this, "eu", {
      issuerUrl: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF",
      provider: provider("eu"),
    });
    const lab = Cluster.selfManaged(this, "lab", {
      issuerUrl: "https://kubernetes.default.svc.cluster.local",
      jwksJson: LAB_KEYS,
      provider: provider("lab"),
    });
    const google = new SharedGooglePool(this, "google", {
      issuers: [eu.issuer, lab.issuer],
      project: "acme-prod",
      projectNumber: "123456789012",
      providers: { eu: { longSubjects: true }, lab: { namespaces: ["billing-reconciliation"] } },
    });

    const invoices = new FederatedWorkload(this, "invoices", {
      clusters: [eu, lab],
      namespace: "billing-reconciliation",
      serviceAccountName: "invoices",
      identities: {
        google: google.principal({
          roles: [{ role: "roles/bigquery.dataViewer", folder: "folders/42", condition: expiresAt("2027-06-30T23:59:59Z") }],
        }),
      },
    });
    const { members, membersDependOn } = invoices.identities.google;
    members.forEach((member, index) => {
      new StorageBucketIamMember(this, `bucket-of-${invoices.clusters[index]?.name ?? ""}`, {
        bucket: "acme-invoices",
        role: "roles/storage.objectUser",
        member,
        dependsOn: [...membersDependOn],
      });
    });
  }
}

const app = new App();
new GooglePools(app, "google-pools");
app.synth();
