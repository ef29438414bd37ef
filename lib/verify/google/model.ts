import type { ModelIdentity } from "../model-identity";
import type { Configuration, Problem } from "../read/configuration";
import { show } from "../text";
import { readDenyPolicies } from "./deny-policies";
import type { GoogleModel } from "./google-model";
import { indexesOf } from "./indexes";
import { projectNumbers } from "./project-numbers";
import { permissionOf, readAccounts } from "./read-accounts";
import { readGrants } from "./read-grants";
import { readPools } from "./read-pools";
import { accountShapes, memberShapes } from "./shapes";
import type { Account, Grant } from "./trust";
import { trustedIssuer } from "./trusted-issuer";

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
    denyPolicies: readDenyPolicies(configuration),
    problems: others.map(({ place, address }): Problem => ({
      place,
      what: `${address} is no provider for OIDC`,
      cure: "decisions about tokens do not look at it: review it by hand",
    })),
    numberOf,
    indexes: indexesOf(pools, providers, others, grants, accounts),
  };
  for (const account of accounts.all) identities.push(accountIdentity(model, account));
  for (const held of model.indexes.held.values()) identities.push(principalIdentity(model, held));
  return model;
}

function accountIdentity(model: GoogleModel, account: Account): ModelIdentity {
  const { address, label, names, permissions, place } = account;
  return lazily({ cloud: "google", kind: "service account", address, label: show(label), names, permissions, place }, () =>
    accountShapes(model, account),
  );
}

function principalIdentity(model: GoogleModel, held: readonly [Grant, ...Grant[]]): ModelIdentity {
  const [{ member, place }] = held;
  const text = show(member.text);
  const permissions = held.map(permissionOf);
  return lazily(
    { cloud: "google", kind: "principal", address: text, label: text, names: [member.text], permissions, place },
    () => memberShapes(model, member, held),
  );
}

function lazily(identity: Omit<ModelIdentity, "shapes" | "otherWays">, compute: () => ModelIdentity["shapes"]): ModelIdentity {
  let shapes: ModelIdentity["shapes"] | undefined;
  return {
    ...identity,
    otherWays: [],
    get shapes() {
      return (shapes ??= compute());
    },
  };
}
