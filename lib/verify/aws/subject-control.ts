import type { Check } from "../decision";
import { any, type Truth } from "../text";
import { coversAction, type Caller } from "./evaluation";
import type { BareRole } from "./roles";
import type { TrustedProvider } from "./trusted-provider";

/** Issuers whose tokens STS refuses if the policy does not compare `sub`. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html */
const STS_WANTS_SUB: Readonly<Record<string, Truth>> = { "app.terraform.io": "no", "app.eu.terraform.io": "unknown" };

/** Whether the policy compares the subject of an issuer for which STS itself wants that; nothing of other issuers. */
export function subjectControl(
  { hostAndPath, keys }: TrustedProvider,
  role: BareRole,
  caller: Caller,
  action: string,
): Check | undefined {
  const otherwise = Object.hasOwn(STS_WANTS_SUB, hostAndPath) ? STS_WANTS_SUB[hostAndPath] : undefined;
  if (otherwise === undefined) return undefined;
  const key = `${keys.prefix}sub`;
  const looks = role.trust.statements
    .filter(
      (statement) =>
        statement.effect === "Allow" &&
        caller.covered(statement) !== "no" &&
        coversAction(statement.actions, action.toLowerCase()) !== "no",
    )
    .map(({ tests }): Truth => {
      const names = tests.filter((test) => test.key.lower === key);
      if (names.some(({ operator }) => operator !== undefined && operator.comparison !== "null")) return "yes";
      return names.length > 0 || tests.some((test) => !test.key.known) ? "unknown" : "no";
    });
  const all = looks.every((truth) => truth === "yes") ? "yes" : any(looks) === "no" ? otherwise : "unknown";
  const why = `the policy ${all === "yes" ? "compares" : "does not surely compare"} ${hostAndPath}:sub, which STS wants of every policy for it`;
  return { name: "idp-control", passed: all, why, at: role.address };
}
