import type { Check } from "../decision";
import { isObject } from "../json";
import type { Token } from "../token";
import { issuerOf } from "./exchange";
import type { GkePrincipal } from "./principal";
import type { ProjectNumbers } from "./project-numbers";
import type { Attempt } from "./step";

const CLUSTER = /^https:\/\/container\.googleapis\.com\/v1\/projects\/([^/]+)\/(?:locations|zones)\/([^/]+)\/clusters\/([^/]+)$/;
const SUBJECT = /^system:serviceaccount:([^:/]+):([^:/]+)$/;

/**
 * Who a ServiceAccount of a GKE cluster is to the pool of its project, if the token is one's. The cluster's metadata server exchanges
 * tokens that it asks for itself, so the token's audience is not looked at.
 * https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity
 */
export function gkeAttempt(token: Token, now: number, numberOf: ProjectNumbers): Attempt | undefined {
  const [cluster = "", project, location = "", name = ""] = CLUSTER.exec(issuerOf(token)) ?? [];
  if (project === undefined) return undefined;
  const subject: unknown = token.sub;
  const [, namespace, account] = SUBJECT.exec(typeof subject === "string" ? subject : "") ?? [];
  const isZone = cluster.includes("/zones/");
  const what = `the issuer is the GKE cluster ${name} of the project ${project}`;
  const why = isZone ? `${what}; whether the pool takes clusters whose issuers say zones is not documented` : what;
  const issuer: Check = { name: "issuer", passed: isZone ? "unknown" : "yes", why };
  if (namespace === undefined || account === undefined) {
    const why = "the subject is not a ServiceAccount's, and GKE's own pool knows nobody else";
    return { checks: [issuer, { name: "subject", passed: "no", why }] };
  }
  if (typeof token.exp === "number" && token.exp + 60 < now) {
    const why = `the token expired at ${token.exp}, and now is ${now}`;
    return { checks: [issuer, { name: "time", passed: "no", why }] };
  }
  const principal: GkePrincipal = {
    kind: "gke",
    project,
    number: numberOf(project),
    namespace,
    name: account,
    uid: uidOf(token),
    cluster: `https://container.googleapis.com/v1/projects/${project}/locations/${location}/clusters/${name}`,
  };
  return { checks: [issuer], principal };
}

function uidOf(token: Token): string | undefined {
  const claims = Object.hasOwn(token, "kubernetes.io") ? token["kubernetes.io"] : undefined;
  const account = isObject(claims) ? claims["serviceaccount"] : undefined;
  const uid = isObject(account) ? account["uid"] : undefined;
  return typeof uid === "string" ? uid : undefined;
}
