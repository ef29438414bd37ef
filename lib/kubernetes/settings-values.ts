import {
  isOurs,
  type ClusterGrant,
  type Handover,
  type IdentitySettings,
  type OutrankingVariables,
  type PodFile,
  type ProjectedToken,
} from "../core/identity-settings";
import { checkValues } from "../core/check-values";
import {
  flag,
  given,
  list,
  number,
  record,
  required,
  shape,
  text,
  word,
  type RecordRule,
  type RulesOf,
  type TextRule,
} from "../core/values";
import { KUBERNETES_LIMITS } from "../facts/kubernetes";
import type { MergedSettings } from "./merge-settings";

const VOLUMES = "https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/";
const ENV = "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables";
const META = "https://kubernetes.io/docs/concepts/overview/working-with-objects/";
const CURE = "an identity says what its pods need: correct what its settingsOn() returns";

const said = (noun: string, source: string, example: string, form: Partial<TextRule> = { minLength: 1 }): TextRule =>
  text({ noun, code: "MANIFEST_INVALID", cure: CURE, source, does: "refused", example, ...form });

const listOf = (noun: string, source: string, of: TextRule, minCount = 0) =>
  list({ noun, code: "MANIFEST_INVALID", cure: CURE, source, of, minCount });

const texts = (noun: string, source: string, keys: TextRule, of: TextRule): RecordRule =>
  record({ noun, code: "MANIFEST_INVALID", cure: CURE, source, keys, of });

const VARIABLE = { mustBeKnown: true, pattern: /^[^=\x00-\x20\x7f]+$/ } as const;

const variables = (noun: string): RecordRule =>
  texts(noun, ENV, said("the environment variable", ENV, "AWS_ROLE_ARN", VARIABLE), said("the value of", ENV, "arn", {}));

const annotations = (noun: string): RecordRule =>
  texts(
    noun,
    META,
    said("the annotation key", META, "example.com/role", KUBERNETES_LIMITS.annotationKey),
    said("the annotation", META, "orders", {}),
  );

/** Where a volume is mounted, and the file in it. */
const PLACE = {
  volumeName: required(said("the name of the volume", VOLUMES, "acme-token", KUBERNETES_LIMITS.namespace)),
  mountPath: required(
    said("the mount path", VOLUMES, "/var/run/acme", {
      pattern: /^\/[^:\x00-\x1f]*[^:/\x00-\x1f]$/,
      part: /^[^:\x00-\x1f]+$/,
      half: /^[/\uFFFC]/,
    }),
  ),
  path: required(
    said("the path below the mount path", VOLUMES, "token", {
      pattern: /^(?!\/)(?!(.*\/)?\.\.(\/|$)).+$/s,
      part: /^(?!(.*\/)?\.\.\/)/s,
    }),
  ),
};

export const PROJECTED_TOKEN: RulesOf<ProjectedToken> = {
  ...PLACE,
  audience: required(said("the audience", VOLUMES, "sts.example.com")),
  expirationSeconds: required(
    number({
      noun: "the token's expiration",
      code: "EXPIRATION_INVALID",
      cure: CURE,
      source: VOLUMES,
      unit: "seconds",
      ...KUBERNETES_LIMITS.tokenExpiration,
    }),
  ),
};

export const POD_FILE: RulesOf<PodFile> = {
  ...PLACE,
  content: required(said("the content of the file", VOLUMES, "{}", {})),
};

const tokens = list({
  noun: "the tokens",
  code: "MANIFEST_INVALID",
  cure: CURE,
  source: VOLUMES,
  of: shape("a token", PROJECTED_TOKEN),
});

export const HANDOVER: RulesOf<Handover> = {
  by: required(said("who hands over", "ours: errors name it", "an agent")),
  from: required(
    word({
      noun: "where a handover comes from",
      code: "MANIFEST_INVALID",
      cure: 'give "webhook" or "node"',
      source: "ours",
      words: ["webhook", "node"],
    }),
  ),
  env: required(variables("the environment that is handed over")),
  tokens: required(tokens),
  webhook: said("the webhook", "ours: the prefix of its annotations", "eks.amazonaws.com"),
  leftToPod: listOf("the variables that are left to the pod", "ours", said("the variable", ENV, "AWS_REGION", VARIABLE)),
  podsOnly: flag("podsOnly"),
};

const RBAC = "https://kubernetes.io/docs/reference/access-authn-authz/rbac/";
const GRANTED = { minLength: 1, pattern: /^[^\s*]+$/, part: /^[^\s*]+$/ };

/** A wildcard would allow more than one identity. */
export const CLUSTER_GRANT: RulesOf<ClusterGrant> = {
  apiGroup: required(said("the API group of a grant", RBAC, "cid.wi.aks.azure.com", GRANTED)),
  resource: required(said("the resource of a grant", RBAC, "client-id", GRANTED)),
  verb: required(said("the verb of a grant", RBAC, "use-managed-identity", GRANTED)),
};

export const OUTRANKING_VARIABLES: RulesOf<OutrankingVariables> = {
  names: required(listOf("the variables that outrank", "ours", said("the variable", ENV, "AWS_PROFILE", VARIABLE), 1)),
  unless: listOf("the values that change nothing", "ours", said("the value", ENV, "/dev/null", {})),
  source: required(said("the page that says so", "ours: errors name it", "https://docs.example.com/credentials")),
};

export const IDENTITY_SETTINGS: RulesOf<IdentitySettings> = {
  serviceAccountAnnotations: required(annotations("the annotations of the ServiceAccount")),
  podLabels: required(
    texts(
      "the labels of the pod",
      META,
      said("the label key", META, "example.com/use", KUBERNETES_LIMITS.labelKey),
      said("the label", META, "true", KUBERNETES_LIMITS.labelValue),
    ),
  ),
  podAnnotations: required(annotations("the annotations of the pod")),
  env: required(variables("the environment")),
  tokens: required(tokens),
  files: required(
    list({ noun: "the files", code: "MANIFEST_INVALID", cure: CURE, source: VOLUMES, of: shape("a file", POD_FILE) }),
  ),
  handover: shape("the handover", HANDOVER),
  clusterGrants: list({
    noun: "the grants on the cluster",
    code: "MANIFEST_INVALID",
    cure: CURE,
    source: RBAC,
    of: shape("a grant", CLUSTER_GRANT),
  }),
  outrankedBy: list({
    noun: "the list of variables that outrank",
    code: "MANIFEST_INVALID",
    cure: CURE,
    source: "ours",
    of: shape("variables that outrank", OUTRANKING_VARIABLES),
  }),
  lacks: listOf("the list of what the pod lacks", "ours", said("what the pod lacks", "ours", "a region")),
};

export const MERGED_SETTINGS: RulesOf<MergedSettings> = {
  ...IDENTITY_SETTINGS,
  byIdentity: required(
    list({
      noun: "the settings by identity",
      code: "MANIFEST_INVALID",
      cure: CURE,
      source: "ours",
      of: given("a pair", "PodSettings"),
    }),
  ),
};

const checked = new WeakSet();

/** Refuses settings of an identity of the user's own that no pod can have. What was checked once is not checked again. */
export function checkSettings(place: string, settings: IdentitySettings | MergedSettings): void {
  if (isOurs(settings) || checked.has(settings)) return;
  checkValues(place, "the settings of an identity", "byIdentity" in settings ? MERGED_SETTINGS : IDENTITY_SETTINGS, settings);
  checked.add(settings);
}

/** Notes that the settings were put together from checked ones. */
export function markChecked<S extends IdentitySettings>(settings: S): S {
  checked.add(settings);
  return settings;
}
