import type { Check } from "../decision";
import { all, any, lower, not, show, type Truth } from "../text";
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
export function coversAction({ negated, patterns }: Actions, action: string): Truth {
  const found = any(patterns.map((pattern) => matches(pattern, action)));
  return negated ? not(found) : found;
}

function outcomeOf(statement: Statement, action: string, caller: Caller, context: RequestContext): Outcome {
  const principal = caller.covered(statement);
  const covered = principal === "no" ? "no" : all([principal, coversAction(statement.actions, action)]);
  // A Deny with what is not settled may deny, never allow: `holds` is open there in both directions.
  const condition = covered === "no" ? "no" : all([covered, ...statement.tests.map((test) => holds(test, context))]);
  return { statement, principal, action: covered, condition };
}

/** The statements that allow, or deny, an action. */
export function evaluate(
  { statements }: TrustPolicy,
  effect: "Allow" | "Deny",
  action: string,
  caller: Caller,
  context: RequestContext,
): { readonly truth: Truth; readonly outcomes: readonly Outcome[] } {
  const outcomes = statements
    .filter((statement) => statement.effect === effect)
    .map((statement) => outcomeOf(statement, lower(action), caller, context));
  return { truth: any(outcomes.map(({ condition }) => condition)), outcomes };
}

/** The checks on principal, action and condition of what a policy allows. */
export function allowChecks(
  policy: TrustPolicy,
  action: string,
  caller: Caller,
  context: RequestContext,
  at: string,
): readonly Check[] {
  const { outcomes } = evaluate(policy, "Allow", action, caller, context);
  const steps = [
    ["principal", `names ${caller.label}`, () => principalsShown(outcomes)],
    ["action", `allows ${action}`, () => actionsShown(outcomes)],
    ["condition", "has conditions that hold", () => conditionsShown(outcomes, context)],
  ] as const;
  const checks: Check[] = [];
  for (const [name, what, shown] of steps) {
    const passed = any(outcomes.map((outcome) => outcome[name]));
    const first = outcomes.find((outcome) => outcome[name] === passed)?.statement.label ?? "";
    const why =
      passed === "yes"
        ? `${first} ${what}`
        : passed === "no"
          ? `no statement ${what}: ${shown()}`
          : `whether ${first} ${what} is open: ${shown()}`;
    checks.push({ name, passed, why, at });
    if (passed === "no") break;
  }
  return checks;
}

/** Whether a statement denies the action: an explicit Deny overrides every Allow. */
export function denyCheck(policy: TrustPolicy, action: string, caller: Caller, context: RequestContext, at: string): Check {
  const { truth, outcomes } = evaluate(policy, "Deny", action, caller, context);
  const first = outcomes.find(({ condition }) => condition === truth);
  const why =
    truth === "no" || first === undefined
      ? `no statement denies ${action}`
      : truth === "yes"
        ? `${first.statement.label} denies ${action}`
        : `whether ${first.statement.label} denies ${action} is open${openTests(first.statement, context)}`;
  return { name: "explicit-deny", passed: not(truth), why, at };
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
      return `${label} is for ${principals.negated ? "all but " : ""}${names.map(show).join(", ") || "nobody that is known"}`;
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

/** The first test that fails, or else the first that is open. */
function openTests({ tests }: Statement, context: RequestContext): string {
  const failed = tests.find((test) => holds(test, context) === "no") ?? tests.find((test) => holds(test, context) === "unknown");
  return failed === undefined ? "" : `, ${explain(failed, context)}`;
}
