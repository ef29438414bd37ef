import type { Check } from "../decision";
import type { Token } from "../token";

/** Seconds. How far Entra lets clocks differ is not published; its libraries use five minutes. */
const EDGE = 300;

/** Seconds: 25 hours. https://github.com/MicrosoftDocs/azure-docs/issues/86915 */
const LONGEST = 90_000;

/** Whether the time is within the token's. Entra wants `exp`; near the edges, and of tokens without `exp`, the answer is not documented. */
export function timeCheck({ exp, nbf, iat }: Token, now: number): Check {
  const check = (passed: Check["passed"], why: string): Check => ({ name: "time", passed, why });
  const told: readonly (readonly [string, unknown])[] = [
    ["exp", exp],
    ["nbf", nbf],
    ["iat", iat],
  ];
  const odd = told.find(([, value]) => value !== undefined && !Number.isFinite(value));
  if (odd !== undefined) return check("unknown", `how Entra reads ${odd[0]} that is not a number is not documented`);
  if (exp !== undefined && exp <= now - EDGE) return check("no", `the token expired at ${exp}; it is ${now}`);
  if (nbf !== undefined && nbf > now + EDGE) return check("no", `the token is not valid before ${nbf}; it is ${now}`);
  if (exp === undefined) return check("unknown", "the token has no exp, and what Entra does then is not documented");
  if (exp <= now)
    return check("unknown", `the token expired at ${exp}, and how much Entra's clock may differ from ${now} is not documented`);
  if (nbf !== undefined && nbf > now) {
    return check(
      "unknown",
      `the token is not valid before ${nbf}, and how much Entra's clock may differ from ${now} is not documented`,
    );
  }
  if (iat === undefined)
    return check(
      "unknown",
      "the token has no iat; Entra was seen to refuse these tokens (AADSTS70023), and does not document it",
    );
  if (exp - iat > LONGEST) {
    const why = `the token lives ${exp - iat} seconds; Entra was seen to refuse more than ${LONGEST} (AADSTS70023), and does not say so`;
    return check("unknown", why);
  }
  if (iat > now)
    return check("unknown", `the token was issued at ${iat}, after ${now}, and what Entra does then is not documented`);
  return check("yes", `${now} is between ${nbf ?? iat} and ${exp}`);
}
