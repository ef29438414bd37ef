import { emptyObject, type JsonObject } from "../../json";
import type { Problem, Unread } from "../configuration";
import { readHcl } from "../hcl/hcl";
import { placeIn } from "../hcl/place";
import type { FilePlace, Module } from "../module";
import { cleaned, parseInput } from "../parse";
import { unreadFile } from "../unread-file";
import { blocksOf, fileOf, type ModuleBlock } from "./blocks";
import { overridden } from "./overrides";
import { joined, type Tree } from "./tree";

const FILE = /^(?![.#]).*\.(?:tf|tofu)(?:\.json)?$/;
const OVERRIDE = /(?:^|_)override\.(?:tf|tofu)(?:\.json)?$/;

/**
 * The names of a folder's files that make a module, in the order in which they are read. OpenTofu has its own files, which stand for those of
 * Terraform of the same name.
 * https://developer.hashicorp.com/terraform/language/files, https://opentofu.org/docs/language/files
 */
export function moduleNames(names: readonly string[]): string[] {
  const files = names.filter((name) => FILE.test(name));
  const own = new Set(files.map((name) => name.replace(/\.tofu(\.json)?$/, ".tf$1")).filter((name) => !files.includes(name)));
  const tofu = new Set(files.filter((name) => /\.tofu(\.json)?$/.test(name)).map((name) => name.replace(".tofu", ".tf")));
  return files.filter((name) => own.has(name) || !tofu.has(name));
}

type PlaceOf = (body: object, argument?: string) => FilePlace | undefined;

/** The module that files of a folder make; undefined if there are none. */
export function moduleOf(tree: Tree, folder: string, names: readonly string[]): Module | undefined {
  const problems: Problem[] = [];
  const unread: Unread[] = [];
  const places = new Map<object, PlaceOf>();
  let size = 0;
  const read = (name: string): ModuleBlock[] => {
    const file = joined(folder, name);
    const text = tree.text(file);
    const before = problems.length;
    const part = text === undefined ? unreadable(file, problems) : blocksIn(file, text, places, problems);
    size += text?.length ?? 0;
    if (problems.length > before) unread.push(unreadFile({ name: file, json: text ?? "" }, undefined));
    return part;
  };
  if (names.length === 0) return undefined;
  let blocks = names.filter((name) => !OVERRIDE.test(name)).flatMap(read);
  for (const name of names.filter((one) => OVERRIDE.test(one))) {
    const result = overridden(blocks, read(name), (made, from) => {
      places.set(made, placeOfMerged(from, places));
    });
    blocks = [...result.blocks];
    for (const { type, labels } of result.missing) {
      const address = [...(type === "resource" ? [] : [type]), ...labels].join(".");
      const what = "an override file changes this, and there is nothing of that name";
      problems.push({ place: { file: joined(folder, name), address }, what, cure: "correct the name: Terraform refuses it" });
    }
  }
  return {
    folder,
    files: names.length,
    json: fileOf(blocks),
    size,
    problems,
    unread,
    placeOf: (body, argument) => places.get(body)?.(body, argument),
  };
}

function unreadable(file: string, problems: Problem[]): [] {
  problems.push({ place: { file, address: "$" }, what: "this file is unread", cure: "check the file and its permissions" });
  return [];
}

function blocksIn(file: string, text: string, places: Map<object, PlaceOf>, problems: Problem[]): ModuleBlock[] {
  if (file.endsWith(".json")) {
    const blocks = blocksOf(parseInput({ name: file, json: text }, problems) ?? emptyObject());
    for (const { body } of blocks) places.set(body, () => ({ file }));
    return blocks;
  }
  const hcl = readHcl(text);
  for (const { what, line, column } of hcl.errors) {
    const place = { file, address: "$", line, column };
    problems.push({ place, what, cure: "correct it: the block around it is unread" });
  }
  for (const name of hcl.places.bodies.get(hcl.json)?.arguments.keys() ?? []) {
    const place = { file, address: name, ...placeIn(hcl.places, hcl.json, name) };
    problems.push({ place, what: "an argument stands outside of blocks", cure: "correct it: Terraform refuses it" });
  }
  const blocks = blocksOf(cleaned(hcl.json, file, text, problems));
  for (const { body } of blocks) {
    places.set(body, (one, argument) => {
      const position = placeIn(hcl.places, one, argument);
      return position === undefined ? undefined : { file, ...position };
    });
  }
  return blocks;
}

/** What an argument of a body stands in that is made from several: the last that has it. */
function placeOfMerged(from: readonly JsonObject[], places: ReadonlyMap<object, PlaceOf>): PlaceOf {
  return (_, argument) => {
    const [first] = from;
    const own = argument === undefined ? first : ([...from].reverse().find((body) => argument in body) ?? first);
    return own === undefined ? undefined : places.get(own)?.(own, argument);
  };
}
