import { either, given, list, required, text, word, type RulesOf, type ValueRule } from "../core/values";
import type { PolicyDocument, PolicyDocumentSource, PolicyStatement } from "./policy-document";

const GRAMMAR = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html";
const CODE = "INLINE_POLICY_INVALID";
const about = (noun: string) =>
  ({ noun, code: CODE, cure: "give a policy document, as IAM's grammar has it", source: GRAMMAR }) as const;

/** A policy in any of its forms: `policyText` checks it whole, with the code of its kind. */
export const POLICY = either(
  "the policy",
  text({
    ...about("the policy"),
    does: "passed",
    example: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}',
  }),
  given("the policy", "policyText"),
);

/** `policyText` checks the texts of a policy: `$${aws:username}` is one of IAM's there, and expressions of Terraform may be meant. */
const oneOrMany = (noun: string, example: string): ValueRule => {
  const one = text({ ...about(noun), does: "passed", example });
  return either(noun, one, list({ ...about(noun), of: one }));
};

export const POLICY_STATEMENT: RulesOf<PolicyStatement> = {
  Sid: text({
    ...about("the Sid"),
    does: "refused",
    example: "Orders",
    pattern: /^[A-Za-z0-9]*$/,
    part: /^[A-Za-z0-9]+$/,
  }),
  Effect: required(word({ ...about("the Effect"), words: ["Allow", "Deny"] })),
  Action: oneOrMany("the Action", "s3:GetObject"),
  NotAction: oneOrMany("the NotAction", "s3:GetObject"),
  Resource: oneOrMany("the Resource", "*"),
  NotResource: oneOrMany("the NotResource", "arn:aws:s3:::acme/*"),
  Condition: given("the Condition", "policyText", CODE),
  Principal: given("the Principal", "policyText refuses every one", CODE),
};

export const POLICY_DOCUMENT: RulesOf<PolicyDocument> = {
  Version: word({ ...about("the Version"), words: ["2012-10-17"] }),
  Id: text({ ...about("the Id"), does: "passed", example: "orders" }),
  Statement: required(
    either(
      "the Statement",
      list({ ...about("the Statement"), of: given("a statement", "policyText", CODE) }),
      given("the Statement", "policyText", CODE),
    ),
  ),
};

export const POLICY_DOCUMENT_SOURCE: RulesOf<PolicyDocumentSource> = {
  json: required(
    text({
      ...about("the policy's JSON"),
      does: "passed",
      example: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}',
    }),
  ),
};
