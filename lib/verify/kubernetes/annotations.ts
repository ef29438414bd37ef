/** An annotation of a ServiceAccount that names an identity of a cloud. */
export interface IdentityAnnotation {
  readonly key: string;
  /** What it names. */
  readonly what: string;
  readonly wellFormed: RegExp;
  /** The form, as a cure. */
  readonly form: string;
  readonly source: string;
  /** Whether all of its trust stands in it. Bindings and credentials are resources of their own, in any stack. */
  readonly isWhole: boolean;
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const SERVICE_ACCOUNT_EMAIL = /^[^@\s]{1,100}@[^@\s]{1,200}\.gserviceaccount\.com$/;

export const ANNOTATIONS: readonly IdentityAnnotation[] = [
  {
    key: "eks.amazonaws.com/role-arn",
    what: "role",
    wellFormed: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/,
    form: "write arn:aws:iam::ACCOUNT:role/NAME",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html",
    isWhole: true,
  },
  {
    key: "azure.workload.identity/client-id",
    what: "managed identity or application",
    wellFormed: GUID,
    form: "write the client id, a GUID",
    source: "https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html",
    isWhole: false,
  },
  {
    key: "iam.gke.io/gcp-service-account",
    what: "service account",
    wellFormed: SERVICE_ACCOUNT_EMAIL,
    form: "write NAME@PROJECT.iam.gserviceaccount.com",
    source: "https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity",
    isWhole: false,
  },
  {
    key: "cloud.google.com/service-account-email",
    what: "service account",
    wellFormed: SERVICE_ACCOUNT_EMAIL,
    form: "write NAME@PROJECT.iam.gserviceaccount.com",
    source: "https://github.com/pfnet-research/gcp-workload-identity-federation-webhook",
    isWhole: false,
  },
];

/** How long a projected token lives, by the annotation that says it. In seconds. */
export interface ExpirationAnnotation {
  readonly key: string;
  readonly min: number;
  readonly max: number;
  readonly why: string;
  readonly source: string;
}

export const EXPIRATIONS: readonly ExpirationAnnotation[] = [
  {
    key: "eks.amazonaws.com/token-expiration",
    min: 600,
    max: 86_400,
    why: "Kubernetes issues no token for less than ten minutes, and EKS none for more than a day",
    source: "https://github.com/aws/amazon-eks-pod-identity-webhook",
  },
  {
    key: "azure.workload.identity/service-account-token-expiration",
    min: 3600,
    max: 86_400,
    why: "the webhook refuses pods whose token would not live between an hour and a day",
    source: "https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html",
  },
  {
    key: "cloud.google.com/token-expiration",
    min: 3600,
    max: 86_400,
    why: "the webhook takes at least an hour, and clusters commonly issue no token for more than a day",
    source: "https://github.com/pfnet-research/gcp-workload-identity-federation-webhook",
  },
];
