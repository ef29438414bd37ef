import { SHARED_ISSUERS, type SharedIssuer } from "../../facts/shared-issuers";
import type { Finding } from "../finding";
import type { Place } from "../read/configuration";
import type { ClaimTest } from "../shape";
import { type Breadth, breadthOf } from "../subject-breadth";
import { neverWritten } from "../subject-forms";
import { expressionOf, isKnown, show } from "../text";
import { missingControl } from "./idp-controls";
import type { AwsRoleIdentity } from "./roles";
import { found, type RuleId } from "./rules";
import type { Statement } from "./statement";
import type { TrustedProvider } from "./trusted-provider";

const POSITIVE: ReadonlySet<string> = new Set(["is", "like", "is-ignoring-case", "expression", "unknown"]);
const ONLY_WILDCARDS = /^[*?]*$/;

/** Keys of the request that are no claim: who asks chooses them, or they say nothing of who asks. Session tags stand in the token. */
const OF_REQUEST = /^(sts|iam|aws(?!:requesttag\/)):/i;

/** What is wrong with the subjects that a statement lets in. `tests`: what its conditions say of the provider's tokens. */
export function findInSubjects(
  statement: Statement,
  tests: readonly ClaimTest[],
  provider: TrustedProvider,
  { place }: AwsRoleIdentity,
): Finding[] {
  const { label } = statement;
  const { hostAndPath } = provider;
  const findings: Finding[] = [];
  const shared = sharedIssuer(hostAndPath);
  const subjects = tests.filter(({ claim }) => claim === "sub");
  const others = tests.filter(
    ({ claim, test }) => claim !== "sub" && claim !== "aud" && POSITIVE.has(test) && !OF_REQUEST.test(claim),
  );
  const pinned = shared === undefined ? others.length > 0 : others.some((test) => pinsTenant(test, shared));
  const limits = subjects.filter(({ test, values }) => POSITIVE.has(test) && !values.some((value) => ONLY_WILDCARDS.test(value)));
  if (limits.length === 0) {
    if (pinned || shared?.control === "aud") return findings;
    const negated = subjects.length > 0 && subjects.every(({ test }) => !POSITIVE.has(test));
    const what = `${label} lets in ${negated ? "nearly " : ""}every subject of ${show(hostAndPath)}`;
    if (negated) findings.push(found("aws-subject-negated", place, what));
    if (!negated || shared !== undefined) {
      findings.push(found(shared === undefined ? "aws-subject-missing" : "aws-subject-missing-shared", place, what));
    }
    return findings;
  }
  if (limits.some(({ test }) => test === "unknown")) return findings;
  const clear = limits.filter(({ test }) => test !== "expression");
  if (clear.length === 0) return [found("aws-subject-unclear", place, `${label}: ${show(limits[0]?.values[0] ?? "")}`)];
  findings.push(...neverSeen(clear, label, hostAndPath, place));
  // All tests must hold, so the narrowest one counts.
  const wide = clear.map((test) => tooWide(test, shared));
  if (shared !== undefined && shared.control !== "aud" && !pinned && wide.every((value) => value !== undefined)) {
    findings.push(found("aws-subject-tenant", place, `${label}: ${show(wide[0] ?? "")} from ${shared.name}`));
  } else if (clear.every(({ test, values }) => test === "like" && values.some((value) => /^[*?]/.test(value)))) {
    const value = clear[0]?.values.find((text) => /^[*?]/.test(text)) ?? "";
    findings.push(found("aws-subject-leading-wildcard", place, `${label}: ${show(value)}`));
  } else if (clear.every((test) => anyNamespace(test) !== undefined)) {
    findings.push(found("aws-subject-any-namespace", place, `${label}: ${show(clear.map(anyNamespace)[0] ?? "")}`));
  } else {
    findings.push(...broad(clear, others, label, place));
  }
  return findings;
}

function neverSeen(tests: readonly ClaimTest[], label: string, host: string, place: Place): Finding[] {
  return tests
    .filter(({ test }) => test === "is" || test === "like")
    .flatMap(({ values }) => values)
    .flatMap((value) => {
      const why = neverWritten(host, value);
      return why === undefined
        ? []
        : [{ ...found("aws-subject-never", place, `${label}: ${show(value)}`), why: `${why}, so it lets nobody in` }];
    });
}

const BREADTHS: Readonly<Record<Breadth, RuleId>> = {
  owner: "aws-subject-whole-owner",
  repository: "aws-subject-whole-repository",
  prefix: "aws-subject-open-prefix",
};

/** Claims that name an owner and nothing of it. */
const OF_OWNER = /owner|enterprise|organization|namespace|account|visibility/;

/** A pattern that is broader than its author may think, unless another claim narrows what it leaves open. */
function broad(tests: readonly ClaimTest[], others: readonly ClaimTest[], label: string, place: Place): Finding[] {
  const isNarrowed = others.some(({ claim, test }) => (test === "is" || test === "like") && !OF_OWNER.test(claim));
  const breadths = tests.map(({ test, values }) =>
    test === "like" ? values.map((value) => [value, breadthOf(value)] as const) : [],
  );
  const told = breadths.map((each) => each.find(([, breadth]) => breadth !== undefined));
  const [first] = told;
  if (isNarrowed || told.includes(undefined) || first?.[1] === undefined) return [];
  return [found(BREADTHS[first[1]], place, `${label}: ${show(first[0])}`)];
}

/** Whichever issuer it is that the files do not tell: without a test on a claim, every subject of it gets in. */
export function findInUnknownIssuer(
  { effect, label, tests }: Statement,
  principal: string,
  { place }: AwsRoleIdentity,
): Finding[] {
  const limits = tests.some(({ key }) => key.claim !== "aud" && !OF_REQUEST.test(key.text));
  if (effect === "Deny" || limits || expressionOf(principal) === undefined) return [];
  return [found("aws-subject-missing", place, `${label} lets in every subject of ${show(principal)}`)];
}

/** What IAM itself refuses in a statement for a shared issuer. */
export function findInControl(
  { label, tests }: Statement,
  { hostAndPath }: TrustedProvider,
  { place }: AwsRoleIdentity,
): Finding[] {
  const control = missingControl(hostAndPath, tests);
  return control === undefined ? [] : [found("aws-idp-control", place, `${label} does not compare ${control}`)];
}

/** What is known of an issuer that many customers share. */
function sharedIssuer(host: string): SharedIssuer | undefined {
  const name = host.replace(/\/+$/, "");
  return Object.hasOwn(SHARED_ISSUERS, name) ? SHARED_ISSUERS[name] : undefined;
}

/** A claim that says whose token it is, compared with one customer's: of a repository, the owner may stand before a wildcard. */
function pinsTenant({ claim, test, values }: ClaimTest, { tenantClaims }: SharedIssuer): boolean {
  if (!tenantClaims.includes(claim)) return false;
  const names = (value: string): boolean => !isKnown(value) || !/[*?]/.test(value) || /^[^/*?]+\//.test(value);
  return test === "is" || test === "is-ignoring-case" || (test === "like" && values.every(names));
}

/** A value that does not name the customer whole, if there is one. */
function tooWide({ test, values }: ClaimTest, shared: SharedIssuer | undefined): string | undefined {
  return values.find((value) => {
    if (!isKnown(value) || shared === undefined) return false;
    return shared.tenant === undefined ? test === "like" : !shared.tenant.pattern.test(value);
  });
}

const SERVICE_ACCOUNT = "system:serviceaccount:";

/** A value that leaves a ServiceAccount's namespace open, if there is one. */
function anyNamespace({ test, values }: ClaimTest): string | undefined {
  return values.find((value) => {
    const [start = ""] = value.split(/[*?]/, 1);
    return test === "like" && isKnown(value) && start !== value && SERVICE_ACCOUNT.startsWith(start);
  });
}

/** A note on GitHub's two forms of subject, if a role takes the older one alone. */
export function findOldGithubSubjects(texts: readonly string[], { place }: AwsRoleIdentity): Finding[] {
  const old = texts.filter((text) => /^repo:[^/@:*?]+\/[^/@:*?]+:/.test(text));
  const immutable = texts.some((text) => /^repo:[^/:]*[@*?]/.test(text));
  const [first] = old;
  return first === undefined || immutable ? [] : [found("aws-github-subject-format", place, show(first))];
}
