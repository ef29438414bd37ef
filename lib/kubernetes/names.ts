import { SERVICE_ACCOUNT_SUBJECT_PREFIX } from "../core/subject";

/** The subject that Kubernetes puts into the tokens of a ServiceAccount. */
export function serviceAccountSubject(namespace: string, name: string): string {
  return `${SERVICE_ACCOUNT_SUBJECT_PREFIX}${namespace}:${name}`;
}
