import { isKnown, same } from "../text";
import type { AzureIdentity } from "./azure-identity";
import { grouped } from "./grouped";
import { lowerKnown } from "./holes";

/**
 * The identities that the files give credentials and do not create, and that may be a given one under another name: what only apply knows may be its id.
 * Managed identities are found by their names, so that the many that have different ones are not compared. Of more than `most`, each may be.
 */
export function maybeSame(
  identities: readonly AzureIdentity[],
): (identity: AzureIdentity, most?: number) => readonly AzureIdentity[] {
  const elsewhere = identities.filter(({ origin, credentials }) => origin === "elsewhere" && credentials.length > 0);
  const byName = grouped(elsewhere, knownName);
  const nameless = byName.get(undefined) ?? [];
  return (identity, most = Infinity) => {
    const name = knownName(identity);
    const candidates = name === undefined ? elsewhere : [...(byName.get(name) ?? []), ...nameless];
    if (candidates.length > most) return candidates;
    return candidates.filter((other) => other !== identity && other.kind === identity.kind && mayBe(identity, other));
  };
}

function knownName({ resourceName }: AzureIdentity): string | undefined {
  return resourceName === undefined || !isKnown(resourceName) ? undefined : resourceName.toLowerCase();
}

function mayBe(one: AzureIdentity, other: AzureIdentity): boolean {
  // Each has one id, and equal ones were merged: two known ones differ.
  if (one.ids.some(isKnown) && other.ids.some(isKnown)) return false;
  const [nameA, nameB] = [one.resourceName, other.resourceName];
  if (nameA !== undefined && nameB !== undefined && same(lowerKnown(nameA), lowerKnown(nameB)) === "no") return false;
  return one.ids.some((a) => other.ids.some((b) => same(lowerKnown(a), lowerKnown(b)) !== "no"));
}
