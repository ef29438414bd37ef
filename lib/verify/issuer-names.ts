import type { Model } from "./model";
import type { TrustedIssuer } from "./trusted-issuer";

/** Names that stand for nothing, as people give them to what is alone. */
const NO_NAMES: ReadonlySet<string> = new Set(["this", "default", "oidc_provider"]);

/** Names that stand safely in any text. */
const NAME = /^\w[\w .-]{0,62}$/;

const known = new WeakMap<Model, ReadonlyMap<string, readonly string[]>>();

/** What the files call each issuer (`eu`), by its URL: the name that most of its trusts give it comes first. A URL without a name is not there. */
export function issuerNames(model: Model): ReadonlyMap<string, readonly string[]> {
  const found = known.get(model) ?? namesIn(model);
  known.set(model, found);
  return found;
}

function namesIn({ issuers, clouds }: Model): Map<string, readonly string[]> {
  const counts = new Map<string, Map<string, number>>();
  for (const issuer of issuers) {
    const names = clouds.get(issuer.cloud)?.issuerNames?.(issuer) ?? [];
    const ofUrl = counts.get(issuer.url) ?? new Map<string, number>();
    // A trust's first name weighs more than all of its others.
    names.filter(isName).forEach((name, index) => ofUrl.set(name, (ofUrl.get(name) ?? 0) + (index === 0 ? 1 : 0.001)));
    if (ofUrl.size > 0) counts.set(issuer.url, ofUrl);
  }
  const ordered = (ofUrl: ReadonlyMap<string, number>): string[] =>
    [...ofUrl].sort(([a, one], [b, other]) => other - one || a.length - b.length || (a < b ? -1 : 1)).map(([name]) => name);
  return new Map([...counts].map(([url, ofUrl]) => [url, ordered(ofUrl)]));
}

const isName = (name: string): boolean => NAME.test(name) && !NO_NAMES.has(name);

/**
 * The names that the label of a resource's address may be: of one that cdktf made of a construct's path, the construct's id before the rest of
 * the path.
 */
export function namesOfLabel({ address }: Pick<TrustedIssuer, "address">): string[] {
  const [, label = ""] = /\.([\w-]+)(?:\[[^[\]]*\])?$/.exec(address) ?? [];
  const path = label.replace(/_[0-9A-F]{8}$/, "");
  const id = path.slice(path.lastIndexOf("_") + 1);
  return path === label ? [path, id] : [id, path];
}
