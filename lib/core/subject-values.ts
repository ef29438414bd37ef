import type { TokenSource } from "./identity";
import type { ServiceAccountName, SubjectDetails } from "./subject";
import { given, record, required, shape, text, type RecordRule, type RulesOf } from "./values";

export const DISCOVERY = "https://openid.net/specs/openid-connect-discovery-1_0.html";
const KUBERNETES = "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#service-account-tokens";

/** Claims that a token must carry, with their exact values. */
export const claims = (noun: string): RecordRule =>
  record({
    noun,
    code: "SUBJECT_INVALID",
    cure: "name claims with their exact values",
    source: DISCOVERY,
    keys: text({
      noun: "the claim",
      code: "SUBJECT_INVALID",
      cure: "name a claim of the token other than sub, aud and iss",
      source: DISCOVERY,
      does: "refused",
      example: "repository_owner_id",
      mustBeKnown: true,
      pattern: /^[A-Za-z][A-Za-z0-9_./-]*$/,
    }),
    of: text({
      noun: "the claim",
      code: "SUBJECT_INVALID",
      cure: "give the exact plain text that the token carries",
      source: DISCOVERY,
      does: "refused",
      example: "65",
      minLength: 1,
      pattern: /^(?!\s)[^*?\x00-\x1f\x7f-\x9f]+(?<!\s)$/,
      half: /^(?!\s)[^*?\x00-\x1f\x7f-\x9f]+(?<!\s)$/,
    }),
  });

const name = (noun: string, example: string) =>
  text({
    noun,
    code: "SUBJECT_INVALID",
    cure: "give it as the cluster spells it",
    source: KUBERNETES,
    does: "refused",
    example,
    pattern: /^[^*?\s\x00-\x1f\x7f-\x9f]+$/,
    part: /^[^*?\s\x00-\x1f\x7f-\x9f]+$/,
  });

/** A ServiceAccount that a subject stands for. The workload and the clouds check their forms. */
export const SERVICE_ACCOUNT_NAME: RulesOf<ServiceAccountName> = {
  namespace: required(name("the namespace", "shop")),
  name: required(name("the ServiceAccount's name", "orders")),
};

/** What a subject takes beside its text. */
export const SUBJECT_DETAILS: RulesOf<SubjectDetails> = {
  claims: claims("the claims of the subject"),
  serviceAccount: shape("the ServiceAccount", SERVICE_ACCOUNT_NAME),
};

/** Whose tokens; `checkSources` checks both. */
export const TOKEN_SOURCE: RulesOf<TokenSource> = {
  issuer: required(given("the issuer", "checkSources", "SUBJECT_INVALID")),
  subject: required(given("the subject", "checkSources", "SUBJECT_INVALID")),
};
