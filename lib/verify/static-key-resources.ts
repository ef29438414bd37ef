import type { Finding } from "./finding";

/** A resource that creates a key which does not expire by itself. */
export interface KeyResource {
  readonly severity: Finding["severity"];
  /** What it creates. */
  readonly key: string;
  readonly cure: string;
  readonly source: string;
  /** The attributes that are or hold the secret. */
  readonly secrets: readonly string[];
}

const AWS = {
  cure: "let the workload assume a role with its own token instead: AwsTrust, or EKS Pod Identity",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",
} as const;
const GOOGLE = {
  cure: "let the workload exchange its own token instead: GoogleTrust, or Workload Identity of GKE",
  source: "https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys",
} as const;
const AZURE = {
  cure: "give the application or managed identity a federated credential instead: EntraTrust, or AzureTrust",
  source: "https://learn.microsoft.com/entra/workload-id/workload-identity-federation",
} as const;

/** What to do instead, and a page of the vendor, for each cloud. */
export const CURES = { aws: AWS, google: GOOGLE, azure: AZURE } as const;

/** Types of Terraform's providers aws, google and azuread. https://registry.terraform.io */
export const KEY_RESOURCES: Readonly<Record<string, KeyResource>> = {
  aws_iam_access_key: {
    ...AWS,
    severity: "error",
    key: "an access key of an IAM user",
    secrets: ["secret", "encrypted_secret", "ses_smtp_password_v4", "encrypted_ses_smtp_password_v4"],
  },
  aws_iam_service_specific_credential: {
    ...AWS,
    severity: "warning",
    key: "a password of an IAM user for one service",
    secrets: ["service_password", "service_credential_secret"],
  },
  google_service_account_key: { ...GOOGLE, severity: "error", key: "a key of a service account", secrets: ["private_key"] },
  google_storage_hmac_key: { ...GOOGLE, severity: "error", key: "an HMAC key of a service account", secrets: ["secret"] },
  google_apikeys_key: { ...GOOGLE, severity: "note", key: "an API key", secrets: ["key_string"] },
  azuread_application_password: { ...AZURE, severity: "error", key: "a client secret of an application", secrets: ["value"] },
  azuread_service_principal_password: {
    ...AZURE,
    severity: "error",
    key: "a client secret of a service principal",
    secrets: ["value"],
  },
  azuread_application_certificate: {
    ...AZURE,
    severity: "note",
    key: "a certificate that an application signs in with",
    secrets: [],
  },
  azuread_service_principal_certificate: {
    ...AZURE,
    severity: "note",
    key: "a certificate that a service principal signs in with",
    secrets: [],
  },
};

/** Whether a Terraform expression reads the secret of one of these resources, and which. */
export function keyReadBy(expression: string): KeyResource | undefined {
  for (const [, type = "", attribute = ""] of expression.matchAll(
    /(?<![A-Za-z0-9_.-])([a-z]+_[a-z_]+)\.[^.\s]{1,300}\.([a-z0-9_]+)/g,
  )) {
    const resource = Object.hasOwn(KEY_RESOURCES, type) ? KEY_RESOURCES[type] : undefined;
    if (resource?.secrets.includes(attribute) === true) return resource;
  }
  return undefined;
}
