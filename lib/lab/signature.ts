import type { Token } from "../verify";
import { parsed } from "./answer";
import type { LabIssuer } from "./issuer";
import type { Issuers } from "./issuers";

/** What a bearer showed, and whether its issuer signed it. */
export type Shown =
  | { readonly state: "unreadable"; readonly why: string }
  | {
      readonly state: "signed" | "unknown issuer" | "unknown key" | "bad signature";
      /** As the token says. Only of `signed` is it true. */
      readonly token: Token;
      readonly issuer: LabIssuer | undefined;
      readonly why: string;
    };

/** Tokens are a few kilobytes. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html has the longest limit, 20,000 */
const MAX_LENGTH = 20_000;

/**
 * Reads a token and checks its signature against the keys that its issuer has published. Times, audience and the rest are for each cloud
 * to judge: they differ in what they allow.
 */
export async function readToken(text: string, issuers: Issuers): Promise<Shown> {
  const parts = text.split(".");
  if (text.length > MAX_LENGTH || parts.length !== 3)
    return { state: "unreadable", why: "it is not a signed JWT in compact form" };
  const [header, claims] = parts.slice(0, 2).map((part) => parsed(Buffer.from(part, "base64url").toString("utf8")));
  if (!isRecord(header) || !isRecord(claims))
    return { state: "unreadable", why: "its header or its claims are not a JSON object" };
  const token = claims as unknown as Token;
  const issuer = issuers.ofUrl(claims["iss"]);
  const shown = { token, issuer };
  if (issuer === undefined) return { ...shown, state: "unknown issuer", why: "no issuer of the lab has this URL" };
  const { kid, alg } = header;
  const key = typeof kid === "string" ? issuer.keys.find(kid) : undefined;
  if (key === undefined)
    return { ...shown, state: "unknown key", why: "the issuer has published no key of the id in the token's header" };
  if (alg !== "RS256")
    return { ...shown, state: "bad signature", why: `the token names the algorithm ${String(alg)}, and the key is for RS256` };
  const { compactVerify } = await import("jose");
  const isGood = await compactVerify(text, key, { algorithms: ["RS256"] }).then(
    () => true,
    () => false,
  );
  return isGood
    ? { ...shown, state: "signed", why: "the issuer signed it" }
    : { ...shown, state: "bad signature", why: "the signature is not by the issuer's key" };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
