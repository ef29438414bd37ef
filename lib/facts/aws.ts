/**
 * Quotas and formats of AWS IAM, each with its source.
 * "API model" is the published service model of IAM, 2010-05-08: https://github.com/boto/botocore/tree/develop/botocore/data/iam
 */
export const AWS_LIMITS = {
  /** API model, roleNameType. */
  roleName: { maxLength: 64, pattern: /^[\w+=,.@-]+$/, part: /^[\w+=,.@-]+$/ },
  /** Our own rule: half of a role's name is left for what is derived. */
  roleNamePrefix: { maxLength: 32 },
  /** API model, pathType. */
  path: { maxLength: 512, pattern: /^\/([\x21-\x7e]+\/)?$/, part: /^[\x21-\x7e]+$/, half: /^[/\uFFFC](.*[/\uFFFC])?$/ },
  /** Narrower than a role's. API model, policyPathType. */
  policyPath: { pattern: /^((\/[A-Za-z0-9.,+@=_-]+)*)\/$/, part: /^(?!.*\/\/)[/A-Za-z0-9.,+@=_-]+$/ },
  /** API model, roleDescriptionType, which IAM counts in bytes. */
  description: { maxBytes: 1000, pattern: /^[\t\n\r\x20-\x7e\xa1-\xff]*$/, part: /^[\t\n\r\x20-\x7e\xa1-\xff]*$/ },
  /** Letters of policies, trust policies too, whether written as they are or as \uXXXX. API model, policyDocumentType. */
  policyLetters: /^[\t\n\r\x20-\xff]*$/,
  /** Seconds. API model, roleMaxSessionDurationType. */
  sessionDuration: { min: 3600, max: 43_200 },
  /** Seconds that the webhook asks a token for. https://github.com/aws/amazon-eks-pod-identity-webhook */
  webhookTokenExpiration: { min: 600, max: 86_400 },
  /** API model, policyNameType. */
  policyName: { maxLength: 128, pattern: /^[\w+=,.@-]+$/, part: /^[\w+=,.@-]+$/ },
  /** API model, arnType. */
  arn: { maxLength: 2048 },
  /** API model, OpenIDConnectProviderUrlType. */
  issuerUrl: { maxLength: 255 },
  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html and API model, clientIDType. */
  clientIds: { maxCount: 100, maxBytes: 255, pattern: /^[^*?\s\p{Cc}]+$/u, part: /^[^*?\s\p{Cc}]+$/u },
  /** API model, thumbprintType; at most five a provider. */
  thumbprints: { maxCount: 5, pattern: /^[0-9a-fA-F]{40}$/ },
  /** API model, tagKeyType, tagValueType and tagListType. */
  tags: {
    maxCount: 50,
    key: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u,
    value: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u,
  },
  /**
   * Characters of a role's trust policy, white space not counted: the default quota (L-C07B4B0D) and the most that it can be raised to.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
   */
  trustPolicy: { default: 2048, max: 8192 },
  /** Characters of all inline policies of a role together, white space not counted. Same page. */
  inlinePolicies: { max: 10_240 },
  /** Characters of a managed policy, white space not counted. Same page. */
  managedPolicy: { max: 6144 },
  /**
   * Characters of the session policy of an EKS Pod Identity association.
   * https://aws.amazon.com/blogs/containers/session-policies-for-amazon-eks-pod-identity/
   */
  sessionPolicy: { max: 2048 },
  /** ARN of an EKS cluster with its name. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html */
  clusterArn: /^arn:aws(?:-[a-z]+)*:eks:[a-z0-9-]+:\d{12}:cluster\/([0-9A-Za-z][A-Za-z0-9_-]{0,99})$/,
  /** Its beginnings, up to a token (U+FFFC), which may stand for any number of its parts. */
  halfClusterArn:
    /^(\uFFFC.*|arn:([a-z-]*\uFFFC.*|aws(-[a-z]+)*:(e?k?s?\uFFFC.*|eks:([a-z0-9-]*\uFFFC.*|[a-z0-9-]+:(\d{0,12}\uFFFC.*|\d{12}:(\uFFFC.*|cluster[/\uFFFC].*))))))$/,
  /** Name of an EKS cluster. Same page. */
  clusterName: { maxLength: 100, pattern: /^[0-9A-Za-z][A-Za-z0-9_-]*$/, part: /^[A-Za-z0-9_-]+$/ },
  /** Version of an EKS add-on, as `aws eks describe-addon-versions` prints it. */
  addonVersion: { maxLength: 63, pattern: /^v?\d+(\.\d+)*([.+-][A-Za-z0-9.+-]+)?$/, part: /^[A-Za-z0-9.+-]+$/ },
  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
  bucket: { minLength: 3, maxLength: 63, pattern: /^(?!.*\.\.)[a-z0-9][a-z0-9.-]*[a-z0-9]$/, part: /^(?!.*\.\.)[a-z0-9.-]+$/ },
} as const;
