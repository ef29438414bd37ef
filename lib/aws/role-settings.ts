import type { ICluster } from "../core/cluster";
import type { IdentitySettings } from "../core/identity-settings";
import type { JobSettings } from "../core/job-settings";

export interface RoleSettingsProps {
  readonly roleArn: string;
  readonly audience: string;
  readonly region: string | undefined;
}

/** Not the webhook's own path, so that a pod keeps working on a cluster that gets the webhook later. */
const MOUNT_PATH = "/var/run/secrets/sts.amazonaws.com/serviceaccount";

/**
 * What a pod must carry to assume a role. Where the AWS webhook runs, the ServiceAccount's annotation is all: the webhook mounts the
 * token and sets the environment. Elsewhere the pod projects the token itself.
 * https://github.com/aws/amazon-eks-pod-identity-webhook
 */
export function roleSettings({ roleArn, audience, region }: RoleSettingsProps, cluster: ICluster): Partial<IdentitySettings> {
  if (cluster.webhooks.includes("eks.amazonaws.com")) {
    return {
      serviceAccountAnnotations: {
        "eks.amazonaws.com/role-arn": roleArn,
        // Always, because a cluster's webhook may ask for another audience by default.
        "eks.amazonaws.com/audience": audience,
      },
    };
  }
  return {
    tokens: [{ volumeName: "aws-token", mountPath: MOUNT_PATH, path: "token", audience, expirationSeconds: 86_400 }],
    env: roleEnv({ roleArn, region }, `${MOUNT_PATH}/token`),
  };
}

/** What a CI job must know to assume a role. https://github.com/aws-actions/configure-aws-credentials */
export function roleJobSettings({ roleArn, audience, region }: RoleSettingsProps): JobSettings {
  return {
    audience,
    githubAction: {
      uses: "aws-actions/configure-aws-credentials@v4",
      with: { "role-to-assume": roleArn, audience, ...(region === undefined ? {} : { "aws-region": region }) },
    },
    withTokenFile: (tokenFile) => ({ env: roleEnv({ roleArn, region }, tokenFile), files: [] }),
  };
}

function roleEnv(role: Pick<RoleSettingsProps, "roleArn" | "region">, tokenFile: string): Record<string, string> {
  return {
    AWS_ROLE_ARN: role.roleArn,
    AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile,
    AWS_STS_REGIONAL_ENDPOINTS: "regional",
    // Some SDKs read one of the two, some the other.
    ...(role.region === undefined ? {} : { AWS_REGION: role.region, AWS_DEFAULT_REGION: role.region }),
  };
}
