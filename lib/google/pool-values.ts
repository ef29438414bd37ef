import { either, flag, list, record, required, shape, text, type RulesOf } from "../core/values";
import { GOOGLE_LIMITS } from "../facts/google";
import type { PoolOptions, ProviderOptions } from "./pool-options";
import type { PoolProviderName } from "./principals";
import { PROJECT_NUMBER } from "./project-values";

const PROVIDER =
  "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/iam_workload_identity_pool_provider";
const { poolId, audiences, attributes } = GOOGLE_LIMITS;

const id = (noun: string, example: string) =>
  text({
    noun,
    code: "GOOGLE_ID_INVALID",
    cure: `use ${poolId.minLength} to ${poolId.maxLength} characters of a-z, 0-9 and "-", not beginning with the reserved "${poolId.reservedPrefix}"`,
    source: PROVIDER,
    does: "refused",
    example,
    minLength: poolId.minLength,
    maxLength: poolId.maxLength,
    pattern: poolId.pattern,
    part: poolId.part,
    half: poolId.half,
  });

export const POOL_ID = id("the pool id", "acme-clusters");
export const PROVIDER_ID = id("the provider id", "eks-eu");

export const AUDIENCE = text({
  noun: "the audience",
  code: "AUDIENCE_INVALID",
  cure: `leave it out (the provider's own URL then is the audience), or give it as the token spells it: without white space, up to ${audiences.maxLength} characters`,
  source: PROVIDER,
  does: "refused",
  example: "acme-edge",
  minLength: 1,
  maxLength: audiences.maxLength,
  pattern: audiences.pattern,
  part: audiences.pattern,
});

const long = (noun: string, maxLength: number, example: string) =>
  text({
    noun,
    code: "FIELD_TOO_LONG",
    cure: `shorten it to ${maxLength} characters, and give whole ones`,
    source: PROVIDER,
    does: "escaped",
    example,
    maxLength,
  });

export const DISPLAY_NAME = long("the display name", GOOGLE_LIMITS.displayName.maxLength, "Clusters");
export const DESCRIPTION = long("the description", GOOGLE_LIMITS.description.maxLength, "Clusters of the shop");

export const NAMESPACES = list({
  noun: "the list of namespaces",
  code: "NAMESPACE_INVALID",
  cure: "name at least one namespace",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names",
  minCount: 1,
  of: text({
    noun: "the namespace",
    code: "NAMESPACE_INVALID",
    cure: 'name an RFC 1123 label: at most 63 characters of a-z, 0-9 and "-"',
    source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names",
    does: "refused",
    example: "shop",
    ...GOOGLE_LIMITS.namespace,
  }),
});

/** An expression of CEL, of which `isWholeExpression` knows more. */
export const condition = (noun: string, example: string) =>
  text({
    noun,
    code: "CONDITION_INVALID",
    cure: "give a whole expression of CEL",
    source: "https://cloud.google.com/iam/docs/workload-identity-federation#conditions",
    does: "passed",
    example,
  });

/** What a provider takes. */
export const PROVIDER_OPTIONS: RulesOf<ProviderOptions> = {
  providerId: PROVIDER_ID,
  audience: AUDIENCE,
  displayName: DISPLAY_NAME,
  description: DESCRIPTION,
  attributeCondition: condition("the attribute condition", "assertion.x == 'y'"),
  namespaces: NAMESPACES,
  longSubjects: either(
    "longSubjects",
    flag("longSubjects"),
    shape("longSubjects", {
      shortClaim: required(
        text({
          noun: "the short claim",
          code: "CONDITION_INVALID",
          cure: 'name a claim of the token, such as "jti" (a text of white space is not the name of a claim)',
          source: PROVIDER,
          does: "refused",
          example: "jti",
          pattern: /^(?!\s)[^\x00-\x1f\x7f]+(?<!\s)$/,
          part: /^[^\x00-\x1f\x7f]+$/,
          half: /^(?!\s)[^\x00-\x1f\x7f]+(?<!\s)$/,
        }),
      ),
    }),
  ),
  attributes: record({
    noun: "the attributes",
    code: "CONDITION_INVALID",
    cure: `name up to ${attributes.maxCount} attributes`,
    source: PROVIDER,
    keys: text({
      noun: "the attribute",
      code: "CONDITION_INVALID",
      cure: `use up to ${attributes.maxLength} of a-z, 0-9 and "_", and not "subject", which is ours`,
      source: PROVIDER,
      does: "refused",
      example: "tier",
      mustBeKnown: true,
      maxLength: attributes.maxLength,
      pattern: /^(?!subject$)[a-z0-9_]+$/,
    }),
    of: condition("the attribute", "assertion.tier"),
  }),
  disabled: flag("disabled", { mayBeUnknown: true }),
  importExisting: flag("importExisting"),
  preventDestroy: flag("preventDestroy"),
};

/** What a pool and the provider in it take. */
export const POOL_OPTIONS: RulesOf<PoolOptions> = { ...PROVIDER_OPTIONS, poolId: POOL_ID };

/** Where a provider stands. */
export const POOL_PROVIDER_NAME: RulesOf<PoolProviderName> = {
  projectNumber: required(PROJECT_NUMBER),
  poolId: required(POOL_ID),
  providerId: required(PROVIDER_ID),
};
