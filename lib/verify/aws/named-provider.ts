import { sameAccount } from "./accounts";
import { isBuiltIn } from "./claim-keys";
import type { AwsIssuer } from "./issuers";
import type { AwsModel } from "./model";
import { providerArnOf } from "./provider-arn";
import type { BareRole } from "./roles";
import { issuersNamed, namesProvider, providerNamed, providerOf, type TrustedProvider } from "./trusted-provider";

/**
 * The providers of the role's account that a principal names, or may name; several where it cannot be told. None of a principal that is an
 * expression of something else.
 */
export function providersOfPrincipal(principal: string, role: BareRole, model: AwsModel): TrustedProvider[] {
  const arn = providerArnOf(principal);
  const [named] = arn === undefined ? issuersNamed(principal, undefined, model) : [];
  const host = named?.hostAndPath ?? arn?.hostAndPath ?? (isBuiltIn(principal) ? principal : undefined);
  if (host === undefined) return [];
  const among = (issuers: readonly AwsIssuer[]): TrustedProvider[] =>
    issuers.flatMap((issuer) => {
      const passed = namesProvider(principal, providerOf(issuer, "yes", ""), role.account, model);
      return passed === "no" ? [] : [providerOf(issuer, passed, "")];
    });
  if (named !== undefined) return among([named]);
  const here = among(model.issuersOn(host));
  const sure = here.find(({ passed }) => passed === "yes");
  if (sure !== undefined) return [sure];
  const complete = model.configuration.options.complete === true;
  const found = complete ? [...here, ...among(model.openIssuerKinds)] : here;
  const elsewhere = providerNamed(host, "unknown", "");
  return found.length > 0 || namesProvider(principal, elsewhere, role.account, model) === "no" ? found : [elsewhere];
}

/** The providers of the role's account that may be those of a host; the ones of the files, if they hold any. */
export function providersOn(host: string, { account }: BareRole, model: AwsModel): TrustedProvider[] {
  const inAccount = (issuers: readonly AwsIssuer[]): TrustedProvider[] =>
    issuers.flatMap((issuer) => {
      const here = sameAccount(issuer.account, account);
      return here === "no" ? [] : [providerOf(issuer, here, "")];
    });
  const found = inAccount(model.issuersOn(host));
  if (found.length > 0) return found;
  const complete = model.configuration.options.complete === true && !isBuiltIn(host);
  return complete ? inAccount(model.openIssuerKinds) : [providerNamed(host, "unknown", "")];
}
