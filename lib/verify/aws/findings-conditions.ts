import type { Finding } from "../finding";
import type { ClaimTest } from "../shape";
import { isKnown, lower, show } from "../text";
import { keyPlace } from "./claim-keys";
import { restrictionOf, together } from "./claim-tests";
import { conditionText } from "./condition-text";
import type { ConditionTest } from "./conditions";
import { hasWildcard, patternOf } from "../glob";
import type { AwsRoleIdentity } from "./roles";
import { found, type RuleId } from "./rules";
import type { Statement } from "./statement";
import type { TrustedProvider } from "./trusted-provider";

/** What is wrong with single conditions, whoever the statement is for. */
export function findInTests({ label, tests }: Statement, role: AwsRoleIdentity): Finding[] {
  const { place, trust } = role;
  return tests.flatMap((test) => {
    const { operator, values = [] } = test;
    const what = `${label}: ${show(conditionText(test))}`;
    const ids: RuleId[] = [];
    const wild = values.some(({ text }) => hasWildcard(patternOf(text)));
    if ((operator?.comparison === "equals" || operator?.comparison === "equals-ignoring-case") && !operator.negated) {
      if (values.some(({ text, template }) => template === undefined && hasWildcard(patternOf(text))))
        ids.push("aws-wildcard-literal");
    }
    const known = values.every(({ text }) => isKnown(text));
    if (operator?.comparison === "like" && !operator.negated && !wild && known) ids.push("aws-like-without-wildcard");
    if (/^https?:\/\//.test(test.key.lower)) ids.push("aws-key-scheme");
    if (trust.version !== "2012-10-17" && values.some(({ text }) => text.includes("${"))) ids.push("aws-variable-version");
    return ids.map((id) => found(id, place, what));
  });
}

/** What is wrong with conditions on a provider's tokens. */
export function findInProviderTests(statement: Statement, provider: TrustedProvider, role: AwsRoleIdentity): Finding[] {
  const { label, tests, effect } = statement;
  return tests.flatMap((test) => {
    const id = ruleOf(test, provider, effect);
    return id === undefined ? [] : [found(id, role.place, `${label}: ${show(conditionText(test))}`)];
  });
}

function ruleOf(test: ConditionTest, provider: TrustedProvider, effect: "Allow" | "Deny"): RuleId | undefined {
  const { operator, key } = test;
  const place = keyPlace(key, provider.keys);
  if (operator === undefined) return undefined;
  if (place.kind === "never") {
    if (/^https?:\/\//.test(key.lower) && restrictionOf(test, provider) !== "always") return undefined;
    // A Null that is true of a missing key says so on purpose.
    if (operator.comparison === "null") return "aws-key-unfilled";
    if (restrictionOf(test, provider) !== "always" || effect === "Deny") return "aws-key-unfilled";
    return key.lower === lower(`${provider.hostAndPath}:iss`) ? "aws-issuer-idle" : "aws-key-unfilled-open";
  }
  if (effect === "Deny") return undefined;
  const always = place.kind === "claim" && place.always;
  if (operator.set === "all") return always ? "aws-for-all-values-idle" : "aws-for-all-values";
  if (operator.ifExists) return always ? "aws-if-exists-idle" : place.kind === "claim" ? "aws-if-exists" : undefined;
  const many = place.kind === "claim" && place.claim === "amr" && operator.set === undefined && operator.comparison !== "null";
  return many ? "aws-multivalued-plain" : undefined;
}

/** How subjects of clusters and CI systems begin. */
const SUBJECT = /^(system:serviceaccount|repo|repository|project_path|organization|org|spiffe):/;

const oneSubject = (tests: readonly ClaimTest[]): string =>
  tests.flatMap(({ claim, values }) => (claim === "sub" ? values.map(show) : [])).join(" or ");

/** What is wrong with the audiences that a statement lets in. */
export function findInAudiences(
  { label }: Statement,
  tests: readonly ClaimTest[],
  provider: TrustedProvider,
  { place }: AwsRoleIdentity,
): Finding[] {
  const { issuer, hostAndPath, builtIn } = provider;
  const audiences = tests.filter(({ claim }) => claim === "aud");
  const limited = audiences.some(
    ({ test, values }) => test !== "not" && test !== "not-like" && !values.every((text) => /^[*?]*$/.test(text)),
  );
  const asSubjects = audiences.flatMap(({ values }) => values).filter((value) => SUBJECT.test(value));
  if (asSubjects.length > 0)
    return [found("aws-audience-subject", place, `${label} wants aud ${asSubjects.map(show).join(" or ")}`)];
  if (!limited) {
    const isOne = tests.some(({ claim, test }) => claim === "sub" && test === "is");
    if (builtIn && issuer === undefined && hostAndPath === "accounts.google.com" && isOne) {
      const hasOriginal = tests.some(({ claim }) => claim === "oaud");
      return hasOriginal ? [] : [found("aws-audience-original", place, `${label} takes every token of ${oneSubject(tests)}`)];
    }
    const one = issuer?.audiencesKnown === true && issuer.audiences.length === 1;
    const id =
      builtIn && issuer === undefined
        ? "aws-audience-missing-built-in"
        : one
          ? "aws-audience-by-provider"
          : "aws-audience-missing";
    return [found(id, place, `${label} takes every audience of ${show(hostAndPath)}`)];
  }
  if (issuer?.audiencesKnown !== true) return [];
  const registered: ClaimTest = { claim: "aud", test: "is", values: issuer.audiences };
  if (
    audiences.some(({ test }) => test === "expression" || test === "unknown") ||
    together([registered, ...audiences]) !== undefined
  )
    return [];
  const wanted = audiences.flatMap(({ values }) => values).map(show);
  return [
    found(
      "aws-audience-unregistered",
      place,
      `${label} wants ${wanted.join(" or ")}; ${issuer.address} takes ${issuer.audiences.map(show).join(", ")}`,
    ),
  ];
}
