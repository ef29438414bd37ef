import { checkTextValue } from "../core/check-values";
import { FederationError, quoted } from "../core/errors";
import { knownStart } from "../core/tokens";
import { text, type TextRule } from "../core/values";

/** The rule of a part of a subject, so that no part runs into the next one. In `half`, U+FFFC stands for a token. */
export const part = (rule: Omit<TextRule, "is" | "code" | "does">): TextRule =>
  text({ code: "SUBJECT_INVALID", does: "refused", ...rule });

export function refuse(place: string, what: string, cure: string): never {
  throw new FederationError(place, { code: "SUBJECT_INVALID", what, cure });
}

/** The rule of a part of an issuer's URL, which must not change the URL's shape. */
export const urlPart = (noun: string, source: string, example: string, pattern: RegExp, half: RegExp): TextRule =>
  text({
    noun,
    code: "ISSUER_INVALID",
    cure: "give it alone, without scheme, path or white space",
    source,
    does: "refused",
    example,
    pattern,
    half,
  });

export const HOST = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?$/;
export const HOST_HALF = /^(?![.:-])(?!.*\.\.)[A-Za-z0-9.\uFFFC-]+(:[\d\uFFFC]{1,5})?$/;
export const LABEL = /^[A-Za-z0-9_-]+$/;
export const LABEL_HALF = /^[A-Za-z0-9_\uFFFC-]+$/;
export const DIGITS = /^[1-9]\d*$/;
export const DIGITS_HALF = /^[1-9\uFFFC][\d\uFFFC]*$/;
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const UUID_HALF = /^[0-9a-f\uFFFC-]+$/;

/** Any UUID, and nothing longer: `*` would span the separators of the subject, too. */
export const ANY_UUID = "????????-????-????-????-????????????";

const GIT = "https://git-scm.com/docs/git-check-ref-format";
/** What git takes as the short name of a branch or tag. */
const REF = /^(?!refs\/)(?!@$)(?![^]*(?:\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)))(?![./])(?![^]*[./]$)[^\x00-\x20\x7f~^:?*[\\]+$/;

const ref = (noun: "branch" | "tag", example: string): TextRule =>
  part({
    noun: `the ${noun}`,
    cure: `give one ${noun}'s exact name, as git allows it; for several, list each or call the source's matching method`,
    source: GIT,
    example,
    pattern: REF,
    half: REF,
  });

const REFS = { branch: ref("branch", "main"), tag: ref("tag", "v1") };

/** Refuses what git refuses as the short name of a branch or tag. */
export function checkRef(place: string, noun: "branch" | "tag", name: string): void {
  if (typeof name === "string" && knownStart(name).startsWith("refs/")) {
    refuse(place, `the ${noun} ${quoted(name)} is spelled as a whole ref`, `give the ${noun}'s name alone`);
  }
  checkTextValue(place, REFS[noun], name);
}
