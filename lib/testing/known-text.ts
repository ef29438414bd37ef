import { DefaultTokenResolver, StringConcat, Tokenization } from "cdktf";
import { isObject } from "../verify/json";
import { readInputs } from "../verify/read-inputs";
import type { Trust } from "./trust";

const PROBE = "workload_identity_probe";

/**
 * A text of a test as the model has it: what is unknown until apply, such as the issuer of a cluster in the same stack, is then the same
 * unknown value. Terraform expressions and cdktf's tokens are read in the test's one stack.
 *
 * @throws Error if there are several stacks, or none
 */
export function knownText({ stacks, inputs, model }: Trust, text: string): string {
  if (!text.includes("${")) return text;
  const [input, ...others] = inputs;
  if (input === undefined || others.length > 0) {
    throw new Error(`${text} is unknown until apply, and which stack says it? Test one stack at a time, or give { variables }`);
  }
  const [scope] = stacks;
  const resolver = new DefaultTokenResolver(new StringConcat());
  const expression: unknown = scope === undefined ? text : Tokenization.resolve(text, { scope, resolver, preparing: false });
  const json = typeof input.json === "string" ? (JSON.parse(input.json) as object) : input.json;
  const { resource } = json as { resource?: object };
  const probed = { ...json, resource: { ...resource, terraform_data: { [PROBE]: { input: expression } } } };
  const found = readInputs([{ ...input, json: probed }], model.configuration.options).at(`terraform_data.${PROBE}`);
  const value = isObject(found?.values) ? found.values["input"] : undefined;
  if (typeof value === "string") return value;
  throw new Error(`${text} is not a text of the stack`);
}
