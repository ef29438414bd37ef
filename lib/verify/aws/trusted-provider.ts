import { all, any, expressionOf, isKnown, same, type Truth } from "../text";
import { withoutScheme } from "../read/without-scheme";
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

/** Whether a federated principal names this provider in this account. The ARN is compared exactly, its path too. */
export function namesProvider(
  principal: string,
  provider: TrustedProvider,
  account: Account,
  model: AwsModel,
  arn: ProviderArn | undefined = providerArnOf(principal),
): Truth {
  if (provider.builtIn && provider.issuer === undefined) return same(principal, provider.hostAndPath);
  const read = expressionOf(principal) === undefined ? undefined : providerReadBy(principal, model.configuration);
  const named = read === undefined ? undefined : model.issuerOf(read.address);
  if (named !== undefined) {
    if (named === provider.issuer) return "yes";
    return all([sameAccount(named.account, account), same(named.hostAndPath, provider.hostAndPath)]);
  }
  // An adopted one can have an ARN that is learnt at apply: the same expression is the same ARN.
  const isItsArn = !isKnown(principal) && provider.issuer?.resource.values["arn"] === principal;
  if (arn === undefined && isItsArn) return sameAccount(provider.issuer.account, account);
  if (arn === undefined) return isKnown(principal) && principal !== "*" ? "no" : "unknown";
  // The partition is the region's, which may stand in the environment alone.
  const partition = account.partition === undefined || arn.partition === account.partition ? "yes" : "unknown";
  return all([partition, same(arn.account, account.id), same(arn.hostAndPath, provider.hostAndPath)]);
}

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

/** Which providers of the role's account a token of this issuer may belong to; none, if the account has none. */
export function providersFor(iss: string, role: BareRole, model: AwsModel): TrustedProvider[] {
  const host = withoutScheme(iss);
  const found: TrustedProvider[] = [];
  for (const issuer of model.issuersAt(iss)) {
    const here = sameAccount(issuer.account, role.account);
    if (here === "no") continue;
    const exists = issuer.resource.perhaps === true ? "unknown" : "yes";
    const why =
      here === "unknown"
        ? "whether it is in the role's account is not known"
        : exists === "yes"
          ? "its URL is the token's iss"
          : "whether it exists is not known";
    found.push(providerOf(issuer, all([here, exists]), `${issuer.address}: ${why}`));
  }
  if (isBuiltIn(host)) found.unshift(providerNamed(host, "yes", `${host} is known to IAM without a provider`));
  if (found.some(({ passed }) => passed === "yes")) return found.filter(({ passed }) => passed === "yes");
  for (const issuer of model.openIssuers) {
    const passed = all([same(issuer.url, iss), sameAccount(issuer.account, role.account)]);
    if (passed !== "no" && issuer.url !== iss)
      found.push(providerOf(issuer, "unknown", `the URL of ${issuer.address} is not known`));
  }
  if (iss.endsWith("/")) {
    for (const issuer of model.issuersAt(iss.slice(0, -1))) {
      if (sameAccount(issuer.account, role.account) === "no") continue;
      found.push(
        providerOf(issuer, "unknown", `whether STS takes a token whose iss ends with / for ${issuer.url} is not documented`),
      );
    }
  }
  // The URL of a provider begins with https://.
  if (found.length > 0 || model.configuration.options.complete === true || host === iss) return found;
  const elsewhere = providerNamed(host, "unknown", `the provider of ${host} is not in the files`);
  const mayName = role.trust.statements.some(
    ({ principals, effect }) => coversProvider(principals, effect, elsewhere, role.account, model) !== "no",
  );
  return mayName || role.trust.open.length > 0 ? [elsewhere] : [];
}
