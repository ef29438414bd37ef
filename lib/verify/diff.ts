import { type GrantChange, grantChanges, WIDER_GRANTS } from "./diff/grant-changes";
import { forgottenIn } from "./diff/forgotten";
import { issuerChanges, type IssuerChange } from "./diff/issuer-changes";
import { matchIdentities, type Pair, withoutStack } from "./diff/match";
import { type TrustChange, trustChanges } from "./diff/trust-changes";
import { unreadChanges } from "./diff/unread-changes";
import { type WayChange, wayChanges } from "./diff/way-changes";
import type { Finding } from "./finding";
import { findings } from "./findings";
import type { Model } from "./model";
import type { ModelIdentity } from "./model-identity";
import type { Problem } from "./read/configuration";

/** What changed in who may become what, and in what they may do. */
export interface TrustDiff {
  /** Whether somebody may become or do more than before, or that cannot be told. */
  readonly wider: boolean;
  readonly identities: {
    readonly added: readonly ModelIdentity[];
    readonly removed: readonly ModelIdentity[];
    /** Those that Terraform lets go of and does not destroy: whoever became them still does. */
    readonly forgotten: readonly ModelIdentity[];
    /** The same identity at another address. */
    readonly moved: readonly Required<Pair<ModelIdentity>>[];
  };
  readonly trust: readonly TrustChange[];
  /** What changed in the ways in that need no token of an issuer's. */
  readonly otherWays: readonly WayChange[];
  readonly permissions: readonly GrantChange[];
  readonly issuers: readonly IssuerChange[];
  /** What could not be read of the second model and could of the first, or is not what it was: whether it widens anything cannot be told. */
  readonly unread: readonly Problem[];
  readonly findings: { readonly new: readonly Finding[]; readonly fixed: readonly Finding[] };
}

/**
 * What changed in who may become what from one model to another. An identity is known again by its address, or by what its cloud calls it.
 * A change whose effect the files do not tell counts as wider. So does a permission that an identity gains, whatever its policy's name, and
 * an audience that an issuer's provider takes in addition.
 *
 * @example
 * import { diff, readModel } from "cdktf-workload-identity/verify";
 * const { wider, trust } = diff(readModel(inputsOfMain), readModel(inputsOfPullRequest));
 */
export function diff(before: Model, after: Model): TrustDiff {
  const pairs = matchIdentities(before, after);
  const byIdentity = (a: Pair<ModelIdentity>, b: Pair<ModelIdentity>): number => compare(nameOf(a), nameOf(b));
  const sorted = [...pairs].sort(byIdentity);
  const isForgotten = forgottenIn(after.configuration);
  const gone = sorted.flatMap((pair) => (pair.after === undefined && pair.before !== undefined ? [pair.before] : []));
  const [forgotten, removed] = [
    gone.filter(({ address }) => isForgotten(address)),
    gone.filter(({ address }) => !isForgotten(address)),
  ];
  const kept = sorted.filter((pair) => pair.after !== undefined || (pair.before !== undefined && removed.includes(pair.before)));
  const stays = (through: readonly string[] = []): boolean => through.some(isForgotten);
  const trust = kept.flatMap(trustChanges).filter(({ kind, before: old }) => kind !== "removed" || !stays(old?.through));
  const otherWays = kept.flatMap(wayChanges).filter(({ kind, before: old }) => kind !== "removed" || !stays(old?.through));
  const permissions = kept
    .flatMap(grantChanges)
    .filter(({ kind, permission }) => kind !== "removed" || !isForgotten(permission.address));
  const issuers = issuerChanges(before, after);
  const moved = sorted.filter(isMoved);
  const unread = unreadChanges(before, after);
  return {
    wider:
      trust.some(({ kind }) => WIDER.includes(kind)) ||
      otherWays.some(({ kind }) => kind === "added" || kind === "widened") ||
      permissions.some(({ kind }) => WIDER_GRANTS.includes(kind)) ||
      issuers.some(({ wider }) => wider) ||
      unread.length > 0,
    identities: {
      added: sorted.flatMap((pair) => (pair.before === undefined && pair.after !== undefined ? [pair.after] : [])),
      removed,
      forgotten,
      moved,
    },
    trust,
    otherWays,
    permissions,
    issuers,
    unread,
    findings: findingChanges(findings(before), findings(after), moved),
  };
}

const WIDER: readonly TrustChange["kind"][] = ["added", "widened", "changed"];

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const nameOf = ({ before, after }: Pair<ModelIdentity>): string => (after ?? before)?.address ?? "";

function isMoved(pair: Pair<ModelIdentity>): pair is Required<Pair<ModelIdentity>> {
  return pair.before !== undefined && pair.after !== undefined && pair.before.address !== pair.after.address;
}

function findingChanges(
  before: readonly Finding[],
  after: readonly Finding[],
  moved: readonly Required<Pair<ModelIdentity>>[],
): TrustDiff["findings"] {
  const newAddress = new Map(
    moved.map(({ before: old, after: young }) => [withoutStack(old.address), withoutStack(young.address)]),
  );
  const key = ({ id, place }: Finding): string => {
    const address = withoutStack(place.address);
    return `${id} ${newAddress.get(address) ?? address}`;
  };
  const [old, young] = [new Set(before.map(key)), new Set(after.map(key))];
  return { new: after.filter((finding) => !old.has(key(finding))), fixed: before.filter((finding) => !young.has(key(finding))) };
}
