import { isArray, isObject, type Json } from "../../../lib/verify/json";
import type { Configuration, ReadOptions } from "../../../lib/verify/read/configuration";
import { readConfiguration } from "../../../lib/verify/read/read";
import { show } from "../../../lib/verify/text";

/** Reads one file, `main.tf.json`. */
export function read(json: string | object, options: ReadOptions = {}): Configuration {
  return readConfiguration([{ name: "main.tf.json", json }], options);
}

/** An attribute, holes shown as `${expression}`. */
export function attribute(configuration: Configuration, address: string, name: string): Json | undefined {
  return shown(configuration.resources.find((resource) => resource.address === address)?.values[name]);
}

/** The value with its holes shown as `${expression}`, on plain objects. */
export function shown(value: Json | undefined): Json | undefined {
  if (typeof value === "string") return show(value);
  if (isArray(value)) return value.map((item) => shown(item)!);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.keys(value).map((key) => [show(key), shown(value[key])!]));
}

/** What an expression becomes, with the locals around it. */
export function valueOf(expression: Json, locals: Record<string, Json> = {}): Json | undefined {
  const configuration = read({ locals, resource: { terraform_data: { x: { input: expression } } } });
  return attribute(configuration, "terraform_data.x", "input");
}
