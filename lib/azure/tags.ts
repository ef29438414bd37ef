import { FederationError, quoted } from "../core/errors";
import { plainTexts } from "../core/terraform-text";
import { AZURE_LIMITS } from "../facts/azure";

type Tags = Readonly<Record<string, string>>;

/** The tags of a resource, its own over those of its trust. Azure compares keys without letter case, so `Team` takes the place of `team`. */
export function mergedTags(place: string, shared: Tags = {}, own: Tags = {}): Record<string, string> | undefined {
  const merged = new Map<string, readonly [key: string, value: string]>();
  for (const tags of [shared, own]) {
    const keys = new Map<string, string>();
    for (const [key, value] of Object.entries(tags)) {
      const folded = key.toLowerCase();
      const twin = keys.get(folded);
      if (twin !== undefined) {
        throw new FederationError(place, {
          code: "TAG_INVALID",
          what: `the tag keys ${quoted(twin)} and ${quoted(key)} are one for Azure, which compares them without letter case`,
          cure: "keep one of them",
        });
      }
      keys.set(folded, key);
      // Put where the trust's was, so that nothing moves.
      merged.set(folded, [key, value]);
    }
  }
  const { maxCount } = AZURE_LIMITS.tags;
  if (merged.size > maxCount) {
    throw new FederationError(place, {
      code: "TAG_INVALID",
      what: `it gets ${merged.size} tags, its own and those of its trust`,
      cure: `Azure takes ${maxCount}`,
    });
  }
  return merged.size === 0 ? undefined : plainTexts(Object.fromEntries(merged.values()));
}
