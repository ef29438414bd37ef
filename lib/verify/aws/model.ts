import { lazily } from "../lazily";
import type { GrantToUnknown } from "../grant-to-unknown";
import type { Configuration } from "../read/configuration";
import { withoutScheme } from "../read/without-scheme";
import { isKnown, lower, partsOf } from "../text";
import { withAdopted } from "./adopted-issuers";
import { readAccounts, type Accounts } from "./accounts";
import { readAssociations, type PodIdentityAssociation } from "./associations";
import { readIssuers, type AwsIssuer } from "./issuers";
import { readRolePolicies } from "./permissions";
import { readRole, type AwsRoleIdentity } from "./roles";
import { otherWaysOf } from "./other-ways";
import { shapesOf } from "./shapes";

export type { AwsIssuer } from "./issuers";
export type { AwsRoleIdentity } from "./roles";

/** What the files say of trust in this cloud. */
export interface AwsModel {
  readonly configuration: Configuration;
  readonly accounts: Accounts;
  /** The OIDC providers of IAM. */
  readonly issuers: readonly AwsIssuer[];
  /** The roles. */
  readonly identities: readonly AwsRoleIdentity[];
  /** Policies of roles that the files do not say. */
  grantsToUnknown(): readonly GrantToUnknown[];
  readonly associations: readonly PodIdentityAssociation[];
  /** The roles of an address, a name or an ARN. By index. */
  rolesNamed(name: string): readonly AwsRoleIdentity[];
  /** The providers whose URL is exactly this. By index. */
  issuersAt(url: string): readonly AwsIssuer[];
  /** The providers of a host and path, `https://` left off, which may be a text with holes. By index. */
  issuersOn(hostAndPath: string): readonly AwsIssuer[];
  /** The providers whose URL differs from this in letter case, a slash at the end or the order of the host's labels alone. By index. */
  issuersLike(url: string): readonly AwsIssuer[];
  /** The provider of an address. */
  issuerOf(address: string): AwsIssuer | undefined;
  /** The providers whose URL is not wholly known, one of each kind: those of one account that take the same audiences are alike. */
  readonly openIssuerKinds: readonly AwsIssuer[];
  /** The associations of which the files do not say the role, and that may name one of this name. By index. */
  openAssociationsOf(roleName: string): readonly PodIdentityAssociation[];
  /** The associations of a role, by its address. */
  associationsOf(role: string): readonly PodIdentityAssociation[];
}

/** Reads the cloud's part of a configuration. Never throws: what cannot be read is a problem in the result. */
export function readAws(configuration: Configuration): AwsModel {
  const accounts = readAccounts(configuration);
  const issuers = withAdopted(readIssuers(configuration, accounts));
  const policies = readRolePolicies(configuration, accounts);
  const identities = configuration.ofType("aws_iam_role").map((resource): AwsRoleIdentity => {
    return lazily(readRole(resource, accounts, policies), {
      shapes: (role) => shapesOf(role, model),
      otherWays: (role) => otherWaysOf(role, model),
    });
  });
  const byName = index(identities, ({ address, names }) => [...new Set([address, ...names])]);
  const byUrl = index(issuers, ({ url }) => [url]);
  const byHost = index(issuers, ({ hostAndPath }) => [hostAndPath]);
  const byLike = index(issuers, ({ url }) => [likeOf(url)]);
  const kinds = index(
    issuers.filter(({ url }) => !isKnown(url)),
    (issuer) => [kindOf(issuer)],
  );
  const byAddress = new Map(issuers.map((issuer) => [issuer.address, issuer]));
  const associations = readAssociations(configuration, (arn) => byName.get(arn)?.[0]?.address);
  const byRole = index(associations, ({ role }) => (role === undefined ? [] : [role]));
  const openAssociations = associations.filter(({ role, roleArn }) => role === undefined && !isKnown(roleArn));
  const byTail = index(openAssociations, ({ roleArn }) => [/\/([^/\uE001]+)$/.exec(roleArn)?.[1] ?? ""]);
  const model: AwsModel = {
    configuration,
    accounts,
    issuers,
    identities,
    grantsToUnknown: () => policies.toUnknown(),
    associations,
    rolesNamed: (name) => byName.get(name) ?? [],
    issuersAt: (url) => byUrl.get(url) ?? [],
    issuersOn: (host) => byHost.get(host) ?? [],
    issuersLike: (url) => byLike.get(likeOf(url)) ?? [],
    issuerOf: (address) => byAddress.get(address),
    openIssuerKinds: [...kinds.values()].flatMap(([first]) => first ?? []),
    openAssociationsOf: (name) => (isKnown(name) ? [...(byTail.get(name) ?? []), ...(byTail.get("") ?? [])] : openAssociations),
    associationsOf: (role) => byRole.get(role) ?? [],
  };
  return model;
}

function likeOf(url: string): string {
  const [host = "", ...path] = lower(withoutScheme(url)).replace(/\/$/, "").split("/");
  return [host.split(".").sort().join("."), ...path].join("/");
}

const kindOf = ({ account, audiences, audiencesKnown, resource, url }: AwsIssuer): string =>
  JSON.stringify([
    account,
    audiencesKnown,
    [...audiences].sort(),
    resource.perhaps === true,
    partsOf(url)[0],
    partsOf(url).at(-1),
  ]);

function index<T>(values: readonly T[], keysOf: (value: T) => readonly string[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const value of values) {
    for (const key of keysOf(value)) {
      const known = found.get(key);
      if (known === undefined) found.set(key, [value]);
      else known.push(value);
    }
  }
  return found;
}
