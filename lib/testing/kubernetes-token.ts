import type { Token } from "../verify/token";
import { times, withClaims, type ClaimOptions } from "./claims";

/** Whose token of a cluster. */
export interface KubernetesTokenOptions extends ClaimOptions {
  /** The cluster's issuer, as its tokens spell it. */
  readonly issuer: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** The uid of the ServiceAccount. @default - one that is made up, the same in every test */
  readonly serviceAccountUid?: string;
  /** The pod that the token is bound to. @default - one named after the ServiceAccount, with a uid that is made up */
  readonly pod?: { readonly name: string; readonly uid?: string };
  /** The node that the pod runs on. @default - none: clusters before 1.29 do not name it */
  readonly node?: { readonly name: string; readonly uid?: string };
}

/** Made up, and the same in every test. */
const UIDS = {
  serviceAccount: "14ee3fa4-a7e2-420f-9f9a-dbc4507c3798",
  pod: "5e0bd49b-f040-43b0-99b7-22765a53f7f3",
  node: "646e7c5e-32d6-4d42-9dbd-e504e6cbe6b1",
};

/**
 * The claims of a ServiceAccount's token, as the API server writes them into a pod.
 * https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#schema-for-service-account-private-claims
 *
 * @example
 * import { kubernetesToken } from "cdktf-workload-identity/testing";
 * kubernetesToken({ issuer: eu.issuer.url, namespace: "shop", serviceAccount: "orders", audience: "sts.amazonaws.com" });
 */
export function kubernetesToken(options: KubernetesTokenOptions): Token {
  const { issuer, namespace, serviceAccount, audience, serviceAccountUid = UIDS.serviceAccount, node } = options;
  const pod = options.pod ?? { name: `${serviceAccount}-5d8f7c9b6-x2x4z` };
  const claims: Token = {
    aud: typeof audience === "string" ? [audience] : audience,
    ...times(options),
    iss: issuer,
    jti: "aed34954-b33a-4142-b1ec-389d6bbb4936",
    "kubernetes.io": {
      namespace,
      ...(node === undefined ? {} : { node: { uid: UIDS.node, ...node } }),
      pod: { uid: UIDS.pod, ...pod },
      serviceaccount: { name: serviceAccount, uid: serviceAccountUid },
    },
    sub: `system:serviceaccount:${namespace}:${serviceAccount}`,
  };
  return withClaims(claims, options.claims);
}
