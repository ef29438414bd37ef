import { withoutScheme } from "../read/without-scheme";
import { all, isKnown, lower, same } from "../text";
import { sameAccount } from "./accounts";
import { claimKeysOf, isBuiltIn } from "./claim-keys";
import type { AwsIssuer } from "./issuers";
import type { AwsModel } from "./model";
import type { BareRole } from "./roles";
import { issuersNamed, namesProvider, providerNamed, providerOf, type TrustedProvider } from "./trusted-provider";

/** Which providers of the role's account a token of this issuer may belong to; none, if the account has none. */
export function providersFor(iss: string, role: BareRole, model: AwsModel): TrustedProvider[] {
  const host = withoutScheme(iss);
  const found = exactly(iss, role, model);
  if (isBuiltIn(host)) found.unshift(providerNamed(host, "yes", `${host} is known to IAM without a provider`));
  if (found.some(({ passed }) => passed === "yes")) return found.filter(({ passed }) => passed === "yes");
  // The URL of a provider begins with https://.
  if (host === iss) return found;
  // Those that IAM knows itself write no slash at the end.
  const bare = iss.slice(0, -1);
  if (!iss.endsWith("/") || isBuiltIn(withoutScheme(bare))) return [...found, ...notSeen(iss, role, model)];
  const slashed = exactly(bare, role, model);
  const isThere = slashed.some(({ passed }) => passed === "yes");
  const why = `whether STS takes a token whose iss ends with / for ${bare} is not documented`;
  return [
    ...found,
    ...slashed.map((provider): TrustedProvider => ({ ...provider, passed: "unknown", why })),
    ...notSeen(iss, role, model),
    ...(isThere ? [] : notSeen(bare, role, model)),
  ];
}

function exactly(iss: string, role: BareRole, model: AwsModel): TrustedProvider[] {
  return model.issuersAt(iss).flatMap((issuer) => {
    const here = sameAccount(issuer.account, role.account);
    if (here === "no") return [];
    const exists = issuer.resource.perhaps === true ? "unknown" : "yes";
    const why =
      here === "unknown"
        ? "whether it is in the role's account is unknown"
        : exists === "yes"
          ? "its URL is the token's iss"
          : "whether it exists is unknown";
    return [providerOf(issuer, all([here, exists]), `${issuer.address}: ${why}`)];
  });
}

/**
 * The providers whose URL is unknown, each taken for the issuer's, and one that is not in the files: those that the role may name, as all
 * others let nobody in. If it names none, one of them, because the account may have a provider for the issuer.
 */
function notSeen(url: string, role: BareRole, model: AwsModel): TrustedProvider[] {
  const host = withoutScheme(url);
  const elsewhere = providerNamed(host, "unknown", `the provider of ${host} is not in the files`);
  const named = new Set<AwsIssuer>();
  let others = role.trust.open.length > 0;
  for (const { effect, principals } of role.trust.statements) {
    if (effect === "Deny") continue;
    const { negated, everyone, open, federated, arns } = principals;
    if (negated || everyone || open) others = true;
    federated.forEach((name, index) => {
      const on = issuersNamed(name, arns[index]?.hostAndPath, model).filter(
        ({ account }) => sameAccount(account, role.account) !== "no",
      );
      for (const issuer of on) named.add(issuer);
      if (on.length === 0 && namesProvider(name, elsewhere, role.account, model, arns[index]) !== "no") others = true;
    });
  }
  const kinds = others ? model.openIssuerKinds : named.size === 0 ? model.openIssuerKinds.slice(0, 1) : [];
  const guessed = [...new Set([...named, ...kinds])].flatMap((issuer) => {
    const passed = all(["unknown", same(issuer.url, url), sameAccount(issuer.account, role.account)]);
    if (isKnown(issuer.url) || passed === "no") return [];
    const keys = { ...claimKeysOf(host), alias: lower(issuer.hostAndPath) };
    const why = `the URL of ${issuer.address} is unknown`;
    return [{ hostAndPath: host, keys, issuer, builtIn: false, passed, why }];
  });
  return others && model.configuration.options.complete !== true ? [...guessed, elsewhere] : guessed;
}
