import { emptyObject, entryOf, isObject, type Json, type JsonObject, listOf } from "../json";
import { adoptedIn } from "./adopted";
import { forgottenIn } from "./forgotten";
import type { Block, Reading, Stack } from "./stack";

/** Finds the blocks of Terraform configuration (https://developer.hashicorp.com/terraform/language/syntax/json). */
export function collectStack(json: JsonObject, file: string, prefix: string, size: number, reading: Reading): Stack {
  const blocks = new Map<string, Block>();
  const providers = new Map<string, JsonObject>();
  const backend = bodiesOf(json["terraform"]).flatMap((terraform) => bodiesOf(terraform["backend"]))[0];
  // Where several files of a folder are one module, each has its own.
  const metadata = bodiesOf(json["//"]).flatMap((comment) => bodiesOf(comment["metadata"]));
  const [cdktfName] = metadata.map(({ stackName }) => stackName);
  const adopted: Block[] = [];
  const stack: Stack = {
    file,
    prefix,
    blocks,
    adopted,
    instances: new Map(),
    locals: merged(json["locals"]),
    outputs: merged(json["output"]),
    providers,
    modules: new Map(labelled(json["module"])),
    backend: backend ?? emptyObject(),
    cdktfName: metadata.length === 1 && typeof cdktfName === "string" ? cdktfName : undefined,
    memo: new Map(),
    work: { left: 1_000_000 + 20 * size, depth: 0, fresh: 0, doubts: 0 },
    reading,
  };
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
    adopted.push({ stack, mode: "data", type, name, address, body, provider: prefix + providerOf(type, body) });
  }
  for (const name of stack.modules.keys()) {
    reading.problems.push({
      place: { file, address: `module.${name}` },
      what: "modules are not read from configuration: what they create is not known",
      cure: "give what terraform show -json prints of a plan or a state: it has their resources",
    });
  }
  reading.forgotten.push(...forgottenIn(json["removed"], file, prefix));
  return stack;
}

function reportAdopted(address: string, { file, reading }: Stack): void {
  reading.problems.push({
    place: { file, address },
    what: "this is not a list of things that exist, each with a type and values: it is not read",
    cure: "synthesize the stack again, and leave its metadata as it is",
  });
}

function collectBlocks(json: Json | undefined, mode: Block["mode"], stack: Stack, blocks: Map<string, Block>): void {
  for (const types of bodiesOf(json)) {
    for (const type of Object.keys(types)) {
      for (const [name, body] of labelled(types[type])) {
        const own = `${mode === "data" ? "data." : ""}${type}.${name}`;
        if (blocks.has(own)) {
          const cure = "rename one of them: only the first is read";
          stack.reading.problems.push({ place: { file: stack.file, address: own }, what: "this address is used twice", cure });
        } else {
          blocks.set(own, {
            stack,
            mode,
            type,
            name,
            address: stack.prefix + own,
            body,
            provider: stack.prefix + providerOf(type, body),
          });
        }
      }
    }
  }
}

/** `aws.eu` of `provider`, written plainly or as an expression; else the type's first word. */
function providerOf(type: string, body: JsonObject): string {
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
