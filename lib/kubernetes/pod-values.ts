import {
  either,
  flag,
  given,
  list,
  required,
  shape,
  text,
  word,
  type RulesOf,
  type TextRule,
  type ValueRules,
} from "../core/values";
import { KUBERNETES_LIMITS } from "../facts/kubernetes";
import type { HelmOptions } from "./helm-values";
import { POD_KINDS } from "./manifest-kinds";
import { ACCOUNT_NAME, NAMESPACE } from "./name-values";
import type { PodOwner } from "./pod-settings";
import type { ContainerOptions } from "./pod-shape";
import type { PatchTarget } from "./strategic-patch";

const NAMES = "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/";

const objectName = (noun: string, code: TextRule["code"], example: string): TextRule =>
  text({
    noun,
    code,
    cure: 'give an RFC 1123 subdomain: at most 253 characters of a-z, 0-9, "-" and ".", with a letter or digit at both ends',
    source: NAMES,
    does: "refused",
    example,
    ...KUBERNETES_LIMITS.name,
  });

const containers = (noun: string) =>
  list({
    noun: `the list of ${noun}s`,
    code: "CONTAINER_UNKNOWN",
    cure: "name containers of the pod",
    source: NAMES,
    of: text({
      noun: `the name of the ${noun}`,
      code: "CONTAINER_UNKNOWN",
      cure: 'give an RFC 1123 label: at most 63 characters of a-z, 0-9 and "-"',
      source: NAMES,
      does: "refused",
      example: "app",
      ...KUBERNETES_LIMITS.namespace,
    }),
  });

/** A ConfigMap or Secret that `envFrom` may name. Of its data, the keys are read. */
const BESIDE: ValueRules = {
  kind: required(
    word({
      noun: 'the kind of a manifest in "beside"',
      code: "MANIFEST_INVALID",
      cure: 'give the manifests of ConfigMaps and Secrets alone, with "kind" and "metadata.name": no other kind brings variables',
      source: "https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.33/#envfromsource-v1-core",
      words: ["ConfigMap", "Secret"],
    }),
  ),
  metadata: required(
    shape('"metadata" of a manifest in "beside"', {
      name: required(objectName('the name of a manifest in "beside"', "MANIFEST_INVALID", "settings")),
    }),
  ),
  data: given('"data" of a manifest in "beside"', "variablesOf"),
  stringData: given('"stringData" of a manifest in "beside"', "variablesOf"),
};

/** Which containers get an identity. */
export const CONTAINER_OPTIONS: RulesOf<ContainerOptions> = {
  containers: containers("container"),
  initContainers: either('"initContainers"', flag('"initContainers"'), containers("init container")),
  beside: list({
    noun: '"beside"',
    code: "MANIFEST_INVALID",
    cure: "give manifests of ConfigMaps and Secrets",
    source: "ours: what is ignored here would hide a variable",
    of: shape('a manifest in "beside"', BESIDE),
  }),
};

const helmKey = (noun: string, example: string): TextRule =>
  text({
    noun,
    code: "MANIFEST_INVALID",
    cure: 'give the name of a value at the top of the chart\'s values, such as "extraEnv"; put what a subchart takes below its name yourself',
    source: "ours: a dot would make a value of that name, which no chart reads",
    does: "refused",
    example,
    mustBeKnown: true,
    pattern: /^[A-Za-z_][A-Za-z0-9_-]*$/,
  });

/** What a chart calls its lists. */
const HELM_KEYS: RulesOf<NonNullable<HelmOptions["keys"]>> = {
  env: helmKey("the chart's name for its environment", "extraEnvVars"),
  volumes: helmKey("the chart's name for its volumes", "volumes"),
  volumeMounts: helmKey("the chart's name for its mounts", "volumeMounts"),
};

/** What a chart calls its values, and which it gets besides. */
export const HELM_OPTIONS: RulesOf<HelmOptions> = {
  keys: shape('"keys"', HELM_KEYS),
  createServiceAccount: flag('"createServiceAccount"'),
  values: given('"values"', "addToTemplate"),
  containers: containers("container of the chart"),
};

/** What a patch is for. */
export const PATCH_TARGET: RulesOf<PatchTarget> = {
  kind: required(
    word({
      noun: "the kind",
      code: "MANIFEST_INVALID",
      cure: `give one of ${POD_KINDS.filter((kind) => kind !== "Job").join(", ")}`,
      source: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/",
      // Of a Job, strategicPatch says more.
      words: POD_KINDS.filter((kind) => kind !== "Job"),
    }),
  ),
  name: required(objectName("the name of the manifest", "MANIFEST_INVALID", "orders")),
  namespace: NAMESPACE,
  containers: required(containers("container")),
  initContainers: containers("init container"),
};

/** Who a pod runs as. */
export const POD_OWNER: RulesOf<PodOwner> = {
  namespace: required(NAMESPACE),
  serviceAccountName: required(ACCOUNT_NAME),
  configMapName: required(objectName("the ConfigMap's name", "MANIFEST_INVALID", "orders-workload-identity")),
  workload: text({
    noun: "the workload",
    code: "MANIFEST_INVALID",
    cure: "give the construct path of the workload",
    source: "ours: errors name it",
    does: "passed",
    example: "world/orders",
  }),
  automountServiceAccountToken: flag('"automountServiceAccountToken"'),
};
