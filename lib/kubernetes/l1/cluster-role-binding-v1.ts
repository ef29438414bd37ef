import type { ClusterRoleBindingV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-binding-v1";
import { load } from "./load";

/** `kubernetes_cluster_role_binding_v1`. */
export function clusterRoleBindingV1(place: string): typeof ClusterRoleBindingV1 {
  return load(place, "a ClusterRoleBinding", () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- see load
    const file = require("@cdktf/provider-kubernetes/lib/cluster-role-binding-v1") as {
      readonly ClusterRoleBindingV1: typeof ClusterRoleBindingV1;
    };
    return file.ClusterRoleBindingV1;
  });
}
