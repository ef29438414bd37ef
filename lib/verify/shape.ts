/** One test on a claim of a token. */
export interface ClaimTest {
  /** `iss`, `sub`, `aud`, or another claim; a path in a nested one is joined with `.` or written as the cloud's expression has it. */
  readonly claim: string;
  /**
   * `is`: one of the values. `is-ignoring-case`. `like`: one of the patterns, `*` any characters, `?` one. `not`: none of the values.
   * `not-like`. `present`, `absent`: values empty. `fits`: a text of at least and at most so many bytes. `expression`: what the values (expressions in the cloud's own language) say.
   * `unknown`: something is compared that the files do not say; the values show it.
   */
  readonly test:
    "is" | "is-ignoring-case" | "like" | "not" | "not-like" | "present" | "absent" | "fits" | "expression" | "unknown";
  /** Texts, with holes where they are unknown. */
  readonly values: readonly string[];
  /** Of `is` and `like`: more values, of which it is not documented whether they pass: an issuer with a slash at its end. @default - none */
  readonly unsettled?: readonly string[];
  /** Of `like`: the characters that `*` does not stand for; it stands for one character or more then. @default - it stands for any text */
  readonly starExcludes?: string;
}

/**
 * A shape of tokens that an identity accepts: all tests hold. Without a test on `sub`, any subject; without one on `aud`, any audience
 * that its issuer's provider takes. `aud` is what the cloud takes for the audience: on AWS `azp`, if the token has it.
 */
export interface TokenShape {
  /** In the order iss, sub, aud, others by name. */
  readonly tests: readonly ClaimTest[];
  /** The addresses that it comes from: provider, role, binding, credential. */
  readonly through: readonly string[];
  /** What could make it narrower or void and is unknown. Empty: the shape is certain. */
  readonly unknown: readonly string[];
}

/** The test on a claim, if the shape has one. */
export function testOn(shape: TokenShape, claim: string): ClaimTest | undefined {
  return shape.tests.find((test) => test.claim === claim);
}

/** Puts tests in their order. */
export function shapeOf(tests: readonly ClaimTest[], through: readonly string[], unknown: readonly string[] = []): TokenShape {
  const rank = (claim: string): string => `${["iss", "sub", "aud"].indexOf(claim) + 1 || 9}${claim}`;
  const ordered = [...tests].sort((a, b) => (rank(a.claim) < rank(b.claim) ? -1 : rank(a.claim) > rank(b.claim) ? 1 : 0));
  return { tests: ordered, through, unknown };
}
