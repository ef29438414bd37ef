import { emptyObject, entryOf, isObject, type Json, type JsonObject, listOf, objectOf } from "../json";
import { adoptedIn } from "./adopted";
import { forgottenIn } from "./forgotten";
import { report } from "./memo";
import type { Module, Root } from "./module";
import { providerKey } from "./provider-keys";
import type { Block, Instance, Instances, Memo, Reading, Stack } from "./stack";

/** Where configuration is from, and how large it is. */
export interface Origin {
  readonly file: string;
  readonly prefix: string;
  readonly size: number;
  readonly module?: Module;
  readonly source?: Root;
  /** Of a module: where it is called. */
  readonly caller?: Instance;
}

/** Finds the blocks of Terraform configuration (https://developer.hashicorp.com/terraform/language/syntax/json). */
export function collectStack(json: JsonObject, origin: Origin, reading: Reading): Stack {
  const { file, prefix, size, module, source, caller } = origin;
  const blocks = new Map<string, Block>();
  const calls = new Map<string, Block>();
  const providers = new Map<string, JsonObject>();
  const backend = bodiesOf(json["terraform"]).flatMap((terraform) => bodiesOf(terraform["backend"]))[0];
  // Where several files of a folder are one module, each has its own.
  const metadata = bodiesOf(json["//"]).flatMap((comment) => bodiesOf(comment["metadata"]));
  const [cdktfName] = metadata.map(({ stackName }) => stackName);
  const adopted: Block[] = [];
  const root = caller?.block.stack.root;
  const stack = {
    ...{ file, prefix, caller, module, source, json, blocks, adopted, calls, providers, reading },
    instances: new Map<Block, Instances>(),
    children: new Map<Instance, Stack | undefined>(),
    variables: objectOf(labelled(json["variable"])),
    locals: merged(json["locals"]),
    outputs: objectOf(labelled(json["output"])),
    backend: backend ?? emptyObject(),
    cdktfName: metadata.length === 1 && typeof cdktfName === "string" ? cdktfName : undefined,
    memo: new Map() as Memo,
    work: root?.work ?? { left: 1_000_000, modules: 0, depth: 0, fresh: 0, doubts: 0 },
    get root(): Stack {
      return root ?? stack;
    },
  };
  stack.work.left += 20 * size;
  for (const [name, body] of labelled(json["provider"])) {
    const alias = entryOf(body, "alias");
    const key = prefix + (typeof alias === "string" ? `${name}.${alias}` : name);
    if (!providers.has(key)) providers.set(key, body);
  }
  collectBlocks(json["resource"], "managed", stack, blocks);
  collectBlocks(json["data"], "data", stack, blocks);
  const malformed = (path: string): void => {
    reportAdopted(path, stack);
  };
  for (const { type, name, body } of adoptedIn(metadata, malformed)) {
    const address = `${prefix}adopted.${type}.${name}`;
    adopted.push({ stack, mode: "data", type, name, address, body, provider: prefix + providerNamed(type, body) });
  }
  for (const [name, body] of labelled(json["module"])) {
    calls.set(name, { stack, mode: "module", type: "module", name, address: `${prefix}module.${name}`, body, provider: "" });
  }
  reading.forgotten.push(...forgottenIn(json["removed"], file, prefix));
  return stack;
}

function reportAdopted(address: string, stack: Stack): void {
  const what = "this is not a list of things that exist, each with a type and values: it is unread";
  report(stack, address, what, "synthesize the stack again, and leave its metadata as it is");
}

function collectBlocks(json: Json | undefined, mode: Block["mode"], stack: Stack, blocks: Map<string, Block>): void {
  for (const types of bodiesOf(json)) {
    for (const type of Object.keys(types)) {
      for (const [name, body] of labelled(types[type])) {
        const own = `${mode === "data" ? "data." : ""}${type}.${name}`;
        if (blocks.has(own)) {
          report(stack, own, "this address is used twice", "rename one of them: only the first is read");
        } else {
          blocks.set(own, {
            stack,
            mode,
            type,
            name,
            address: stack.prefix + own,
            body,
            provider: providerKey(stack, providerNamed(type, body)),
          });
        }
      }
    }
  }
}

/** `aws.eu` of `provider`, written plainly or as an expression; else the type's first word. */
function providerNamed(type: string, body: JsonObject): string {
  const named = entryOf(body, "provider");
  if (typeof named === "string") return named.replace(/^\$\{(.*)\}$/s, "$1");
  return type.split("_", 1)[0] ?? type;
}

/** Blocks with one label: an object by label, of one body or a list of bodies; or a list of such objects. */
function labelled(json: Json | undefined): [string, JsonObject][] {
  return bodiesOf(json).flatMap((byLabel) =>
    Object.keys(byLabel).flatMap((label) => bodiesOf(byLabel[label]).map((body): [string, JsonObject] => [label, body])),
  );
}

/** The object's bodies; comments are none. */
function bodiesOf(json: Json | undefined): JsonObject[] {
  return listOf(json)
    .filter(isObject)
    .map((body) => {
      if (!("//" in body)) return body;
      const { "//": _, ...rest } = body;
      return Object.setPrototypeOf(rest, null) as JsonObject;
    });
}

function merged(json: Json | undefined): JsonObject {
  const all = emptyObject();
  for (const body of bodiesOf(json)) for (const key of Object.keys(body)) all[key] ??= body[key];
  return all;
}
