import { type Dump, dumped, field, objects } from "../dumps/dump";
import { type Json, type JsonObject, objectOf, textOf } from "../json";

const isObjectOf = (json: Json | undefined): boolean =>
  textOf(field(json, "apiVersion")) !== undefined && textOf(field(json, "kind")) !== undefined;

/** Lists give their items as whole objects. https://kubernetes.io/docs/reference/kubectl/generated/kubectl_get/ */
const itemsOf = (json: Json): JsonObject[] =>
  field(json, "items") === undefined ? objects(json) : objects(field(json, "items")).filter(isObjectOf);

/** Whatever the API server adds is no part of what was applied. */
const applied = (item: JsonObject): JsonObject =>
  objectOf(Object.entries(item).flatMap(([key, value]) => (key === "status" || value === undefined ? [] : [[key, value]])));

const OBJECTS: Dump = {
  command: "kubectl get serviceaccounts,pods --all-namespaces --output json",
  is: isObjectOf,
  resources: (json) =>
    itemsOf(json).map((item) => {
      const metadata = field(item, "metadata");
      const path = [item["kind"], field(metadata, "namespace") ?? "default", field(metadata, "name")].map((each) => textOf(each));
      return dumped("kubernetes_manifest", path.join("/"), { manifest: applied(item) });
    }),
};

/** What `kubectl` prints. */
export const KUBERNETES_DUMPS: readonly Dump[] = [OBJECTS];
