import type { TokenShape } from "../../verify/shape";
import type { OtherWay } from "../../verify/other-way";
import { show } from "../../verify/text";
import type { WhoCan } from "../../verify/who-can";
import { code, markdownTable, prose } from "./markdown";
import { plain } from "./plain";
import { identityText, permissionText, shapeText } from "./shape";
import type { Style } from "./style";

/** Who becomes the identities, for a terminal. */
export function whoCanText(answers: readonly WhoCan[], style: Style): string {
  return answers
    .map(({ identity, shapes, otherWays }) => {
      const permissions = identity.permissions.map(permissionText);
      return [
        `${style.strong(plain(identityText(identity)))}  ${style.faint(plain(identity.address))}`,
        ...line("may", permissions.length === 0 ? ["nothing in these files"] : permissions),
        ...(shapes.length + otherWays.length === 0 ? ["", `  ${style.good("Nobody becomes it, as far as the files say.")}`] : []),
        ...shapes.flatMap((shape) => ["", ...shapeLines(shape, style)]),
        ...otherWays.flatMap((way) => ["", ...wayLines(way, style)]),
      ].join("\n");
    })
    .join("\n\n")
    .concat("\n");
}

function shapeLines(shape: TokenShape, style: Style): string[] {
  const { issuer, subject, audience, others } = shapeText(shape);
  return [
    ...line("issuer", [issuer]),
    ...line("subject", [subject]),
    ...line("audience", [audience]),
    ...line("also", others),
    ...line("through", shape.through),
    ...line("unknown", shape.unknown).map(style.open),
  ];
}

function wayLines({ kind, who, conditions, through, unknown }: OtherWay, style: Style): string[] {
  return [
    ...line("no token", [`${kind} ${show(who)}`]),
    ...line("also", conditions.map(show)),
    ...line("through", through),
    ...line("unknown", unknown.map(show)).map(style.open),
  ];
}

const line = (name: string, values: readonly string[]): string[] =>
  values.map((value, index) => `  ${(index === 0 ? name : "").padEnd(9)} ${plain(value)}`);

/** Who becomes the identities, as Markdown. */
export function whoCanMarkdown(answers: readonly WhoCan[]): string {
  return answers
    .map(({ identity, shapes, otherWays }) => {
      const rows = shapes.map((shape) => {
        const { issuer, subject, audience, others } = shapeText(shape);
        return [code(issuer), code(subject), code(audience), [...others, ...shape.unknown].map(code).join("<br>")];
      });
      const ways = otherWays.map(({ kind, who, conditions, unknown }) => [
        `without a token: ${kind}`,
        code(show(who)),
        "",
        [...conditions, ...unknown].map((text) => code(show(text))).join("<br>"),
      ]);
      const table = markdownTable(["issuer", "subject", "audience", "and"], [...rows, ...ways]);
      return `### ${prose(identityText(identity))}\n\n${code(identity.address)}\n\n${table || "Nobody becomes it, as far as the files say.\n"}`;
    })
    .join("\n");
}
