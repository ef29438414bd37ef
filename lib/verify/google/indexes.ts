import type { Unread } from "../read/configuration";
import { isKnown, show } from "../text";
import { covers } from "./binding";
import type { GoogleIndexes, PoolIndex } from "./google-model";
import { type GrantIndex, indexGrants } from "./grant-index";
import { isElsewhere } from "./pools-named";
import type { Accounts } from "./read-accounts";
import type { Account, Grant, OtherProvider, Pool, Provider } from "./trust";
import { addTo, memoized } from "./values";

/** Makes what decisions look up, so that none of them walks through all that there is. */
export function indexesOf(
  pools: readonly Pool[],
  providers: readonly Provider[],
  others: readonly OtherProvider[],
  grants: readonly Grant[],
  accounts: Accounts,
  unread: readonly Unread[],
): GoogleIndexes {
  const byIssuer = new Map<string | undefined, Provider[]>();
  const byId = new Map<string | undefined, Provider[]>();
  const ofPool = new Map<string, Provider[]>();
  for (const provider of providers) {
    addTo(byIssuer, known(provider.issuer), provider);
    addTo(byId, known(`${provider.pool.id}/providers/${provider.id}`), provider);
    addTo(byId, provider.address, provider);
    addTo(ofPool, provider.pool.address, provider);
  }
  const othersOfPool = new Map<string, OtherProvider[]>();
  for (const provider of others) addTo(othersOfPool, provider.pool.address, provider);
  const byRole = new Map<string | undefined, Grant[]>();
  for (const grant of grants) addTo(byRole, known(grant.role), grant);
  const impersonators = new Map<Account, GrantIndex>();
  const elsewhere = new Map<string, Grant | undefined>();
  const wide = indexGrants(grants.filter(isWide));
  let poolsTold: readonly string[] | undefined;
  let wideElsewhere: readonly Grant[] | undefined;
  const above = bindingsAbove(grants);
  const indexes: GoogleIndexes = {
    accounts: accounts.named,
    providers: byIssuer,
    providersById: byId,
    pools: indexPools(pools),
    providersOfPool: ofPool,
    otherProvidersOfPool: othersOfPool,
    impersonators: (account) => {
      const index = impersonators.get(account) ?? indexGrants(grantsOf(account));
      impersonators.set(account, index);
      return index;
    },
    poolsTold: () => (poolsTold ??= namesOf(pools).filter((name) => unread.some((input) => input.mentions(name)))),
    wide,
    above,
    federatedAbove: memoized((project) =>
      above(project).filter(
        ({ member: { kind }, impersonates }) => kind !== "service account" && kind !== "other" && impersonates !== "no",
      ),
    ),
    byRole: new Map([...byRole].map(([role, all]) => [role, indexGrants(all)])),
    held: heldBy(grants),
    elsewhere: (role) => {
      if (!elsewhere.has(role))
        elsewhere.set(
          role,
          byRole.get(role)?.find((grant) => isElsewhere(indexes, grant)),
        );
      return elsewhere.get(role);
    },
    wideElsewhere: () => (wideElsewhere ??= wide.all.filter((grant) => isElsewhere(indexes, grant))),
  };
  return indexes;
}

const grantsOf = ({ grants, maybeGrants }: Account): Grant[] =>
  [...grants, ...maybeGrants].filter(({ impersonates }) => impersonates !== "no");

const known = (text: string): string | undefined => (isKnown(text) ? text : undefined);

const namesOf = (pools: readonly Pool[]): string[] => [...new Set(pools.flatMap(({ address, project }) => [address, project]))];

function indexPools(all: readonly Pool[]): PoolIndex {
  const [byName, byId] = [new Map<string, Pool[]>(), new Map<string, Pool[]>()];
  for (const pool of all) {
    addTo(byName, `${pool.number}/${pool.id}`, pool);
    addTo(byId, pool.id, pool);
  }
  return { all, byName, byId, ofUnknownId: all.filter(({ id }) => !isKnown(id)) };
}

const FEDERATED = new Set(["subject", "group", "attribute", "pool", "uid", "namespace", "cluster", "gke"]);

function heldBy(grants: readonly Grant[]): Map<string, [Grant, ...Grant[]]> {
  const held = new Map<string, [Grant, ...Grant[]]>();
  for (const grant of grants) {
    if (!FEDERATED.has(grant.member.kind)) continue;
    if (grant.scope === "service account" && grant.impersonates === "yes") continue;
    const name = show(grant.member.text);
    const others = held.get(name);
    if (others === undefined) held.set(name, [grant]);
    else others.push(grant);
  }
  return held;
}

function bindingsAbove(grants: readonly Grant[]): (project: string) => readonly Grant[] {
  const isNumber = (text: string): boolean => /^\d+$/.test(text);
  const wide = grants.filter(({ scope, acts }) => scope !== "service account" && scope !== "resource" && acts !== "no");
  const [byProject, others] = [new Map<string, Grant[]>(), [] as Grant[]];
  for (const grant of wide) {
    if (grant.scope === "project" && isKnown(grant.on) && !isNumber(grant.on)) addTo(byProject, grant.on, grant);
    else others.push(grant);
  }
  return memoized((project) => {
    const candidates = isKnown(project) && !isNumber(project) ? [...(byProject.get(project) ?? []), ...others] : wide;
    return candidates.filter((grant) => covers(grant, project) !== "no");
  });
}

const isWide = ({ scope, impersonates }: Grant): boolean =>
  scope !== "service account" && scope !== "resource" && impersonates !== "no";
