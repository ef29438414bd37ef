import type { Finding } from "../verify/finding";
import { findings } from "../verify/findings";
import type { OtherWay } from "../verify/other-way";
import type { Place, Problem } from "../verify/read/configuration";
import { show } from "../verify/text";
import { type Answer, answersFor } from "./answers";
import type { BearerLike } from "./bearers";
import { type IdentityName, type Target, targetsOf } from "./identities";
import { differences } from "./only";
import { renderAnswer } from "./render";
import { type Trust, type TrustOptions, trustOf } from "./trust";

/** What a matcher says to jest and vitest. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Which findings count. */
export interface FindingsOptions extends TrustOptions {
  /**
   * Findings that are known and meant: `id`, or `id@address` for one place alone. What cannot be read has the id `unreadable`.
   * @default - none
   */
  readonly ignore?: readonly string[];
  /** The mildest that counts. @default "warning" */
  readonly severity?: Finding["severity"];
}

/** What jest and vitest give a matcher. */
export interface MatcherContext {
  readonly isNot?: boolean;
}

/**
 * The matchers, for `expect.extend(trustMatchers)` of jest or vitest. Where `expect` is global, importing
 * `cdktf-workload-identity/testing` is enough.
 */
export const trustMatchers = { toLetIn, toKeepOut, toLetInOnly, toHaveNoTrustFindings };

function toLetIn(
  this: MatcherContext,
  source: unknown,
  bearer: BearerLike,
  name: IdentityName,
  options: TrustOptions = {},
): MatcherResult {
  refuseNot(this, "toLetIn", "toKeepOut");
  return judge(source, bearer, name, options, {
    wish: "let it in",
    holds: (answers) => answers.some(({ decision }) => decision.verdict === "allow"),
  });
}

function toKeepOut(
  this: MatcherContext,
  source: unknown,
  bearer: BearerLike,
  name: IdentityName,
  options: TrustOptions = {},
): MatcherResult {
  refuseNot(this, "toKeepOut", "toLetIn");
  return judge(source, bearer, name, options, {
    wish: "keep it out",
    holds: (answers) => answers.every(({ decision, isOnlyStale }) => decision.verdict === "deny" && !isOnlyStale),
  });
}

function toLetInOnly(
  this: MatcherContext,
  source: unknown,
  bearers: readonly BearerLike[],
  name?: IdentityName,
  options: TrustOptions = {},
): MatcherResult {
  refuseNot(this, "toLetInOnly", "toKeepOut");
  const trust = trustOf(source, options);
  const targets = name === undefined ? trusting(trust) : targetsOf(trust, name);
  if (targets.length === 0) throw new Error(NOTHING_NAMED);
  const lines = targets.flatMap((target) => {
    const wrong = differences(trust, target, bearers);
    return wrong.length === 0 ? [] : [`${show(target.name)}:`, ...wrong];
  });
  const unread = trust.model.configuration.problems.map(renderProblem);
  return result(lines.length + unread.length === 0, ["expected these alone to be let in, and of", ...lines, ...unread]);
}

function toHaveNoTrustFindings(this: MatcherContext, source: unknown, options: FindingsOptions = {}): MatcherResult {
  const { ignore = [], severity = "warning" } = options;
  const { model } = trustOf(source, options);
  const counted = SEVERITIES.slice(0, SEVERITIES.indexOf(severity) + 1);
  const isMeant = (id: string, { address }: Place): boolean => ignore.includes(id) || ignore.includes(`${id}@${address}`);
  const lines = [
    ...findings(model)
      .filter((one) => counted.includes(one.severity) && !isMeant(one.id, one.place))
      .map(renderFinding),
    ...model.configuration.problems.filter(({ place }) => !isMeant("unreadable", place)).map(renderProblem),
  ];
  const title =
    this.isNot === true ? "expected findings, and there are none" : `expected no findings, and there are ${lines.length}`;
  return result(lines.length === 0, [title, ...lines]);
}

const NOTHING_NAMED = "no identity is named, so the test would test nothing";
const SEVERITIES: readonly Finding["severity"][] = ["error", "warning", "note"];

interface Judgement {
  readonly wish: string;
  readonly holds: (answers: readonly Answer[]) => boolean;
}

function judge(
  source: unknown,
  bearer: BearerLike,
  name: IdentityName,
  options: TrustOptions,
  { wish, holds }: Judgement,
): MatcherResult {
  const trust = trustOf(source, options);
  const targets = targetsOf(trust, name);
  if (targets.length === 0) throw new Error(NOTHING_NAMED);
  const wrong = targets
    .map((target) => ({ target, answers: answersFor(trust, target, bearer, options) }))
    .filter(({ answers }) => !holds(answers));
  const lines = wrong.flatMap(({ target, answers }) => [
    `expected ${show(target.name)} to ${wish}, and ${headline(answers)}:`,
    ...answers.map(renderAnswer),
  ]);
  return result(wrong.length === 0, lines);
}

const VERDICTS = {
  allow: "it is certainly let in",
  deny: "it is certainly refused",
  undetermined: "whether it is let in is undetermined",
} as const;

/** What the best of the answers is: one way in is enough. */
function headline(answers: readonly Answer[]): string {
  const verdicts = answers.map(({ decision }) => decision.verdict);
  const best = (["allow", "undetermined", "deny"] as const).find((verdict) => verdicts.includes(verdict)) ?? "undetermined";
  return best === "deny" && answers.some(({ isOnlyStale }) => isOnlyStale) ? "only its age refuses it" : VERDICTS[best];
}

/**
 * The identities that let somebody in by a token, and those that let in everybody or nobody knows whom; the others of an app, such as the roles of
 * its servers, are not what is asked about.
 */
function trusting({ model }: Trust): Target[] {
  const isAnybodys = ({ kind }: OtherWay): boolean => kind === "everyone" || kind === "unknown";
  const some = model.identities.filter(({ shapes, otherWays }) => shapes.length > 0 || otherWays.some(isAnybodys));
  // Of nobody at all, the ones that a test expects are missing.
  if (some.length === 0) return [{ name: "the whole", identities: [] }];
  return some.map((identity) => ({ name: identity.address, identities: [identity] }));
}

function renderFinding({ id, severity, place, what, why, cure, source }: Finding): string {
  return `  ${severity} ${id} at ${place.address} (${place.file})\n    ${show(what)}; ${show(cure)}\n    ${show(why)}\n    ${source}`;
}

/** What could not be read may let anybody in. */
function renderProblem({ place, what, cure }: Problem): string {
  return `  unreadable at ${place.address} (${place.file}): ${show(what)}; ${show(cure)}`;
}

const result = (pass: boolean, lines: readonly string[]): MatcherResult => ({ pass, message: () => lines.join("\n") });

/** An answer that is undetermined is neither yes nor no, and a negation would take it for the one that the test wants. */
function refuseNot({ isNot }: MatcherContext, matcher: string, other: string): void {
  if (isNot !== true) return;
  throw new Error(`expect(…).not.${matcher}(…) would pass where the answer is undetermined: write expect(…).${other}(…)`);
}
