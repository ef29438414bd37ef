import { type Check, show, type Token, type Verdict } from "../verify";

/** Who asked for what, and why it was let in or refused. Never holds a token or a credential. */
export interface LabRecord {
  /** ISO 8601. */
  readonly time: string;
  /** `AWS STS`, `EKS Pod Identity agent`, `Google STS`, `Google IAM Credentials`, `Entra`. */
  readonly service: string;
  /** `AssumeRoleWithWebIdentity`, `token`, … */
  readonly action: string;
  /** The bearer, as the token says; @default - the request had no readable token */
  readonly asker?: { readonly issuer: string; readonly subject: string; readonly audience: string };
  /** What was asked for: a role, a provider, a service account, a client id. */
  readonly wanted: string;
  readonly verdict: Verdict;
  /** The cloud's error code. @default - it was let in */
  readonly code?: string;
  /** What decided, in a sentence. */
  readonly why: string;
  /** The steps of the decision. Empty: it did not come to one. */
  readonly checks: readonly Check[];
}

/** The part of a record that names the bearer. */
export function askerOf({ iss, sub, aud }: Token): NonNullable<LabRecord["asker"]> {
  const text = (claim: unknown): string =>
    typeof claim === "string" ? claim : claim === undefined ? "none" : JSON.stringify(claim);
  return { issuer: text(iss), subject: text(sub), audience: Array.isArray(aud) ? aud.map(text).join(", ") : text(aud) };
}

const WORDS: Readonly<Record<Verdict, string>> = { allow: "LET IN", deny: "REFUSED", undetermined: "REFUSED (undetermined)" };

/** The record in one line for people. What strangers wrote cannot break out of the line or move the cursor. */
export function lineOf({ time, service, action, asker, wanted, verdict, code, why }: LabRecord): string {
  const who = asker === undefined ? "somebody" : `${asker.subject} of ${asker.issuer}`;
  const line = `${time} ${WORDS[verdict]} ${who} → ${wanted} (${service} ${action})${code === undefined ? "" : ` ${code}`}: ${why}`;
  return show(line).replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, "?");
}
