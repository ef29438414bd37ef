import { Annotations } from "cdktf";
import type { IConstruct } from "constructs";
import type { IdentitySettings } from "../core/identity-settings";
import type { Cluster } from "./cluster";

/** Warns at synth of what the pods on a cluster lack to use their identities. */
export function warnOfLacks(
  workload: IConstruct,
  cluster: Cluster,
  byIdentity: readonly (readonly [key: string, settings: IdentitySettings])[],
): void {
  for (const [key, { lacks = [] }] of byIdentity) {
    for (const what of lacks) {
      Annotations.of(workload).addWarning(`pods on the cluster "${cluster.name}" lack for the identity "${key}" ${what}`);
    }
  }
}
