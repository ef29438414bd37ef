import { isDeepStrictEqual } from "node:util";
import { FederationError } from "../core/errors";

/** A record of a manifest. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether it is a plain object, as JSON and YAML have it: neither a list nor an object of some class. */
export function isFields(value: unknown): value is Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * A copy that shares no list and no plain object with the value. Objects of classes, such as Terraform expressions, stay themselves.
 * What stands in two places, as YAML's aliases do, is copied for each.
 */
export function copyOf(place: string, value: unknown, within: readonly unknown[] = []): unknown {
  if (!Array.isArray(value) && !isFields(value)) return value;
  if (within.includes(value)) {
    throw new FederationError(place, {
      code: "MANIFEST_INVALID",
      what: "the manifest contains itself",
      cure: "give a manifest that can be written as YAML",
    });
  }
  const inside = [...within, value];
  if (Array.isArray(value)) return value.map((one) => copyOf(place, one, inside));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, copyOf(place, one, inside)]));
}

/** Whether it says all that is wanted. It may say more, as the API server does when it fills in its defaults. */
export function covers(value: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return Array.isArray(value) && value.length === wanted.length && wanted.every((one, index) => covers(value[index], one));
  }
  if (isFields(wanted)) {
    return isFields(value) && Object.entries(wanted).every(([key, one]) => covers(value[key], one));
  }
  return isDeepStrictEqual(value, wanted);
}

/** What is there once, alone or as a list of one, as Terraform has it. */
export function theOne(value: unknown): Fields | undefined {
  const all = theList(value);
  return all.length === 1 ? all[0] : undefined;
}

/** The objects of a list, or the one that stands without a list. */
export function theList(value: unknown): readonly Fields[] {
  return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter(isFields);
}

/** A path without doubled slashes and without one at its end; empty for what is not a text. */
export function plainPath(path: unknown): string {
  return typeof path === "string" ? path.replace(/\/+/g, "/").replace(/(?<=.)\/$/, "") : "";
}
