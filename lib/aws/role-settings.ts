import type { ICluster } from "../core/cluster";
import type { IdentitySettings } from "../core/identity-settings";

export interface RoleSettingsProps {
  readonly roleArn: string;
  readonly audience: string;
  readonly region: string | undefined;
}

/** What the AWS webhook asks for unless an annotation says otherwise. */
const WEBHOOK_AUDIENCE = "sts.amazonaws.com";

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
        ...(audience === WEBHOOK_AUDIENCE ? {} : { "eks.amazonaws.com/audience": audience }),
      },
    };
  }
  return {
    tokens: [{ volumeName: "aws-token", mountPath: MOUNT_PATH, path: "token", audience, expirationSeconds: 86_400 }],
    env: {
      AWS_ROLE_ARN: roleArn,
      AWS_WEB_IDENTITY_TOKEN_FILE: `${MOUNT_PATH}/token`,
      AWS_STS_REGIONAL_ENDPOINTS: "regional",
      // Some SDKs read one of the two, some the other.
      ...(region === undefined ? {} : { AWS_REGION: region, AWS_DEFAULT_REGION: region }),
    },
  };
}
