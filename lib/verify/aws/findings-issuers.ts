import { AWS_LIMITS } from "../../facts/aws";
import type { Finding } from "../finding";
import { expressionOf, isKnown, show } from "../text";
import type { AwsIssuer } from "./issuers";
import { providerReadBy } from "./issuers";
import { providerArnOf } from "./provider-arn";
import type { AwsModel } from "./model";
import { found } from "./rules";

/** What is wrong with OIDC providers themselves. */
export function findInIssuers(model: AwsModel): Finding[] {
  const used = usedProviders(model);
  const seen = new Set<string>();
  return model.issuers
    .filter(({ resource }) => resource.mode === "managed")
    .flatMap((issuer) => {
      const findings = [...findInUrl(issuer), ...findInClientIds(issuer)];
      const { place, url, hostAndPath, account } = issuer;
      const key = `${account.provider}\n${url}`;
      if (isKnown(url) && seen.has(key)) findings.push(found("aws-issuer-duplicate", place, `a second provider for ${url}`));
      seen.add(key);
      if (!used.has(issuer.address) && !used.has(hostAndPath)) {
        findings.push(found("aws-issuer-unused", place, `no role in the files trusts ${show(url)}`));
      }
      return findings;
    });
}

/** The addresses and hosts that roles name. Of an expression that is not understood: every provider could be meant. */
function usedProviders(model: AwsModel): { has(name: string): boolean } {
  if (model.configuration.unread.length > 0) return { has: () => true };
  const used = new Set<string>();
  for (const { trust } of model.identities) {
    if (trust.open.length > 0) return { has: () => true };
    for (const principal of trust.statements.flatMap(({ principals }) => principals.federated)) {
      const read = expressionOf(principal) === undefined ? undefined : providerReadBy(principal, model.configuration);
      const named = read === undefined ? undefined : model.issuerOf(read.address);
      const host = named?.hostAndPath ?? providerArnOf(principal)?.hostAndPath;
      if (host === undefined && !isKnown(principal)) return { has: () => true };
      used.add(named?.address ?? "").add(host ?? "");
    }
  }
  return used;
}

function findInUrl({ resource, place, url }: AwsIssuer): Finding[] {
  const written = resource.values["url"];
  if (typeof written !== "string" || !isKnown(url)) return [];
  const wrong = (what: string): Finding[] => [found("aws-issuer-url", place, `${JSON.stringify(written)} ${what}`)];
  // A state keeps the URL without https://.
  const fromState = typeof resource.values["arn"] === "string" && isKnown(resource.values["arn"]);
  if (!written.startsWith("https://") && (!fromState || written.includes("://"))) return wrong("does not begin with https://");
  if (/^https:\/\/[^/]*:/.test(url)) return wrong("has a port or a user");
  if (/[?#\s]/.test(url)) return wrong("has a query, a fragment or white space");
  return url.length > AWS_LIMITS.issuerUrl.maxLength ? wrong(`has ${url.length} characters`) : [];
}

function findInClientIds({ audiences, audiencesKnown, place }: AwsIssuer): Finding[] {
  const { maxCount, maxBytes } = AWS_LIMITS.clientIds;
  if (!audiencesKnown) return [];
  if (audiences.length === 0 || audiences.length > maxCount)
    return [found("aws-client-ids", place, `${audiences.length} client ids`)];
  const long = audiences.find((id) => isKnown(id) && Buffer.byteLength(id) > maxBytes);
  return long === undefined ? [] : [found("aws-client-ids", place, `a client id of ${long.length} characters`)];
}
