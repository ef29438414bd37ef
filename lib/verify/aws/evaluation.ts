import type { Check } from "../decision";
import { all, any, lower, not, show, type Truth } from "../text";
import { conditionText } from "./condition-text";
import { explain, holds } from "./conditions";
import { matches } from "../glob";
import type { RequestContext } from "./request-context";
import type { Actions, Statement } from "./statement";
import type { TrustPolicy } from "./trust-policy";

/** Who asks, as a trust policy's Principal sees it. */
export interface Caller {
  /** For people. */
  readonly label: string;
  covered(statement: Statement): Truth;
}

/** How far a statement goes along with a request. */
interface Outcome {
  readonly statement: Statement;
  readonly principal: Truth;
  readonly action: Truth;
  readonly condition: Truth;
}

/** Whether the statement is about this action, which is in lower case. */
export function coversAction({ negated, exact, patterns }: Actions, action: string): Truth {
  const found = exact.includes(action) ? "yes" : any(patterns.map((pattern) => matches(pattern, action)));
  return negated ? not(found) : found;
}

function outcomeOf(statement: Statement, action: string, caller: Caller, context: RequestContext): Outcome {
  const principal = caller.covered(statement);
  const covered = principal === "no" ? "no" : all([principal, coversAction(statement.actions, action)]);
  // A Deny with what is not documented may deny, never allow: `holds` is unknown there in both directions.
  let condition = covered;
  for (const test of statement.tests) {
    if (condition === "no") break;
    condition = all([condition, holds(test, context)]);
  }
  return { statement, principal, action: covered, condition };
}

/** How far the statements of one effect go along with an action. */
function outcomesOf(
  { statements }: TrustPolicy,
  effect: "Allow" | "Deny",
  action: string,
  caller: Caller,
  context: RequestContext,
): Outcome[] {
  const lowered = lower(action);
  const outcomes: Outcome[] = [];
  for (const statement of statements) {
    if (statement.effect === effect) outcomes.push(outcomeOf(statement, lowered, caller, context));
  }
  return outcomes;
}

type Step = "principal" | "action" | "condition";

/** The first statement that goes along for certain, or else the first that may. */
function furthest(outcomes: readonly Outcome[], step: Step): Outcome | undefined {
  return outcomes.find((outcome) => outcome[step] === "yes") ?? outcomes.find((outcome) => outcome[step] === "unknown");
}

/** The checks on principal, action and condition of what a policy allows, up to the first that fails. */
export function allowChecks(
  policy: TrustPolicy,
  action: string,
  caller: Caller,
  context: RequestContext,
  at: string,
): readonly Check[] {
  const outcomes = outcomesOf(policy, "Allow", action, caller, context);
  const checks: Check[] = [];
  for (const step of ["principal", "action", "condition"] as const) {
    const best = furthest(outcomes, step);
    const passed = best?.[step] ?? "no";
    const what = WHAT[step](caller, action);
    const why =
      best === undefined
        ? `no statement ${what}: ${SHOWN[step](outcomes, context)}`
        : passed === "yes"
          ? met(step, best.statement, what)
          : `whether ${best.statement.label} ${what} is unknown: ${SHOWN[step](outcomes, context)}`;
    checks.push({ name: step, passed, why, at });
    if (passed === "no") break;
  }
  return checks;
}

/** What let in is the conditions that held, in the policy's words. */
function met(step: Step, { label, tests }: Statement, what: string): string {
  if (step !== "condition") return `${label} ${what}`;
  return tests.length === 0 ? `${label} allows without conditions` : `${label} allows: ${tests.map(conditionText).join(", ")}`;
}

const WHAT: Readonly<Record<Step, (caller: Caller, action: string) => string>> = {
  principal: ({ label }) => `names ${label}`,
  action: (_, action) => `allows ${action}`,
  condition: () => "has conditions that hold",
};

/** Whether a statement denies the action: an explicit Deny overrides every Allow. */
export function denyCheck(policy: TrustPolicy, action: string, caller: Caller, context: RequestContext, at: string): Check {
  const first = furthest(outcomesOf(policy, "Deny", action, caller, context), "condition");
  const name = "explicit-deny";
  if (first === undefined) return { name, passed: "yes", why: `no statement denies ${action}`, at };
  const { label } = first.statement;
  return first.condition === "yes"
    ? { name, passed: "no", why: `${label} denies ${action}`, at }
    : { name, passed: "unknown", why: `whether ${label} denies ${action} is unknown${openTests(first.statement, context)}`, at };
}

const joined = (texts: readonly string[]): string => (texts.length === 0 ? "there is none" : texts.slice(0, 5).join("; "));

function principalsShown(outcomes: readonly Outcome[]): string {
  return joined(
    outcomes.map(({ statement: { label, principals } }) => {
      const names = [
        ...(principals.everyone ? ["*"] : []),
        ...principals.federated,
        ...principals.services,
        ...principals.others,
      ];
      return `${label} is for ${principals.negated ? "all but " : ""}${names.map(show).join(", ") || "nobody known"}`;
    }),
  );
}

function actionsShown(outcomes: readonly Outcome[]): string {
  const near = outcomes.filter(({ principal }) => principal !== "no");
  return joined(
    near.map(
      ({ statement: { label, actions } }) => `${label} has ${actions.negated ? "all but " : ""}${actions.texts.join(", ")}`,
    ),
  );
}

function conditionsShown(outcomes: readonly Outcome[], context: RequestContext): string {
  const near = outcomes.filter(({ action }) => action !== "no");
  return joined(near.map(({ statement }) => `${statement.label}${openTests(statement, context)}`));
}

/** The first test that fails, or else the first that is unknown. */
function openTests({ tests }: Statement, context: RequestContext): string {
  const failed = tests.find((test) => holds(test, context) === "no") ?? tests.find((test) => holds(test, context) === "unknown");
  return failed === undefined ? "" : `, ${explain(failed, context)}`;
}

const SHOWN: Readonly<Record<Step, (outcomes: readonly Outcome[], context: RequestContext) => string>> = {
  principal: principalsShown,
  action: actionsShown,
  condition: conditionsShown,
};
