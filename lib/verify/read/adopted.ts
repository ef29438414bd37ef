import { createHash } from "node:crypto";
import { emptyObject, isArray, isObject, type Json, type JsonObject } from "../json";

/** What a file's metadata says of something that exists and that the file does not manage. */
export interface AdoptedThing {
  readonly type: string;
  /** By its values: stable while others come and go. */
  readonly name: string;
  /** What is said of it, as the block of its resource would hold it. What is null is not said. */
  readonly body: JsonObject;
}

/** The type of a resource. */
const TYPE = /^[a-z][a-z0-9]*_[a-z0-9_]+$/;

/** What a block does besides saying what the thing is: of a thing that exists none of it can be said. */
const OF_BLOCKS: ReadonlySet<string> = new Set([
  "count",
  "for_each",
  "dynamic",
  "lifecycle",
  "provisioner",
  "connection",
  "depends_on",
]);

/** Reads `"//".metadata.adopted`, which `core/adopted.ts` writes. What is malformed is reported, by its path, and left out. */
export function adoptedIn(metadata: readonly JsonObject[], report: (path: string) => void): AdoptedThing[] {
  const found = new Map<string, AdoptedThing>();
  for (const { adopted } of metadata) {
    if (adopted === undefined || adopted === null) continue;
    if (!isArray(adopted)) {
      report("$.//.metadata.adopted");
      continue;
    }
    adopted.forEach((each, index) => {
      const thing = thingOf(each);
      if (thing === undefined) report(`$.//.metadata.adopted.${index}`);
      else found.set(`${thing.type}.${thing.name}`, thing);
    });
  }
  return [...found.values()];
}

function thingOf(each: Json): AdoptedThing | undefined {
  if (!isObject(each)) return undefined;
  const { type, values } = each;
  if (typeof type !== "string" || !TYPE.test(type) || !isObject(values)) return undefined;
  const body = emptyObject();
  for (const key of Object.keys(values)) {
    const value = values[key] ?? null;
    if (value !== null && !OF_BLOCKS.has(key)) body[key] = value;
  }
  const name = createHash("sha256").update(JSON.stringify(body)).digest("hex").slice(0, 12);
  return { type, name, body };
}
