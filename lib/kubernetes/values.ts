import type { IdentityRequests } from "../core/identity";
import { either, flag, given, list, number, record, required, shape, text, word, type RulesOf } from "../core/values";
import { KUBERNETES_LIMITS } from "../facts/kubernetes";
import type { FederatedWorkloadProps } from "./federated-workload";
import { ACCOUNT_NAME, ANNOTATIONS_RULE, LABELS_RULE, NAMESPACE, SERVICE_ACCOUNT } from "./name-values";
import type { AnnotatedServiceAccountOptions, CreatedServiceAccountOptions } from "./service-account";

const EXPIRATION = number({
  noun: "tokenExpirationSeconds",
  code: "EXPIRATION_INVALID",
  cure: "give whole seconds from 600 to 4,294,967,296, or leave it out",
  source: "the API server's validation of TokenRequest",
  unit: "seconds",
  ...KUBERNETES_LIMITS.tokenExpiration,
});

/** What a workload takes. */
export const FEDERATED_WORKLOAD_PROPS: RulesOf<FederatedWorkloadProps<IdentityRequests>> = {
  clusters: required(
    list({
      noun: "the list of clusters",
      code: "CLUSTERS_EMPTY",
      cure: "name at least one cluster that the ServiceAccount runs on",
      source: "ours: a workload without a cluster is nobody's",
      of: given("a cluster", "checkClusters"),
      minCount: 1,
    }),
  ),
  namespace: required(NAMESPACE),
  serviceAccountName: required(ACCOUNT_NAME),
  identities: required(given("the record of identities", "checkIdentities")),
  subjects: list({
    noun: "the list of further ServiceAccounts",
    code: "SUBJECT_INVALID",
    cure: "name ServiceAccounts by namespace and name",
    source: "ours",
    of: shape("a further ServiceAccount", SERVICE_ACCOUNT),
  }),
  labels: LABELS_RULE,
  annotations: ANNOTATIONS_RULE,
  serviceAccount: either(
    '"serviceAccount"',
    word({
      noun: '"serviceAccount"',
      code: "SERVICE_ACCOUNT_SOURCE_INVALID",
      cure: 'give "create", "existing" or one of ServiceAccount.created(), .annotated() and .existing()',
      source: "ours",
      words: ["create", "existing"],
    }),
    given("the source of the ServiceAccount", "sourceOf"),
  ),
  kubernetesScope: given("kubernetesScope", "the constructs library"),
  tokenExpirationSeconds: either(
    "tokenExpirationSeconds",
    EXPIRATION,
    record({
      noun: "tokenExpirationSeconds",
      code: "EXPIRATION_INVALID",
      cure: "name identities of this workload with seconds",
      source: "ours",
      keys: text({
        noun: "the identity",
        code: "EXPIRATION_INVALID",
        cure: "name an identity of this workload",
        source: "ours",
        // checkExpirations knows the identities.
        does: "passed",
        example: "aws",
      }),
      of: EXPIRATION,
    }),
  ),
  propagationSeconds: number({
    noun: "propagationSeconds",
    code: "PROPAGATION_INVALID",
    cure: "give whole seconds from 1 to 3600, such as 30",
    source: "ours: who waits longer than an hour waits for something else",
    unit: "seconds",
    min: 1,
    max: 3600,
  }),
};

/** What a ServiceAccount takes that the workload creates. */
export const CREATED_OPTIONS: RulesOf<CreatedServiceAccountOptions> = {
  automountServiceAccountToken: flag("automountServiceAccountToken", { mayBeUnknown: true }),
  imagePullSecrets: list({
    noun: "the list of imagePullSecrets",
    code: "SERVICE_ACCOUNT_SOURCE_INVALID",
    cure: "name Secrets of the ServiceAccount's namespace",
    source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/",
    of: text({
      noun: "the name of the Secret",
      code: "SERVICE_ACCOUNT_SOURCE_INVALID",
      cure: 'give an RFC 1123 subdomain: at most 253 characters of a-z, 0-9, "-" and "."',
      source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/",
      does: "refused",
      example: "registry",
      ...KUBERNETES_LIMITS.name,
    }),
  }),
};

/** What a ServiceAccount takes that somebody else made. */
export const ANNOTATED_OPTIONS: RulesOf<AnnotatedServiceAccountOptions> = {
  force: flag("force", { mayBeUnknown: true }),
  fieldManager: text({
    noun: "the field manager",
    code: "SERVICE_ACCOUNT_SOURCE_INVALID",
    cure: "give 1 to 128 bytes that print, such as acme-platform, or leave it out",
    source: "https://kubernetes.io/docs/reference/using-api/server-side-apply/#managers",
    does: "refused",
    example: "acme-platform",
    ...KUBERNETES_LIMITS.fieldManager,
  }),
};
