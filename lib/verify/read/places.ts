import { isObject, type JsonObject, listOf } from "../json";
import type { Place } from "./configuration";
import type { Stack } from "./stack";

const BLOCK = /^((?:data\.)?[\w-]+\.[\w-]+)(?:\["(?:[^"\\]|\\.)*"\]|\[\d+\])?(?:\.([\w-]+))?/;

/** Where an address of a stack's own stands: a block, or an argument that it sets. */
export function placeIn(stack: Stack, address: string): Place {
  // JSON has no places but its addresses.
  if (stack.module === undefined) return { file: stack.file, address };
  const path = stack.prefix.slice(stack.root.prefix.length);
  const [, own = "", argument] = BLOCK.exec(address) ?? [];
  const [body, name] = bodyAt(stack, own, argument);
  return { file: stack.file, address: path + address, ...(body && stack.module.placeOf(body, name)) };
}

function bodyAt(stack: Stack, own: string, argument: string | undefined): [JsonObject | undefined, string | undefined] {
  const block = stack.blocks.get(own);
  if (block !== undefined) return [block.body, argument];
  const [kind = "", name = ""] = own.split(".", 2);
  if (kind === "module") return [stack.calls.get(name)?.body, argument];
  if (kind === "local")
    return [
      listOf(stack.json["locals"])
        .filter(isObject)
        .find((locals) => name in locals),
      name,
    ];
  const blocks = kind === "output" ? stack.json["output"] : kind === "var" ? stack.json["variable"] : undefined;
  return [isObject(blocks) ? listOf(blocks[name]).find(isObject) : undefined, argument];
}
