import type { IssuerProps } from "./issuer";
import { claims, DISCOVERY } from "./subject-values";
import { record, required, text, type RulesOf, type TextRule } from "./values";

/** A short name, which names resources. */
export const ISSUER_NAME: TextRule = text({
  noun: "the issuer's name",
  code: "CLUSTER_NAME_INVALID",
  cure: 'give 1 to 100 letters, digits, "-", "_" and ".", a letter or digit first',
  source: "ours: it names resources",
  does: "refused",
  example: "edge",
  mustBeKnown: true,
  pattern: /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/,
});

/** The URL; `Issuer` checks it. */
export const ISSUER_URL: TextRule = text({
  noun: "the issuer's URL",
  code: "ISSUER_INVALID",
  cure: 'give the URL exactly as the "iss" claim of its tokens spells it',
  source: DISCOVERY,
  does: "passed",
  example: "https://oidc.example.com/edge",
});

/** Public keys; `Issuer` checks them. */
export const JWKS_JSON: TextRule = text({
  noun: "jwksJson",
  code: "JWKS_INVALID",
  cure: 'give the output of "kubectl get --raw /openid/v1/jwks"',
  source: "https://www.rfc-editor.org/rfc/rfc7517#section-5",
  does: "passed",
  example: '{"keys":[{"kty":"RSA","kid":"a","n":"x","e":"AQAB"}]}',
});

/** What an issuer takes. */
export const ISSUER_PROPS: RulesOf<IssuerProps> = {
  name: required(ISSUER_NAME),
  url: required(ISSUER_URL),
  jwksJson: JWKS_JSON,
  subjectPrefix: text({
    noun: "the subject prefix",
    code: "SUBJECT_INVALID",
    cure: 'give the plain text that every subject of the issuer begins with, such as "system:serviceaccount:", or leave it out',
    source: DISCOVERY,
    does: "refused",
    example: "system:serviceaccount:",
    minLength: 1,
    pattern: /^[^*?\x00-\x1f\x7f-\x9f]+$/,
    part: /^[^*?\x00-\x1f\x7f-\x9f]+$/,
  }),
  webhookAudiences: record({
    noun: "the audiences of the webhooks",
    code: "AUDIENCE_INVALID",
    cure: 'name webhooks with the audience that each asks for, such as { "azure.workload.identity": "api://AzureADTokenExchange" }',
    source: "https://github.com/Azure/azure-workload-identity/blob/v1.6.0/cmd/webhook/main.go",
    keys: text({
      noun: "the webhook",
      code: "AUDIENCE_INVALID",
      cure: 'name it by the prefix of its annotations, such as "azure.workload.identity"',
      source: "ours: clusters name their webhooks so",
      does: "refused",
      example: "azure.workload.identity",
      mustBeKnown: true,
      pattern: /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/,
    }),
    of: text({
      noun: "the audience of the webhook",
      code: "AUDIENCE_INVALID",
      cure: 'give the "aud" of the tokens that it hands to pods, such as "api://AzureADTokenExchange"',
      source: "https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3",
      does: "refused",
      example: "api://AzureADTokenExchange",
      minLength: 1,
      pattern: /^\S+$/,
      part: /^\S+$/,
    }),
  }),
  claims: claims("the claims of the issuer"),
};
