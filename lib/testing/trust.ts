import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Testing, type TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { Model } from "../verify/model";
import type { Input, ReadOptions } from "../verify/read/configuration";
import { readModel } from "../verify/read-model";

/** What the matchers take for an app's Terraform: stacks, an app, synthesized JSON, a folder or file of it, a model, or several of them. */
export type TrustSource = IConstruct | Model | object | string | readonly TrustSource[];

/** What the files do not say, and the time of the test. */
export interface TrustOptions extends ReadOptions {
  /** The time of the test, in seconds since the epoch. @default TEST_TIME */
  readonly now?: number;
}

/** Who trusts whom, and what it was read from. */
export interface Trust {
  readonly model: Model;
  /** Empty, if a model was given. */
  readonly inputs: readonly Input[];
  /** Empty, if no constructs were given. */
  readonly stacks: readonly TerraformStack[];
}

/**
 * Who trusts whom in stacks, an app or synthesized files: synthesizes in memory, and reads it.
 *
 * @throws Error if there is nothing to read
 */
export function trustOf(source: unknown, options: ReadOptions = {}): Trust {
  if (isModel(source)) return { model: source, inputs: [], stacks: [] };
  const sources: readonly unknown[] = Array.isArray(source) ? source : [source];
  const stacks = sources.flatMap(stacksOf);
  const inputs = inputsOf(sources, stacks);
  if (inputs.length === 0) throw new Error("there is nothing to read: give a stack, an app, or synthesized JSON that holds one");
  return { model: readModel(inputs, options), inputs, stacks };
}

function inputsOf(sources: readonly unknown[], stacks: readonly TerraformStack[]): Input[] {
  // As App.synth does: a stack learns only now what the others want of it. A single one is left as it is.
  if (stacks.length > 1) for (const stack of stacks) stack.prepareStack();
  return [...stacks.map(synthesized), ...sources.flatMap((each, index) => (isConstruct(each) ? [] : filesOf(each, index)))];
}

function stacksOf(source: unknown): TerraformStack[] {
  return isConstruct(source) ? source.node.findAll().filter(isStack) : [];
}

/** By what they can do, and not by their class: there may be two copies of the framework. */
const isConstruct = (value: unknown): value is IConstruct =>
  typeof (value as { node?: { findAll?: unknown } } | null | undefined)?.node?.findAll === "function";
const isStack = (value: unknown): value is TerraformStack =>
  isConstruct(value) && typeof (value as Partial<TerraformStack>).prepareStack === "function";

const isModel = (value: unknown): value is Model => {
  const { configuration, named } = (value ?? {}) as Partial<Model>;
  return typeof configuration === "object" && typeof named === "function";
};

function synthesized(stack: TerraformStack): Input {
  // For the aspects, which Testing.synth calls; what it returns lacks the construct paths.
  Testing.synth(stack);
  return { name: `${stack.node.path.replaceAll("/", "-") || "stack"}/cdk.tf.json`, json: stack.toTerraform() as object };
}

function filesOf(source: unknown, index: number): Input[] {
  if (typeof source === "object" && source !== null) return [{ name: `stack-${index + 1}/cdk.tf.json`, json: source }];
  if (typeof source !== "string") throw new Error(`there is nothing to read in ${String(source)}: give a stack, an app, or JSON`);
  if (/^\s*\{/.test(source)) return [{ name: `stack-${index + 1}/cdk.tf.json`, json: source }];
  if (!existsSync(source)) throw new Error(`${JSON.stringify(source)} is neither JSON nor a file or folder that exists`);
  if (!statSync(source).isDirectory()) return [{ name: source, json: readFileSync(source, "utf8") }];
  return readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith("cdk.tf.json"))
    .sort()
    .map((name) => ({ name: join(source, name), json: readFileSync(join(source, name), "utf8") }));
}
