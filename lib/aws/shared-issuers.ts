import { FederationError } from "../core/errors";
import type { Issuer } from "../core/issuer";
import { checkTenant, sharedIssuer } from "../core/shared-issuers";
import type { Subject } from "../core/subject";

/**
 * Refuses a trust that lets other customers of a shared issuer in. IAM itself takes `repo:*` and `repo:acme*`, the first of which lets
 * every repository of GitHub in, the second those of `acme-evil`.
 *
 * @param pinned claims that the statement compares
 */
export function checkSharedIssuer(
  place: string,
  issuer: Issuer,
  subject: Subject,
  pinned: Readonly<Record<string, string>>,
): void {
  const shared = sharedIssuer(issuer);
  if (shared?.control === "sts:RoleSessionName") {
    throw new FederationError(place, {
      code: "SHARED_ISSUER_TOO_WIDE",
      what: `IAM wants every trust policy for ${shared.name} (${issuer.url}) to compare sts:RoleSessionName, which this library does not write`,
      cure: "write this role with aws_iam_role itself",
    });
  }
  checkTenant(place, issuer, subject, pinned);
}
