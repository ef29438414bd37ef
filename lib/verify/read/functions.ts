import { emptyObject, isArray, type Json } from "../json";
import { COLLECTION_FUNCTIONS } from "./collection-functions";
import { as } from "./collections";
import { holdsMany } from "./many";
import { JSON_FUNCTIONS } from "./json-functions";
import { MORE_FUNCTIONS } from "./more-functions";
import { TEXT_FUNCTIONS } from "./text-functions";

/** A function of Terraform's: undefined where the result is unknown, or where Terraform would complain. */
export type TerraformFunction = (args: readonly Json[], spend: (work: number) => void) => Json | undefined;

const FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map(
  Object.entries({ ...TEXT_FUNCTIONS, ...COLLECTION_FUNCTIONS, ...JSON_FUNCTIONS, ...MORE_FUNCTIONS }),
);

/** Functions whose results differ from call to call. */
const IMPURE = new Set(["uuid", "bcrypt", "timestamp", "plantimestamp"]);

/** What makes of any number of elements any number of elements. */
const OF_MANY = new Set([
  "concat",
  "tolist",
  "toset",
  "distinct",
  "flatten",
  "compact",
  "setunion",
  "keys",
  "values",
  "merge",
  "formatlist",
]);

/** Whether two calls with equal arguments may differ. */
export function isImpure(name: string): boolean {
  return IMPURE.has(name);
}

/** Whether the function is evaluated here. */
export function isSupported(name: string): boolean {
  return FUNCTIONS.has(name);
}

/** The function's result; undefined where it is unknown. */
export function callFunction(name: string, args: readonly Json[], spend: (work: number) => void): Json | undefined {
  const made = FUNCTIONS.get(name)?.(args, spend);
  if (made === undefined || name === "jsonencode" || !args.some(holdsMany)) return made;
  if (!OF_MANY.has(name) || typeof made !== "object" || made === null) return undefined;
  return as("many", isArray(made) ? [...made] : Object.assign(emptyObject(), made));
}
