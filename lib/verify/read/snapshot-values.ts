import { emptyObject, type Json, type JsonObjectDraft, textOf } from "../json";
import { expressionOf, isKnown } from "../text";
import { accountOfArn } from "./aws-account";
import { computedAttribute, computedNames } from "./computed";
import type { ProviderBlock, ReadOptions, Resource } from "./configuration";
import type { Snapshot, SnapshotResource } from "./snapshot";
import type { Source } from "./source";

/** What the snapshot's resources share. */
interface Surroundings {
  readonly file: string;
  readonly prefix: string;
  readonly options: ReadOptions;
  readonly projectNumbers: ReadonlyMap<string, string>;
}

/** The resources of a plan or a state. What is unknown in a plan and follows from what is known is computed. */
export function resourcesOfSnapshot(snapshot: Snapshot, surroundings: Surroundings): Resource[] {
  const accounts = accountsOf(snapshot);
  return snapshot.resources.map((resource) => {
    const { address, mode, type, name } = resource;
    const provider = surroundings.prefix + providerOf(resource, accounts);
    const place = { file: resource.file ?? surroundings.file, address };
    const values: JsonObjectDraft = emptyObject();
    for (const key of Object.keys(resource.values)) values[key] = resource.values[key];
    const whole = { address: surroundings.prefix + address, mode, type, name, values, provider, place };
    compute(whole, values, snapshot, surroundings, accounts);
    return whole;
  });
}

function compute(
  { mode, type, provider, address }: Resource,
  values: JsonObjectDraft,
  { providers }: Snapshot,
  { options, projectNumbers, prefix }: Surroundings,
  accounts: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  const providerName = provider.slice(prefix.length);
  const [account, ...others] = accounts.get(providerName) ?? [];
  const block = providers.get(providerName);
  const source: Source = {
    type,
    mode,
    address,
    provider,
    providerName,
    options,
    projectNumbers,
    argument: (name) => known(values[name]),
    ofProvider: (name) => {
      if (name === "allowed_account_ids" && account !== undefined && others.length === 0) return [account];
      return block?.[name] ?? undefined;
    },
  };
  for (const name of computedNames(source)) {
    const own = values[name];
    if (own === undefined || own === null || expressionOf(own) === `${address}.${name}`) {
      const computed = computedAttribute(source, name);
      if (computed !== undefined) values[name] = computed;
    }
  }
}

const known = (value: Json | undefined): Json | undefined => value ?? undefined;

/** The accounts in the known ARNs of each provider's own IAM resources. */
export function accountsOf({ resources }: Snapshot): Map<string, Set<string>> {
  const accounts = new Map<string, Set<string>>();
  for (const resource of resources) {
    const account = ownAccount(resource);
    if (account === undefined) continue;
    const known = accounts.get(resource.provider);
    if (known === undefined) accounts.set(resource.provider, new Set([account]));
    else known.add(account);
  }
  return accounts;
}

function ownAccount({ type, mode, values }: SnapshotResource): string | undefined {
  if (type === "aws_caller_identity" && mode === "data") return textOf(values["account_id"]);
  const isOwn = mode === "managed" && ["aws_iam_openid_connect_provider", "aws_iam_role", "aws_iam_policy"].includes(type);
  const arn = isOwn ? textOf(values["arn"]) : undefined;
  return arn === undefined || !isKnown(arn) ? undefined : accountOfArn(arn);
}

/** `terraform show -json` of a state does not tell aliases apart: where its resources are in several accounts, the account does. */
function providerOf(resource: SnapshotResource, accounts: ReadonlyMap<string, ReadonlySet<string>>): string {
  if ((accounts.get(resource.provider)?.size ?? 0) < 2) return resource.provider;
  return `${resource.provider} in account ${ownAccount(resource) ?? "unknown"}`;
}

/** The provider blocks of a plan, and what a state tells of them. */
export function providersOfSnapshot(snapshot: Snapshot, prefix: string): ProviderBlock[] {
  return [...snapshot.providers].map(([key, values]) => {
    const own = key.slice(key.lastIndexOf(":") + 1);
    return { key: prefix + key, name: own.split(".", 1)[0] ?? own, values };
  });
}

/** The numbers of Google projects that resources and data sources tell. */
export function projectNumbersIn({ resources }: Snapshot): [string, string][] {
  return resources.flatMap(({ type, values }): [string, string][] => {
    if (type !== "google_project") return [];
    const [id, number] = [textOf(values["project_id"]), textOf(values["number"])];
    return id !== undefined && number !== undefined && isKnown(id) && /^\d+$/.test(number) ? [[id, number]] : [];
  });
}
