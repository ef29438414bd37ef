import { isArray, isObject, type Json, type JsonObject, listOf, objectOf } from "../json";
import type { Input, Problem } from "../read/configuration";
import { parseInput } from "../read/parse";
import type { SnapshotResource } from "../read/snapshot";
import type { Dump, DumpedResource } from "./dump";
import { documentsOf } from "./yaml";

/** The first key of what Terraform and cdktf write. What begins with another one may be a dump. */
const OF_TERRAFORM =
  /^\s*\{\s*"(\/\/|terraform|resource|data|provider|module|output|locals|variable|import|moved|removed|check|format_version|version)"/;

interface Found {
  readonly input: Input;
  readonly json: Json;
  /** @default - an empty list: of whatever, there is nothing */
  readonly dump?: Dump;
  /** What could not be read of it. @default - nothing */
  readonly problems?: readonly Problem[];
}

/**
 * The inputs, the dumps among them read: those of one folder are one account's, or one tenant's and one organization's, and are read as one
 * state would be.
 */
export function withDumps(inputs: readonly Input[], dumps: readonly Dump[]): Input[] {
  const others: Input[] = [];
  const byFolder = new Map<string, Found[]>();
  for (const input of inputs) {
    const found = dumpIn(input, dumps);
    if (found === undefined) others.push(input);
    else if (byFolder.has(folderOf(input))) byFolder.get(folderOf(input))?.push(found);
    else byFolder.set(folderOf(input), [found]);
  }
  return [...others, ...[...byFolder].map(([folder, found]) => ({ name: folder, json: {}, dumped: dumpedOf(folder, found) }))];
}

/** A page of several. */
const isCut = (json: Json): boolean =>
  isObject(json) && (json["IsTruncated"] === true || ["NextToken", "nextToken"].some((name) => typeof json[name] === "string"));

const cut = ({ name }: Input): Problem => ({
  place: { file: name, address: "$", line: 1, column: 1 },
  what: "this is the first page of several: what is on the others is unread",
  cure: "run the command without --max-items and --no-paginate",
});

/** Whether a file's text is what one of the commands prints. */
export const isDump = (input: Input, dumps: readonly Dump[]): boolean => dumpIn(input, dumps) !== undefined;

const folderOf = ({ name }: Input): string => name.slice(0, Math.max(name.lastIndexOf("/"), 0)) || "account";

function dumpIn(input: Input, dumps: readonly Dump[]): Found | undefined {
  const { json, root } = input;
  if (typeof json === "string" && IS_YAML.test(input.name)) return manifestsIn(input, json, dumps);
  if (root !== undefined || (typeof json === "string" && OF_TERRAFORM.test(json))) return undefined;
  const isList = typeof json === "string" ? /^\s*\[/.test(json) : Array.isArray(json);
  const problems: Problem[] = [];
  const whole = isList ? (typeof json === "string" ? `{"list":${json}}` : { list: json }) : json;
  const parsed = parseInput({ ...input, json: whole }, problems);
  if (parsed === undefined || problems.length > 0) return undefined;
  const value = isList ? (parsed["list"] ?? null) : parsed;
  if (isArray(value) && value.length === 0) return { input, json: value };
  const dump = dumps.find(({ is }) => is(value));
  return dump === undefined ? undefined : { input, json: value, dump, ...(isCut(value) ? { problems: [cut(input)] } : {}) };
}

const IS_YAML = /\.ya?ml$/i;

/** What a file of manifests applies: the same as a list of objects that the cluster has. */
function manifestsIn(input: Input, text: string, dumps: readonly Dump[]): Found {
  const problems: Problem[] = [];
  const documents = documentsOf(input.name, text, problems).filter((one) => one !== null);
  const list = parseInput({ ...input, json: { list: documents } }, problems)?.["list"] ?? [];
  const objects = listOf(list).flatMap((one) => (dumps.some(({ is }) => is(one)) ? itemsOf(one) : []));
  const dump = dumps.find(({ is }) => objects.some(is));
  return { input, json: objects, ...(dump === undefined ? {} : { dump }), problems };
}

/** A list of objects among the documents is its items. */
const itemsOf = (one: Json): readonly Json[] => (isObject(one) && isArray(one["items"]) ? one["items"] : [one]);

/** Where dumps of several accounts lie together, whose the others are cannot be told: none of their cloud's is read. */
function ofOneAccount(folder: string, all: readonly Found[]): readonly Found[] {
  const accounts = new Set(all.flatMap(({ dump, json }) => dump?.accounts?.(json) ?? []));
  if (accounts.size < 2) return all;
  const what = `the dumps of ${folder} are of several accounts (${[...accounts].slice(0, 5).join(", ")}), and nothing of them is read`;
  const problems = [{ what, cure: "give each account a folder of its own" }];
  return all.map(({ input }) => ({
    input,
    json: [],
    problems: problems.map((one): Problem => ({ ...one, place: { file: input.name, address: "$", line: 1, column: 1 } })),
  }));
}

function dumpedOf(folder: string, all: readonly Found[]): NonNullable<Input["dumped"]> {
  const found = ofOneAccount(folder, all);
  const byName = new Map<string, Told[]>();
  for (const { input, json, dump } of found) {
    for (const resource of dump?.resources(json) ?? []) {
      const key = `${resource.type}\n${resource.name}`;
      const namesakes = byName.get(key) ?? [];
      byName.set(key, namesakes);
      // What tells another value is another thing of the same name, and both are there.
      const same = namesakes.find((told) => agree(told.resource.values, resource.values));
      if (same === undefined) namesakes.push({ resource, file: input.name });
      else same.resource = { ...same.resource, values: merged(same.resource.values, resource.values) };
    }
  }
  const addresses = new Set<string>();
  const resources = [...byName.values()].flat().map(({ resource, file }): SnapshotResource => {
    const { type, values } = resource;
    const name = freeName(type, labelOf(resource.name), addresses);
    const [word = type] = type.split("_", 1);
    // Which cluster it is, the folder says at most.
    const provider = word === "kubernetes" ? `kubernetes of ${folder}` : word;
    return { address: `${type}.${name}`, mode: "managed", type, name, provider, values, file };
  });
  const lacking = found.filter(({ dump }) => dump?.lacks !== undefined);
  const problems = lacking.map(({ input, dump }): Problem => {
    const { what = "", cure = "" } = dump?.lacks ?? {};
    return { place: { file: input.name, address: "$" }, what, cure };
  });
  const unreadable = found.filter((one) => (one.problems ?? []).length > 0);
  return {
    snapshot: { resources, providers: new Map() },
    problems: [...problems, ...unreadable.flatMap((one) => one.problems ?? [])],
    isOfClusters: resources.every(({ type }) => type.startsWith("kubernetes_")),
    unread: [...lacking, ...unreadable].map(({ input }) => input),
  };
}

interface Told {
  resource: DumpedResource;
  readonly file: string;
}

const agree = (one: JsonObject, other: JsonObject): boolean =>
  Object.keys(other).every((key) => one[key] === undefined || JSON.stringify(one[key]) === JSON.stringify(other[key]));

const merged = (...values: readonly JsonObject[]): JsonObject =>
  objectOf(values.flatMap((each) => Object.entries(each) as [string, Json][]));

/** A name as Terraform has names: the last part of what the cloud calls it. */
const labelOf = (name: string): string =>
  name
    .slice(name.lastIndexOf("/") + 1)
    .replace(/[^\p{L}\p{N}_-]+/gu, "_")
    .slice(0, 100) || "unnamed";

function freeName(type: string, label: string, taken: Set<string>): string {
  let name = label;
  for (let next = 2; taken.has(`${type}.${name}`); next++) name = `${label}_${next}`;
  taken.add(`${type}.${name}`);
  return name;
}
