import type { IssuerProps } from "./issuer";
import { record, required, text, type RulesOf } from "./values";

const DISCOVERY = "https://openid.net/specs/openid-connect-discovery-1_0.html";

/** What an issuer takes. */
export const ISSUER_PROPS: RulesOf<IssuerProps> = {
  name: required(
    text({
      noun: "the issuer's name",
      code: "CLUSTER_NAME_INVALID",
      cure: 'give 1 to 100 letters, digits, "-", "_" and ".", a letter or digit first',
      source: "ours: it names resources",
      does: "refused",
      example: "edge",
      mustBeKnown: true,
      pattern: /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/,
    }),
  ),
  url: required(
    text({
      noun: "the issuer's URL",
      code: "ISSUER_INVALID",
      cure: 'give the URL exactly as the "iss" claim of its tokens spells it',
      source: DISCOVERY,
      does: "passed",
      example: "https://oidc.example.com/edge",
    }),
  ),
  jwksJson: text({
    noun: "jwksJson",
    code: "JWKS_INVALID",
    cure: 'give the output of "kubectl get --raw /openid/v1/jwks"',
    source: "https://www.rfc-editor.org/rfc/rfc7517#section-5",
    does: "passed",
    example: '{"keys":[{"kty":"RSA","kid":"a","n":"x","e":"AQAB"}]}',
  }),
  subjectPrefix: text({
    noun: "the subject prefix",
    code: "SUBJECT_INVALID",
    cure: 'give the plain text that every subject of the issuer begins with, such as "system:serviceaccount:", or leave it out',
    source: DISCOVERY,
    does: "refused",
    example: "system:serviceaccount:",
    minLength: 1,
    pattern: /^[^*?\n\r]+$/,
    part: /^[^*?\n\r]+$/,
  }),
  claims: record({
    noun: "the claims of the issuer",
    code: "SUBJECT_INVALID",
    cure: "name claims with their exact values",
    source: DISCOVERY,
    keys: text({
      noun: "the claim",
      code: "SUBJECT_INVALID",
      cure: "name a claim of the token",
      source: DISCOVERY,
      does: "refused",
      example: "repository_owner_id",
      mustBeKnown: true,
      pattern: /^[A-Za-z][A-Za-z0-9_./-]*$/,
    }),
    of: text({
      noun: "the claim",
      code: "SUBJECT_INVALID",
      cure: "give its exact value",
      source: DISCOVERY,
      does: "refused",
      example: "65",
      minLength: 1,
      pattern: /^(?!\s)[^*?\n\r]+(?<!\s)$/,
      part: /^[^*?\n\r]+$/,
    }),
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
};
