import { isObject, type Json, listOf } from "../json";
import type { Forgotten, Place } from "./configuration";

/** Keys in an address may hold anything, brackets and escaped quotes too. */
export const withoutIndices = (address: string): string => address.replace(/\["(?:[^"\\]|\\.)*"\]|\[\d+\]/g, "");

const ADDRESS = /^(?:module\.[\w-]+(?:\.module\.[\w-]+)*|(?:module\.[\w-]+\.)*(\w+)\.[\w-]+)$/;

/**
 * What the configuration lets go of without destroying it
 * (https://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources).
 */
export function forgottenIn(removed: Json | undefined, file: string, prefix: string): Forgotten[] {
  return listOf(removed)
    .filter(isObject)
    .flatMap(({ from, lifecycle }): Forgotten[] => {
      const keeps = listOf(lifecycle).some(
        (each) => isObject(each) && (each["destroy"] === false || each["destroy"] === "false"),
      );
      const address = typeof from === "string" ? from.replace(/^\$\{(.*)\}$/s, "$1").trim() : "";
      return keeps ? forgottenAt(address, { file, address }, prefix) : [];
    });
}

/** What a plan forgets (https://developer.hashicorp.com/terraform/internals/json-format#change-representation). */
export function forgottenByPlan(changes: Json | undefined, file: string, prefix: string): Forgotten[] {
  return listOf(changes)
    .filter(isObject)
    .flatMap(({ address, change }): Forgotten[] => {
      const forgets = isObject(change) && listOf(change["actions"]).includes("forget");
      return forgets && typeof address === "string" ? forgottenAt(address, { file, address }, prefix) : [];
    });
}

function forgottenAt(own: string, place: Place, prefix: string): Forgotten[] {
  const [found, type] = ADDRESS.exec(withoutIndices(own)) ?? [];
  if (found === undefined) return [];
  return [{ address: prefix + own, place, ...(type === undefined ? {} : { type }) }];
}
