type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Whether a file's blocks replace arguments of those of the same address, in the order of names, and are none of their own.
 * https://developer.hashicorp.com/terraform/language/files/override
 */
export function isOverride(name: string): boolean {
  return /(^|[/_])override\.tf\.json$/.test(name);
}

/** A module with the arguments of an override file in the place of its own. `labels`: how deep blocks of a kind are told apart. */
export function overridden(module: unknown, change: unknown, labels: number): unknown {
  const [whole, file] = [single(module), single(change)];
  // Several blocks of one address: the reader says that it cannot tell them apart.
  if (Array.isArray(whole) || Array.isArray(file)) return [whole, file].flat();
  if (!isObject(whole) || !isObject(file)) return file;
  const both = Object.create(null) as Json;
  for (const [key, value] of Object.entries(whole)) both[key] = value;
  for (const [key, value] of Object.entries(file)) {
    both[key] = labels > 0 && both[key] !== undefined ? overridden(both[key], value, labels - 1) : value;
  }
  return both;
}

/** A block may stand in a list. */
const single = (value: unknown): unknown => {
  const [one, ...others] = Array.isArray(value) ? (value as unknown[]) : [value];
  return others.length === 0 ? one : value;
};
