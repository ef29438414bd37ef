import type { TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { derivedName } from "../core/derived-name";
import type { PodFile } from "../core/identity-settings";
import type { ServiceAccountName } from "../core/subject";
import { isKnown } from "../core/tokens";
import { configMapV1 } from "./l1/config-map-v1";
import { nonEmpty } from "./service-account";

/** The files that the pods of one ServiceAccount mount on one cluster. */
export interface ConfigMapRequest {
  readonly serviceAccount: ServiceAccountName;
  readonly files: readonly PodFile[];
  readonly labels: Readonly<Record<string, string>>;
  readonly provider: TerraformProvider | undefined;
}

/** Longest name of a ConfigMap: a DNS subdomain. */
const NAME = { maxLength: 253, lowerCase: true };

/** One ConfigMap a ServiceAccount: different ServiceAccounts of a namespace never share a name. */
export function configMapName(serviceAccountName: string): string {
  const name = `${serviceAccountName}-workload-identity`;
  if (!isKnown(name) || name.length <= NAME.maxLength) return name;
  return derivedName([name], [serviceAccountName], NAME);
}

/** Delivers the files, which hold no secret, as a ConfigMap. */
export function createConfigMap(scope: Construct, id: string, request: ConfigMapRequest): TerraformResource {
  const { serviceAccount, files, labels, provider } = request;
  return new (configMapV1(scope.node.path))(scope, id, {
    provider,
    metadata: { name: configMapName(serviceAccount.name), namespace: serviceAccount.namespace, labels: nonEmpty(labels) },
    data: Object.fromEntries(files.map(({ path, content }) => [path, content])),
  });
}
