import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { DataResource } from "cdktf/lib/terraform-data-resource";
import { Cluster, FederatedWorkload } from "../../lib";
import { AwsTrust } from "../../lib/aws";

/** What Terraform learns only while it applies. */
export interface LateValues {
  /** An issuer's URL, as of a cluster that the same stack creates. */
  readonly issuerUrl: string;
  /** A namespace for each workload, by the workload's name. */
  readonly namespaces: Readonly<Record<string, string>>;
}

/**
 * A stack that asks for nothing but IAM: an existing ServiceAccount on two clusters, one of which has its issuer late. The inline
 * policy holds a variable of IAM's. Then workloads of one cluster whose namespace is late. Returns the directory of the
 * synthesized stack.
 */
export function synthesizeLateIssuer(outdir: string, { issuerUrl, namespaces }: LateValues): string {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, "late-issuer");
  new AwsProvider(stack, "aws-provider", { region: "eu-west-1" });
  const lateValues = new DataResource(stack, "late-values", { input: { issuerUrl, ...namespaces } });

  const eu = Cluster.eks(stack, "eu", {
    issuerUrl: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF",
  });
  const late = Cluster.selfManaged(stack, "late", { issuerUrl: lateValues.getStringAttribute("output.issuerUrl") });
  const aws = new AwsTrust(stack, "aws", { issuers: [eu.issuer, late.issuer] });
  new FederatedWorkload(stack, "orders", {
    clusters: [eu, late],
    namespace: "shop",
    serviceAccountName: "orders",
    serviceAccount: "existing",
    identities: {
      aws: aws.role({
        name: "orders",
        inlinePolicies: {
          team: {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/$${aws:PrincipalTag/team}/*" }],
          },
        },
      }),
    },
  });
  for (const name of Object.keys(namespaces)) {
    new FederatedWorkload(stack, name, {
      clusters: [eu],
      namespace: lateValues.getStringAttribute(`output.${name}`),
      serviceAccountName: "orders",
      serviceAccount: "existing",
      identities: { aws: aws.role({ name }) },
    });
  }
  app.synth();
  return join(outdir, "stacks", "late-issuer");
}
