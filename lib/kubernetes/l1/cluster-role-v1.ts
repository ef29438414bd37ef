import type { ClusterRoleV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-v1";
import { load } from "./load";

/** `kubernetes_cluster_role_v1`. */
export function clusterRoleV1(place: string): typeof ClusterRoleV1 {
  return load(place, "a ClusterRole", () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- see load
    const file = require("@cdktf/provider-kubernetes/lib/cluster-role-v1") as { readonly ClusterRoleV1: typeof ClusterRoleV1 };
    return file.ClusterRoleV1;
  });
}
