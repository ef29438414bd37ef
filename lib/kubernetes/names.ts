import { checkText, FederationError, quoted } from "../core/errors";
import { SERVICE_ACCOUNT_SUBJECT_PREFIX } from "../core/subject";
import { isKnown, literalParts } from "../core/tokens";

const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const NAMESPACE = new RegExp(`^${LABEL}$`);
const SUBDOMAIN = new RegExp(`^${LABEL}(\\.${LABEL})*$`);
const QUALIFIED_NAME = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;

/** Refuses a namespace that is not an RFC 1123 label of at most 63 characters. Tokens pass. */
export function checkNamespace(place: string, namespace: string): void {
  checkText(place, "the namespace", namespace);
  if (
    isKnown(namespace)
      ? namespace.length <= 63 && NAMESPACE.test(namespace)
      : literalParts(namespace).every((part) => /^[-a-z0-9]+$/.test(part))
  )
    return;
  throw new FederationError(place, {
    code: "NAMESPACE_INVALID",
    what: `the namespace ${quoted(namespace)} is not an RFC 1123 label`,
    cure: 'use at most 63 characters of a-z, 0-9 and "-", with a letter or digit at both ends',
  });
}

/** Refuses a ServiceAccount name that is not an RFC 1123 subdomain of at most 253 characters. Tokens pass. */
export function checkServiceAccountName(place: string, name: string): void {
  checkText(place, "the ServiceAccount's name", name);
  if (isKnown(name) ? name.length <= 253 && SUBDOMAIN.test(name) : literalParts(name).every((part) => /^[-.a-z0-9]+$/.test(part)))
    return;
  throw new FederationError(place, {
    code: "SERVICE_ACCOUNT_NAME_INVALID",
    what: `the ServiceAccount name ${quoted(name)} is not an RFC 1123 subdomain`,
    cure: 'use at most 253 characters of a-z, 0-9, "-" and ".", with a letter or digit at both ends and on both sides of each "."',
  });
}

/**
 * Refuses keys and values that the API server would refuse, when nothing is applied yet.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export function checkLabels(place: string, labels: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(labels)) {
    checkMetadataKey(place, "label", key);
    if (!isKnown(value) || value === "" || QUALIFIED_NAME.test(value)) continue;
    throw new FederationError(place, {
      code: "LABEL_INVALID",
      what: `the label ${quoted(key)} has the value ${quoted(value)}`,
      cure: 'use at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends',
    });
  }
}

/** Refuses annotation keys that the API server would refuse. Values are free. */
export function checkAnnotations(place: string, annotations: Readonly<Record<string, string>>): void {
  for (const key of Object.keys(annotations)) checkMetadataKey(place, "annotation", key);
}

function checkMetadataKey(place: string, kind: string, key: string): void {
  if (!isKnown(key)) return;
  const parts = key.split("/");
  const name = parts.pop() ?? "";
  const prefix = parts.pop();
  const prefixOk = prefix === undefined || (prefix.length <= 253 && SUBDOMAIN.test(prefix));
  if (parts.length === 0 && prefixOk && QUALIFIED_NAME.test(name)) return;
  throw new FederationError(place, {
    code: "LABEL_INVALID",
    what: `the ${kind} key ${quoted(key)} is not "name" or "prefix/name"`,
    cure: 'use a DNS subdomain as prefix and at most 63 letters, digits, "-", "_" and "." as name',
  });
}

/** The subject that Kubernetes puts into the tokens of a ServiceAccount. */
export function serviceAccountSubject(namespace: string, name: string): string {
  return `${SERVICE_ACCOUNT_SUBJECT_PREFIX}${namespace}:${name}`;
}
