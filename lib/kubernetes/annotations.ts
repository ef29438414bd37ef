import { FederationError, quoted } from "../core/errors";
import { plainTexts } from "../core/terraform-text";
import { literalParts } from "../core/tokens";
import { KUBERNETES_LIMITS } from "../facts/kubernetes";
import type { ServiceAccountSource } from "./service-account-source";

/**
 * The user's annotations, as Terraform keeps them, and those of the identities. One that an identity needs is refused, and more than the API
 * server takes.
 */
export function allAnnotations(
  place: string,
  ours: Readonly<Record<string, string>>,
  users: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  // The API server compares keys in lower case.
  const own = new Map(Object.keys(ours).map((key) => [key.toLowerCase(), key]));
  const taken = Object.keys(users).find((key) => own.has(key.toLowerCase()));
  if (taken !== undefined) {
    throw new FederationError(place, {
      code: "ANNOTATION_COLLISION",
      what: `"annotations" sets ${quoted(taken)} to ${quoted(users[taken])}, which an identity of this workload writes`,
      cure: "leave it out: the workload writes it on each cluster that needs it",
    });
  }
  const bytes = [...Object.entries(ours), ...Object.entries(users)]
    .flatMap((entry) => entry.flatMap(literalParts))
    .reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  const { maxBytes } = KUBERNETES_LIMITS.annotations;
  if (bytes <= maxBytes) return { ...plainTexts(users), ...ours };
  throw new FederationError(place, {
    code: "FIELD_TOO_LONG",
    what: `the annotations of the ServiceAccount have ${bytes} bytes, keys and values together, ${maxBytes} are allowed`,
    cure: "keep large texts elsewhere, such as in a ConfigMap",
  });
}

/** Refuses annotations and labels that nothing would carry. Labels stand on ConfigMaps as well. */
export function checkCarried(
  place: string,
  { leaves = [] }: ServiceAccountSource,
  given: Readonly<Record<"annotations" | "labels", Readonly<Record<string, string>>>>,
  hasConfigMap: boolean,
): void {
  const lost = leaves.find((kind) => Object.keys(given[kind]).length > 0 && !(kind === "labels" && hasConfigMap));
  if (lost === undefined) return;
  throw new FederationError(place, {
    code: "SERVICE_ACCOUNT_SOURCE_INVALID",
    what: `"${lost}" has ${quoted(Object.keys(given[lost])[0])}, but this workload does not write its ServiceAccount's ${lost}`,
    cure: `leave "${lost}" out, and give them to whoever makes the ServiceAccount`,
  });
}
