import type { WhatCan } from "../../verify/what-can";
import { code, markdownTable, prose } from "./markdown";
import { plain } from "./plain";
import { identityText, permissionText } from "./shape";
import type { Style } from "./style";

const SAID: Readonly<Record<WhatCan["verdict"], string>> = { allow: "yes", undetermined: "undetermined" };

/** What a subject may become, for a terminal. */
export function whatCanText(answers: readonly WhatCan[], style: Style): string {
  if (answers.length === 0) return "Nothing, as far as the files say.\n";
  return answers
    .map(({ identity, verdict, conditions }) => {
      const mark = verdict === "allow" ? style.good(SAID.allow) : style.open(SAID.undetermined);
      const lines = [
        ...conditions.map((condition) => `  if   ${plain(condition)}`),
        ...identity.permissions.map((permission) => `  may  ${plain(permissionText(permission))}`),
      ];
      return [`${mark}  ${style.strong(plain(identityText(identity)))}  ${style.faint(plain(identity.address))}`, ...lines].join(
        "\n",
      );
    })
    .join("\n\n")
    .concat("\n");
}

/** What a subject may become, as Markdown. */
export function whatCanMarkdown(answers: readonly WhatCan[]): string {
  if (answers.length === 0) return "Nothing, as far as the files say.\n";
  const rows = answers.map(({ identity, verdict, conditions }) => [
    prose(identityText(identity)),
    code(identity.address),
    SAID[verdict],
    conditions.map(code).join("<br>"),
    identity.permissions.map((permission) => code(permissionText(permission))).join("<br>"),
  ]);
  return markdownTable(["becomes", "address", "", "if", "may"], rows);
}
