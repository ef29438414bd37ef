import { checkText, FederationError, quoted } from "../core/errors";
import { isKnown } from "../core/tokens";

/**
 * Refuses a part of a subject that its CI system would never write, so that no part runs into the next one. Tokens pass.
 *
 * What is no text comes first: to a pattern an unset variable is the word "undefined", which is a fine name for an organization.
 */
export function checkPart(place: string, noun: string, value: string, pattern: RegExp, cure: string): void {
  checkText(place, `the ${noun}`, value);
  if (!isKnown(value) || pattern.test(value)) return;
  refuse(place, `the ${noun} ${quoted(value)} is not one that there can be`, cure);
}

export function refuse(place: string, what: string, cure: string): never {
  throw new FederationError(place, { code: "SUBJECT_INVALID", what, cure });
}

/** Refuses a part of an issuer's URL that would change the URL's shape. Tokens pass. */
export function checkUrlPart(place: string, noun: string, value: string, pattern: RegExp): void {
  checkText(place, `the ${noun}`, value);
  if (!isKnown(value) || pattern.test(value)) return;
  throw new FederationError(place, {
    code: "ISSUER_INVALID",
    what: `the ${noun} is ${quoted(value)}`,
    cure: "give it alone, without scheme, path or white space",
  });
}

export const HOST = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?$/;
export const LABEL = /^[A-Za-z0-9_-]+$/;

/** Refuses what git refuses as the short name of a branch or tag. https://git-scm.com/docs/git-check-ref-format */
export function checkRef(place: string, noun: "branch" | "tag", name: string): void {
  checkText(place, `the ${noun}`, name);
  if (!isKnown(name)) return;
  if (name.startsWith("refs/"))
    refuse(place, `the ${noun} ${quoted(name)} is spelled as a whole ref`, `give the ${noun}'s name alone`);
  const parts = name.split("/");
  const isRef =
    !/[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{|\.$/.test(name) &&
    name !== "@" &&
    parts.every((part) => part !== "" && !part.startsWith(".") && !part.endsWith(".lock"));
  if (isRef) return;
  refuse(
    place,
    `the ${noun} ${quoted(name)} is not a name that git allows`,
    `give one ${noun}'s exact name; for several, list each or call the source's matching method`,
  );
}

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Any UUID, and nothing longer: `*` would span the separators of the subject, too. */
export const ANY_UUID = "????????-????-????-????-????????????";
