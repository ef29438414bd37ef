import { isArray, isObject, type Json, type JsonObject, textOf } from "../json";
import type { Configuration, Resource } from "../read/configuration";
import { expressionOf, hole, holesIn, isKnown, show, type Truth } from "../text";
import { isLoneHole } from "./member";
import type { Account } from "./trust";

/** Whether a resource's `disabled` argument says so. */
export function isDisabled(values: JsonObject): Truth {
  const disabled = textOf(values["disabled"]);
  if (disabled === undefined || disabled === "false") return "no";
  return isKnown(disabled) ? "yes" : "unknown";
}

/** What is to be said of a resource whose `count` or `for_each` is unknown. */
export function perhapsOf({ perhaps }: Resource): { readonly perhaps?: true } {
  return perhaps === true ? { perhaps } : {};
}

/** Why it is not sure that something exists. */
export function perhapsText(address: string): string {
  return `whether ${address} exists: its count or for_each is unknown`;
}

/** A block that stands once: an object in a configuration, a list of one in a state. A hole stays a text. */
export function blockOf(value: Json | undefined): JsonObject | string | undefined {
  const one = isArray(value) ? value[0] : value;
  return isObject(one) || typeof one === "string" ? one : undefined;
}

/** The texts of a list. `undefined`: the list, or what it holds, is unknown until apply. */
export function textsOf(value: Json | undefined): readonly string[] | undefined {
  if (value === undefined || value === null) return [];
  if (!isArray(value)) return undefined;
  return value.map(textOf).filter((text) => text !== undefined);
}

/** The project of a resource: its argument, its provider's, or a hole that is equal for resources of one provider configuration. */
export function projectOf(configuration: Configuration, { values, provider }: Resource): string {
  return nonEmpty(textOf(values["project"])) ?? defaultProject(configuration, provider);
}

/** The project of a provider configuration. */
export function defaultProject(configuration: Configuration, provider: string): string {
  const block = configuration.providers.get(provider);
  return nonEmpty(textOf(block?.values["project"])) ?? hole(`project of ${provider}`);
}

/** The number of a project that nothing says, as the reading of `google_project` and of pools' names spells it too. */
export function unknownNumber(project: string): string {
  return hole(`number of project ${expressionOf(project) ?? project}`);
}

/** The text, if it is one and not empty. */
export function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

/** The resource that a text refers to with nothing around it, and the attribute that it reads. */
export function referent(configuration: Configuration, text: string): { resource: Resource; attribute: string } | undefined {
  if (!isLoneHole(text)) return undefined;
  const [expression = ""] = holesIn(text);
  const resource = configuration.at(expression);
  if (resource === undefined) return undefined;
  return { resource, attribute: /\.([a-z0-9_]+)(?:\[0\])?$/.exec(expression)?.[1] ?? "" };
}

/** Puts a value into a map of lists. */
export function addTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** What leaves it undetermined whether a service account can be become at all. */
export function accountDoubts({ disabled, email, perhaps, address }: Account): string[] {
  return [
    ...(disabled === "no" ? [] : [`whether ${show(email)} is disabled`]),
    ...(perhaps === true ? [perhapsText(address)] : []),
  ];
}

/** The function, which computes the value of each text once. */
export function memoized<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (!known.has(text)) known.set(text, compute(text));
    return known.get(text) as T;
  };
}
