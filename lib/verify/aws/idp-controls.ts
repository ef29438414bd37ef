import { SHARED_ISSUERS } from "../../facts/shared-issuers";
import type { ConditionTest } from "./conditions";

/** Cognito is no OIDC provider of an account, but IAM has a control for it. */
const COGNITO = "cognito-identity.amazonaws.com";

/** IAM's own list of shared issuers does not have Google, which it knows without a provider. */
const WITHOUT_CONTROL: ReadonlySet<string> = new Set(["accounts.google.com"]);

const GITHUB = "token.actions.githubusercontent.com";

/**
 * The key that IAM wants in every trust statement for this issuer, and which is not compared: `…:sub`, `…:aud`, `sts:RoleSessionName`.
 * Checked when a policy is created or updated; policies that are older stay. GitHub's subject must be more than wildcards.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
export function missingControl(host: string, tests: readonly ConditionTest[]): string | undefined {
  const shared = Object.hasOwn(SHARED_ISSUERS, host) && !WITHOUT_CONTROL.has(host) ? SHARED_ISSUERS[host] : undefined;
  const control = host === COGNITO ? "aud" : shared?.control;
  if (control === undefined) return undefined;
  const key = control === "sub" || control === "aud" ? `${host}:${control}` : control;
  if (tests.some((test) => !test.key.known)) return undefined;
  const compared = tests.some(
    ({ key: { lower }, operator, values }) =>
      lower === key.toLowerCase() &&
      operator?.comparison !== "null" &&
      !(host === GITHUB && values?.every(({ text }) => /^[*?]*$/.test(text)) === true),
  );
  return compared ? undefined : key;
}
