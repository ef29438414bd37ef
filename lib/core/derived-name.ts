import type { IConstruct } from "constructs";
import type { Subject } from "./subject";
import { literalParts, shortHash } from "./tokens";

/** What a cloud allows in a name. */
export interface NameRule {
  readonly maxLength: number;
  /** @default - upper case letters stay */
  readonly lowerCase?: boolean;
  /** What no name may begin with. @default - nothing is reserved */
  readonly reservedPrefix?: string;
}

const HASH_LENGTH = 8;

/**
 * A name for something that the user did not name: what a person reads, then a hash of what makes it unique.
 *
 * The hash stands at the end even where nothing was cut, because `a-b` + `c` and `a` + `b-c` read the same.
 */
export function derivedName(readable: readonly string[], unique: readonly string[], rule: NameRule): string {
  const text = readable
    .join("-")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .replace(/^(?=\d)/, "w");
  const cased = rule.lowerCase ? text.toLowerCase() : text;
  const isReserved = rule.reservedPrefix !== undefined && `${cased}-`.startsWith(rule.reservedPrefix);
  const cut = (isReserved ? `w-${cased}` : cased).slice(0, rule.maxLength - HASH_LENGTH - 1).replace(/-+$/, "");
  const hash = shortHash(unique.join("\n"));
  return cut === "" ? `w-${hash}` : `${cut}-${hash}`;
}

/**
 * The derived name of what an identity creates: the construct path without the stack, and a hash of the whole path and the first
 * subject, so that a role is not handed to another ServiceAccount or repository in silence.
 *
 * The first one alone: subjects are added behind it without a new name, which would replace the role. Of a subject that is unknown in
 * part the known parts count, because its tokens read differently in every synthesis.
 */
export function derivedNameOf(construct: IConstruct, subject: Subject | undefined, rule: NameRule): string {
  const path = construct.node.path.split("/");
  const readable = path.length > 1 ? path.slice(1) : path;
  const owner = subject === undefined ? [] : literalParts(subject.text);
  return derivedName(readable, [construct.node.path, ...owner], rule);
}
