import { decide } from "../../../lib/verify/decide";
import type { ReadOptions } from "../../../lib/verify/read/configuration";
import type { Request } from "../../../lib/verify/request";
import { EMAIL, modelOf, NOW, pool, PROVIDER, tokenOf } from "./build";

export const EXCHANGE: Request = { type: "exchange", provider: PROVIDER };
export const IMPERSONATE: Request = { type: "impersonate", serviceAccount: EMAIL };

/** A question, as far as it differs from one that is allowed. */
export interface Case {
  readonly resource?: object;
  readonly token?: Readonly<Record<string, unknown>>;
  readonly request?: Request;
  readonly now?: number;
  readonly options?: ReadOptions;
  readonly rest?: object;
}

/** What is decided. */
export function decisionOf({ resource = pool(), token, request = EXCHANGE, now = NOW, options, rest }: Case) {
  return decide(modelOf(resource, options, rest), { token: tokenOf(token), now, request });
}

/** The verdict, and what decided it. */
export function answer(given: Case): string {
  const { verdict, decisive } = decisionOf(given);
  return verdict === "allow" ? verdict : `${verdict} ${decisive}`;
}

/** A pool whose provider maps more than the subject. */
export const mapping = (extra: object) => pool({ attribute_mapping: { "google.subject": "assertion.sub", ...extra } });

/** What stands beside the resources where something is unknown: a variable without a value. */
export const UNKNOWN = { variable: { v: { type: "string" } } };
