import type { Model } from "../model";
import type { TrustedIssuer } from "../trusted-issuer";
import { matchIssuers } from "./match";

/** An issuer that a cloud account trusts now and did not, the other way round, or with other audiences. */
export interface IssuerChange {
  readonly kind: "added" | "removed" | "audiences" | "url";
  readonly before?: TrustedIssuer;
  readonly after?: TrustedIssuer;
  /** Whether the provider takes an audience that it did not take. A new issuer lets in nobody by itself. */
  readonly wider: boolean;
}

/** What changed in which issuers are trusted. */
export function issuerChanges(before: Model, after: Model): IssuerChange[] {
  const key = ({ before: old, after: young }: IssuerChange): string => {
    const issuer = young ?? old;
    return `${issuer?.cloud ?? ""} ${issuer?.url ?? ""} ${issuer?.address ?? ""}`;
  };
  return matchIssuers(before, after)
    .flatMap(({ before: old, after: young }): IssuerChange[] => {
      if (old === undefined) return young === undefined ? [] : [{ kind: "added", after: young, wider: false }];
      if (young === undefined) return [{ kind: "removed", before: old, wider: false }];
      if (old.url !== young.url) return [{ kind: "url", before: old, after: young, wider: addsAudience(old, young) }];
      if (audiencesOf(old).join() === audiencesOf(young).join()) return [];
      return [{ kind: "audiences", before: old, after: young, wider: addsAudience(old, young) }];
    })
    .sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

const addsAudience = (before: TrustedIssuer, after: TrustedIssuer): boolean =>
  audiencesOf(after).some((audience) => !audiencesOf(before).includes(audience));

/** Without a list a cloud has an audience of its own, which is one more. */
const audiencesOf = ({ audiences }: TrustedIssuer): string[] =>
  audiences.length === 0 ? ["the default"] : [...new Set(audiences)].sort();
