import { emptyObject, entryOf, isObject, type Json, listOf, objectOf } from "../json";
import { expressionOf, hole } from "../text";
import { childOf } from "./children";
import { ofUnknownKind } from "./collections";
import { computedAttribute, readBack } from "./computed";
import { evaluate } from "./evaluate";
import type { Frame, Key } from "./frame";
import { makeInstances } from "./instances";
import { computedOnce, report, spend } from "./memo";
import { settled } from "./many";
import { providerBlock } from "./provider-keys";
import { remoteOutput } from "./remote-state";
import { dynamicBlocks, expanded, isPlain, resolve } from "./resolve";
import type { Source } from "./source";
import type { Block, Instance, Instances, Stack } from "./stack";
import { surrounding } from "./surrounding";
import { traverse } from "./traverse";
import { unreadReference } from "./unread-reference";
import { type Evaluated, variableOf } from "./variables";

const NO_VARIABLES: ReadonlyMap<string, Json> = new Map();

/** The frame of an attribute of an instance, or of something else in the file, by its address. */
export function frameOf(stack: Stack, address: string, variables = NO_VARIABLES): Frame {
  return {
    refer: (root, keys) => {
      const variable = variables.get(root);
      return variable === undefined ? refer(stack, root, keys) : traverse(variable, keys, 0, undefined, stack.reading.either);
    },
    fresh: (what) => hole(`${what} (${++stack.work.fresh}) of ${stack.prefix}${address}`),
    notUnderstood: (text) => {
      report(
        stack,
        address,
        `this expression is not understood: ${excerpt(text)}`,
        "give a plan: Terraform has evaluated it there",
      );
      return hole(`expression (${++stack.work.fresh}) of ${stack.prefix}${address}`);
    },
    owner: stack,
    work: stack.work,
    either: stack.reading.either,
    fileText: (path) => stack.root.source?.fileText(path),
    prefix: stack.prefix,
    spend: (work) => {
      spend(stack, work);
    },
  };
}

/** The first expression in a text. What stands around it is not shown, as it may be a secret. */
function excerpt(text: string): string {
  const start = text.search(/[$%]\{/);
  const end = text.indexOf("}", start);
  return end === -1 || end - start > 80 ? `${text.slice(start, start + 2)}…` : text.slice(start, end + 1);
}

function refer(stack: Stack, root: string, keys: readonly Key[]): Json {
  const name = nameAt(keys, 0);
  const { either } = stack.reading;
  if (root === "local" && name !== undefined) {
    const raw = entryOf(stack.locals, name);
    if (raw !== undefined) return traverse(namedValue(stack, `local.${name}`, raw), keys, 1, undefined, either);
  }
  if (root === "var" && name !== undefined) {
    const value = variableOf(stack, name, evaluated);
    if (value !== undefined) return traverse(value, keys, 1, undefined, either);
  }
  if (root === "module" && name !== undefined) {
    const call = stack.calls.get(name);
    if (call !== undefined) return referBlock(call, keys.slice(1));
  }
  const around = name === undefined ? undefined : surrounding(stack, root, name);
  if (around !== undefined) return traverse(around, keys, 1);
  if (root === "data") {
    const remote = remoteOutput(stack, keys, (other, output, value) => outputOf(other, output, value));
    if (remote !== undefined) return remote;
  }
  const start = root === "data" ? 1 : 0;
  const path = [root, ...keys.slice(0, start + 1).map((_, index) => nameAt(keys, index) ?? "")];
  const block = stack.blocks.get(path.join("."));
  return block === undefined
    ? unreadReference(ofRoot(root, name) ? stack.root.prefix : stack.prefix, root, keys, start + 1)
    : referBlock(block, keys.slice(start + 1));
}

/** Whether it is one for all modules of a root: the workspace, the folder. */
const ofRoot = (root: string, name: string | undefined): boolean =>
  root === "terraform" || (root === "path" && name !== "module");

const evaluated: Evaluated = {
  resolved: (stack, address, raw, variables) => resolve(raw, frameOf(stack, address, variables)),
  constant: (stack, address, expression) => evaluate(expression, frameOf(stack, address)),
};

function referBlock(block: Block, keys: readonly Key[]): Json {
  const { kind, byKey } = instancesOf(block);
  const [first] = keys;
  const single = byKey.get("");
  if (single !== undefined && kind === "single") return attributesAt(single, keys);
  if (first === undefined) return block.mode === "module" ? moduleObject(block) : hole(block.address);
  const instances = [...byKey.values()];
  const { either } = block.stack.reading;
  if (first === "splat" && kind === "counted") {
    const attributes = (some: readonly Instance[]): Json => some.map((instance) => attributesAt(instance, keys.slice(1)));
    const sure = instances.filter(({ isOneOfUnknown }) => !isOneOfUnknown);
    const counts = instances.slice(sure.length).map((_, index) => attributes(instances.slice(0, sure.length + index + 1)));
    return counts.length === 0 ? attributes(sure) : either.oneOf(`${block.address}[*]`, [attributes(sure), ...counts]);
  }
  const key = first === "splat" ? undefined : first.key;
  const known = typeof key === "string" || typeof key === "number" ? byKey.get(key) : undefined;
  // Of two blocks over one unknown list, the elements of one key belong together.
  const ofKey = known ?? (kind === "unknown" ? instances.find(({ key: own }) => own !== undefined && own === key) : undefined);
  return ofKey === undefined ? unreadInstance(block, keys) : attributesAt(ofKey, keys.slice(1));
}

const unreadInstance = (block: Block, keys: readonly Key[]): Json => {
  const [first, ...rest] = keys;
  if (first === undefined) return hole(block.address);
  if (first === "splat" || first.inBrackets !== true || typeof first.key !== "string" || expressionOf(first.key) !== undefined) {
    return traverse(hole(block.address), keys);
  }
  return traverse(hole(`${block.address}[${JSON.stringify(first.key)}]`), rest);
};

/** All instances of a module, as a value. */
function moduleObject(block: Block): Json {
  const { kind, byKey } = instancesOf(block);
  const instances = [...byKey.entries()];
  if (kind === "unknown" || instances.some(([, { isOneOfUnknown }]) => isOneOfUnknown)) return hole(block.address);
  const values = instances.map(([key, instance]) => [String(key), attributesAt(instance, [])] as const);
  return kind === "counted" ? values.map(([, value]) => value) : objectOf(values);
}

function outputsAt(instance: Instance, keys: readonly Key[]): Json {
  const child = childOf(instance);
  const name = nameAt(keys, 0);
  if (child === undefined) return traverse(hole(instance.address), keys);
  if (name === undefined) {
    return traverse(objectOf(Object.keys(child.outputs).map((each) => [each, namedOutput(child, each)] as const)), keys);
  }
  const known = entryOf(child.outputs, name) !== undefined;
  return known
    ? traverse(namedOutput(child, name), keys, 1, undefined, child.reading.either)
    : traverse(hole(instance.address), keys);
}

const namedOutput = (child: Stack, name: string): Json => outputOf(child, name, entryOf(child.outputs, name) ?? null);

function attributesAt(instance: Instance, keys: readonly Key[]): Json {
  if (instance.block.mode === "module") return outputsAt(instance, keys);
  const name = nameAt(keys, 0);
  return name === undefined
    ? traverse(hole(instance.address), keys)
    : traverse(readAttribute(instance, name), keys, 1, `${instance.address}.${name}`, instance.block.stack.reading.either);
}

const nameAt = (keys: readonly Key[], index: number): string | undefined => {
  const step = keys[index];
  return step !== undefined && step !== "splat" && typeof step.key === "string" ? step.key : undefined;
};

/** The instances of a block. */
export function instancesOf(block: Block): Instances {
  const known = block.stack.instances.get(block);
  if (known !== undefined) return known;
  const own = block.address.slice(block.stack.prefix.length);
  // What refers to itself in its own count or for_each finds it unknown.
  block.stack.instances.set(block, { kind: "unknown", byKey: new Map() });
  const made = makeInstances(block, block.stack.reading.either, (argument, raw) =>
    computedOnce(block.stack, block.stack.memo, `${own}.${argument}`, `${own}.${argument}`, () =>
      resolve(raw, frameOf(block.stack, `${own}.${argument}`)),
    ),
  );
  block.stack.instances.set(block, made);
  return made;
}

/** An attribute as other expressions read it: what the cloud makes of it by its rules, or what the block says, or a hole. */
export function readAttribute(instance: Instance, name: string): Json {
  const { stack } = instance.block;
  const own = `${instance.address.slice(stack.prefix.length)}.${name}`;
  return computedOnce(stack, instance.attributes, `read ${name}`, own, () => {
    const source = sourceOf(instance);
    const known = readBack(source, name)?.(source) ?? argumentOf(instance, name) ?? computedAttribute(source, name);
    return known === undefined ? hole(stack.prefix + own) : ofUnknownKind(known);
  });
}

function sourceOf(instance: Instance): Source {
  const { stack, type, mode, provider } = instance.block;
  const owner = providerBlock(stack, provider)?.owner ?? stack.root;
  return {
    type,
    mode: mode === "data" ? mode : "managed",
    address: instance.address,
    provider,
    providerName: provider.slice(owner.prefix.length),
    options: stack.reading.options,
    projectNumbers: stack.reading.projectNumbers,
    toldAccount: stack.reading.awsAccounts.get(provider),
    argument: (name) => argumentOf(instance, name) ?? undefined,
    ofProvider: (name) => providerValue(stack, provider, name),
  };
}

/** An argument that the block sets. */
export function argumentOf(instance: Instance, name: string): Json | undefined {
  const { stack, body } = instance.block;
  const raw = entryOf(body, name);
  const dynamic = entryOf(dynamicBlocks(body) ?? {}, name);
  if (raw === undefined && dynamic === undefined) return undefined;
  if (raw !== undefined && dynamic === undefined && isPlain(raw)) return raw;
  const own = `${instance.address.slice(stack.prefix.length)}.${name}`;
  return computedOnce(stack, instance.attributes, name, own, () => {
    const frame = frameOf(stack, own, instance.variables);
    const fixed = raw === undefined ? undefined : resolve(raw, frame);
    if (dynamic === undefined) return asArgument(fixed ?? null, instance, name);
    const made = expanded(dynamic, name, frame);
    return typeof made === "string" ? made : [...listOf(fixed), ...made];
  });
}

/** Arguments that may not be null: what is null or something else is that. */
const REQUIRED = new Set(["assume_role_policy", "policy", "url", "member", "subject", "issuer", "role", "service_account_id"]);

function asArgument(value: Json, { block: { type, stack }, address }: Instance, name: string): Json {
  const some = REQUIRED.has(name) ? stack.reading.either.alternativesOf(value)?.filter((one) => one !== null) : undefined;
  if (some?.length === 1) return some[0] ?? null;
  // A policy, or a list of members, lets in more with each element and nobody without.
  return type === "aws_iam_policy_document" || name === "members" ? value : settled(value, `${address}.${name}`);
}

/** The value of a local, or of something else that stands once in the file. */
export function namedValue(stack: Stack, address: string, raw: Json): Json {
  return computedOnce(stack, stack.memo, address, address, () => resolve(raw, frameOf(stack, address)));
}

/** An argument of a provider block, by its key. */
export function providerValue(stack: Stack, key: string, name: string): Json | undefined {
  const { owner = stack, body = emptyObject() } = providerBlock(stack, key) ?? {};
  const raw = entryOf(body, name) ?? null;
  return raw === null ? undefined : namedValue(owner, `provider.${key.slice(owner.prefix.length)}.${name}`, raw);
}

function outputOf(stack: Stack, name: string, output: Json): Json {
  const value = isObject(output) ? (entryOf(output, "value") ?? null) : null;
  return namedValue(stack, `output.${name}`, value);
}
