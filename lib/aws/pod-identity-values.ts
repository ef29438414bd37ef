import { flag, given, list, required, shape, text, type RulesOf } from "../core/values";
import { AWS_LIMITS } from "../facts/aws";
import type { AgentAddonOptions, EksPodIdentityProps } from "./eks-pod-identity";
import type { EksPodIdentityRoleOptions, EksPodIdentityRoleProps } from "./eks-pod-identity-role";
import { AUDIENCE, roleArn } from "./iam-texts";
import type { PodIdentityCluster } from "./pod-identity-trust";
import { POLICY } from "./policy-values";
import { AWS_ROLE_PROPS, ROLE_OPTIONS } from "./role-values";
import { ROLE_DEFAULTS } from "./trust-values";

const EKS = "https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html";

export const CLUSTER_ARN = text({
  noun: "the cluster's ARN",
  code: "ARN_INVALID",
  cure: 'give it as "arn:<partition>:eks:<region>:<account>:cluster/<clusterName>"',
  source: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html",
  does: "refused",
  example: "arn:aws:eks:eu-west-1:111122223333:cluster/eu",
  pattern: AWS_LIMITS.clusterArn,
  // ArnEquals would match a wildcard.
  part: /^[A-Za-z0-9:/_-]+$/,
  half: AWS_LIMITS.halfClusterArn,
});

/** `checkClusterArn` compares it with the name. */
export const POD_IDENTITY_CLUSTER: RulesOf<PodIdentityCluster> = {
  cluster: required(given("the cluster", "its own constructor")),
  clusterName: required(
    text({
      noun: "the cluster's name",
      code: "CLUSTER_NAME_INVALID",
      cure: 'give the name that it has in EKS: 1 to 100 letters, digits, "-" and "_"',
      source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html",
      does: "refused",
      example: "eu",
      ...AWS_LIMITS.clusterName,
    }),
  ),
  arn: required(CLUSTER_ARN),
  provider: given("the Terraform provider", "checkProviderStack"),
};

export const AGENT_ADDON_OPTIONS: RulesOf<AgentAddonOptions> = {
  version: text({
    noun: "the version of the add-on",
    code: "ADDON_VERSION_INVALID",
    cure: 'give one that "aws eks describe-addon-versions --addon-name eks-pod-identity-agent" prints, such as "v1.3.4-eksbuild.1"',
    source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAddon.html",
    does: "refused",
    example: "v1.3.4-eksbuild.1",
    ...AWS_LIMITS.addonVersion,
  }),
};

export const EKS_POD_IDENTITY_PROPS: RulesOf<EksPodIdentityProps> = {
  ...ROLE_DEFAULTS,
  clusters: required(
    list({
      noun: "the list of clusters",
      code: "CLUSTERS_EMPTY",
      cure: "name at least one EKS cluster, or use AwsTrust",
      source: EKS,
      of: shape("a cluster", POD_IDENTITY_CLUSTER),
      minCount: 1,
    }),
  ),
  trust: given("the trust", "its own constructor"),
  disableSessionTags: flag("disableSessionTags"),
  agentAddon: shape("agentAddon", AGENT_ADDON_OPTIONS),
  provider: given("the Terraform provider", "checkProviderStack"),
};

export const EKS_POD_IDENTITY_ROLE_OPTIONS: RulesOf<EksPodIdentityRoleOptions> = {
  ...ROLE_OPTIONS,
  audience: AUDIENCE,
  disableSessionTags: flag("disableSessionTags"),
  targetRoleArn: roleArn("the target role"),
  sessionPolicy: POLICY,
};

export const EKS_POD_IDENTITY_ROLE_PROPS: RulesOf<EksPodIdentityRoleProps> = {
  ...EKS_POD_IDENTITY_ROLE_OPTIONS,
  podIdentity: required(given("the EksPodIdentity", "its own constructor")),
  sources: AWS_ROLE_PROPS.sources,
};
