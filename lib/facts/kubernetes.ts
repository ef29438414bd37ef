import { TOKEN_SIGN, type TextFormat } from "./text-format";

/** A form of words, and what is known of it where parts are unknown until apply: an unknown part may stand for any letter of it. */
const form = (pattern: (letter: string) => string): Pick<TextFormat, "pattern" | "half"> => ({
  pattern: new RegExp(`^${pattern("")}$`),
  half: new RegExp(`^${pattern(TOKEN_SIGN)}$`),
});
const label = (sign: string, letters = "a-z0-9"): string => `[${letters}${sign}]([-${letters}${sign}]*[${letters}${sign}])?`;
const subdomain = (sign: string, letters?: string): string => `${label(sign, letters)}(\\.${label(sign, letters)})*`;
const word = (sign: string): string => `[A-Za-z0-9${sign}]([A-Za-z0-9_.${sign}-]{0,61}[A-Za-z0-9${sign}])?`;
const key = (sign: string, letters?: string): string => `((?=[^/]{1,253}/)${subdomain(sign, letters)}/)?${word(sign)}`;

/** Limits and formats of Kubernetes, each with its source. "Names" is https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export const KUBERNETES_LIMITS = {
  /** Seconds. https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/ and the API server's validation. */
  tokenExpiration: { min: 600, max: 2 ** 32 },
  /** An RFC 1123 label. Names. */
  namespace: { maxLength: 63, ...form(label) },
  /** An RFC 1123 subdomain, as ServiceAccounts, Secrets and ConfigMaps have it. Names. */
  name: { maxLength: 253, ...form(subdomain) },
  /** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
  labelKey: form(key),
  /** Same page. */
  labelValue: { maxLength: 63, ...form((sign) => `(${word(sign)})?`) },
  /** The API server compares annotation keys in lower case: ValidateAnnotations in k8s.io/apimachinery/pkg/api/validation/objectmeta.go */
  annotationKey: form((sign) => key(sign, "A-Za-z0-9")),
  /** Bytes of all annotations of an object, keys and values. Same file, TotalAnnotationSizeLimitB. */
  annotations: { maxBytes: 262_144 },
  /** Bytes, and characters that print. k8s.io/apimachinery/pkg/apis/meta/v1/validation/validation.go, FieldManagerMaxLength. */
  fieldManager: {
    minLength: 1,
    maxBytes: 128,
    pattern: /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u,
    part: /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u,
  },
} as const satisfies Readonly<Record<string, TextFormat | { readonly min: number; readonly max: number }>>;
