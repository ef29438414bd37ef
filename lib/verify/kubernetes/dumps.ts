import { type Dump, dumped, field, objects } from "../dumps/dump";
import { emptyObject, isObject, type Json, type JsonObject, objectOf, textOf } from "../json";
import { hole } from "../text";

const isObjectOf = (json: Json | undefined): boolean =>
  textOf(field(json, "apiVersion")) !== undefined && textOf(field(json, "kind")) !== undefined;

/** Lists give their items as whole objects. https://kubernetes.io/docs/reference/kubectl/generated/kubectl_get/ */
const itemsOf = (json: Json): JsonObject[] =>
  field(json, "items") === undefined ? objects(json) : objects(field(json, "items")).filter(isObjectOf);

/** Whatever the API server adds is not part of what was applied. Where a manifest tells no namespace, whoever applies it does. */
function applied(item: JsonObject): JsonObject {
  const told = field(item, "metadata");
  const metadata = objectOf([
    ["namespace", hole(`the namespace of ${textOf(item["kind"]) ?? ""} ${textOf(field(told, "name")) ?? ""}`)],
    ...entriesOf(isObject(told) ? told : undefined),
  ]);
  return objectOf([...entriesOf(item).filter(([key]) => key !== "status" && key !== "metadata"), ["metadata", metadata]]);
}

const entriesOf = (object: JsonObject = emptyObject()): [string, Json][] =>
  Object.entries(object).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));

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
