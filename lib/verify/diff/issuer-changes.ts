import type { Model } from "../model";
import type { TrustedIssuer } from "../trusted-issuer";
import { covers } from "./covers";
import { matchIssuers } from "./match";

/** An issuer that a cloud account trusts now and did not, the other way round, or otherwise than before. */
export interface IssuerChange {
  /** `settings`: which of its tokens get in, what they become there, or which keys sign them. */
  readonly kind: "added" | "removed" | "audiences" | "url" | "settings";
  readonly before?: TrustedIssuer;
  readonly after?: TrustedIssuer;
  /**
   * Whether the provider takes an audience that it did not take; or whether tokens get into a pool, or become something there, that did not:
   * bindings of other files may let them go on. A new issuer lets in nobody by itself.
   */
  readonly wider: boolean;
}

/** What changed in which issuers are trusted. */
export function issuerChanges(before: Model, after: Model): IssuerChange[] {
  const key = ({ before: old, after: young }: IssuerChange): string => {
    const issuer = young ?? old;
    return `${issuer?.cloud ?? ""} ${issuer?.url ?? ""} ${issuer?.address ?? ""}`;
  };
  // Where the files hold all bindings, what the identities let in says it.
  const isWhole = after.configuration.options.complete === true;
  const pools = new Set(before.issuers.flatMap(({ into }) => into ?? []));
  return matchIssuers(before, after)
    .flatMap(({ before: old, after: young }): IssuerChange[] => {
      if (young === undefined) return old === undefined ? [] : [{ kind: "removed", before: old, wider: false }];
      const joins = young.into !== undefined && young.accepts !== undefined && pools.has(young.into) && !isWhole;
      if (old === undefined) return [{ kind: "added", after: young, wider: joins }];
      const wider = addsAudience(old, young);
      if (old.url !== young.url) return [{ kind: "url", before: old, after: young, wider: wider || joins }];
      const lets = young.accepts !== undefined && (otherKeys(old, young) || (!isWhole && letsMoreIn(old, young)));
      if (audiencesOf(old).join() !== audiencesOf(young).join()) {
        return [{ kind: "audiences", before: old, after: young, wider: wider || lets }];
      }
      return lets || saidOf(old) !== saidOf(young) ? [{ kind: "settings", before: old, after: young, wider: lets }] : [];
    })
    .sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** Whoever has the private keys makes tokens of the issuer. */
const otherKeys = ({ settings: before = {} }: TrustedIssuer, { settings: after = {} }: TrustedIssuer): boolean =>
  before["jwks_json"] !== after["jwks_json"];

/** What is mapped in addition was no member before; what is mapped otherwise could be anybody's now. */
function letsMoreIn(old: TrustedIssuer, young: TrustedIssuer): boolean {
  if (young.accepts === undefined) return false;
  if (old.accepts === undefined || covers(old.accepts, young.accepts) !== "yes") return true;
  const [before, after] = [old.settings ?? {}, young.settings ?? {}];
  return Object.keys(before).some((name) => Object.hasOwn(after, name) && before[name] !== after[name]);
}

const saidOf = ({ accepts, settings = {} }: TrustedIssuer): string =>
  JSON.stringify([accepts?.tests, accepts?.unknown, Object.entries(settings).sort()]);

const addsAudience = (before: TrustedIssuer, after: TrustedIssuer): boolean =>
  audiencesOf(after).some((audience) => !audiencesOf(before).includes(audience));

/** Without a list a cloud has an audience of its own, which is one more. */
const audiencesOf = ({ audiences }: TrustedIssuer): string[] =>
  audiences.length === 0 ? ["the default"] : [...new Set(audiences)].sort();
