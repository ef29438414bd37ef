import type { ModelIdentity } from "../model-identity";
import type { OtherWay } from "../other-way";
import type { Pair } from "./match";

/** A way in that needs no token of an issuer's, and that is there now and was not, or the other way round. */
export interface WayChange {
  /** `widened`: fewer conditions than before, or others. `narrowed`: more of them. */
  readonly kind: "added" | "widened" | "narrowed" | "removed";
  /** The identity as it is after, or, where it is gone, as it was before. */
  readonly identity: ModelIdentity;
  readonly before?: OtherWay;
  readonly after?: OtherWay;
}

/** What changed in the ways into an identity that need no token. */
export function wayChanges({ before, after }: Pair<ModelIdentity>): WayChange[] {
  const identity = after ?? before;
  if (identity === undefined) return [];
  const [old, young] = [before?.otherWays ?? [], after?.otherWays ?? []];
  const told = new Set<OtherWay>();
  const changes = young.flatMap((way): WayChange[] => {
    const namesakes = old.filter((each) => coversWho(each, way));
    const around = namesakes.filter((each) => isWithin(way, each));
    const same = around.find((each) => isSame(each, way));
    const wide = same ?? around[0];
    if (wide !== undefined) {
      told.add(wide);
      // Beside a way that stays and lets everyone in, another one changes nothing.
      const stays = same !== undefined || young.some((each) => isSame(wide, each));
      return stays ? [] : [{ kind: "narrowed", identity, before: wide, after: way }];
    }
    const [counterpart] = namesakes;
    if (counterpart === undefined) return [{ kind: "added", identity, after: way }];
    told.add(counterpart);
    return [{ kind: "widened", identity, before: counterpart, after: way }];
  });
  const gone = old.filter((way) => !told.has(way) && !young.some((each) => coversWho(each, way) && isWithin(way, each)));
  return [...changes, ...gone.map((way): WayChange => ({ kind: "removed", identity, before: way }))];
}

const isSame = (old: OtherWay, young: OtherWay): boolean =>
  old.kind === young.kind && old.who === young.who && isWithin(old, young) && isWithin(young, old);

/** Everyone is whoever a way may name, but not pods or people that a cluster's or a directory's own rules let in. */
const coversWho = (wide: OtherWay, narrow: OtherWay): boolean =>
  (wide.kind === narrow.kind && wide.who === narrow.who) || (wide.kind === "everyone" && narrow.kind === "principal");

/** Whether all that the wide way wants, the narrow one wants, too. What is unknown of it may be less than it was. */
const isWithin = (narrow: OtherWay, wide: OtherWay): boolean =>
  (narrow.kind !== "unknown" || (narrow.who === wide.who && narrow.conditions.length === wide.conditions.length)) &&
  wide.conditions.every((condition) => narrow.conditions.includes(condition)) &&
  wide.unknown.every((reason) => narrow.unknown.includes(reason));
