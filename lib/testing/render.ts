import { type Decision, reasonOf } from "../verify/decision";
import type { ModelIdentity } from "../verify/model-identity";
import { show } from "../verify/text";
import type { Answer } from "./answers";
import { renderShapes } from "./render-shape";

const MARKS = { yes: "✓", no: "✗", unknown: "?" } as const;

/** One answer for people: who asked for what, the checks in the cloud's order, the cloud's error, and what helps. */
export function renderAnswer({ identity, bearer, decision, isOnlyStale }: Answer): string {
  return [
    `  ${show(identity.label)} (${show(identity.address)}): ${decision.verdict}`,
    ...bearer.map((line) => `    ${line}`),
    ...renderChecks(decision),
    ...hints(decision, identity, isOnlyStale).map((line) => `    ${line}`),
  ].join("\n");
}

function renderChecks(decision: Decision): string[] {
  const { checks, error } = decision;
  const reason = reasonOf(decision);
  const width = Math.max(0, ...checks.map(({ name }) => name.length));
  const lines = checks.map((check) => {
    const { name, passed, why, at } = check;
    const place = at === undefined ? "" : ` [${show(at)}]`;
    return `    ${MARKS[passed]} ${name.padEnd(width)} ${show(why)}${place}${check === reason ? "  <- decides" : ""}`;
  });
  return error === undefined ? lines : [...lines, `    ${error.code}: ${show(error.message)}`];
}

function hints({ verdict }: Decision, { shapes, otherWays }: ModelIdentity, isOnlyStale: boolean): string[] {
  if (isOnlyStale)
    return ["The token's time alone refuses it: give { now } if that is what you test, or a token that is valid then."];
  if (verdict === "undetermined") {
    return [
      "The files leave it undetermined. Add what they do not say: { awsAccounts, googleProjectNumbers, variables }, or { complete: true } if",
      "nothing exists beside them.",
    ];
  }
  return verdict === "deny" ? ["It lets in:", ...renderShapes(shapes, otherWays)] : [];
}
