import type { Decision } from "../verify/decision";
import type { TokenShape } from "../verify/shape";
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
    ...hints(decision, identity.shapes, isOnlyStale).map((line) => `    ${line}`),
  ].join("\n");
}

function renderChecks({ checks, error, decisive }: Decision): string[] {
  const width = Math.max(0, ...checks.map(({ name }) => name.length));
  const lines = checks.map(
    ({ name, passed, why, at }) =>
      `    ${MARKS[passed]} ${name.padEnd(width)} ${show(why)}${at === undefined ? "" : ` [${show(at)}]`}${name === decisive ? "  <- decides" : ""}`,
  );
  return error === undefined ? lines : [...lines, `    ${error.code}: ${show(error.message)}`];
}

function hints({ verdict }: Decision, shapes: readonly TokenShape[], isOnlyStale: boolean): string[] {
  if (isOnlyStale)
    return ["The token's time alone refuses it: give { now } if that is what you test, or a token that is valid then."];
  if (verdict === "undetermined") {
    return [
      "The files do not settle it. Say what they leave open: { awsAccounts, googleProjectNumbers, variables }, or { complete: true } if",
      "nothing exists beside them.",
    ];
  }
  return verdict === "deny" ? ["It lets in:", ...renderShapes(shapes)] : [];
}
