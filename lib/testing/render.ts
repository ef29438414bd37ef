import type { Decision } from "../verify/decision";
import { testText } from "../verify/claim-test";
import type { TokenShape } from "../verify/shape";
import { show } from "../verify/text";
import type { Answer } from "./answers";

const MARKS = { yes: "✓", no: "✗", unknown: "?" } as const;
const SHAPES_SHOWN = 8;

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

/** The shapes for people, one a line. */
export function renderShapes(shapes: readonly TokenShape[]): string[] {
  if (shapes.length === 0) return ["  nobody"];
  const lines = shapes.slice(0, SHAPES_SHOWN).map((shape) => `  ${renderShape(shape)}`);
  return shapes.length > SHAPES_SHOWN ? [...lines, `  and ${shapes.length - SHAPES_SHOWN} more`] : lines;
}

/** One shape for people. */
export function renderShape({ tests, through, unknown }: TokenShape): string {
  const open = unknown.length === 0 ? "" : `; not known: ${unknown.map(show).join("; ")}`;
  return `${tests.map((test) => show(testText(test))).join(", ") || "any token"}${open} [${through.map(show).join(", ")}]`;
}
