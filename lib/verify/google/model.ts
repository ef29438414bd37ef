import { lazily } from "../lazily";
import type { ModelIdentity } from "../model-identity";
import type { Configuration } from "../read/configuration";
import type { TokenShape } from "../shape";
import { show } from "../text";
import type { OtherWay } from "../other-way";
import { accessLists } from "./access-lists";
import { capsOf, readDenyPolicies } from "./deny-policies";
import type { GoogleModel } from "./google-model";
import { indexesOf } from "./indexes";
import { projectNumbers } from "./project-numbers";
import { accountWays, principalWays, waysAbove } from "./other-ways";
import { grantToUnknown, permissionOf, readAccounts } from "./read-accounts";
import { readGrants } from "./read-grants";
import { readPools } from "./read-pools";
import { accountShapes, memberShapes, shapesAbove } from "./shapes";
import type { Account, Grant } from "./trust";
import { trustedIssuer } from "./trusted-issuer";
import { memoized } from "./values";

export type { GoogleModel } from "./google-model";

/** Reads Google Cloud's part of a configuration. Never throws: what cannot be read is a problem in the result. */
export function readGoogle(configuration: Configuration): GoogleModel {
  const numberOf = projectNumbers(configuration);
  const { pools, providers, others } = readPools(configuration, numberOf);
  const grants = readGrants(configuration, pools);
  const accounts = readAccounts(configuration, grants);
  const identities: ModelIdentity[] = [];
  const model: GoogleModel = {
    configuration,
    issuers: providers.map(trustedIssuer),
    identities,
    pools,
    providers,
    otherProviders: others,
    accounts: accounts.all,
    grants,
    grantsToUnknown: () => [...accounts.toUnknown.map(grantToUnknown), ...accessLists(configuration, accounts.all)],
    denyPolicies: readDenyPolicies(configuration),
    numberOf,
    indexes: indexesOf(pools, providers, others, grants, accounts, configuration.unread),
  };
  const above: Above = {
    shapes: memoized((project) => shapesAbove(model, project)),
    ways: memoized((project) => waysAbove(model, project)),
  };
  for (const account of accounts.all) identities.push(accountIdentity(model, account, above));
  for (const held of model.indexes.held.values()) identities.push(principalIdentity(model, held));
  return model;
}

/** The ways into all service accounts of a project, which they share. */
interface Above {
  readonly shapes: (project: string) => readonly TokenShape[];
  readonly ways: (project: string) => readonly OtherWay[];
}

type Ways = Pick<ModelIdentity, "shapes" | "otherWays">;
type Read = Omit<ModelIdentity, keyof Ways>;

function accountIdentity(model: GoogleModel, account: Account, above: Above): ModelIdentity {
  const { address, label, names, permissions, place, email, project } = account;
  const caps = capsOf(model.denyPolicies, email);
  return lazily<Read, Ways>(
    {
      cloud: "google",
      kind: "service account",
      address,
      label: show(label),
      names,
      permissions,
      place,
      ...(caps.length === 0 ? {} : { caps }),
    },
    {
      shapes: () => accountShapes(model, account, above.shapes(project)),
      otherWays: () => accountWays(model, account, above.ways(project)),
    },
  );
}

function principalIdentity(model: GoogleModel, held: readonly [Grant, ...Grant[]]): ModelIdentity {
  const [{ member, place }] = held;
  const text = show(member.text);
  const permissions = held.map(permissionOf);
  const caps = capsOf(model.denyPolicies, undefined);
  return lazily<Read, Ways>(
    {
      cloud: "google",
      kind: "principal",
      address: text,
      label: text,
      names: [member.text],
      permissions,
      place,
      ...(caps.length === 0 ? {} : { caps }),
    },
    { shapes: () => memberShapes(model, member, held), otherWays: () => principalWays(model, held) },
  );
}
