import { textOf } from "../json";
import { accountOf, partitionOf, regionOf } from "./aws-account";
import { policyDocument } from "./policy-document";
import type { Rule, Rules, Source } from "./source";
import { withoutScheme } from "./without-scheme";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns */
const iamArn = (source: Source, resource: string): string => `arn:${partitionOf(source)}:iam::${accountOf(source)}:${resource}`;

const named =
  (kind: string): Rule =>
  (source) => {
    const name = textOf(source.argument("name"));
    const path = textOf(source.argument("path") ?? "/");
    return name === undefined || path === undefined ? undefined : iamArn(source, `${kind}${path}${name}`);
  };

const providerArn: Rule = (source) => {
  const url = textOf(source.argument("url"));
  return url === undefined ? undefined : iamArn(source, `oidc-provider/${withoutScheme(url)}`);
};

const providerUrl: Rule = (source) => {
  const url = textOf(source.argument("url"));
  return url === undefined ? undefined : withoutScheme(url);
};

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html */
const clusterArn: Rule = (source) => {
  const name = textOf(source.argument("name"));
  if (name === undefined) return undefined;
  return `arn:${partitionOf(source)}:eks:${regionOf(source)}:${accountOf(source)}:cluster/${name}`;
};

const argument =
  (name: string): Rule =>
  (source) =>
    source.argument(name);

/** What the AWS provider computes: https://registry.terraform.io/providers/hashicorp/aws/latest/docs, each resource's attribute reference. */
export const AWS_RULES: Rules = {
  aws_iam_openid_connect_provider: { arn: providerArn, id: providerArn },
  "data.aws_iam_openid_connect_provider": {
    arn: (source) => source.argument("arn") ?? providerArn(source),
    id: (source) => source.argument("arn") ?? providerArn(source),
    url: (source) => {
      const [, url] = /:oidc-provider\/(.+)$/s.exec(textOf(source.argument("arn")) ?? "") ?? [];
      return url ?? providerUrl(source);
    },
  },
  aws_iam_role: { arn: named("role"), id: argument("name") },
  aws_iam_policy: { arn: named("policy"), id: named("policy") },
  aws_eks_cluster: { arn: clusterArn, id: argument("name") },
  "data.aws_eks_cluster": { arn: clusterArn, id: argument("name") },
  "data.aws_iam_policy_document": {
    json: (source) => policyDocument(source, "indented"),
    minified_json: (source) => policyDocument(source, "minified"),
  },
  "data.aws_caller_identity": { account_id: accountOf, id: accountOf },
  "data.aws_partition": { partition: partitionOf, id: partitionOf },
  "data.aws_region": { name: regionOf, id: regionOf, region: regionOf },
};

/**
 * Arguments that other expressions read back otherwise than they were set. IAM gives the URL back without its scheme, and so does the
 * Terraform provider once the resource is there: `${aws_iam_openid_connect_provider.x.url}:sub` is a working condition key.
 */
export const AWS_READ_BACK: Rules = { aws_iam_openid_connect_provider: { url: providerUrl } };
