/**
 * The tags of a thing: those of its trust, and its own. IAM tells keys apart without letter case, so an own one takes the place of the
 * trust's whatever its case. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
 */
export function ownBeforeDefaults(
  defaults: Readonly<Record<string, string>> = {},
  own: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const mine = new Set(Object.keys(own).map((key) => key.toLowerCase()));
  return { ...Object.fromEntries(Object.entries(defaults).filter(([key]) => !mine.has(key.toLowerCase()))), ...own };
}
