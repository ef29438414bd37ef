import { passes } from "../claim-test";
import { type ClaimTest, shapeOf, type TokenShape } from "../shape";
import { isKnown, show } from "../text";
import { conditionTests, invertMember } from "./claim-tests";
import { acceptedAudiences } from "./exchange";
import { mappingTests } from "./mapping-tests";
import type { Member } from "./member";
import { namesPool } from "./principal";
import type { Provider } from "./trust";
import { perhapsText } from "./values";

/** The shape of token that a provider exchanges for a member. `undefined`: there is none. */
export function exchangeShape(
  provider: Provider,
  member: Member,
  through: readonly string[],
  doubts: readonly string[],
): TokenShape | undefined {
  const { pool, issuer, mapping, disabled } = provider;
  if (disabled === "yes" || pool.disabled === "yes") return undefined;
  const audiences = acceptedAudiences(provider);
  const said = saidTests(provider, member);
  if (said === undefined) return undefined;
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
  const slashed = issuer.endsWith("/") ? issuer.slice(0, -1) : `${issuer}/`;
  const known: ClaimTest[] = [
    { claim: "iss", test: "is", values: [issuer], ...(isKnown(issuer) ? { unsettled: [slashed] } : {}) },
    ...(audiences === undefined ? [] : [{ claim: "aud", test: "is", values: audiences } as const]),
  ];
  return shapeOf([...known, ...said], [provider.address, ...through], unknown);
}

/** What the member, the condition and the mapping of a provider say of a token's claims. `undefined`: no token has them. */
export function saidTests(provider: Provider, member: Member): readonly ClaimTest[] | undefined {
  const { mapping } = provider;
  const mapped = (target: string) => mapping?.get(target)?.cel;
  const inverted = mapping === undefined ? { tests: [] } : invertMember(member, mapped);
  if (inverted === undefined) return undefined;
  const [conditions, wanted] = [conditionTests(provider, inverted), mappingTests(mapping, inverted.pinned)];
  if (conditions === undefined || wanted === undefined) return undefined;
  const said = [...inverted.tests, ...conditions];
  return [...said, ...wanted.filter((test, at) => ![...said, ...wanted.slice(0, at)].some((other) => holds(test, other)))];
}

/** Whether a test that the mapping makes holds wherever another test does. */
function holds(test: ClaimTest, other: ClaimTest): boolean {
  if (test.claim !== other.claim) return false;
  if (test.test === other.test) return test.values.join("\n") === other.values.join("\n");
  if (test.test === "present") return ["is", "like", "fits"].includes(other.test);
  return test.test === "fits" && other.test === "is" && other.values.every((value) => passes(test, value) === "yes");
}
