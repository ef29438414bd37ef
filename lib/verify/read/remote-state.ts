import { entryOf, isArray, isObject, type Json, type JsonObject } from "../json";
import { isKnown } from "../text";
import type { Key } from "./frame";
import type { Stack } from "./stack";
import { traverse } from "./traverse";

const CDKTF_PREFIX = "cross-stack-reference-input-";

/**
 * `data.terraform_remote_state.X.outputs.Y`: the output Y of the one other file that has it, unless what is known of X speaks against that
 * file. cdktf makes these for references between stacks, with the stack's name in X. Undefined: unknown.
 */
export function remoteOutput(
  stack: Stack,
  keys: readonly Key[],
  outputOf: (other: Stack, name: string, output: Json) => Json,
): Json | undefined {
  const [type, state, outputs, output] = keys
    .slice(0, 4)
    .map((step) => (step !== "splat" && typeof step.key === "string" ? step.key : ""));
  if (type !== "terraform_remote_state" || outputs !== "outputs" || state === undefined || output === undefined) return undefined;
  const body = stack.blocks.get(`data.terraform_remote_state.${state}`)?.body;
  const [only, ...others] = stack.reading.stacks.filter(
    (other) => other !== stack && entryOf(other.outputs, output) !== undefined && mayBe(other, state, body),
  );
  if (only === undefined || others.length > 0) return undefined;
  return traverse(outputOf(only, output, entryOf(only.outputs, output) ?? null), keys, 4);
}

/** Whether a file is among the inputs that may be the one whose state the stack reads under this name. */
export function isRead(stack: Stack, state: string): boolean {
  const body = stack.blocks.get(`data.terraform_remote_state.${state}`)?.body;
  return stack.reading.stacks.some((other) => other !== stack && mayBe(other, state, body));
}

function mayBe(other: Stack, state: string, body: JsonObject | undefined): boolean {
  if (state.startsWith(CDKTF_PREFIX) && other.cdktfName !== undefined && state.slice(CDKTF_PREFIX.length) !== other.cdktfName) {
    return false;
  }
  const type = body?.["backend"];
  const config = body?.["config"];
  const kinds = Object.keys(other.backend);
  if (typeof type !== "string" || kinds.length === 0) return true;
  const backend = entryOf(other.backend, type);
  if (backend === undefined) return false;
  return !isObject(config) || [backend].flat().every((one) => !isObject(one) || !differ(config, one));
}

/** Whether a setting that both name, and both know, is another one. Paths may be relative to different folders. */
function differ(a: JsonObject, b: JsonObject): boolean {
  return Object.keys(a).some((key) => {
    const [one, other] = [a[key], b[key]];
    if (typeof one !== "string" || typeof other !== "string" || key === "path" || isArray(other)) return false;
    return isKnown(one) && isKnown(other) && !one.includes("${") && !other.includes("${") && one !== other;
  });
}
