import { createHash } from "node:crypto";
import type { OtherWay } from "../other-way";
import { show } from "../text";
import { covers } from "./binding";
import { denyDoubts } from "./deny-policies";
import type { GoogleModel } from "./google-model";
import type { Member } from "./member";
import { poolsNamed } from "./pools-named";
import { bindingDoubts } from "./shapes";
import type { Account, Grant, OtherProvider, Pool } from "./trust";
import { accountDoubts, perhapsText } from "./values";

/** So many members of bindings above the accounts are told one by one; else accounts and members would multiply. */
const MANY = 50;

/** The ways into a service account that need no token of an issuer's: members of its bindings, and of those above it. */
export function accountWays(model: GoogleModel, account: Account, above: readonly OtherWay[]): readonly OtherWay[] {
  if (account.disabled === "yes") return [];
  const denied = denyDoubts(model, account.project);
  const own = [...account.grants, ...account.maybeGrants]
    .filter(({ acts }) => acts !== "no")
    .flatMap((grant) => grantWays(model, grant, denied));
  const doubts = accountDoubts(account);
  const ways = own.length === 0 ? above : [...own, ...above];
  return doubts.length === 0 ? ways : ways.map((way) => ({ ...way, unknown: [...way.unknown, ...doubts] }));
}

/** The ways that bindings above the accounts of a project give. */
export function waysAbove(model: GoogleModel, project: string): OtherWay[] {
  const denied = denyDoubts(model, project);
  const ways = model.indexes.above(project).flatMap((grant) => {
    const isSure = covers(grant, project) === "yes";
    return grantWays(
      model,
      grant,
      isSure ? denied : [...denied, `whether ${show(grant.role)} on ${show(grant.on)} covers ${show(project)}`],
    );
  });
  if (ways.length <= MANY) return ways;
  const mark = createHash("sha256").update(JSON.stringify(ways.map(({ through: _, ...way }) => JSON.stringify(way)).sort()));
  const who = `${ways.length} members of bindings on ${show(project)} or above (sha256:${mark.digest("hex").slice(0, 16)})`;
  const through = [...new Set(ways.flatMap((way) => way.through))].slice(0, MANY);
  return [{ kind: "principal", who, through, conditions: [], unknown: [] }];
}

function grantWays(model: GoogleModel, grant: Grant, doubts: readonly string[]): OtherWay[] {
  const { member, role, holds, acts, condition, perhaps, doubt, address } = grant;
  if (holds === "no") return [];
  const through = [address];
  const conditions = holds === "yes" || condition === undefined ? [] : [show(condition)];
  const unknown = [
    ...doubts,
    ...(acts === "unknown" ? [`whether ${show(role)} lets its members impersonate`] : []),
    ...(perhaps === true ? [perhapsText(address)] : []),
    ...(doubt === undefined ? [] : [doubt]),
  ];
  const kind = kindOf(member);
  if (kind !== undefined) return [{ kind, who: show(member.text), through, conditions, unknown }];
  return memberWays(model, member).map((way) => ({
    ...way,
    through: [...way.through, ...through],
    conditions: [...way.conditions, ...conditions],
    unknown: [...way.unknown, ...unknown],
  }));
}

/** Who a member is that needs no token of an issuer's. https://cloud.google.com/iam/docs/principal-identifiers */
function kindOf({ kind, text }: Member): OtherWay["kind"] | undefined {
  if (kind === "allUsers" || kind === "allAuthenticatedUsers") return "everyone";
  if (kind === "service account")
    return /@(gcp-sa-[a-z-]+|[a-z-]+-system)\.iam\.gserviceaccount\.com$/.test(text) ? "service" : "principal";
  if (kind !== "other" || text.startsWith("deleted:")) return undefined;
  if (/^(group|domain|projectOwner|projectEditor|projectViewer):|^principalSet:.*\/workforcePools\//.test(text)) return "group";
  if (/^user:|^principal:.*\/workforcePools\//.test(text)) return "person";
  // What names a workload identity pool in no form of Google's is nobody.
  return text.includes("/workloadIdentityPools/") ? undefined : "principal";
}

/** The ways into a principal: its pool may let in those who have no tokens, too. */
export function principalWays(model: GoogleModel, held: readonly [Grant, ...Grant[]]): OtherWay[] {
  const live = held.filter(({ holds }) => holds !== "no");
  if (live.length === 0) return [];
  const through = [...new Set(live.map(({ address }) => address))];
  const doubts = bindingDoubts(live);
  return memberWays(model, held[0].member).map((way) => ({
    ...way,
    through: [...way.through, ...through],
    unknown: [...way.unknown, ...doubts],
  }));
}

/** Those whom a pool lets in by providers that take no OIDC tokens. */
function memberWays(model: GoogleModel, member: Member): OtherWay[] {
  const live = poolsNamed(model.indexes, member).pools.filter(({ disabled }) => disabled !== "yes");
  return live.flatMap((pool) => {
    const providers = model.indexes.otherProvidersOfPool.get(pool.address) ?? [];
    const told = providers.filter(({ disabled }) => disabled !== "yes").map((provider) => providerWay(provider, member));
    return pool.isTrustDomain === true ? [...told, attested(pool, member)] : told;
  });
}

/** https://cloud.google.com/iam/docs/managed-workload-identities */
const attested = ({ address }: Pool, { text }: Member): OtherWay => ({
  kind: "service",
  who: `workloads that Google attests in ${address}`,
  through: [address],
  conditions: [`the member ${show(text)}`],
  unknown: [],
});

function providerWay({ address, kind, who, conditions, perhaps, disabled }: OtherProvider, member: Member): OtherWay {
  const unknown = [
    ...(perhaps === true ? [perhapsText(address)] : []),
    ...(disabled === "unknown" ? [`whether ${address} is disabled`] : []),
  ];
  return { kind, who, through: [address], conditions: [`the member ${show(member.text)}`, ...conditions], unknown };
}
