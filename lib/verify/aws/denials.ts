import type { ClaimTest } from "../shape";
import { restrictionOf } from "./claim-tests";
import { conditionText } from "./condition-text";
import { coversAction } from "./evaluation";
import type { AwsModel } from "./model";
import type { BareRole } from "./roles";
import type { Statement } from "./statement";
import { coversProvider, type TrustedProvider } from "./trusted-provider";

const WEB = "sts:assumerolewithwebidentity";

/** What Deny statements leave of a provider's tokens. */
export interface Denials {
  readonly tests: readonly ClaimTest[];
  readonly unknown: readonly string[];
}

/** What the Deny statements say of a provider's tokens; nothing, if they refuse all. */
export function denialsOf(provider: TrustedProvider, role: BareRole, model: AwsModel): Denials | undefined {
  const tests: ClaimTest[] = [];
  const unknown: string[] = [];
  for (const statement of role.trust.statements) {
    if (statement.effect !== "Deny") continue;
    const about = coversProvider(statement.principals, "Deny", provider, role.account, model);
    const action = coversAction(statement.actions, WEB);
    if (about === "no" || action === "no") continue;
    const restrictions = statement.tests.map((test) => restrictionOf(test, provider));
    if (restrictions.includes("never")) continue;
    const real = restrictions.filter((restriction) => typeof restriction === "object");
    if (about === "unknown" || action === "unknown") {
      unknown.push(`whether ${statement.label} denies is unknown`);
      continue;
    }
    const [only] = real;
    if (only === undefined) return undefined;
    tests.push(real.length === 1 ? opposite(only) : unless(statement, only.claim));
  }
  return { tests: asFew(tests), unknown };

  function unless(statement: Statement, claim: string): ClaimTest {
    return { claim, test: "expression", values: [`unless ${statement.tests.map(conditionText).join(" and ")}`] };
  }
}

/** What several exclusions leave out of a claim, one leaves out. */
function asFew(tests: readonly ClaimTest[]): ClaimTest[] {
  const merged = new Map<string, { readonly test: ClaimTest; readonly values: string[] }>();
  for (const test of tests) {
    const isMerged = test.test === "not" || test.test === "not-like";
    const key = isMerged ? JSON.stringify([test.claim, test.test]) : String(merged.size);
    const known = merged.get(key);
    if (known === undefined) merged.set(key, { test, values: [...test.values] });
    else known.values.push(...test.values);
  }
  return [...merged.values()].map(({ test, values }) => ({ ...test, values }));
}

const OPPOSITES: Partial<Record<ClaimTest["test"], ClaimTest["test"]>> = {
  is: "not",
  like: "not-like",
  present: "absent",
  absent: "present",
};

function opposite(test: ClaimTest): ClaimTest {
  const { claim, values } = test;
  // Of a claim that may be missing, a negated operator denies its absence as well: the value must be there and be one of these.
  if (test.test === "not") return { claim, test: "is", values };
  if (test.test === "not-like") return { claim, test: "like", values };
  const found = OPPOSITES[test.test];
  if (found !== undefined) return { claim, test: found, values };
  return { claim, test: test.test === "unknown" ? "unknown" : "expression", values: values.map((value) => `unless ${value}`) };
}
