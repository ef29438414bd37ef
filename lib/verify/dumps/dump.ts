import { isArray, isObject, type Json, type JsonObject, listOf, objectOf } from "../json";

/** What a cloud's own command line prints of what stands there, and the resources of Terraform that would be the same. */
export interface Dump {
  /** The command, for people. */
  readonly command: string;
  /** Whether a file's JSON is what it prints. What a list holds is judged by its first element. */
  readonly is: (json: Json) => boolean;
  readonly resources: (json: Json) => readonly DumpedResource[];
  /** The accounts that its names tell, where those of several must not lie in one folder: other dumps do not tell whose they are. @default - any */
  readonly accounts?: (json: Json) => readonly string[];
  /** What the dump does not tell, although answers hang on it. @default - it tells all */
  readonly lacks?: { readonly what: string; readonly cure: string };
}

/** A resource as the account has it. */
export interface DumpedResource {
  readonly type: string;
  /** What the cloud calls it. Two dumps may each tell something of one resource: then they call it the same. */
  readonly name: string;
  /** As the provider's state would have them. */
  readonly values: JsonObject;
}

/** A resource, with those of the values that the dump has. */
export const dumped = (type: string, name: string, values: Readonly<Record<string, Json | undefined>>): DumpedResource => ({
  type,
  name,
  values: objectOf(Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))),
});

export const objects = (value: Json | undefined): JsonObject[] => listOf(value).filter(isObject);

export const field = (json: Json | undefined, name: string): Json | undefined => (isObject(json) ? json[name] : undefined);

/** What of a list's first element tells which command printed it. */
export const firstOf = (json: Json): JsonObject | undefined => (isArray(json) ? objects(json)[0] : undefined);
