import type { Token } from "./token";

/**
 * What the bearer of a token asks for. Identities are named by their address in the files (`aws_iam_role.orders`; with `<stack>/` before
 * it where several files are read), or by what the cloud calls them: an ARN, a name, an e-mail address, a client or resource id.
 */
export type Request =
  | BecomeRequest
  | AssumeRoleRequest
  | PodIdentityRequest
  | ExchangeRequest
  | ImpersonateRequest
  | DirectRequest
  | ClientAssertionRequest;

/** Become an identity in the way that its cloud has for it. */
export interface BecomeRequest {
  readonly type: "become";
  readonly identity: string;
}

/** AWS: `sts:AssumeRoleWithWebIdentity`. */
export interface AssumeRoleRequest {
  readonly type: "AssumeRoleWithWebIdentity";
  readonly role: string;
  readonly sessionName?: string;
  readonly sourceIdentity?: string;
}

/** AWS: `sts:AssumeRole` and `sts:TagSession` by the EKS Pod Identity service. The token is not looked at. */
export interface PodIdentityRequest {
  readonly type: "EksPodIdentity";
  readonly role: string;
  /** `eks-cluster-arn`, `eks-cluster-name`, `kubernetes-namespace`, `kubernetes-service-account`, `kubernetes-pod-name`, `kubernetes-pod-uid` */
  readonly sessionTags: Readonly<Record<string, string>>;
  /** The ARN of the cluster. */
  readonly sourceArn: string;
  readonly sourceAccount: string;
  /** @default "pods.eks.amazonaws.com" */
  readonly callerService?: string;
}

/** Google Cloud: exchange the token at the Security Token Service, no more. */
export interface ExchangeRequest {
  readonly type: "exchange";
  /** `projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER`. @default - the provider of the token's issuer */
  readonly provider?: string;
}

/** Google Cloud: exchange the token (not on GKE), then `generateAccessToken` of a service account. */
export interface ImpersonateRequest {
  readonly type: "impersonate";
  /** @default - the provider of the token's issuer; on GKE the pool of the cluster's project */
  readonly provider?: string;
  readonly serviceAccount: string;
}

/** Google Cloud: exchange the token (not on GKE), then use a role on a resource. */
export interface DirectRequest {
  readonly type: "direct";
  /** @default - the provider of the token's issuer; on GKE the pool of the cluster's project */
  readonly provider?: string;
  /** @default - any that `member` holds */
  readonly role?: string;
  /** A project id. @default - any resource */
  readonly project?: string;
  /** The principal that must hold the role, a `ModelIdentity.address`. @default - any that the token is */
  readonly member?: string;
}

/** Azure: a token of Entra for a managed identity or an application, by client assertion. */
export interface ClientAssertionRequest {
  readonly type: "client_assertion";
  readonly identity: string;
}

/** A token, the time, and what is asked for. */
export interface Question {
  readonly token: Token;
  /** Seconds since the epoch. */
  readonly now: number;
  readonly request: Request;
}
