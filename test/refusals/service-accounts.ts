import type { FederatedWorkloadProps, IdentityRequests } from "../../lib";
import type { World } from "../world";
import type { Build, Refusal } from "./refusal";
import { without } from "./without-package";

/** Workloads whose ServiceAccounts cannot be written, or not twice. */
export const serviceAccountRefusals = (
  workload: (props: (world: World) => Partial<FederatedWorkloadProps<IdentityRequests>>) => Build,
): readonly Refusal[] => [
  ["SERVICE_ACCOUNT_SOURCE_INVALID", '"Existing"', workload(() => ({ serviceAccount: "Existing" as never }))],
  ["SERVICE_ACCOUNT_SOURCE_INVALID", "null", workload(() => ({ serviceAccount: null as never }))],
  ["SERVICE_ACCOUNT_SOURCE_INVALID", "an object", workload(() => ({ serviceAccount: {} as never }))],
  [
    "PROVIDER_PACKAGE_MISSING",
    'a workload that writes a ServiceAccount needs the package @cdktf/provider-kubernetes, which is not installed; run "npm install',
    without(
      "@cdktf/provider-kubernetes/lib/service-account-v1",
      workload(() => ({})),
    ),
  ],
];
