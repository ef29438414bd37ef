import { JWKS_JSON } from "../core/issuer-values";
import { given, list, required, shape, text, word, type RulesOf } from "../core/values";
import { GOOGLE_LOCATION } from "../facts/google-locations";
import { TOKEN_SIGN } from "../facts/text-format";
import type {
  AksClusterAttributes,
  AksClusterProps,
  ClusterProps,
  CommonClusterProps,
  EksClusterAttributes,
  EksClusterProps,
  GkeClusterAttributes,
  GkeClusterProps,
  OpenShiftClusterProps,
} from "./cluster-props";

const WEBHOOK = "https://github.com/aws/amazon-eks-pod-identity-webhook and https://azure.github.io/azure-workload-identity";
const DISCOVERY = "https://openid.net/specs/openid-connect-discovery-1_0.html";

const COMMON: RulesOf<CommonClusterProps> = {
  name: text({
    noun: "the cluster's name",
    code: "CLUSTER_NAME_INVALID",
    cure: 'give 1 to 100 letters, digits, "-", "_" and ".", a letter or digit first',
    source: "ours: it names resources",
    does: "refused",
    example: "eu",
    mustBeKnown: true,
    pattern: /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/,
  }),
  provider: given("the kubernetes provider", "checkProviderStack"),
  webhooks: list({
    noun: "the list of webhooks",
    code: "WEBHOOK_INVALID",
    cure: 'name webhooks, such as "eks.amazonaws.com"',
    source: WEBHOOK,
    of: text({
      noun: "the webhook",
      code: "WEBHOOK_INVALID",
      cure: 'name it by the prefix of its annotations: "eks.amazonaws.com", "azure.workload.identity"',
      source: WEBHOOK,
      does: "refused",
      example: "eks.amazonaws.com",
      mustBeKnown: true,
      pattern: /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/,
    }),
  }),
  azureWebhookAudience: text({
    noun: "the audience of the Azure webhook",
    code: "AUDIENCE_INVALID",
    cure: 'give the "aud" of the tokens that it hands to pods, such as "api://AzureADTokenExchange"',
    source: "https://github.com/Azure/azure-workload-identity/blob/v1.6.0/cmd/webhook/main.go",
    does: "refused",
    example: "api://AzureADTokenExchange",
    pattern: /^\S+$/,
    part: /^\S+$/,
  }),
};

const ISSUER_URL = text({
  noun: "the issuer's URL",
  code: "ISSUER_INVALID",
  cure: 'give the URL exactly as the "iss" claim of its tokens spells it',
  source: DISCOVERY,
  // The issuer itself judges it, and the kind of cluster.
  does: "passed",
  example: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF",
});

/** What a cluster of any kind takes. */
export const CLUSTER_PROPS: RulesOf<ClusterProps> = {
  ...COMMON,
  issuerUrl: required(ISSUER_URL),
  // The issuer itself judges it.
  jwksJson: JWKS_JSON,
};

/** What is read of an EKS cluster. */
export const EKS_CLUSTER_ATTRIBUTES: RulesOf<EksClusterAttributes> = {
  identity: required(given('"identity" of the EKS cluster', "the provider's own types")),
};

/** What an EKS cluster takes. */
export const EKS_CLUSTER_PROPS: RulesOf<EksClusterProps> = {
  ...COMMON,
  issuerUrl: ISSUER_URL,
  cluster: shape("the EKS cluster's resource", EKS_CLUSTER_ATTRIBUTES),
};

const GKE = "https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters";
const plain = (noun: string, example: string, pattern: RegExp, half: RegExp) =>
  text({
    noun: `the ${noun} of the GKE cluster`,
    code: "ISSUER_SOURCE_INVALID",
    cure: 'give plain ids, such as project "acme-prod" (not its number), location "us-east1", clusterName "us"',
    source: GKE,
    does: "refused",
    example,
    pattern,
    half,
  });
const PROJECT = plain("project", "acme-prod", /^(?!\d+$)[a-z0-9:.-]+$/, new RegExp(`^[a-z0-9:.${TOKEN_SIGN}-]+$`));
const LOCATION = plain("location", "us-east1", GOOGLE_LOCATION, new RegExp(`^[a-z0-9${TOKEN_SIGN}-]+$`));
const GKE_NAME = plain(
  "name",
  "us",
  /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/,
  new RegExp(`^[a-z${TOKEN_SIGN}]([-a-z0-9${TOKEN_SIGN}]*[a-z0-9${TOKEN_SIGN}])?$`),
);

/** What is read of a GKE cluster. */
export const GKE_CLUSTER_ATTRIBUTES: RulesOf<GkeClusterAttributes> = {
  project: required(PROJECT),
  location: required(LOCATION),
  name: required(GKE_NAME),
};

/** What a GKE cluster takes. */
export const GKE_CLUSTER_PROPS: RulesOf<GkeClusterProps> = {
  ...COMMON,
  project: PROJECT,
  location: LOCATION,
  clusterName: GKE_NAME,
  cluster: shape("the GKE cluster's resource", GKE_CLUSTER_ATTRIBUTES),
};

/** What is read of an AKS cluster. */
export const AKS_CLUSTER_ATTRIBUTES: RulesOf<AksClusterAttributes> = {
  oidcIssuerUrl: required({ ...ISSUER_URL, example: "https://westeurope.oic.prod-aks.azure.com/a/b/" }),
};

/** What an AKS cluster takes. */
export const AKS_CLUSTER_PROPS: RulesOf<AksClusterProps> = {
  ...COMMON,
  issuerUrl: { ...ISSUER_URL, example: "https://westeurope.oic.prod-aks.azure.com/a/b/" },
  cluster: shape("the AKS cluster's resource", AKS_CLUSTER_ATTRIBUTES),
};

/** What an OpenShift cluster takes. */
export const OPENSHIFT_CLUSTER_PROPS: RulesOf<OpenShiftClusterProps> = {
  ...CLUSTER_PROPS,
  platform: word({
    noun: "the platform",
    code: "ISSUER_SOURCE_INVALID",
    cure: 'give "aws" or "azure", or leave it out where no webhook runs',
    source: "https://docs.redhat.com/en/documentation/openshift_container_platform",
    words: ["aws", "azure"],
  }),
};
