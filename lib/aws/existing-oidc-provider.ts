import type { TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import { noteAdopted } from "../core/adopted";
import { FederationError, quoted } from "../core/errors";
import type { Issuer } from "../core/issuer";
import { couldBeEqual } from "../core/tokens";
import type { CommonAwsTrustProps } from "./trust-props";

/** An OIDC provider that exists in the account. */
export interface ExistingOidcProvider {
  readonly issuer: Issuer;
  /** `arn:<partition>:iam::<account>:oidc-provider/<issuer without https://>`. May be a token. */
  readonly arn: string;
  /** The client ids that it has: what `aws iam get-open-id-connect-provider` prints. @default - the trust's */
  readonly clientIds?: readonly string[];
}

/** An AWS account whose OIDC providers exist. */
export interface ExistingAwsTrustProps extends CommonAwsTrustProps {
  readonly providers: readonly ExistingOidcProvider[];
}

/** An ARN that belongs to another issuer would pair this issuer's condition keys with the other's tokens: nobody gets in. */
export function checkArnOfIssuer(place: string, issuer: Issuer, arn: string): void {
  const start = arn.indexOf(":oidc-provider/");
  if (start === -1) return;
  const named = arn.slice(start + ":oidc-provider/".length);
  if (couldBeEqual(`https://${named}`, issuer.url)) return;
  throw new FederationError(place, {
    code: "ARN_INVALID",
    what: `the ARN ${quoted(arn)} is of the issuer "https://${named}", not of ${quoted(issuer.url)}`,
    cure: "pair each issuer with the ARN of its own OIDC provider; letter case and a trailing slash count",
  });
}

/** Notes in the synthesized file what the user says of the provider, so that verify can judge the roles that trust it. */
export function noteProvider(
  trust: IConstruct,
  { issuer, arn }: ExistingOidcProvider,
  clientIds: readonly string[],
  provider: TerraformProvider | undefined,
): void {
  noteAdopted(trust, {
    type: "aws_iam_openid_connect_provider",
    values: {
      arn,
      url: issuer.url,
      client_id_list: [...clientIds],
      ...(provider === undefined ? {} : { provider: provider.fqn }),
    },
  });
}
