import { ANYBODY, keyOfMember, keysOf, type Principal, standsFor } from "./principal";
import type { Grant } from "./trust";
import { addTo } from "./values";

/** Grants by what their members are, so that one among ten thousand is found at once. */
export interface GrantIndex {
  readonly all: readonly Grant[];
  /** The grants whose members could stand for the principal. */
  for(principal: Principal): readonly Grant[];
  /** The grants whose members could stand for whoever asks. */
  forAnybody(): readonly Grant[];
}

/** So few are looked at faster than an index is asked. */
const FEW = 8;

/** Indexes grants when it is first asked. */
export function indexGrants(all: readonly Grant[]): GrantIndex {
  let index: { readonly byKey: ReadonlyMap<string, readonly Grant[]>; readonly open: readonly Grant[] } | undefined;
  let anybody: readonly Grant[] | undefined;
  return {
    all,
    forAnybody: () => (anybody ??= all.filter(({ member }) => standsFor(member, ANYBODY) !== "no")),
    for: (principal) => {
      if (all.length <= FEW) return all;
      const keys = keysOf(principal);
      if (keys === undefined) return all;
      const { byKey, open } = (index ??= indexOf(all));
      return [...keys.flatMap((key) => byKey.get(key) ?? []), ...open];
    },
  };
}

function indexOf(grants: readonly Grant[]): { byKey: Map<string, Grant[]>; open: Grant[] } {
  const byKey = new Map<string, Grant[]>();
  const open: Grant[] = [];
  for (const grant of grants) {
    const key = keyOfMember(grant.member);
    if (key === undefined) open.push(grant);
    else addTo(byKey, key, grant);
  }
  return { byKey, open };
}
