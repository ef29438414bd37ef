import type { Annotations } from "@cdktf/provider-kubernetes/lib/annotations";
import { load } from "./load";

/** `kubernetes_annotations`. */
export function annotationsOf(place: string): typeof Annotations {
  return load(place, "annotations of a ServiceAccount", () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- see load
    const file = require("@cdktf/provider-kubernetes/lib/annotations") as { readonly Annotations: typeof Annotations };
    return file.Annotations;
  });
}
