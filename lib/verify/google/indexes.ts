import { isKnown } from "../text";
import type { GoogleIndexes } from "./google-model";
import { type GrantIndex, indexGrants } from "./grant-index";
import { isElsewhere } from "./pools-named";
import type { Accounts } from "./read-accounts";
import { impersonates } from "./roles";
import type { Account, Grant, Pool, Provider } from "./trust";
import { addTo } from "./values";

/** Makes what decisions look up, so that none of them walks through all that there is. */
export function indexesOf(
  pools: readonly Pool[],
  providers: readonly Provider[],
  grants: readonly Grant[],
  accounts: Accounts,
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
  const poolsById = new Map<string | undefined, Pool[]>();
  for (const pool of pools) addTo(poolsById, known(pool.id), pool);
  const byRole = new Map<string | undefined, Grant[]>();
  for (const grant of grants) addTo(byRole, known(grant.role), grant);
  const impersonators = new Map<Account, GrantIndex>();
  const elsewhere = new Map<string, Grant | undefined>();
  return {
    accounts: accounts.named,
    providers: byIssuer,
    providersById: byId,
    poolsById,
    providersOfPool: ofPool,
    impersonators: (account) => {
      const index = impersonators.get(account) ?? indexGrants(account.grants.filter(({ role }) => impersonates(role) !== "no"));
      impersonators.set(account, index);
      return index;
    },
    wide: indexGrants(grants.filter(isWide)),
    byRole: new Map([...byRole].map(([role, all]) => [role, indexGrants(all)])),
    elsewhere: (role) => {
      if (!elsewhere.has(role)) {
        const found = byRole.get(role)?.find(({ member }) => isElsewhere({ poolsById, providersOfPool: ofPool }, member));
        elsewhere.set(role, found);
      }
      return elsewhere.get(role);
    },
  };
}

const known = (text: string): string | undefined => (isKnown(text) ? text : undefined);

const isWide = ({ scope, role }: Grant): boolean =>
  scope !== "service account" && scope !== "resource" && impersonates(role) !== "no";
