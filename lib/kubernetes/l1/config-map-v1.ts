import type { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { load } from "./load";

/** `kubernetes_config_map_v1`. */
export function configMapV1(place: string): typeof ConfigMapV1 {
  return load(place, "a ConfigMap", () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- see load
    const file = require("@cdktf/provider-kubernetes/lib/config-map-v1") as { readonly ConfigMapV1: typeof ConfigMapV1 };
    return file.ConfigMapV1;
  });
}
