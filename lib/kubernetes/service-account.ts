import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";

/** The ServiceAccount of a workload on one cluster. */
export interface ServiceAccountProps {
  readonly namespace: string;
  readonly name: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly provider: TerraformProvider | undefined;
}

/** Creates the ServiceAccount through its cluster's provider. */
export function createServiceAccount(scope: Construct, id: string, props: ServiceAccountProps): ServiceAccountV1 {
  return new ServiceAccountV1(scope, id, {
    provider: props.provider,
    metadata: {
      name: props.name,
      namespace: props.namespace,
      annotations: nonEmpty(props.annotations),
      labels: nonEmpty(props.labels),
    },
  });
}

/** Undefined for an empty record: Terraform's plan then has no empty map. */
export function nonEmpty(strings: Readonly<Record<string, string>>): Record<string, string> | undefined {
  return Object.keys(strings).length > 0 ? { ...strings } : undefined;
}
