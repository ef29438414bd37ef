import type { IConstruct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import type { TokenSource } from "../core/identity";
import type { Issuer } from "../core/issuer";
import { checkTenant } from "../core/shared-issuers";
import { couldBeEqual, stableText } from "../core/tokens";
import type { FederatedMember, GoogleAccess } from "./access";
import { poolJobSettings, poolSettings } from "./pool-settings";
import type { GooglePoolTrust, PoolProvider } from "./pool-trust";
import { checkSubject, memberOf } from "./subject-mapping";

/** Access through pools with providers: impersonation and direct access take the same members. */
export function poolAccess(trust: GooglePoolTrust): GoogleAccess {
  const of = (issuer: Issuer): { project: string; provider: PoolProvider } => ({
    project: trust.project,
    provider: trust.poolProvider(issuer),
  });
  const members = (place: string, sources: readonly TokenSource[]): FederatedMember[] =>
    unique(
      sources.map((source) => {
        const { issuer, subject } = source;
        const provider = trust.poolProvider(issuer);
        checkSubject(place, subject, provider.mapping);
        checkClaims(place, trust, source, provider);
        // With what the provider states: a subject that any organization can have is then this organization's alone.
        checkTenant(place, issuer, subject, { ...subject.claims, ...provider.issuer.claims });
        checkNamespace(place, source, provider);
        const member = memberOf(provider, subject.text);
        return { member, dependsOn: provider.dependsOn, name: issuer.name, unique: [issuer.name, subject.text] };
      }),
    );
  return {
    impersonators: members,
    principals: members,
    settings: (issuer, account, tokens) => poolSettings(of(issuer), account, tokens),
    jobSettings: (issuer, account) => poolJobSettings(of(issuer), account),
  };
}

/** Each member once: sources that IAM cannot tell apart have one binding. */
export function unique(members: readonly FederatedMember[]): FederatedMember[] {
  return [...new Map(members.map((one) => [one.member, one])).values()];
}

/** A member holds one condition, the subject: further claims must be true of every token that the provider accepts. */
function checkClaims(place: string, trust: IConstruct, { issuer, subject }: TokenSource, provider: PoolProvider): void {
  for (const [claim, value] of Object.entries(subject.claims)) {
    const stated = provider.issuer.claims[claim];
    if (stated !== undefined && stableText(trust, stated) === stableText(trust, value)) continue;
    throw new FederationError(place, {
      code: "CLAIM_UNSUPPORTED",
      what: `the subject ${quoted(subject.text)} wants the claim ${quoted(claim)} to be ${quoted(value)}, and an IAM member compares nothing but the subject`,
      cure: `give the issuer ${quoted(issuer.name)} the same claim ("claims"), so that its provider accepts no other token, or give such tokens an issuer with a pool of its own`,
    });
  }
}

function checkNamespace(place: string, { issuer, subject }: TokenSource, { namespaces }: PoolProvider): void {
  const namespace = subject.serviceAccount?.namespace;
  if (namespace === undefined || namespaces === undefined) return;
  if (namespaces.some((one) => couldBeEqual(one, namespace))) return;
  throw new FederationError(place, {
    code: "NAMESPACE_INVALID",
    what: `the namespace ${quoted(namespace)} is not one that the pool of the issuer ${quoted(issuer.name)} accepts (${namespaces.join(", ")})`,
    cure: 'add it to the "namespaces" of the pool',
  });
}
