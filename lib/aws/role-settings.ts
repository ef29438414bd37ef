import { ACTIONS } from "../facts/actions";
import type { ICluster } from "../core/cluster";
import type { Handover, IdentitySettings, TokenOptions } from "../core/identity-settings";
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

/** What EKS gives the pods of an association. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html */
export const POD_IDENTITY_HANDOVER: Handover = {
  by: "the EKS Pod Identity agent",
  from: "node",
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
        env: roleEnv({ roleArn, region }, WEBHOOK_TOKEN),
        tokens: [{ ...WEBHOOK_TOKEN, ...token }],
      },
    };
  }
  return { tokens: [{ ...OWN_TOKEN, ...token }], env: roleEnv({ roleArn, region }, OWN_TOKEN) };
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
