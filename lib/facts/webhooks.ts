import { AWS_LIMITS } from "./aws";
import { AZURE_LIMITS } from "./azure";

/** A volume of a webhook's own, and where in each container it mounts it. */
export interface WebhookVolume {
  /** Its name, or the beginning of it where the rest is made of the pod's name. */
  readonly name: string;
  readonly isPrefix?: boolean;
  readonly mountPath: string;
  /** The token's file below `mountPath`. */
  readonly tokenPath: string;
}

/** What a mutating webhook does to a pod, by its source. */
export interface WebhookFacts {
  readonly source: string;
  /** It adds none of these where the pod has a volume of that name. */
  readonly volumes: readonly WebhookVolume[];
  /** The pod's annotation that names containers to leave alone, and how the names are written: one line of CSV, or parts trimmed. */
  readonly skipContainers: { readonly annotation: string; readonly format: "csv" | "semicolons" };
  /** The annotation of pods and ServiceAccounts with the seconds that a token is valid. */
  readonly expiration: { readonly annotation: string; readonly min: number; readonly max: number };
  /** Variables of which it adds none to a container that has one. */
  readonly addedTogether: readonly (readonly string[])[];
  /** Whether it writes paths as `C:\…` into pods with the node selector of Windows. */
  readonly hasWindowsPaths: boolean;
}

/** The webhooks whose source is known here, by the prefix of their annotations. */
export const WEBHOOKS: Readonly<Record<string, WebhookFacts>> = {
  "eks.amazonaws.com": {
    // pkg/handler/handler.go, pkg/annotations.go and main.go at 3bf80a3.
    source: "https://github.com/aws/amazon-eks-pod-identity-webhook",
    volumes: [
      { name: "aws-iam-token", mountPath: "/var/run/secrets/eks.amazonaws.com/serviceaccount", tokenPath: "token" },
      {
        name: "eks-pod-identity-token",
        mountPath: "/var/run/secrets/pods.eks.amazonaws.com/serviceaccount",
        tokenPath: "eks-pod-identity-token",
      },
    ],
    skipContainers: { annotation: "eks.amazonaws.com/skip-containers", format: "csv" },
    expiration: { annotation: "eks.amazonaws.com/token-expiration", ...AWS_LIMITS.webhookTokenExpiration },
    addedTogether: [
      ["AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"],
      ["AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"],
    ],
    hasWindowsPaths: true,
  },
  "azure.workload.identity": {
    // pkg/webhook/webhook.go and consts.go at v1.6.0; the first volume is that of older versions.
    source: "https://github.com/Azure/azure-workload-identity",
    volumes: [
      { name: "azure-identity-token", mountPath: "/var/run/secrets/azure/tokens", tokenPath: "azure-identity-token" },
      {
        name: "azure-workload-identity-reserved-",
        isPrefix: true,
        mountPath: "/var/run/secrets/azure/wi",
        tokenPath: "token/azure-identity-token",
      },
    ],
    skipContainers: { annotation: "azure.workload.identity/skip-containers", format: "semicolons" },
    expiration: {
      annotation: "azure.workload.identity/service-account-token-expiration",
      ...AZURE_LIMITS.webhookTokenExpiration,
    },
    addedTogether: [],
    hasWindowsPaths: false,
  },
};
