import type { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { load } from "./load";

/** `kubernetes_service_account_v1`. */
export function serviceAccountV1(place: string): typeof ServiceAccountV1 {
  return load(place, "a ServiceAccount", () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- see load
    const file = require("@cdktf/provider-kubernetes/lib/service-account-v1") as {
      readonly ServiceAccountV1: typeof ServiceAccountV1;
    };
    return file.ServiceAccountV1;
  });
}
