import { testText } from "../verify/claim-test";
import type { OtherWay } from "../verify/other-way";
import type { TokenShape } from "../verify/shape";
import { show } from "../verify/text";

const SHAPES_SHOWN = 8;

/** The shapes for people, one a line. */
export function renderShapes(shapes: readonly TokenShape[]): string[] {
  if (shapes.length === 0) return ["  nobody"];
  const lines = shapes.slice(0, SHAPES_SHOWN).map((shape) => `  ${renderShape(shape)}`);
  return shapes.length > SHAPES_SHOWN ? [...lines, `  and ${shapes.length - SHAPES_SHOWN} more`] : lines;
}

/** One shape for people. */
export function renderShape({ tests, through, unknown }: TokenShape): string {
  const open = unknown.length === 0 ? "" : `; not known: ${unknown.map(show).join("; ")}`;
  const told = tests.filter(({ test }) => test !== "absent");
  return `${told.map((test) => show(testText(test))).join(", ") || "any token"}${open} [${through.map(show).join(", ")}]`;
}

/** A way in without a token, for people. */
export function renderWay({ kind, who, through, conditions, unknown }: OtherWay): string {
  const limits = conditions.length === 0 ? "" : ` where ${conditions.map(show).join(" and ")}`;
  const open = unknown.length === 0 ? "" : `; not known: ${unknown.map(show).join("; ")}`;
  return `without a token of an issuer: ${kind} ${show(who)}${limits}${open} [${through.map(show).join(", ")}]`;
}
