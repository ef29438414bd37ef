import type { JsonObject } from "../json";
import type { Input, Unread } from "./configuration";
import { encodeJson } from "./json-encoding";

/** An input of which not everything was read, or nothing. */
export function unreadFile({ name, json }: Input, parsed: JsonObject | undefined): Unread {
  const content = typeof json === "string" ? json : encodeJson(parsed ?? null, () => undefined);
  return { kind: "file", place: { file: name, address: "$" }, what: `the file ${name}`, content, mentions: () => true };
}
