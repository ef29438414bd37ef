import { entryOf, isObject, type JsonObject, listOf } from "../json";
import type { Stack } from "./stack";

/**
 * The provider configuration that a name means in a stack, as in `Resource.provider`. A module has its own, those that its call hands it, and
 * else those of its caller.
 * https://developer.hashicorp.com/terraform/language/modules/develop/providers
 */
export function providerKey(stack: Stack, name: string): string {
  const own = stack.prefix + name;
  const { caller } = stack;
  if (caller === undefined || stack.providers.has(own)) return own;
  const handed = listOf(caller.block.body["providers"]).find(isObject);
  const there = handed === undefined ? undefined : entryOf(handed, name);
  return providerKey(caller.block.stack, typeof there === "string" ? nameIn(there) : name);
}

/** `aws.eu`, written plainly or as an expression. */
export const nameIn = (reference: string): string =>
  reference.startsWith("${") ? reference.replace(/^\$\{(.*)\}$/s, "$1").trim() : reference.trim();

/** The block of a provider configuration, with the stack that has it; undefined if there is none. */
export function providerBlock(stack: Stack, key: string): { readonly owner: Stack; readonly body: JsonObject } | undefined {
  for (let owner: Stack | undefined = stack; owner !== undefined; owner = owner.caller?.block.stack) {
    const body = owner.providers.get(key);
    if (body !== undefined) return { owner, body };
  }
  return undefined;
}
