import type { ServiceAccountName } from "../core/subject";
import { record, required, text, type RecordRule, type RulesOf, type TextRule } from "../core/values";
import { KUBERNETES_LIMITS } from "../facts/kubernetes";

const NAMES = "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/";
const LABELS = "https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set";

export const NAMESPACE: TextRule = text({
  noun: "the namespace",
  code: "NAMESPACE_INVALID",
  cure: 'give an RFC 1123 label: at most 63 characters of a-z, 0-9 and "-", with a letter or digit at both ends',
  source: NAMES,
  does: "refused",
  example: "shop",
  ...KUBERNETES_LIMITS.namespace,
});

export const ACCOUNT_NAME: TextRule = text({
  noun: "the ServiceAccount's name",
  code: "SERVICE_ACCOUNT_NAME_INVALID",
  cure: 'give an RFC 1123 subdomain: at most 253 characters of a-z, 0-9, "-" and ".", with a letter or digit at both ends and on both sides of each "."',
  source: NAMES,
  does: "refused",
  example: "orders",
  ...KUBERNETES_LIMITS.name,
});

/** A ServiceAccount by its names. */
export const SERVICE_ACCOUNT: RulesOf<ServiceAccountName> = { namespace: required(NAMESPACE), name: required(ACCOUNT_NAME) };

const KEY_CURE =
  'give "name" or "prefix/name", with a DNS subdomain as prefix and at most 63 letters, digits, "-", "_" and "." as name';

export const LABELS_RULE: RecordRule = record({
  noun: "the record of labels",
  code: "LABEL_INVALID",
  cure: "name labels with their values",
  source: LABELS,
  keys: text({
    noun: "the label key",
    code: "LABEL_INVALID",
    cure: KEY_CURE,
    source: LABELS,
    does: "refused",
    example: "app.kubernetes.io/part-of",
    ...KUBERNETES_LIMITS.labelKey,
  }),
  of: text({
    noun: "the label",
    code: "LABEL_INVALID",
    cure: 'give at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends',
    source: LABELS,
    does: "refused",
    example: "shop",
    ...KUBERNETES_LIMITS.labelValue,
  }),
});

export const ANNOTATIONS_RULE: RecordRule = record({
  noun: "the record of annotations",
  code: "LABEL_INVALID",
  cure: "name annotations with their values",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/",
  keys: text({
    noun: "the annotation key",
    code: "LABEL_INVALID",
    cure: KEY_CURE,
    source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set",
    does: "refused",
    example: "example.com/owner",
    ...KUBERNETES_LIMITS.annotationKey,
  }),
  of: text({
    noun: "the annotation",
    code: "LABEL_INVALID",
    cure: "give a text: what is not a text must be written as JSON",
    source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/",
    does: "escaped",
    example: "team shop",
  }),
});
