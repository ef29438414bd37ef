import { FederationError, quoted } from "../core/errors";
import type { OutrankingVariables } from "../core/identity-settings";
import { theList, type Fields } from "./plain";

/** A variable of a container: its value where that is known, and where it comes from. */
interface Variable {
  readonly value: unknown;
  readonly from: string;
}

/** Refuses variables with which SDKs are somebody else, whatever the pod gets besides. */
export function checkOutranking(
  place: string,
  container: Fields,
  variables: ReadonlyMap<string, Variable>,
  { outranking, workload }: { readonly outranking: readonly OutrankingVariables[]; readonly workload: string },
): void {
  for (const { names, unless = [], source } of outranking) {
    const there = names.map((name) => variables.get(name));
    if (!there.every((one) => one !== undefined && one.value !== "")) continue;
    const [first] = there as [Variable];
    if (unless.includes(first.value as string)) continue;
    throw new FederationError(place, {
      code: "ENV_COLLISION",
      what: `the container ${quoted(container["name"])} has ${list(names)}${first.from}, and SDKs take that before what ${workload} gives them (${source})`,
      cure: "leave it out of the container, or give the manifest a workload without that identity",
    });
  }
}

function list(names: readonly string[]): string {
  return `the environment variable${names.length > 1 ? "s" : ""} ${names.map(quoted).join(" and ")}`;
}

/** All variables of a container: `env`, and what `envFrom` takes from ConfigMaps and Secrets that are at hand. */
export function variablesOf(container: Fields, env: readonly Fields[], beside: readonly Fields[]): ReadonlyMap<string, Variable> {
  const found = new Map<string, Variable>();
  for (const source of theList(container["envFrom"])) {
    const prefix = typeof source["prefix"] === "string" ? source["prefix"] : "";
    for (const [kind, field] of [
      ["ConfigMap", "configMapRef"],
      ["Secret", "secretRef"],
    ] as const) {
      for (const { name } of theList(source[field])) {
        for (const [key, value] of entriesOf(beside, kind, name)) {
          found.set(`${prefix}${key}`, { value, from: ` from the ${kind} ${quoted(name)}` });
        }
      }
    }
  }
  for (const { name, value, valueFrom } of env) {
    if (typeof name === "string") found.set(name, { value: value ?? valueFrom ?? "", from: "" });
  }
  return found;
}

/** Values of a Secret's `data` are base64, and so none of those that are compared: only whether one is empty counts. */
function entriesOf(beside: readonly Fields[], kind: string, name: unknown): readonly (readonly [string, unknown])[] {
  return beside
    .filter((one) => one["kind"] === kind && nameOf(one) === name)
    .flatMap((one) => [one["data"], one["stringData"]])
    .flatMap((data) => (typeof data === "object" && data !== null ? Object.entries(data) : []));
}

function nameOf({ metadata }: Fields): unknown {
  return theList(metadata)[0]?.["name"];
}
