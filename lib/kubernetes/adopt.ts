import type { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import type { ServiceAccountName } from "../core/subject";
import type { Cluster } from "./cluster";
import type { WrittenOnCluster } from "./on-clusters";

const TYPES = { serviceAccount: "kubernetes_service_account_v1", configMap: "kubernetes_config_map_v1" } as const;
const NOUNS = { serviceAccount: "ServiceAccount", configMap: "ConfigMap" } as const;

/** The resource that stands for a ServiceAccount or its ConfigMap on a cluster, which Terraform could import or move. */
export function adopting(
  workload: IConstruct,
  written: readonly WrittenOnCluster[],
  what: keyof typeof TYPES,
  on: { readonly cluster: Cluster; readonly account: ServiceAccountName },
): TerraformResource {
  const { namespace, name } = on.account;
  const place = written.find(({ cluster, account }) => {
    return cluster === on.cluster && account.namespace === namespace && account.name === name;
  });
  const resource = place?.[what];
  if (resource?.terraformResourceType === TYPES[what]) return resource;
  throw new FederationError(workload, {
    code: "SERVICE_ACCOUNT_SOURCE_INVALID",
    what: `of the ServiceAccount ${quoted(`${namespace}/${name}`)} on the cluster ${quoted((on.cluster as Partial<Cluster> | undefined)?.name)} this workload makes no ${NOUNS[what]}, which could take the place of another`,
    cure: 'name one of its clusters and ServiceAccounts, with serviceAccount: "create"; what is annotated needs neither import nor move',
  });
}
