import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

type ByName = Readonly<Record<string, unknown>>;
type ByType = Readonly<Record<string, ByName>>;

/** What CDKTF writes, as far as it matters here. */
interface Synthesized {
  readonly provider?: { readonly aws?: readonly object[] };
  readonly resource?: ByType;
  readonly data?: ByType;
  readonly output?: ByName;
}

/** Values for expressions that no `aws` provider can evaluate, such as `data.azurerm_kubernetes_cluster.aks.oidc_issuer_url`. */
export type StandIns = Readonly<Record<string, string>>;

/** Who Terraform claims to be. */
export interface Keys {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly sessionToken: string;
}

export interface AwsModuleProps {
  readonly standIns: StandIns;
  /** Of the `aws` provider: @cdktf/provider-aws requires the one that it was generated from, and the mirror may hold another. */
  readonly version: string;
  readonly keys: Keys;
}

/**
 * Cuts a synthesized stack down to what the `aws` provider alone can apply, and makes it a module: without the backend, which only a
 * root may have, and with an account of its own. Everything else stays as CDKTF wrote it.
 *
 * In the file itself: no override can remove a provider that a file requires, and Terraform warns of provider blocks that an override
 * fills in, as if they were empty.
 */
export function makeAwsModule(stackDirectory: string, props: AwsModuleProps): void {
  const file = join(stackDirectory, "cdk.tf.json");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, JSON.stringify(awsPart(text, props), undefined, 2));
}

function awsPart(text: string, { standIns, version, keys }: AwsModuleProps): object {
  // A stand-in is a local value, so that the expressions around it stay the expressions that CDKTF wrote.
  const local = (expression: string): string => expression.replace(/[^A-Za-z0-9]+/g, "_");
  const replaced = Object.keys(standIns).reduce(
    (all, expression) => all.replaceAll(expression, `local.${local(expression)}`),
    text,
  );
  const stack = JSON.parse(replaced) as Synthesized;
  const lost = addresses(stack).filter((address) => !isKept(address.replace(/^data\./, "")));
  const resource = keptTypes(stack.resource);
  const data = keptTypes(stack.data);
  refuseReferences({ resource, data }, lost);
  const part = {
    ...stack,
    locals: Object.fromEntries(Object.entries(standIns).map(([expression, value]) => [local(expression), value])),
    provider: { aws: (stack.provider?.aws ?? []).map((block) => ({ ...block, ...providerSettings(keys) })) },
    resource,
    data,
    output: keep(stack.output, (_name, output) => referredTo(output, lost) === undefined),
    terraform: { required_providers: { aws: { source: "aws", version } } },
  };
  // Terraform refuses a section without a block in it.
  return keep<object>(part, (_section, blocks) => Object.keys(blocks).length > 0);
}

function addresses({ resource = {}, data = {} }: Synthesized): string[] {
  const within = (types: ByType, prefix: string): string[] =>
    Object.entries(types).flatMap(([type, byName]) => Object.keys(byName).map((name) => `${prefix}${type}.${name}`));
  return [...within(resource, ""), ...within(data, "data.")];
}

/** `terraform_data` is Terraform's own. */
function isKept(type: string): boolean {
  return /^(aws|terraform)_/.test(type);
}

function keptTypes(types: ByType = {}): ByType {
  return keep(types, isKept);
}

function providerSettings({ accessKey, secretKey, sessionToken }: Keys): object {
  return {
    access_key: accessKey,
    secret_key: secretKey,
    token: sessionToken,
    // Or else a bucket would be a host name below the endpoint's.
    s3_use_path_style: true,
  };
}

function keep<T>(
  record: Readonly<Record<string, T>> = {},
  wanted: (key: string, value: T) => boolean,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([key, value]) => wanted(key, value)));
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
