import { type ClaimTest, shapeOf, type TokenShape } from "../shape";
import { withShared } from "../shape-lists";
import { isKnown, show } from "../text";
import { covers } from "./binding";
import { denyDoubts } from "./deny-policies";
import { exchangeShape } from "./exchange-shape";
import { gkeShapes } from "./gke-shapes";
import type { GoogleModel } from "./google-model";
import { isGkePool, type Member } from "./member";
import { placeOf, poolsNamed, providersNamed } from "./pools-named";
import type { Account, Grant } from "./trust";
import { accountDoubts, perhapsText } from "./values";

/** The shapes of token that may impersonate a service account; `above`: those that may become all accounts of its project. */
export function accountShapes(model: GoogleModel, account: Account, above: readonly TokenShape[]): readonly TokenShape[] {
  if (account.disabled === "yes") return [];
  const denied = denyDoubts(model, account.project);
  const own = model.indexes.impersonators(account).all.flatMap((grant) => grantShapes(model, grant, denied));
  const doubts = accountDoubts(account);
  return doubts.length === 0
    ? withShared(own, above)
    : [...own, ...above].map((shape) => ({ ...shape, unknown: [...doubts, ...shape.unknown] }));
}

/** The shapes of token that may impersonate every service account of a project, by bindings on it or above. */
export function shapesAbove(model: GoogleModel, project: string): TokenShape[] {
  const denied = denyDoubts(model, project);
  return model.indexes.federatedAbove(project).flatMap((grant) => {
    const isSure = covers(grant, project) === "yes";
    const doubts = isSure ? [] : [`whether ${show(grant.role)} on ${show(grant.on)} covers ${show(project)}`];
    return grantShapes(model, grant, [...denied, ...doubts]);
  });
}

function grantShapes(model: GoogleModel, grant: Grant, doubts: readonly string[]): TokenShape[] {
  const isSure = grant.impersonates === "yes";
  const doubt = isSure ? [] : [`whether ${show(grant.role)} lets its members impersonate`];
  return memberShapes(model, grant.member, [grant], [...doubts, ...doubt]);
}

/** The shapes of token that a member stands for, by the bindings that name it. */
export function memberShapes(
  model: GoogleModel,
  member: Member,
  grants: readonly Grant[],
  doubts: readonly string[] = [],
): TokenShape[] {
  const live = grants.filter(({ holds }) => holds !== "no");
  if (live.length === 0) return [];
  const unknown = [...doubts, ...bindingDoubts(live)];
  const through = [...new Set(live.map(({ address }) => address))];
  switch (member.kind) {
    case "other":
    case "service account":
      return [];
    case "allUsers":
      return [shapeOf([], through, unknown)];
    case "allAuthenticatedUsers":
      return [shapeOf([], through, [...unknown, "whether allAuthenticatedUsers counts federated identities"])];
    case "open":
      return [shapeOf([{ claim: "member", test: "unknown", values: [show(member.text)] }], through, unknown)];
    default:
      break;
  }
  if (member.pool !== undefined && isGkePool(member.pool)) return gkeShapes(model, member, through, unknown);
  return [
    ...providersNamed(model.indexes, member).flatMap((provider) => exchangeShape(provider, member, through, unknown) ?? []),
    ...unreadShapes(model, member, through, unknown),
  ];
}

/** Whom a pool lets in of which it is unknown which one it is, or whose providers the files do not hold. */
function unreadShapes(model: GoogleModel, member: Member, through: readonly string[], doubts: readonly string[]): TokenShape[] {
  const { isAnyOfMany } = poolsNamed(model.indexes, member);
  const place = placeOf(model.indexes, member);
  // A pool that is unknown may be GKE's own.
  const isKnownPool = member.pool !== undefined && "id" in member.pool && isKnown(member.pool.id);
  const isWhole = model.configuration.options.complete === true && isKnownPool;
  if (place === "here" || (isWhole && !isAnyOfMany)) return [];
  const test: ClaimTest = { claim: "member", test: "unknown", values: [show(member.text)] };
  const doubt = isAnyOfMany ? "which of many pools it names" : "whom the pool lets in: its providers are not in the files";
  return [shapeOf([test], through, [...doubts, doubt])];
}

/** What leaves it undetermined whether one of the bindings stands; nothing, if one surely does. */
export function bindingDoubts(grants: readonly Grant[]): string[] {
  if (grants.some(({ holds, perhaps, doubt }) => holds === "yes" && perhaps !== true && doubt === undefined)) return [];
  const [first] = grants.filter(({ holds }) => holds === "yes");
  const conditions = grants.map(({ condition = "" }) => show(condition));
  const doubts = grants.flatMap(({ doubt }) => doubt ?? []);
  if (first === undefined) return [`the IAM condition on the binding: ${conditions.join(" or ")}`, ...doubts];
  return first.perhaps === true ? [perhapsText(first.address), ...doubts] : doubts;
}
