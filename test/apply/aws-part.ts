import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

type ByName = Readonly<Record<string, unknown>>;
type ByType = Readonly<Record<string, ByName>>;

/** What CDKTF writes, as far as it matters here. */
interface Synthesized {
  readonly provider?: ByName;
  readonly resource?: ByType;
  readonly data?: ByType;
  readonly output?: ByName;
  readonly terraform: { readonly required_providers?: ByName };
}

/** Values for expressions that no `aws` provider can evaluate, such as `data.azurerm_kubernetes_cluster.aks.oidc_issuer_url`. */
export type StandIns = Readonly<Record<string, string>>;

/**
 * Cuts a synthesized stack down to what the `aws` provider alone can apply. A stack that needs nothing else stays as CDKTF wrote it.
 *
 * Terraform demands every provider that a file requires, so the others must go from the file itself: no override can remove them.
 */
export function keepAwsPart(stackDirectory: string, standIns: StandIns): void {
  const file = join(stackDirectory, "cdk.tf.json");
  const text = readFileSync(file, "utf8");
  if (providersOf(JSON.parse(text) as Synthesized).every((name) => name === "aws")) return;
  writeFileSync(file, JSON.stringify(awsPart(text, standIns), undefined, 2));
}

function awsPart(text: string, standIns: StandIns): object {
  // A stand-in is a local value, so that the expressions around it stay the expressions that CDKTF wrote.
  const local = (expression: string): string => expression.replace(/[^A-Za-z0-9]+/g, "_");
  const replaced = Object.keys(standIns).reduce(
    (all, expression) => all.replaceAll(expression, `local.${local(expression)}`),
    text,
  );
  const stack = JSON.parse(replaced) as Synthesized;
  const lost = addresses(stack).filter((address) => !/^(data\.)?aws_/.test(address));
  const resource = awsTypes(stack.resource);
  const data = awsTypes(stack.data);
  refuseReferences({ resource, data }, lost);
  const part = {
    ...stack,
    locals: Object.fromEntries(Object.entries(standIns).map(([expression, value]) => [local(expression), value])),
    provider: onlyAws(stack.provider),
    resource,
    data,
    output: keep(stack.output, (_name, output) => referredTo(output, lost) === undefined),
    terraform: { ...stack.terraform, required_providers: onlyAws(stack.terraform.required_providers) },
  };
  // Terraform refuses a section without a block in it.
  return keep<object>(part, (_section, blocks) => Object.keys(blocks).length > 0);
}

function providersOf(stack: Synthesized): string[] {
  return Object.keys({ ...stack.provider, ...stack.terraform.required_providers });
}

function addresses({ resource = {}, data = {} }: Synthesized): string[] {
  const within = (types: ByType, prefix: string): string[] =>
    Object.entries(types).flatMap(([type, byName]) => Object.keys(byName).map((name) => `${prefix}${type}.${name}`));
  return [...within(resource, ""), ...within(data, "data.")];
}

function awsTypes(types: ByType = {}): ByType {
  return keep(types, (type) => type.startsWith("aws_"));
}

function onlyAws(providers: ByName = {}): ByName {
  return keep(providers, (name) => name === "aws");
}

function keep<T>(
  record: Readonly<Record<string, T>> = {},
  isKept: (key: string, value: T) => boolean,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([key, value]) => isKept(key, value)));
}

function referredTo(value: unknown, lost: readonly string[]): string | undefined {
  const text = JSON.stringify(value);
  return lost.find((address) => text.includes(address));
}

function refuseReferences(kept: object, lost: readonly string[]): void {
  const found = referredTo(kept, lost);
  if (found === undefined) return;
  throw new Error(`The AWS part refers to ${found}, which no aws provider knows: give the test a stand-in for the expression.`);
}
