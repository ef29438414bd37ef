import type { JsonObject } from "../json";
import type { Cel } from "./cel";

/** The names that lead to a claim: `["kubernetes.io", "namespace"]`. */
export type ClaimPath = readonly string[];

/** The claim that an expression is, if it is one and nothing else. */
export function claimPath(cel: Cel): ClaimPath | undefined {
  if (cel.kind === "name") return cel.name === "assertion" ? [] : undefined;
  if (cel.kind !== "index" || cel.at.kind !== "constant" || typeof cel.at.value !== "string") return undefined;
  const path = claimPath(cel.of);
  return path === undefined ? undefined : [...path, cel.at.value];
}

/** The claims that an expression reads. `undefined`: also such as cannot be told beforehand. */
export function claimsIn(cel: Cel): readonly ClaimPath[] | undefined {
  const path = claimPath(cel);
  if (path !== undefined) return path.length === 0 ? undefined : [path];
  switch (cel.kind) {
    case "constant":
      return [];
    case "name":
    case "unsettled":
      return undefined;
    case "index":
      // What is mapped has been put in its place; what is left is mapped by nobody, whatever the claims.
      return cel.of.kind === "name" && cel.at.kind === "constant" ? [] : merged([cel.of, cel.at]);
    case "list":
      return merged(cel.items);
    case "map":
      return merged(cel.entries.flat());
    case "call":
      return merged(cel.args);
  }
}

function merged(parts: readonly Cel[]): readonly ClaimPath[] | undefined {
  const paths: ClaimPath[] = [];
  for (const part of parts) {
    const found = claimsIn(part);
    if (found === undefined) return undefined;
    paths.push(...found);
  }
  return paths;
}

/** Puts the mapping's own expressions in the place of `google.subject`, `google.groups` and `attribute.x`. */
export function withMapping(cel: Cel, mapped: (target: string) => Cel | undefined): Cel {
  const inner = (part: Cel): Cel => withMapping(part, mapped);
  switch (cel.kind) {
    case "index": {
      const { of, at } = cel;
      const isMapped = of.kind === "name" && of.name !== "assertion" && at.kind === "constant";
      return (isMapped ? mapped(`${of.name}.${String(at.value)}`) : undefined) ?? { kind: "index", of: inner(of), at: inner(at) };
    }
    case "list":
      return { kind: "list", items: cel.items.map(inner) };
    case "map":
      return { kind: "map", entries: cel.entries.map(([key, value]) => [inner(key), inner(value)]) };
    case "call":
      return { kind: "call", name: cel.name, args: cel.args.map(inner) };
    default:
      return cel;
  }
}

/** A token that holds one text at a path, and nothing else. */
export function tokenWith(path: ClaimPath, value: string): JsonObject {
  return path.reduceRight<JsonObject | string>(
    (inner, name) => Object.assign(Object.create(null) as object, { [name]: inner }),
    value,
  ) as JsonObject;
}
