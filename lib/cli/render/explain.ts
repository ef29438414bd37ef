import type { Decision } from "../../verify/decision";
import type { ModelIdentity } from "../../verify/model-identity";
import type { Token } from "../../verify/token";
import { plain } from "./plain";
import { identityText } from "./shape";
import type { Style } from "./style";

/** What a cloud answers for one identity, and what would have to change. */
export interface Explanation {
  readonly identity: ModelIdentity;
  readonly decision: Decision;
  readonly hints: readonly string[];
}

const MARKS = { yes: "✓", no: "✗", unknown: "?" } as const;

export function explainText(token: Token, wasSigned: boolean, now: number, all: readonly Explanation[], style: Style): string {
  const head = [
    `iss  ${plain(token.iss)}`,
    `sub  ${plain(token.sub)}`,
    `aud  ${[token.aud].flat().map(plain).join(", ")}`,
    `at   ${new Date(now * 1000).toISOString()}`,
    style.faint(
      wasSigned ? "The signature was not checked: it is taken as valid." : "Claims without a signature: it is taken as valid.",
    ),
  ];
  const none = ["", "It becomes nothing, and is near to nothing, as far as the files say."];
  return [...head, ...(all.length === 0 ? none : all.flatMap((each) => ["", ...lines(each, style)]))].join("\n").concat("\n");
}

function lines({ identity, decision, hints }: Explanation, style: Style): string[] {
  const paint = { allow: style.good, deny: style.bad, undetermined: style.open }[decision.verdict];
  const width = Math.max(0, ...decision.checks.map(({ name }) => name.length));
  const { error, becomes } = decision;
  return [
    `${paint(decision.verdict)}  ${style.strong(plain(identityText(identity)))}  ${style.faint(plain(identity.address))}`,
    ...decision.checks.map(({ name, passed, why, at }) => {
      const colour = { yes: style.good, no: style.bad, unknown: style.open }[passed];
      const place = at === undefined ? "" : `  ${style.faint(`at ${plain(at)}`)}`;
      return `  ${colour(MARKS[passed])} ${name.padEnd(width)}  ${plain(why)}${place}`;
    }),
    ...(becomes === undefined ? [] : [`  becomes ${plain(becomes)}`]),
    ...(error === undefined ? [] : [`  ${style.bad(`${plain(error.code)}: ${plain(error.message)}`)}`]),
    ...(decision.verdict !== "allow" ? hints.map((hint) => `  near: ${plain(hint)}`) : []),
  ];
}
