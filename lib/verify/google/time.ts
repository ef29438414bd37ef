import type { Token } from "../token";
import type { Step } from "./step";

/** Clocks may differ by this many seconds, as it was measured; Google's pages do not say. */
const SKEW = 60;
/** Google's pages want less than this between `iat` and `exp`, and tokens of years were seen to be taken: the limit is not documented. */
const LONGEST = 48 * 3600;

/** `exp` and `iat` must be there, and now must lie between them. https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token */
export function checkTime({ exp, iat, nbf }: Token, now: number): Step {
  const failed = (why: string): Step => [
    { name: "time", passed: "no", why },
    { code: "invalid_grant", message: `ID Token is stale to sign-in: ${why}.` },
  ];
  const open = (why: string): Step => [{ name: "time", passed: "unknown", why }];
  if (typeof exp !== "number" || !Number.isFinite(exp)) return failed("the token has no exp");
  if (typeof iat !== "number" || !Number.isFinite(iat)) return failed("the token has no iat");
  if (!Number.isFinite(now)) return open("the time is unknown");
  if (now - exp > SKEW) return failed(`the token expired at ${exp}, and now is ${now}`);
  if (iat - now > SKEW) return failed(`the token was issued at ${iat}, and now is ${now}`);
  if (now - exp === SKEW || iat - now === SKEW) return open("the token is off by the very seconds that clocks may differ");
  if (exp - iat >= LONGEST) return open("whether a token may live 48 hours or longer is not documented");
  if (typeof nbf === "number" && nbf - now > SKEW) return open(`whether Google looks at nbf (${nbf}) is not documented`);
  return [{ name: "time", passed: "yes", why: `the token was issued at ${iat} and expires at ${exp}; now is ${now}` }];
}
