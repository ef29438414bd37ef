import { passes } from "../claim-test";
import { type ClaimTest, shapeOf, type TokenShape } from "../shape";
import { isKnown, show } from "../text";
import { unsettledOf } from "./claim-tests";
import type { GoogleModel } from "./google-model";
import { type Member, serviceAccountIn } from "./member";
import { unknownNumber } from "./values";

const SERVICE_ACCOUNTS = "system:serviceaccount:";

/** The shapes of token of GKE's clusters that a member of GKE's own pool stands for. */
export function gkeShapes(
  { numberOf }: GoogleModel,
  member: Member,
  through: readonly string[],
  doubts: readonly string[],
): TokenShape[] {
  const { pool, kind, value } = member;
  if (pool === undefined || !("id" in pool)) return [];
  const project = pool.id.replace(/\.svc\.id\.goog$/, "");
  const number = numberOf(project);
  if (kind !== "gke" && isKnown(pool.number) && (isKnown(number) ? number !== pool.number : !/^\d+$/.test(pool.number)))
    return [];
  const unknown =
    kind === "gke" || pool.number === number || pool.number === unknownNumber(project)
      ? doubts
      : [...doubts, `whether ${show(pool.number)} is the number of ${show(project)} (see googleProjectNumbers)`];
  const url = (within: string): string => `https://container.googleapis.com/v1/projects/${project}/${within}/*/clusters/*`;
  const cluster: ClaimTest = {
    ...{ claim: "iss", test: "like", values: [url("locations")], unsettled: [url("zones")], starExcludes: "/" },
  };
  const like = (name: string): ClaimTest => ({
    ...{ claim: "sub", test: "like", values: [`${SERVICE_ACCOUNTS}${name}`], starExcludes: ":/" },
  });
  const shape = (...tests: ClaimTest[]): TokenShape[] => [shapeOf(tests, through, unknown)];
  switch (kind) {
    case "subject":
    case "gke": {
      const account = serviceAccountIn(member);
      if (account === undefined) return isKnown(value) ? [] : shape(cluster, { claim: "sub", test: "unknown", values: [value] });
      const text = `${SERVICE_ACCOUNTS}${account}`;
      return shape(cluster, { claim: "sub", test: "is", values: [text], ...(kind === "subject" ? unsettledOf(text) : {}) });
    }
    case "namespace":
      // Members are compared exactly, and no namespace is called so.
      return isKnown(value) && /[*?:/]/.test(value) ? [] : shape(cluster, like(`${value}:*`));
    case "cluster": {
      if (passes({ ...cluster, unsettled: [] }, value) === "no") return [];
      const unsettled = isKnown(value) ? { unsettled: [value.replace("/locations/", "/zones/")] } : {};
      return shape({ claim: "iss", test: "is", values: [value], ...unsettled }, like("*:*"));
    }
    case "uid":
      return shape(cluster, like("*:*"), { claim: "kubernetes.io.serviceaccount.uid", test: "is", values: [value] });
    case "pool":
      return shape(cluster, like("*:*"));
    default:
      return [];
  }
}
