import { type JsonObject, sizeOf } from "../json";
import { adoptedAccounts } from "./adopted-accounts";
import { collectStack } from "./collect";
import { ofUnknownKind } from "./collections";
import type { Configuration, Input, Problem, ProviderBlock, ReadOptions, Resource, Unread } from "./configuration";
import { adoptedOf, providersOf, resourcesOf } from "./configuration-values";
import { either } from "./either";
import { indexed } from "./indexed";
import { forgottenByPlan } from "./forgotten";
import { type Kind, kindOf } from "./kind";
import { parseInput } from "./parse";
import { snapshotOfPlan } from "./plan";
import { withExpressions } from "./plan-expressions";
import { projectNumbersOf } from "./project-numbers";
import { resourcesOfValues } from "./json-state";
import type { Snapshot } from "./snapshot";
import { projectNumbersIn, providersOfSnapshot, resourcesOfSnapshot } from "./snapshot-values";
import type { Reading, Stack } from "./stack";
import { stackNames } from "./stack-names";
import { snapshotOfTfstate } from "./tfstate";
import { unreadFile, unreadOf } from "./unread";

/** One input, its kind found out. */
type Part = { readonly file: string; readonly prefix: string } & ({ readonly snapshot: Snapshot } | { readonly stack: Stack });

/** Reads the inputs. Never throws: what cannot be read is a problem of the result. */
export function readConfiguration(inputs: readonly Input[], options: ReadOptions = {}): Configuration {
  const problems: Problem[] = [];
  const given = parseInput({ name: "the variables", json: { ...options.variables } }, problems) ?? {};
  const variables = ofUnknownKind(given) as JsonObject;
  const reading: Reading = {
    options,
    variables,
    stacks: [],
    projectNumbers: new Map(),
    awsAccounts: new Map(),
    either: either(),
    problems,
    forgotten: [],
  };
  const unread: Unread[] = [];
  const names = stackNames(inputs.map(({ name }) => name));
  const parts = inputs.flatMap((input, index): Part[] => {
    const before = problems.length;
    const json = parseInput(input, problems);
    const prefix = inputs.length > 1 ? `${names[index] ?? ""}/` : "";
    const kind = json === undefined ? undefined : kindOf(json, reporter(input.name, problems));
    if (problems.length > before) unread.push(unreadFile(input, json));
    return json === undefined || kind === undefined ? [] : [partOf(kind, input, json, prefix, reading)];
  });
  for (const part of parts) {
    keepNumbers("snapshot" in part ? projectNumbersIn(part.snapshot) : projectNumbersOf(part.stack), reading);
  }
  for (const stack of reading.stacks) for (const told of adoptedAccounts(stack)) reading.awsAccounts.set(...told);
  const { projectNumbers } = reading;
  const resources = parts.flatMap((part): Resource[] =>
    "stack" in part ? resourcesOf(part.stack) : resourcesOfSnapshot(part.snapshot, { ...part, options, projectNumbers }),
  );
  // Last: what the files create or look up is found first.
  const adopted = reading.stacks.flatMap(adoptedOf);
  const providers = parts.flatMap((part): ProviderBlock[] =>
    "stack" in part ? providersOf(part.stack) : providersOfSnapshot(part.snapshot, part.prefix),
  );
  return {
    ...indexed([...resources, ...adopted], providers),
    problems,
    unread: [
      ...unread,
      ...(options.unreadFiles ?? []).map(({ name, text }) => unreadFile({ name, json: text }, undefined)),
      ...reading.stacks.flatMap(unreadOf),
    ],
    forgotten: reading.forgotten,
    options,
    projectNumbers: certain(projectNumbers),
  };
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
      const stack = collectStack(json, file, prefix, typeof text === "string" ? text.length : sizeOf(json), reading);
      reading.stacks.push(stack);
      return { file, prefix, stack };
    }
  }
}

/** Where the inputs contradict each other, the number is not known. */
function keepNumbers(numbers: readonly (readonly [string, string])[], { projectNumbers }: Reading): void {
  for (const [project, number] of numbers) {
    const before = projectNumbers.get(project);
    projectNumbers.set(project, before === undefined || before === number ? number : "");
  }
}

const certain = (numbers: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...numbers].filter(([, number]) => number !== ""));
