import { issuerNames } from "../../verify/issuer-names";
import type { Model } from "../../verify/model";
import { plain } from "./plain";

/** A URL or an expression in a text, without the punctuation of the sentence around it. */
const ISSUER = /(?:https?:\/\/|\$\{)[^\s,;()"'`<>|\u001b]*[^\s,;()"'`<>|\u001b.:]/gu;

/** Puts the names of the files before the issuers of a text that is ready to be shown: `eu (https://…)`. */
export function withIssuerNames(text: string, ...models: readonly Model[]): string {
  const names = new Map(models.flatMap((model) => [...issuerNames(model)]).map(([url, [name = ""]]) => [plain(url), name]));
  if (names.size === 0) return text;
  return text.replace(ISSUER, (url) => {
    const name = names.get(url);
    return name === undefined ? url : `${name} (${url})`;
  });
}
