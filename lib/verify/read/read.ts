import { type JsonObject, sizeOf } from "../json";
import { adoptedAccounts } from "./adopted-accounts";
import { childOf, meet } from "./children";
import { collectStack } from "./collect";
import { ofUnknownKind } from "./collections";
import type { Configuration, Input, Problem, ProviderBlock, ReadOptions, Resource, Unread } from "./configuration";
import { adoptedOf, providersOf, resourcesOf } from "./configuration-values";
import { either } from "./either";
import { indexed } from "./indexed";
import { forgottenByPlan } from "./forgotten";
import { type Kind, kindOf } from "./kind";
import type { Module, Root } from "./module";
import { parseInput } from "./parse";
import { snapshotOfPlan } from "./plan";
import { withExpressions } from "./plan-expressions";
import { projectNumbersOf } from "./project-numbers";
import { resourcesOfValues } from "./json-state";
import { instancesOf } from "./scope";
import type { Snapshot } from "./snapshot";
import { projectNumbersIn, providersOfSnapshot, resourcesOfSnapshot } from "./snapshot-values";
import type { Reading, Stack } from "./stack";
import { stackNames } from "./stack-names";
import { snapshotOfTfstate } from "./tfstate";
import { unreadOf } from "./unread";
import { unreadFile } from "./unread-file";

/** One input, its kind found out. */
type Part = { readonly file: string; readonly prefix: string } & ({ readonly snapshot: Snapshot } | { readonly stack: Stack });

/** Reads the inputs. Never throws: what cannot be read is a problem of the result. */
export function readConfiguration(inputs: readonly Input[], options: ReadOptions = {}): Configuration {
  const problems: Problem[] = [];
  const given = parseInput({ name: "the variables", json: { ...options.variables } }, problems) ?? {};
  const variables = ofUnknownKind(given) as JsonObject;
  const unread: Unread[] = [];
  const reading: Reading = {
    options,
    variables,
    stacks: [],
    projectNumbers: new Map(),
    awsAccounts: new Map(),
    either: either(),
    problems,
    met: new Set(),
    unread,
    forgotten: [],
  };
  const names = stackNames(inputs.map(({ name }) => name));
  const ofTerraform = inputs.filter(({ dumped }) => dumped?.isOfClusters !== true).length;
  const parts = inputs.flatMap((input, index): Part[] => {
    const prefix = ofTerraform > 1 && input.dumped?.isOfClusters !== true ? `${names[index] ?? ""}/` : "";
    if (input.root !== undefined) return [partOfRoot(input.root, input.name, prefix, reading)];
    if (input.dumped !== undefined) {
      problems.push(...input.dumped.problems);
      unread.push(...input.dumped.unread.map((each) => unreadFile(each, undefined)));
      return [{ file: input.name, prefix, snapshot: input.dumped.snapshot }];
    }
    const before = problems.length;
    const json = parseInput(input, problems);
    const kind = json === undefined ? undefined : kindOf(json, reporter(input.name, problems));
    if (problems.length > before) unread.push(unreadFile(input, json));
    return json === undefined || kind === undefined ? [] : [partOf(kind, input, json, prefix, reading)];
  });
  for (const part of parts) {
    keepNumbers("snapshot" in part ? projectNumbersIn(part.snapshot) : projectNumbersOf(part.stack), reading);
  }
  for (const stack of reading.stacks) for (const told of adoptedAccounts(stack)) reading.awsAccounts.set(...told);
  const { projectNumbers } = reading;
  const stacks = new Map(reading.stacks.map((stack) => [stack, withModules(stack)]));
  const stacksOf = (stack: Stack): readonly Stack[] => stacks.get(stack) ?? [];
  const resources = parts.flatMap((part): Resource[] =>
    "stack" in part
      ? stacksOf(part.stack).flatMap(resourcesOf)
      : resourcesOfSnapshot(part.snapshot, { ...part, options, projectNumbers }),
  );
  // Last: what the files create or look up is found first.
  const adopted = reading.stacks.flatMap(adoptedOf);
  const providers = parts.flatMap((part): ProviderBlock[] =>
    "stack" in part ? stacksOf(part.stack).flatMap(providersOf) : providersOfSnapshot(part.snapshot, part.prefix),
  );
  const modules = [...stacks.values()].flat().flatMap(unreadOf);
  return {
    ...indexed([...resources, ...adopted], providers),
    problems,
    unread: [
      ...unread,
      ...(options.unreadFiles ?? []).map(({ name, text }) => unreadFile({ name, json: text }, undefined)),
      ...modules,
    ],
    forgotten: reading.forgotten,
    ...coverageOf(inputs, reading.met, modules),
    options,
    projectNumbers: certain(projectNumbers),
  };
}

function partOfRoot(source: Root, file: string, prefix: string, reading: Reading): Part {
  const { module } = source;
  const stack = collectStack(module.json, { file, prefix, size: module.size, module, source }, reading);
  reading.stacks.push(stack);
  reading.problems.push(...source.problems);
  meet(module, stack);
  return { file, prefix, stack };
}

function coverageOf(
  inputs: readonly Input[],
  met: ReadonlySet<Module>,
  unread: readonly Unread[],
): Pick<Configuration, "coverage"> {
  const roots = new Set(inputs.flatMap(({ root }) => (root === undefined ? [] : [root.module])));
  if (roots.size === 0) return {};
  const files = [...met].reduce((sum, module) => sum + module.files, 0);
  const unreadModules = unread.filter(({ kind }) => kind === "module").length;
  return { coverage: { files, roots: roots.size, modules: met.size - roots.size, unreadModules } };
}

/** A stack and all instances of the modules that it calls. */
function withModules(stack: Stack, found: Stack[] = []): Stack[] {
  found.push(stack);
  for (const call of stack.calls.values()) {
    for (const instance of instancesOf(call).byKey.values()) {
      const child = childOf(instance);
      if (child !== undefined) withModules(child, found);
    }
  }
  return found;
}

const reporter =
  (file: string, problems: Problem[]) =>
  (what: string, cure: string): void => {
    problems.push({ place: { file, address: "$" }, what, cure });
  };

function partOf(kind: Kind, { name: file, json: text }: Input, json: JsonObject, prefix: string, reading: Reading): Part {
  switch (kind) {
    case "plan":
      reading.forgotten.push(...forgottenByPlan(json["resource_changes"], file, prefix));
      return { file, prefix, snapshot: withExpressions(snapshotOfPlan(json, prefix), json, file, prefix, reading) };
    case "state":
      return {
        file,
        prefix,
        snapshot: { resources: resourcesOfValues(json["values"], () => undefined), providers: new Map() },
      };
    case "tfstate":
      return { file, prefix, snapshot: snapshotOfTfstate(json) };
    case "configuration": {
      const size = typeof text === "string" ? text.length : sizeOf(json);
      const stack = collectStack(json, { file, prefix, size }, reading);
      reading.stacks.push(stack);
      return { file, prefix, stack };
    }
  }
}

/** Where the inputs contradict each other, the number is unknown. */
function keepNumbers(numbers: readonly (readonly [string, string])[], { projectNumbers }: Reading): void {
  for (const [project, number] of numbers) {
    const before = projectNumbers.get(project);
    projectNumbers.set(project, before === undefined || before === number ? number : "");
  }
}

const certain = (numbers: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...numbers].filter(([, number]) => number !== ""));
