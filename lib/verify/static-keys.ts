import type { Finding } from "./finding";
import type { Configuration } from "./read/configuration";

/** Keys that do not expire, in any cloud or in a Kubernetes Secret. */
export function findStaticKeys(_configuration: Configuration): Finding[] {
  return [];
}
