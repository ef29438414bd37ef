import { all, any, expressionOf, isKnown, same, type Truth } from "../text";
import { sameAccount, type Account } from "./accounts";
import { claimKeysOf, isBuiltIn, type ClaimKeys } from "./claim-keys";
import type { Caller } from "./evaluation";
import { providerReadBy, type AwsIssuer } from "./issuers";
import { providerArnOf, type ProviderArn } from "./provider-arn";
import type { AwsModel } from "./model";
import type { Principals } from "./principals";
import type { BareRole } from "./roles";

/** An issuer that a token may be of, as the role's account knows it. */
export interface TrustedProvider {
  /** Without `https://`. */
  readonly hostAndPath: string;
  readonly keys: ClaimKeys;
  /** Nothing, if the issuer is built in, or the files do not hold its provider. */
  readonly issuer?: AwsIssuer;
  readonly builtIn: boolean;
  /** Whether it is what the token's issuer is. */
  readonly passed: Truth;
  readonly why: string;
}

/** A provider that the files hold. */
export function providerOf(issuer: AwsIssuer, passed: Truth, why: string): TrustedProvider {
  return { hostAndPath: issuer.hostAndPath, keys: issuer.keys, issuer, builtIn: false, passed, why };
}

/** A provider that the files do not hold, or a built-in one. */
export function providerNamed(hostAndPath: string, passed: Truth, why: string): TrustedProvider {
  return { hostAndPath, keys: claimKeysOf(hostAndPath), builtIn: isBuiltIn(hostAndPath), passed, why };
}

/** Which provider it is among those of a model. */
export const providerKey = ({ issuer, hostAndPath }: TrustedProvider): string => `${issuer?.address ?? ""} ${hostAndPath}`;

/** Whether a federated principal names this provider in this account. The ARN is compared exactly, its path too. */
export function namesProvider(
  principal: string,
  provider: TrustedProvider,
  account: Account,
  model: AwsModel,
  arn: ProviderArn | undefined = providerArnOf(principal),
): Truth {
  if (provider.builtIn && provider.issuer === undefined) return same(principal, provider.hostAndPath);
  const named = issuersNamed(principal, arn?.hostAndPath, model);
  const isOurs = named.some(({ account: own, resource }) => sameAccount(own, account) === "yes" && resource.perhaps !== true);
  if (provider.issuer === undefined && isOurs) return "no";
  const [only] = arn === undefined ? named : [];
  if (only !== undefined) {
    if (only === provider.issuer) return "yes";
    return all([sameAccount(only.account, account), isOn(only.hostAndPath, provider)]);
  }
  // An adopted one can have an ARN that is learnt at apply: the same expression is the same ARN.
  const isItsArn = !isKnown(principal) && provider.issuer?.resource.values["arn"] === principal;
  if (arn === undefined && isItsArn) return sameAccount(provider.issuer.account, account);
  if (arn === undefined) return isKnown(principal) && principal !== "*" ? "no" : "unknown";
  // The partition is the region's, which may stand in the environment alone.
  const partition = account.partition === undefined || arn.partition === account.partition ? "yes" : "unknown";
  return all([partition, same(arn.account, account.id), isOn(arn.hostAndPath, provider)]);
}

/** The providers of the files that a principal names for certain, in whichever account: it reads their ARN, or what they read. */
export function issuersNamed(principal: string, host: string | undefined, model: AwsModel): readonly AwsIssuer[] {
  if (host !== undefined) return isKnown(host) ? [] : model.issuersOn(host);
  const read = expressionOf(principal) === undefined ? undefined : providerReadBy(principal, model.configuration);
  const named = read === undefined ? undefined : model.issuerOf(read.address);
  return named === undefined ? [] : [named];
}

const isOn = (host: string, { hostAndPath, issuer }: TrustedProvider): Truth =>
  host === issuer?.hostAndPath ? "yes" : same(host, hostAndPath);

/**
 * Whether a statement is about the bearer of a provider's token. `"*"` is everybody, which a Deny takes whole; whether an Allow for
 * everybody lets a federated caller in is not documented, nor is `"Federated": "*"`, nor NotPrincipal in a trust policy.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function coversProvider(
  principals: Principals,
  effect: "Allow" | "Deny",
  provider: TrustedProvider,
  account: Account,
  model: AwsModel,
): Truth {
  if (principals.negated) return "unknown";
  const named = any(
    principals.federated.map((name, index) => namesProvider(name, provider, account, model, principals.arns[index])),
  );
  if (principals.everyone) return effect === "Deny" || named === "yes" ? "yes" : "unknown";
  return principals.open && named === "no" ? "unknown" : named;
}

/** The bearer of a provider's token, as the trust policy of a role sees it. */
export function bearerOf(provider: TrustedProvider, role: BareRole, model: AwsModel): Caller {
  return {
    label: provider.issuer?.address ?? provider.hostAndPath,
    covered: ({ principals, effect }) => coversProvider(principals, effect, provider, role.account, model),
  };
}
