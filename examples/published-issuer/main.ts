// A cluster whose API server no cloud can reach: its keys are published in a bucket, whose URL is the issuer.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, TerraformStack } from "cdktf";
import { Cluster, FederatedWorkload } from "cdktf-workload-identity";
import { AwsTrust, S3PublishedIssuer } from "cdktf-workload-identity/aws";
import type { Construct } from "constructs";

// kubectl get --raw /openid/v1/jwks
const JWKS = '{"keys":[{"use":"sig","kty":"RSA","kid":"2026-11","alg":"RS256","n":"0vx7agoebGcQSuuPiLJXZpt","e":"AQAB"}]}';

class PublishedIssuer extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws-provider", { region: "eu-west-1" });
    const provider = new KubernetesProvider(this, "kubernetes-provider", { configPath: "~/.kube/config", configContext: "edge" });

    const published = new S3PublishedIssuer(this, "edge-issuer", {
      bucket: "acme-oidc", // lets everybody read these two objects
      region: "eu-west-1",
      prefix: "edge",
      jwksJson: JWKS,
    });
    // The API server runs with --service-account-issuer=https://acme-oidc.s3.eu-west-1.amazonaws.com/edge
    const edge = Cluster.selfManaged(this, "edge", { issuerUrl: published.url, provider });
    const aws = new AwsTrust(this, "aws", { issuers: [edge.issuer], region: "eu-west-1" });

    new FederatedWorkload(this, "camera", {
      clusters: [edge],
      namespace: "camera",
      serviceAccountName: "uploader",
      subjects: [{ namespace: "camera", name: "archiver" }],
      identities: { aws: aws.role({ policyArns: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"] }) },
      propagationSeconds: 15,
    });
  }
}

const app = new App();
new PublishedIssuer(app, "published-issuer");
app.synth();
