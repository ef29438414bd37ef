import { all, any, same, show, type Truth } from "../text";
import type { Token } from "../token";
import { exchangeAudience } from "./audience";
import type { AzureCredential } from "./credential";
import { evaluate } from "./flexible-expression";

/** How a token compares with one credential. */
export interface Match {
  readonly credential: AzureCredential;
  readonly issuer: Truth;
  /** The subject, or what a flexible credential compares in its place. */
  readonly subject: Truth;
  readonly audience: Truth;
  /** What keeps the audience open although it is equal. */
  readonly audienceWhy?: string;
}

/** Compares a token with a credential: exactly, with letter case, without wildcards. */
export function match(credential: AzureCredential, token: Token): Match {
  const issuer = issuerTruth(credential, token);
  if (issuer === "no") return { credential, issuer, subject: "no", audience: "no" };
  const { expression, subject } = credential;
  const who = expression === undefined ? exact(subject, token.sub) : evaluate(expression, token);
  return { credential, issuer, subject: who, ...audienceOf(credential, token) };
}

/** Whether the whole credential fits. */
export function fits({ credential, issuer, subject, audience }: Match): Truth {
  return all([issuer, subject, audience, credential.perhaps === true ? "unknown" : "yes"]);
}

/** White space around a credential's issuer blocks the exchange, even where the token has it too. */
function issuerTruth({ issuer }: AzureCredential, { iss }: Token): Truth {
  return issuer === issuer.trim() ? exact(issuer, iss) : "no";
}

/** No credential has an empty one, so what only apply knows is not empty. */
function exact(wanted: string, told: unknown): Truth {
  return typeof told === "string" && wanted !== "" && told !== "" ? same(wanted, told) : "no";
}

function audienceOf(credential: AzureCredential, { aud }: Token): Pick<Match, "audience" | "audienceWhy"> {
  const told: unknown = aud;
  const values: readonly unknown[] = Array.isArray(told) ? told : [told];
  const [wanted = "", ...others] = credential.audiences;
  const equal = any(credential.audiences.flatMap((audience) => values.map((value) => exact(audience, value))));
  if (equal !== "yes") return { audience: equal };
  if (values.length > 1)
    return { audience: "unknown", audienceWhy: "what Entra does with a token of several audiences is not documented" };
  if (others.length > 0) return { audience: "unknown", audienceWhy: "Azure refuses a credential of several audiences" };
  const exchange = exchangeAudience(credential, wanted);
  return exchange.passed === "yes"
    ? { audience: "yes" }
    : { audience: exchange.passed, audienceWhy: `it is not documented ${exchange.why}` };
}

/** A few values for people. */
export function listed(values: readonly string[]): string {
  const different = [...new Set(values)];
  const shown = different.slice(0, 3).map((value) => clipped(show(value)));
  return different.length > 3 ? `${shown.join(", ")} and ${different.length - 3} more` : shown.join(", ");
}

/** A value for people, not longer than a line or two. */
export function clipped(value: unknown): string {
  const text = value === undefined ? "(none)" : typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
