import type { Check, CloudError, Request, Token, Verdict } from "../verify";
import { decideWithHoles } from "../verify/decide";
import { holdsMarksWithin } from "../verify/text";
import { reasonOf } from "../verify/decision";
import { askerOf, type LabRecord } from "./log";
import { readToken, type Shown } from "./signature";
import type { World } from "./world";

/** What a cloud answers to a bearer. */
export interface Judgement {
  readonly verdict: Verdict;
  /** What decided: the name of a check, `signature`, or `token` if it cannot be read. */
  readonly decisive: string;
  readonly why: string;
  readonly checks: readonly Check[];
  /** The claims as the model spells them; what the lab made up is a hole again. */
  readonly token?: Token;
  readonly asker?: LabRecord["asker"];
  readonly shown: Shown["state"];
  readonly error?: CloudError;
  readonly becomes?: string;
}

/**
 * Checks the bearer's signature and asks the evaluator. An issuer that the cloud does not trust is refused as such, whoever signed: no cloud
 * fetches the keys of a stranger. After that, a signature that is not the issuer's is refused, whatever the claims say.
 */
export async function judge(world: World, bearer: string, request: Request, now = world.now()): Promise<Judgement> {
  const shown = await readToken(bearer, world.issuers);
  if (shown.state === "unreadable") {
    return { verdict: "deny", decisive: "token", why: shown.why, checks: [], shown: shown.state };
  }
  if (holdsMarksWithin(shown.token)) {
    const why = "it holds the characters U+E000 or U+E001, which no issuer signs";
    return { verdict: "deny", decisive: "token", why, checks: [], shown: "unreadable" };
  }
  const token = asModelSpells(world, shown.token, shown.issuer?.text);
  const judgement = { ...judgeClaims(world, token, request, now), token, asker: askerOf(shown.token), shown: shown.state };
  if (shown.state === "signed" || (judgement.verdict === "deny" && judgement.decisive === "issuer")) return judgement;
  const { error: _error, becomes: _becomes, ...rest } = judgement;
  return { ...rest, verdict: "deny", decisive: "signature", why: shown.why };
}

/** What the evaluator says of claims whose signature was checked before. */
export function judgeClaims(
  { model, names }: World,
  token: Token,
  request: Request,
  now: number,
): Omit<Judgement, "shown" | "token" | "asker"> {
  const { verdict, decisive, checks, error, becomes } = decideWithHoles(model, { token, now, request });
  return {
    ...{ verdict, decisive, checks },
    why: reasonOf({ verdict, decisive, checks })?.why ?? "nothing stood against it",
    ...(error === undefined ? {} : { error: { code: error.code, message: names.concrete(error.message) } }),
    ...(becomes === undefined ? {} : { becomes: names.concrete(becomes) }),
  };
}

function asModelSpells({ names }: World, token: Token, issuer: string | undefined): Token {
  const back = (claim: unknown): unknown => (typeof claim === "string" ? names.original(claim) : claim);
  const aud: unknown = token.aud;
  return {
    ...token,
    iss: issuer ?? token.iss,
    sub: back(token.sub) as string,
    aud: (Array.isArray(aud) ? aud.map(back) : back(aud)) as Token["aud"],
  };
}
