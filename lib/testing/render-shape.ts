import { testText } from "../verify/claim-test";
import type { OtherWay } from "../verify/other-way";
import type { TokenShape } from "../verify/shape";
import { show } from "../verify/text";

const SHAPES_SHOWN = 8;

/** Who gets in, for people, one a line. */
export function renderShapes(shapes: readonly TokenShape[], ways: readonly OtherWay[]): string[] {
  const all = [...shapes.map(renderShape), ...ways.map(renderWay)];
  if (all.length === 0) return ["  nobody"];
  const lines = all.slice(0, SHAPES_SHOWN).map((line) => `  ${line}`);
  return all.length > SHAPES_SHOWN ? [...lines, `  and ${all.length - SHAPES_SHOWN} more`] : lines;
}

/** One shape for people. */
export function renderShape({ tests, through, unknown }: TokenShape): string {
  const open = unknown.length === 0 ? "" : `; unknown: ${unknown.map(show).join("; ")}`;
  const told = tests.filter(({ test }) => test !== "absent");
  return `${told.map((test) => show(testText(test))).join(", ") || "any token"}${open} [${through.map(show).join(", ")}]`;
}

/** A way in without a token, for people. */
export function renderWay({ kind, who, through, conditions, unknown }: OtherWay): string {
  const limits = conditions.length === 0 ? "" : ` where ${conditions.map(show).join(" and ")}`;
  const open = unknown.length === 0 ? "" : `; unknown: ${unknown.map(show).join("; ")}`;
  return `without a token of an issuer: ${kind} ${show(who)}${limits}${open} [${through.map(show).join(", ")}]`;
}
