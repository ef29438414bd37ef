import { isArray, isObject, listOf, type Json } from "../json";
import { accountOfArn } from "../read/aws-account";
import type { Configuration, Resource } from "../read/configuration";
import { hole, isKnown, same, type Truth } from "../text";

/** The AWS account that a resource is in. */
export interface Account {
  /** The Terraform provider configuration that reaches it. */
  readonly provider: string;
  /** Its id; a hole if it is unknown. */
  readonly id: string;
  /** The partition that its ARNs have, as far as the files say. */
  readonly partition?: string;
}

/** Which account a resource is in. */
export type Accounts = (resource: Resource) => Account;

/** Reads which account each resource is in: as its own ARN says, or others' of the same provider configuration, or the provider block. */
export function readAccounts(configuration: Configuration): Accounts {
  const observed = new Map<string, Set<string>>();
  for (const resource of configuration.resources) {
    const account = resource.type.startsWith("aws_") && resource.mode === "managed" ? ownAccount(resource) : undefined;
    if (account === undefined || !isKnown(account)) continue;
    const seen = observed.get(resource.provider);
    if (seen === undefined) observed.set(resource.provider, new Set([account]));
    else seen.add(account);
  }
  const ids = new Map<string, string>();
  const idOf = (provider: string): string => {
    const seen = [...(observed.get(provider) ?? [])];
    const block = configuration.providers.get(provider);
    return (
      optionOf(configuration.options.awsAccounts, provider) ??
      fromBlock(block?.values) ??
      (seen.length === 1 ? seen[0] : undefined) ??
      hole(`account of ${provider}`)
    );
  };
  return (resource) => {
    const { provider } = resource;
    const own = ownAccount(resource);
    const partition = ownPartition(resource);
    const id = own !== undefined && isKnown(own) ? own : (ids.get(provider) ?? idOf(provider));
    if (id !== own) ids.set(provider, id);
    return { provider, id, ...(partition === undefined ? {} : { partition }) };
  };
}

function ownAccount({ values }: Resource): string | undefined {
  const { arn } = values;
  return typeof arn === "string" ? accountOfArn(arn) : undefined;
}

function ownPartition({ values: { arn } }: Resource): string | undefined {
  return typeof arn === "string" ? /^arn:([^:\uE000]+):/.exec(arn)?.[1] : undefined;
}

function optionOf(accounts: string | Readonly<Record<string, string>> | undefined, provider: string): string | undefined {
  if (typeof accounts !== "object") return accounts;
  const found = [provider, provider.slice(provider.lastIndexOf("/") + 1)].find((key) => Object.hasOwn(accounts, key));
  return found === undefined ? undefined : accounts[found];
}

function fromBlock(block: Json | undefined): string | undefined {
  if (!isObject(block)) return undefined;
  const allowed = block["allowed_account_ids"];
  const [only] = isArray(allowed) && allowed.length === 1 ? allowed : [];
  const role = listOf(block["assume_role"]).at(-1);
  const arn = isObject(role) ? role["role_arn"] : undefined;
  return typeof only === "string" ? only : typeof arn === "string" ? accountOfArn(arn) : undefined;
}

/** Whether two accounts are one. */
export function sameAccount(a: Account, b: Account): Truth {
  return a.provider === b.provider && !(isKnown(a.id) && isKnown(b.id)) ? "yes" : same(a.id, b.id);
}
