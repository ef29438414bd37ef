import { ACTIONS } from "../facts/actions";
import type { ICluster } from "../core/cluster";
import type { Handover, IdentitySettings, OutrankingVariables, TokenOptions } from "../core/identity-settings";
import type { JobSettings } from "../core/job-settings";
import { expirationAnnotation } from "../core/token-expiration";
import { AWS_LIMITS } from "../facts/aws";

export interface RoleSettingsProps {
  readonly roleArn: string;
  readonly audience: string;
  readonly region: string | undefined;
}

/** Not the webhook's own path, so that a pod keeps working on a cluster that gets the webhook later. */
const OWN_TOKEN = { volumeName: "aws-token", mountPath: "/var/run/secrets/sts.amazonaws.com/serviceaccount", path: "token" };

/** The webhook's own, by its code. https://github.com/aws/amazon-eks-pod-identity-webhook */
const WEBHOOK = "eks.amazonaws.com";
const WEBHOOK_TOKEN = {
  volumeName: "aws-iam-token",
  mountPath: "/var/run/secrets/eks.amazonaws.com/serviceaccount",
  path: "token",
};

/** The webhook's own default. */
const EXPIRATION_SECONDS = 86_400;

/** The webhook keeps what a container says of these: they choose a region, not an identity. */
const LEFT_TO_POD = ["AWS_REGION", "AWS_DEFAULT_REGION", "AWS_STS_REGIONAL_ENDPOINTS"];

const CHAIN = "https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html";
const JAVASCRIPT_CHAIN =
  "https://github.com/aws/aws-sdk-js-v3/blob/main/packages/credential-provider-node/src/defaultProvider.ts";

/** What SDKs take before a web identity token. A partial key is an error in some of them, and a session token belongs to a key. */
const OUTRANKING_ROLES: readonly OutrankingVariables[] = [
  { names: ["AWS_ACCESS_KEY_ID"], source: CHAIN },
  { names: ["AWS_SECRET_ACCESS_KEY"], source: CHAIN },
  { names: ["AWS_SESSION_TOKEN"], source: CHAIN },
  // Older names, which the SDKs of Go and Java 1 still read.
  { names: ["AWS_ACCESS_KEY"], source: "https://pkg.go.dev/github.com/aws/aws-sdk-go-v2/config#EnvConfig" },
  { names: ["AWS_SECRET_KEY"], source: "https://pkg.go.dev/github.com/aws/aws-sdk-go-v2/config#EnvConfig" },
  // JavaScript and Rust read the profile and its files before the token; Python does where the profile assumes a role.
  { names: ["AWS_PROFILE"], source: JAVASCRIPT_CHAIN },
  { names: ["AWS_DEFAULT_PROFILE"], source: "https://github.com/boto/botocore/blob/develop/botocore/configprovider.py" },
  {
    names: ["AWS_SHARED_CREDENTIALS_FILE"],
    unless: ["/dev/null"],
    source: JAVASCRIPT_CHAIN,
  },
];

/** What SDKs take before the credentials of an agent: a web identity, and another agent, besides. */
const OUTRANKING_AGENT: readonly OutrankingVariables[] = [
  ...OUTRANKING_ROLES,
  { names: ["AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"], source: CHAIN },
  {
    names: ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"],
    source: "https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html",
  },
];

/** SDKs need one to call STS, and the webhook, which knows its cluster's, does not run. https://docs.aws.amazon.com/sdkref/latest/guide/feature-region.html */
const NO_REGION =
  'AWS_REGION, without which SDKs fail with "Region is missing": give the trust a "region", or set the variable in the pod';

/** What EKS gives the pods of an association. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html */
const POD_IDENTITY_HANDOVER: Handover = {
  by: "the EKS Pod Identity agent",
  from: "node",
  webhook: WEBHOOK,
  env: {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://169.254.170.23/v1/credentials",
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "/var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token",
  },
  tokens: [
    {
      volumeName: "eks-pod-identity-token",
      mountPath: "/var/run/secrets/pods.eks.amazonaws.com/serviceaccount",
      path: "eks-pod-identity-token",
      audience: "pods.eks.amazonaws.com",
      expirationSeconds: EXPIRATION_SECONDS,
    },
  ],
};

/** What a pod of an association must not have besides. */
export const POD_IDENTITY_SETTINGS: Partial<IdentitySettings> = {
  handover: POD_IDENTITY_HANDOVER,
  outrankedBy: OUTRANKING_AGENT,
};

/**
 * What a pod must carry to assume a role. Where the AWS webhook runs, the ServiceAccount's annotation is all: the webhook mounts the
 * token and sets the environment. Elsewhere the pod projects the token itself.
 * https://github.com/aws/amazon-eks-pod-identity-webhook
 */
export function roleSettings(
  { roleArn, audience, region }: RoleSettingsProps,
  cluster: ICluster,
  { expirationSeconds }: TokenOptions = {},
): Partial<IdentitySettings> {
  const token = { audience, expirationSeconds: expirationSeconds ?? EXPIRATION_SECONDS };
  if (cluster.webhooks.includes(WEBHOOK)) {
    return {
      serviceAccountAnnotations: {
        "eks.amazonaws.com/role-arn": roleArn,
        // Always, because a cluster's webhook may ask for another audience by default.
        "eks.amazonaws.com/audience": audience,
        ...expirationAnnotation(cluster, {
          key: "eks.amazonaws.com/token-expiration",
          seconds: expirationSeconds,
          range: AWS_LIMITS.webhookTokenExpiration,
        }),
      },
      handover: {
        by: `the webhook "${WEBHOOK}"`,
        from: "webhook",
        webhook: WEBHOOK,
        leftToPod: LEFT_TO_POD,
        env: roleEnv({ roleArn, region }, WEBHOOK_TOKEN),
        tokens: [{ ...WEBHOOK_TOKEN, ...token }],
      },
      outrankedBy: OUTRANKING_ROLES,
    };
  }
  const env = roleEnv({ roleArn, region }, OWN_TOKEN);
  const lacks = region === undefined ? [NO_REGION] : [];
  return { tokens: [{ ...OWN_TOKEN, ...token }], env, outrankedBy: OUTRANKING_ROLES, lacks };
}

/** What a CI job must know to assume a role. https://github.com/aws-actions/configure-aws-credentials */
export function roleJobSettings({ roleArn, audience, region }: RoleSettingsProps): JobSettings {
  return {
    audience,
    githubAction: {
      uses: ACTIONS.aws,
      with: { "role-to-assume": roleArn, audience, ...(region === undefined ? {} : { "aws-region": region }) },
    },
    withTokenFile: (tokenFile) => ({ env: tokenFileEnv({ roleArn, region }, tokenFile), files: [] }),
  };
}

type Role = Pick<RoleSettingsProps, "roleArn" | "region">;

function roleEnv(role: Role, { mountPath, path }: { mountPath: string; path: string }): Record<string, string> {
  return tokenFileEnv(role, `${mountPath}/${path}`);
}

function tokenFileEnv(role: Role, tokenFile: string): Record<string, string> {
  return {
    AWS_ROLE_ARN: role.roleArn,
    AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile,
    AWS_STS_REGIONAL_ENDPOINTS: "regional",
    // Some SDKs read one of the two, some the other.
    ...(role.region === undefined ? {} : { AWS_REGION: role.region, AWS_DEFAULT_REGION: role.region }),
  };
}
