import { entryOf, type JsonObject, objectOf } from "../json";
import type { Input, Unread } from "./configuration";
import { encodeJson } from "./json-encoding";
import { isRead } from "./remote-state";
import { namedValue } from "./scope";
import type { Stack } from "./stack";

/** Arguments of a module's block that say nothing of what is in it. */
const ORDER = ["//", "depends_on"];

/** An input of which not everything was read, or nothing. */
export function unreadFile({ name, json }: Input, parsed: JsonObject | undefined): Unread {
  const content = typeof json === "string" ? json : encodeJson(parsed ?? null, () => undefined);
  return { kind: "file", place: { file: name, address: "$" }, what: `the file ${name}`, content, mentions: () => true };
}

/** What a stack calls or looks up and is not among the inputs: modules, states of other configurations. */
export function unreadOf(stack: Stack): Unread[] {
  const states = [...stack.blocks.values()].filter(
    ({ type, mode, name }) => type === "terraform_remote_state" && mode === "data" && !isRead(stack, name),
  );
  return [
    ...[...stack.modules].map(([name, body]) => unreadModule(stack, name, body)),
    ...states.map(({ address }): Unread => {
      const place = { file: stack.file, address: address.slice(stack.prefix.length) };
      return {
        kind: "state",
        place,
        what: `the state that ${place.address} reads`,
        content: place.address,
        mentions: () => true,
      };
    }),
  ];
}

function unreadModule(stack: Stack, name: string, body: JsonObject): Unread {
  const address = `module.${name}`;
  const source = entryOf(body, "source");
  const keys = Object.keys(body).filter((key) => !ORDER.includes(key));
  const given = objectOf(keys.map((key) => [key, body[key] ?? null] as const));
  const { problems } = stack.reading;
  const before = problems.length;
  const content = encodeJson(namedValue(stack, address, given), () => undefined);
  // That the module is not read is said already.
  problems.length = before;
  const written = encodeJson(given, () => undefined);
  return {
    kind: "module",
    place: { file: stack.file, address },
    what: `the module ${typeof source === "string" ? source : name}`,
    content,
    mentions: (one) => {
      const block = one.replace(/\[(?:\d+|"[^"]*")\]$/, "");
      const own = block.startsWith(stack.prefix) ? block.slice(stack.prefix.length) : block;
      return own !== "" && (written.includes(own) || content.includes(block));
    },
  };
}
