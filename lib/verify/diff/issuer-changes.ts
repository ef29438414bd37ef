import type { Model } from "../model";
import { testOn, type TokenShape } from "../shape";
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
  const isOpen = letsAnyIssuerIn(after);
  // Where the files hold all bindings, what the identities let in says it.
  const isComplete = after.configuration.options.complete === true;
  const pools = new Set(before.issuers.flatMap(({ into }) => into ?? []));
  return matchIssuers(before, after)
    .flatMap(({ before: old, after: young }): IssuerChange[] => {
      if (young === undefined) return old === undefined ? [] : [{ kind: "removed", before: old, wider: false }];
      const isWhole = isComplete && !isOpen(young.cloud);
      const isOfPool = young.into !== undefined && young.accepts !== undefined && pools.has(young.into) && !isWhole;
      const joins = isOfPool || isOpen(young.cloud);
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

/** Whether the files do not say which issuer it is whose tokens become some identity of a cloud. */
function letsAnyIssuerIn({ identities }: Model): (cloud: string) => boolean {
  const open = new Map<string, boolean>();
  const isOpen = (shape: TokenShape): boolean => {
    const issuer = testOn(shape, "iss");
    return issuer === undefined ? shape.tests.length + shape.unknown.length > 0 : issuer.test === "unknown";
  };
  return (cloud) => {
    const known = open.get(cloud) ?? identities.some((identity) => identity.cloud === cloud && identity.shapes.some(isOpen));
    open.set(cloud, known);
    return known;
  };
}

/** Whoever has the private keys makes tokens of the issuer. */
const otherKeys = ({ settings: before = {} }: TrustedIssuer, { settings: after = {} }: TrustedIssuer): boolean =>
  before["jwks_json"] !== after["jwks_json"];

/** What is mapped in addition was no member before; what is mapped otherwise could be anybody's now. */
function letsMoreIn(old: TrustedIssuer, young: TrustedIssuer): boolean {
  if (young.accepts === undefined) return false;
  if (old.accepts === undefined) return true;
  // What is unknown of both is the same, where it is spelled the same.
  const isSame = acceptedBy(old) === acceptedBy(young);
  if (!isSame && covers(old.accepts, young.accepts) !== "yes") return true;
  const [before, after] = [old.settings ?? {}, young.settings ?? {}];
  return Object.keys(before).some((name) => Object.hasOwn(after, name) && before[name] !== after[name]);
}

const acceptedBy = ({ accepts }: TrustedIssuer): string => JSON.stringify([accepts?.tests, accepts?.unknown]);

const saidOf = (issuer: TrustedIssuer): string =>
  acceptedBy(issuer) + JSON.stringify(Object.entries(issuer.settings ?? {}).sort());

const addsAudience = (before: TrustedIssuer, after: TrustedIssuer): boolean =>
  audiencesOf(after).some((audience) => !audiencesOf(before).includes(audience));

/** Without a list a cloud has an audience of its own, which is one more. */
const audiencesOf = ({ audiences }: TrustedIssuer): string[] =>
  audiences.length === 0 ? ["the default"] : [...new Set(audiences)].sort();
