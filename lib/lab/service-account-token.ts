import { randomUUID } from "node:crypto";
import { LabError } from "./lab-error";
import { guid } from "./stand-ins";

/** What the API server is asked for: a token of a ServiceAccount, bound to a pod. */
export interface ServiceAccountTokenProps {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly audience: string | readonly string[];
  /** @default 3600 */
  readonly expirationSeconds?: number;
  /** The pod's name. @default - a made-up one */
  readonly pod?: string;
  /** The ServiceAccount's uid. @default - derived from issuer, namespace and name */
  readonly uid?: string;
  /** The node's name. @default "lab-node" */
  readonly node?: string;
  /** When it is issued, seconds since the epoch. @default - now */
  readonly issuedAt?: number;
  /** Allows less than the API server's ten minutes, to see clients refresh. @default false */
  readonly allowShort?: boolean;
}

/** The least that the API server takes. https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/ */
const MIN_SECONDS = 600;
/** The most that it takes. Same page: 1 << 32. */
const MAX_SECONDS = 2 ** 32;

/**
 * Exactly the claims of a projected ServiceAccount token, as the API server writes them: `aud` is always a list.
 * https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#schema-for-service-account-private-claims
 *
 * @throws LabError if the names or the lifetime are not what the API server takes
 */
export function serviceAccountClaims(
  issuer: string,
  props: ServiceAccountTokenProps,
  now: number,
): Record<string, unknown> & { readonly exp: number } {
  const { namespace, serviceAccount, audience, expirationSeconds = 3600, issuedAt = Math.floor(now) } = props;
  const least = props.allowShort === true ? 1 : MIN_SECONDS;
  if (!Number.isInteger(expirationSeconds) || expirationSeconds < least || expirationSeconds > MAX_SECONDS) {
    throw new LabError(
      `a token of ${expirationSeconds} seconds; the API server takes whole numbers from ${least} to ${MAX_SECONDS}`,
    );
  }
  checkServiceAccount(props);
  const seed = `${issuer} ${namespace} ${serviceAccount}`;
  const { pod = `${serviceAccount}-lab`, uid = guid(seed), node = "lab-node" } = props;
  const exp = issuedAt + expirationSeconds;
  return {
    aud: typeof audience === "string" ? [audience] : audience,
    exp,
    iat: issuedAt,
    iss: issuer,
    jti: randomUUID(),
    "kubernetes.io": {
      namespace,
      node: { name: node, uid: guid(`node ${node}`) },
      pod: { name: pod, uid: guid(`pod ${seed} ${pod}`) },
      serviceaccount: { name: serviceAccount, uid },
    },
    nbf: issuedAt,
    sub: `system:serviceaccount:${namespace}:${serviceAccount}`,
  };
}

/**
 * Checks the names of a namespace and a ServiceAccount. https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 *
 * @throws LabError if the API server would not take them
 */
export function checkServiceAccount({
  namespace,
  serviceAccount,
}: Pick<ServiceAccountTokenProps, "namespace" | "serviceAccount">): void {
  checkName("namespace", namespace, /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
  checkName("ServiceAccount", serviceAccount, /^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$/);
}

function checkName(what: string, name: string, format: RegExp): void {
  if (!format.test(name))
    throw new LabError(`${what} ${JSON.stringify(name)} is not a name of Kubernetes; use lower case letters, digits and "-"`);
}
