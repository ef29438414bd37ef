import type { JsonObject } from "../json";
import type { Cel } from "./cel";
import { apply } from "./cel-functions";
import { at, type CelValue, failed, open, type Outcome, typeName, valued } from "./cel-value";

/** What an expression can name. `google` and `attribute` are there in conditions only. */
export interface CelScope {
  readonly assertion: JsonObject;
  readonly google?: ReadonlyMap<string, Outcome>;
  readonly attribute?: ReadonlyMap<string, Outcome>;
}

/**
 * What an expression comes to. As in CEL, `&&` and `||` do not care for the order: a side that decides covers an error of the other. What
 * is unknown spreads, except where the rest decides.
 */
export function evaluate(cel: Cel, scope: CelScope): Outcome {
  switch (cel.kind) {
    case "constant":
      return valued(cel.value);
    case "unsettled":
      return open(cel.what);
    case "name":
      return cel.name === "assertion" ? valued(scope.assertion) : unnamed(cel.name, scope);
    case "index":
      return index(cel, scope);
    case "list":
      return strict(cel.items, scope, valued);
    case "map":
      return strict(cel.entries.flat(), scope, mapOf);
    case "call":
      return call(cel.name, cel.args, scope);
  }
}

function unnamed(name: string, scope: CelScope): Outcome {
  const isThere = (name === "google" || name === "attribute") && scope[name] !== undefined;
  return isThere ? open(`${name} as a whole`) : failed(`${name} is not defined`);
}

function index({ of, at: key }: Extract<Cel, { kind: "index" }>, scope: CelScope): Outcome {
  if (of.kind === "name" && (of.name === "google" || of.name === "attribute")) {
    const mapped = scope[of.name];
    if (mapped === undefined) return failed(`${of.name} is not defined`);
    const name = evaluate(key, scope);
    if (name.kind !== "value") return name;
    if (typeof name.value !== "string") return failed(`${of.name} has no ${typeName(name.value)}`);
    return mapped.get(name.value) ?? failed(`${of.name}.${name.value} is not mapped`);
  }
  return strict([of, key], scope, ([whole = null, name = null]) => {
    const found = at(whole, name);
    return found === undefined ? failed(`${typeName(whole)} has no ${keyText(name)}`) : valued(found);
  });
}

const keyText = (key: CelValue): string => (typeof key === "object" ? typeName(key) : `"${String(key)}"`);

/** All arguments must have a value; an error rules even where another argument is unknown. */
function strict(parts: readonly Cel[], scope: CelScope, then: (values: CelValue[]) => Outcome): Outcome {
  const values: CelValue[] = [];
  let unknown: Outcome | undefined;
  for (const part of parts) {
    const outcome = evaluate(part, scope);
    if (outcome.kind === "error") return outcome;
    if (outcome.kind === "unknown") unknown ??= outcome;
    else values.push(outcome.value);
  }
  return unknown ?? then(values);
}

function mapOf(values: readonly CelValue[]): Outcome {
  const map = new Map<string | bigint | boolean, CelValue>();
  for (let place = 0; place < values.length; place += 2) {
    const [key = null, value = null] = values.slice(place, place + 2);
    if (typeof key !== "string" && typeof key !== "bigint" && typeof key !== "boolean") {
      return failed(`${typeName(key)} cannot be the key of a map`);
    }
    if (map.has(key)) return failed(`the key ${String(key)} stands twice`);
    map.set(key, value);
  }
  return valued(map);
}

function call(name: string, args: readonly Cel[], scope: CelScope): Outcome {
  switch (name) {
    case "&&":
      return connective(args, scope, false);
    case "||":
      return connective(args, scope, true);
    case "?:":
      return ternary(args, scope);
    default:
      return strict(args, scope, (values) => apply(name, values));
  }
}

/** `&&` is decided by a false side, `||` by a true one. */
function connective(args: readonly Cel[], scope: CelScope, decides: boolean): Outcome {
  let [unknown, error]: [Outcome | undefined, Outcome | undefined] = [undefined, undefined];
  for (const arg of args) {
    const outcome = evaluate(arg, scope);
    if (outcome.kind === "unknown") unknown ??= outcome;
    else if (outcome.kind === "error") error ??= outcome;
    else if (outcome.value === decides) return outcome;
    else if (typeof outcome.value !== "boolean") error ??= failed(`a boolean is wanted, and this is ${typeName(outcome.value)}`);
  }
  return unknown ?? error ?? valued(!decides);
}

function ternary([condition, then, otherwise]: readonly Cel[], scope: CelScope): Outcome {
  if (condition === undefined || then === undefined || otherwise === undefined) return failed("?: wants three parts");
  const outcome = evaluate(condition, scope);
  if (outcome.kind !== "value") return outcome;
  if (typeof outcome.value !== "boolean") return failed(`?: wants a boolean, and this is ${typeName(outcome.value)}`);
  return evaluate(outcome.value ? then : otherwise, scope);
}
