import { emptyObject, entryOf, isObject, type Json } from "../json";
import { hole } from "../text";
import { computedOnce } from "./memo";
import type { Stack } from "./stack";
import type { Expression } from "./syntax";
import { type Constraint, conforming, constraintOf } from "./type-constraint";

/** How expressions are evaluated in a stack. */
export interface Evaluated {
  readonly resolved: (stack: Stack, address: string, raw: Json, variables: ReadonlyMap<string, Json>) => Json;
  readonly constant: (stack: Stack, address: string, expression: Expression) => Json;
}

const NONE: ReadonlyMap<string, Json> = new Map();

/**
 * The value of an input variable; undefined if it is unknown. A module has what its call gives it, and else the default for certain. Of an input
 * by itself, another value than the default may be given at apply.
 * https://developer.hashicorp.com/terraform/language/values/variables
 */
export function variableOf(stack: Stack, name: string, evaluated: Evaluated): Json | undefined {
  const declared = entryOf(stack.variables, name);
  const body = isObject(declared) ? declared : emptyObject();
  const address = `var.${name}`;
  const otherwise = entryOf(body, "default");
  const given = givenTo(stack, name, evaluated);
  // Of a module, what it does not declare, nobody can give it.
  if (given === undefined && (otherwise === undefined || !takesDefault(stack))) return undefined;
  const constraint = declared === undefined ? "any" : constraintOf(body["type"]);
  if (constraint === "any" && given !== undefined && given !== null) return given;
  return computedOnce(stack, stack.memo, address, address, () => {
    const ofDefault = (): Json => evaluated.resolved(stack, address, otherwise ?? null, NONE);
    const isLeftOut = given === undefined || (given === null && isNotNullable(body["nullable"]) && otherwise !== undefined);
    const value = isLeftOut ? ofDefault() : given;
    const made = conformingTo(value, constraint, (expression) => evaluated.constant(stack, address, expression));
    return made === undefined ? hole(stack.prefix + address) : made;
  });
}

const takesDefault = (stack: Stack): boolean => stack.caller !== undefined || stack.reading.options.defaults === true;

const isNotNullable = (nullable: Json | undefined): boolean => nullable === false || nullable === "false";

const conformingTo = (
  value: Json,
  constraint: Constraint | undefined,
  constant: (expression: Expression) => Json,
): Json | undefined => (constraint === undefined ? undefined : conforming(value, constraint, constant));

function givenTo(stack: Stack, name: string, { resolved }: Evaluated): Json | undefined {
  const { caller, source, reading } = stack;
  if (caller === undefined)
    return entryOf(Object.hasOwn(reading.variables, name) ? reading.variables : (source?.values ?? emptyObject()), name);
  const { block } = caller;
  const raw = entryOf(block.body, name);
  const own = `${caller.address.slice(block.stack.prefix.length)}.${name}`;
  return raw === undefined
    ? undefined
    : computedOnce(block.stack, caller.attributes, name, own, () => resolved(block.stack, own, raw, caller.variables));
}
