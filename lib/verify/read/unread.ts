import { entryOf, objectOf } from "../json";
import { childOf } from "./children";
import type { Unread } from "./configuration";
import { encodeJson } from "./json-encoding";
import { placeIn } from "./places";
import { isRead } from "./remote-state";
import { instancesOf, namedValue } from "./scope";
import type { Block, Stack } from "./stack";

/** Arguments of a module's block that say nothing of what is in it. */
const ORDER = ["//", "depends_on"];

/** What a stack calls or looks up and is not among the inputs: modules, states of other configurations. */
export function unreadOf(stack: Stack): Unread[] {
  const states = [...stack.blocks.values()].filter(
    ({ type, mode, name }) => type === "terraform_remote_state" && mode === "data" && !isRead(stack, name),
  );
  return [
    ...[...stack.calls.values()].filter(isUnread).map(unreadModule),
    ...states.map(({ address }): Unread => {
      const place = placeIn(stack, address.slice(stack.prefix.length));
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

/** Whether there is an instance of the module, and it is not there. */
const isUnread = (call: Block): boolean =>
  [...instancesOf(call).byKey.values()].some((instance) => childOf(instance) === undefined);

function unreadModule({ stack, name, body }: Block): Unread {
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
    place: placeIn(stack, address),
    what: `the module ${typeof source === "string" ? source : name}`,
    content,
    mentions: (one) => {
      const block = one.replace(/\[(?:\d+|"[^"]*")\]$/, "");
      const own = block.startsWith(stack.prefix) ? block.slice(stack.prefix.length) : block;
      return own !== "" && (written.includes(own) || content.includes(block));
    },
  };
}
