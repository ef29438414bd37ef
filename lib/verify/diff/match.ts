import type { Model } from "../model";
import type { ModelIdentity } from "../model-identity";
import { isKnown } from "../text";
import type { TrustedIssuer } from "../trusted-issuer";

/** One thing of two models, as far as each has it. */
export interface Pair<T> {
  readonly before?: T;
  readonly after?: T;
}

/**
 * The identities of two models, side by side: by address; else by what their cloud calls them; else by their address without the stack,
 * which stands before it only where several files are read. A name that is not unique matches nothing.
 */
export function matchIdentities(before: Model, after: Model): Pair<ModelIdentity>[] {
  const sort = ({ cloud, kind }: ModelIdentity): string => `${cloud} ${kind} `;
  return match(before.identities, after.identities, [
    (identity) => [sort(identity) + identity.address],
    (identity) => identity.names.filter(isKnown).map((name) => sort(identity) + name),
    (identity) => [sort(identity) + withoutStack(identity.address)],
  ]);
}

/** The issuers of two models, side by side: by address, else by URL, else by address without the stack. */
export function matchIssuers(before: Model, after: Model): Pair<TrustedIssuer>[] {
  return match(before.issuers, after.issuers, [
    ({ cloud, address, url }) => [`${cloud} ${address} ${url}`],
    ({ cloud, address }) => [`${cloud} ${address}`],
    ({ cloud, url }) => [`${cloud} ${url}`],
    ({ cloud, address }) => [`${cloud} ${withoutStack(address)}`],
  ]);
}

/** The address as it stands in its own file. A Google member is an address too, and holds slashes of its own, as keys of `for_each` may. */
export function withoutStack(address: string): string {
  if (address.includes("://")) return address;
  const [start = ""] = address.split('["', 1);
  return address.slice(start.indexOf("/") + 1);
}

type Keys<T> = (thing: T) => readonly string[];

function match<T>(before: readonly T[], after: readonly T[], ways: readonly Keys<T>[]): Pair<T>[] {
  const pairs: Pair<T>[] = [];
  let [left, right] = [before, after];
  for (const keys of ways) {
    const [byLeft, byRight] = [unique(left, keys), unique(right, keys)];
    const [takenLeft, takenRight] = [new Set<T>(), new Set<T>()];
    for (const [key, one] of byLeft) {
      const other = byRight.get(key);
      if (other === undefined || takenLeft.has(one) || takenRight.has(other)) continue;
      takenLeft.add(one);
      takenRight.add(other);
      pairs.push({ before: one, after: other });
    }
    left = left.filter((thing) => !takenLeft.has(thing));
    right = right.filter((thing) => !takenRight.has(thing));
  }
  return [...pairs, ...left.map((one) => ({ before: one })), ...right.map((one) => ({ after: one }))];
}

function unique<T>(things: readonly T[], keys: Keys<T>): Map<string, T> {
  const found = new Map<string, T>();
  const several = new Set<string>();
  for (const thing of things) {
    for (const key of new Set(keys(thing))) {
      if (found.has(key)) several.add(key);
      found.set(key, thing);
    }
  }
  for (const key of several) found.delete(key);
  return found;
}
