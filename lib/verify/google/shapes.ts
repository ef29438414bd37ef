import { GOOGLE_LIMITS } from "../../facts/google";
import { type ClaimTest, shapeOf, type TokenShape } from "../shape";
import { all, isKnown, show, type Truth } from "../text";
import { covers } from "./binding";
import { conditionTests, invertMember } from "./claim-tests";
import { acceptedAudiences } from "./exchange";
import { denyPolicyOver, denyText } from "./deny-policies";
import type { GoogleModel } from "./google-model";
import { isGkePool, type Member } from "./member";
import { isElsewhere, poolsNamed, providersNamed } from "./pools-named";
import { namesPool } from "./principal";
import { impersonates } from "./roles";
import type { Account, Grant, Provider } from "./trust";
import { perhapsText, unknownNumber } from "./values";

/** The shapes of token that may impersonate a service account. */
export function accountShapes(model: GoogleModel, account: Account): TokenShape[] {
  if (account.disabled === "yes") return [];
  const denied = denyPolicyOver(model.denyPolicies, account.project);
  const doubts = [
    ...(account.disabled === "no" ? [] : [`whether ${show(account.email)} is disabled`]),
    ...(account.perhaps === true ? [perhapsText(account.address)] : []),
    ...(denied === undefined ? [] : [denyText(denied)]),
  ];
  const shapes = (grant: Grant, truth: Truth, doubt: string): TokenShape[] =>
    truth === "no" ? [] : memberShapes(model, grant.member, [grant], [...doubts, ...(truth === "unknown" ? [doubt] : [])]);
  return [
    ...model.indexes
      .impersonators(account)
      .all.flatMap((grant) =>
        shapes(grant, impersonates(grant.role), `whether ${show(grant.role)} lets its members impersonate`),
      ),
    ...model.indexes.wide.all.flatMap((grant) =>
      shapes(
        grant,
        all([impersonates(grant.role), covers(grant, account.project)]),
        `whether ${show(grant.role)} on ${show(grant.on)} covers ${show(account.email)}`,
      ),
    ),
  ];
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
    ...providersNamed(model, member).flatMap((provider) => providerShape(provider, member, through, unknown)),
    ...unreadShapes(model, member, through, unknown),
  ];
}

/** Whom providers let in that take no OIDC tokens, or that the files do not hold: somebody, until the caller says that there are no more. */
function unreadShapes(model: GoogleModel, member: Member, through: readonly string[], doubts: readonly string[]): TokenShape[] {
  const named = new Set(poolsNamed(model, member));
  const others = model.otherProviders.filter(
    ({ pool, disabled }) => named.has(pool) && disabled !== "yes" && pool.disabled !== "yes",
  );
  const shapes = others.map(({ address }) =>
    shapeOf(
      [{ claim: "iss", test: "absent", values: [] }],
      [address, ...through],
      [...doubts, `whom ${address} lets in: it takes no OIDC tokens, and is not read`],
    ),
  );
  const isUnknownPool = member.pool !== undefined && "reference" in member.pool && providersNamed(model, member).length === 0;
  if (model.configuration.options.complete === true || !(isUnknownPool || isElsewhere(model.indexes, member))) return shapes;
  const test: ClaimTest = { claim: "member", test: "unknown", values: [show(member.text)] };
  return [...shapes, shapeOf([test], through, [...doubts, "whom the pool lets in: its providers are not in the files"])];
}

/** What keeps it open whether one of the bindings stands; nothing, if one surely does. */
function bindingDoubts(grants: readonly Grant[]): string[] {
  if (grants.some(({ holds, perhaps }) => holds === "yes" && perhaps !== true)) return [];
  const [first] = grants.filter(({ holds }) => holds === "yes");
  return [first === undefined ? "an IAM condition on the binding" : perhapsText(first.address)];
}

function providerShape(provider: Provider, member: Member, through: readonly string[], doubts: readonly string[]): TokenShape[] {
  const { pool, issuer, mapping, disabled } = provider;
  if (disabled === "yes" || pool.disabled === "yes" || isTooLong(member)) return [];
  const audiences = acceptedAudiences(provider);
  const unknown = [
    ...doubts,
    ...(provider.perhaps === true ? [perhapsText(provider.address)] : []),
    ...(pool.perhaps === true ? [perhapsText(pool.address)] : []),
    ...(disabled === "unknown" ? ["whether the provider is disabled"] : []),
    ...(pool.disabled === "unknown" ? ["whether the pool is disabled"] : []),
    ...(namesPool(member, pool) === "unknown"
      ? [`whether ${show(member.text)} names the pool ${show(pool.id)} (see googleProjectNumbers)`]
      : []),
    ...(audiences === undefined ? ["the audiences of the provider"] : []),
    ...(mapping === undefined ? ["the attribute mapping of the provider"] : []),
  ];
  const mapped = (target: string) => mapping?.get(target)?.cel;
  const inverted = mapping === undefined ? { tests: [] } : invertMember(member, mapped);
  const conditions = inverted === undefined ? undefined : conditionTests(provider, mapped, inverted);
  if (inverted === undefined || conditions === undefined) return [];
  const known: ClaimTest[] = [
    { claim: "iss", test: "is", values: [issuer] },
    ...(audiences === undefined ? [] : [{ claim: "aud", test: "is", values: audiences } as const]),
  ];
  return [shapeOf([...known, ...inverted.tests, ...conditions], [provider.address, ...through], unknown)];
}

/** No exchange brings forth such a subject. */
const isTooLong = ({ kind, value }: Member): boolean =>
  kind === "subject" && isKnown(value) && Array.from(value).length > GOOGLE_LIMITS.subject.maxBytes;

const SERVICE_ACCOUNTS = "system:serviceaccount:";

function gkeShapes(
  { numberOf }: GoogleModel,
  member: Member,
  through: readonly string[],
  doubts: readonly string[],
): TokenShape[] {
  const { pool, kind, value } = member;
  if (pool === undefined || !("id" in pool)) return [];
  const project = pool.id.replace(/\.svc\.id\.goog$/, "");
  const number = numberOf(project);
  if (kind !== "gke" && isKnown(pool.number) && (isKnown(number) ? number !== pool.number : !/^\d+$/.test(pool.number)))
    return [];
  const unknown =
    kind === "gke" || pool.number === number || pool.number === unknownNumber(project)
      ? doubts
      : [...doubts, `whether ${show(pool.number)} is the number of ${show(project)} (see googleProjectNumbers)`];
  const cluster: ClaimTest = {
    claim: "iss",
    test: "like",
    values: [`https://container.googleapis.com/v1/projects/${project}/locations/*/clusters/*`],
  };
  const anyone: ClaimTest = { claim: "sub", test: "like", values: [`${SERVICE_ACCOUNTS}*`] };
  const shape = (...tests: ClaimTest[]): TokenShape[] => [shapeOf(tests, through, unknown)];
  const account = (name: string): ClaimTest => ({ claim: "sub", test: "is", values: [`${SERVICE_ACCOUNTS}${name}`] });
  switch (kind) {
    case "subject": {
      const [, namespace, name] = /^ns\/([^/]+)\/sa\/([^/]+)$/.exec(value) ?? [];
      return namespace === undefined || name === undefined ? [] : shape(cluster, account(`${namespace}:${name}`));
    }
    case "gke":
      return shape(cluster, account(value.replace("/", ":")));
    case "namespace":
      // Members are compared exactly, and no namespace is called so.
      if (/[*?]/.test(value)) return [];
      return shape(cluster, { claim: "sub", test: "like", values: [`${SERVICE_ACCOUNTS}${value}:*`] });
    case "cluster":
      return shape({ claim: "iss", test: "is", values: [value] }, anyone);
    case "uid":
      return shape(cluster, anyone, { claim: "kubernetes.io.serviceaccount.uid", test: "is", values: [value] });
    case "pool":
      return shape(cluster, anyone);
    default:
      return [];
  }
}
