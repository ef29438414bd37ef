import { EksPodIdentity } from "../../lib/aws";
import { keepsTheContract } from "../contract";
import { resources, type Terraform } from "../world";

const ACCOUNT = "111122223333";
const arnOf = (name: string) => `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/${name}`;

/** The issuers of the clusters as Terraform spells them, by the ARNs that their clusters have here. */
const issuers = new Map<string, string>();

/** Associations and trust policies, with each cluster's ARN replaced by its issuer. */
function trust(terraform: Terraform): unknown {
  const issuerOf = (name: string) => issuers.get(name) ?? name;
  const associations = resources(terraform, "aws_eks_pod_identity_association").map(
    ({ cluster_name, namespace, service_account, role_arn: _role, ...rest }) => {
      expect(rest).toEqual({});
      return { issuer: issuerOf(cluster_name as string), serviceAccount: `${String(namespace)}:${String(service_account)}` };
    },
  );
  const policies = resources(terraform, "aws_iam_role").map(({ assume_role_policy }) => {
    // An expression inside the text holds quotes of its own, which Terraform reads before JSON does.
    const text = (assume_role_policy as string).replace(
      /\$\{trimsuffix\(trimprefix\(jsonencode\((.*?)\), "\\""\), "\\""\)\}/g,
      "${$1}",
    );
    return JSON.parse(
      [...issuers].reduce((all, [name, url]) => all.replaceAll(`"${arnOf(name)}"`, JSON.stringify(url)), text),
    ) as unknown;
  });
  return { associations: associations.map((one) => JSON.stringify(one)).sort(), policies };
}

describe("EKS Pod Identity", () => {
  keepsTheContract({
    name: "aws",
    packages: ["@cdktf/provider-aws"],
    request: (scope, all) => {
      const clusters = all.map((issuer) => {
        issuers.set(issuer.name, issuer.url.startsWith("https://") ? issuer.url : "${var.issuer}");
        const cluster = { name: issuer.name, issuer, webhooks: [] };
        return { cluster, clusterName: issuer.name, arn: arnOf(issuer.name) };
      });
      return new EksPodIdentity(scope, "eks", { clusters }).role();
    },
    trust,
    expected: (lines) => {
      const [namespace, name] = lines[0]!.subject.split(":").slice(2);
      const urls = lines.map(({ issuer }) => issuer);
      return {
        associations: urls.map((issuer) => JSON.stringify({ issuer, serviceAccount: `${namespace!}:${name!}` })).sort(),
        policies: [
          {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { Service: "pods.eks.amazonaws.com" },
                Action: ["sts:AssumeRole", "sts:TagSession"],
                Condition: {
                  StringEquals: {
                    "aws:SourceAccount": ACCOUNT,
                    "aws:RequestTag/kubernetes-namespace": namespace,
                    "aws:RequestTag/kubernetes-service-account": name,
                  },
                  ArnEquals: { "aws:SourceArn": urls.length === 1 ? urls[0] : urls },
                },
              },
            ],
          },
        ],
      };
    },
    withoutWebhook: () => ({ env: {}, tokens: [], files: [], labels: {}, annotations: {} }),
    pattern: { refusedWith: "SUBJECT_NOT_SERVICE_ACCOUNT" },
    listsIssuers: true,
  });
});
