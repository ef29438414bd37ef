import type { Finding } from "../finding";
import type { Model } from "../model";

/** Annotations that point at identities which do not trust their ServiceAccount. */
export function findKubernetes(_model: Model): Finding[] {
  return [];
}
