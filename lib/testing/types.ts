import type { BearerLike } from "./bearers";
import type { IdentityName } from "./identities";
import type { FindingsOptions } from "./matchers";
import type { TrustOptions } from "./trust";

/** What `expect(stack)` can do with the matchers. */
export interface TrustMatchers<R = unknown> {
  /** Passes if the clouds certainly let it in: each of the identities. */
  toLetIn(bearer: BearerLike, identity: IdentityName, options?: TrustOptions): R;
  /**
   * Passes if the clouds certainly keep it out: each of the identities. Not where the answer is undetermined, nor where a token is refused for
   * its age alone, unless the test gives the time.
   */
  toKeepOut(bearer: BearerLike, identity: IdentityName, options?: TrustOptions): R;
  /**
   * Passes if an identity lets in exactly these issuers and subjects: no others, no pattern, nothing that is unknown, and nobody without a
   * token who is not named. An issuer counts as the same with a slash more or less at its end where it is not documented whether a cloud tells
   * them apart. Without an identity, each that lets somebody in.
   */
  toLetInOnly(bearers: readonly BearerLike[], identity?: IdentityName, options?: TrustOptions): R;
  /** Passes if nothing is over-broad, broken, or would be refused at apply. */
  toHaveNoTrustFindings(options?: FindingsOptions): R;
}
