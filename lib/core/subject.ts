import { FederationError, quoted } from "./errors";
import { isKnown } from "./tokens";

/**
 * The `sub` claim that a token must carry: exact, unless a pattern is spelled out.
 *
 * @throws FederationError SUBJECT_INVALID
 * @example
 * Subject.exactly("system:serviceaccount:shop:orders");
 * Subject.matching("system:serviceaccount:preview-*:orders");   // AWS alone can express it
 */
export class Subject {
  /** This subject and no other. May be a token. */
  static exactly(text: string): Subject {
    if (isKnown(text)) {
      check(text, !/[*?]/.test(text), "holds a wildcard", "call Subject.matching if a pattern is meant");
    }
    return new Subject("exact", text);
  }

  /**
   * Every subject that matches: `*` stands for any number of characters (`/` and `:` too), `?` for exactly one.
   * It must begin with plain text: a pattern that is wild from its first character lets strangers in.
   */
  static matching(pattern: string): Subject {
    check(pattern, isKnown(pattern), "is unknown until apply", "spell the pattern out, so that a reviewer can read it");
    check(pattern, /[*?]/.test(pattern), "has no wildcard", "call Subject.exactly");
    check(pattern, /^[^*?]/.test(pattern), "begins with a wildcard", "begin it with the plain text that every subject shares");
    return new Subject("pattern", pattern);
  }

  private constructor(
    readonly kind: "exact" | "pattern",
    readonly text: string,
  ) {
    if (!isKnown(text)) return;
    check(text, text !== "" && text === text.trim(), "is empty or has white space at an end", "give it as the token spells it");
    // AWS reads ${...} in a policy as a variable, and Terraform reads it as an expression: neither is the plain text that was meant.
    check(text, !/[$%]\{/.test(text), 'holds "${" or "%{"', "give plain text");
  }
}

function check(text: string, ok: boolean, what: string, cure: string): void {
  if (ok) return;
  throw new FederationError(`Subject ${quoted(text)}`, { code: "SUBJECT_INVALID", what: `the subject ${what}`, cure });
}
