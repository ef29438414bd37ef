import type { Token } from "../verify";
import { makeSeal } from "./seal";

/** What a federated access token stands for. */
export interface Federated {
  readonly kind: "federated";
  /** The claims that were exchanged, as the model spells them. */
  readonly token: Token;
  /** The evaluator's name of the provider. */
  readonly provider: string;
  /** The principal, as Google spells it. */
  readonly principal: string;
  /** When it was exchanged, seconds since the epoch: the ID token need not live longer than that. */
  readonly exchanged: number;
  readonly expires: number;
}

/** What an access token of a service account stands for. */
export interface Impersonated {
  readonly kind: "service account";
  readonly principal: string;
  readonly expires: number;
}

/** Access tokens that only the lab takes. */
export interface GoogleTokens {
  issue(token: Federated | Impersonated): string;
  find(accessToken: string): Federated | Impersonated | undefined;
}

const PREFIX = "ya29.lab.";

/** Access tokens with keys of their own. */
export function makeGoogleTokens(): GoogleTokens {
  const seal = makeSeal("google access token");
  return {
    issue: (token) => PREFIX + seal.close(token),
    find: (accessToken) =>
      accessToken.startsWith(PREFIX)
        ? (seal.open(accessToken.slice(PREFIX.length)) as Federated | Impersonated | undefined)
        : undefined,
  };
}
