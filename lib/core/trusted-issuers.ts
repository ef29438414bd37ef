import type { IConstruct } from "constructs";
import { FederationError, isList, quoted } from "./errors";
import { checkDistinct, nearMiss, type Issuer } from "./issuer";
import { stableText } from "./tokens";

/**
 * What a trust keeps for each issuer that it accepts.
 *
 * Issuers that are unknown until apply are told apart by the Terraform expression that they stand for: two reads of one attribute are
 * two tokens and one issuer.
 *
 * @throws FederationError ISSUER_INVALID, ISSUER_DUPLICATE
 */
export class TrustedIssuers<T> {
  private readonly entries: ReadonlyMap<string, T>;

  constructor(
    private readonly trust: IConstruct,
    issuers: readonly Issuer[],
    keep: (issuer: Issuer, index: number) => T,
  ) {
    if (!isList(issuers) || issuers.length === 0) {
      throw new FederationError(trust, {
        code: "ISSUER_INVALID",
        what: "the list of issuers is empty",
        cure: "name at least one issuer, such as [cluster.issuer]",
      });
    }
    checkDistinct(trust, issuers);
    this.entries = new Map(issuers.map((issuer, index) => [stableText(trust, issuer.url), keep(issuer, index)]));
  }

  get values(): readonly T[] {
    return [...this.entries.values()];
  }

  has(issuer: Issuer): boolean {
    return this.entries.has(stableText(this.trust, issuer.url));
  }

  /**
   * What is kept for the issuer.
   * @throws FederationError ISSUER_NOT_TRUSTED
   */
  of(issuer: Issuer): T {
    const url = stableText(this.trust, issuer.url);
    const entry = this.entries.get(url);
    if (entry !== undefined) return entry;
    const near = nearMiss(url, [...this.entries.keys()]);
    throw new FederationError(this.trust, {
      code: "ISSUER_NOT_TRUSTED",
      what: `the issuer ${quoted(issuer.name)} (${url}) is not one that this trust accepts${near === undefined ? "" : ` (${near})`}`,
      cure: 'add it to the "issuers" of the trust, or leave its cluster out of the workload',
    });
  }
}
