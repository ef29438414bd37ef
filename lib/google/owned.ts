import type { IConstruct } from "constructs";
import { quoted } from "../core/errors";
import type { Issuer } from "../core/issuer";
import { claim } from "../core/owners";
import { isKnown, stableText } from "../core/tokens";
import type { PoolProviderName } from "./principals";

/** A project as a cloud's names hold it, by id and by number: two resources are in one project where either is the same. */
export interface ProjectName {
  readonly project: string;
  readonly projectNumber: string;
}

/**
 * Refuses a pool that two issuers share, anywhere in the app: a member names a pool and a subject, but not the issuer that vouches for the
 * subject. A pool whose id is unknown until apply is known by its expression, and cannot be compared with one that is spelled out.
 */
export function claimPool(trust: IConstruct, project: ProjectName, poolId: string, issuer: Issuer | "shared"): void {
  const sharedAs = issuer === "shared" ? trust.node.path : `${stableText(trust, issuer.url)}\n${issuer.jwksJson ?? ""}`;
  for (const key of [project.project, project.projectNumber]) {
    claim(trust, {
      kind: "google pool of an issuer",
      key: [key, poolId],
      sharedAs,
      noun: () =>
        `the pool ${quoted(stableText(trust, poolId))} of another issuer (the same namespace and name on both would be one member)`,
      cure: "give each issuer a pool of its own, or let SharedGooglePool make one that keeps their subjects apart",
      code: "POOL_SHARED",
    });
  }
}

/** Refuses a pool that is made twice: Google Cloud keeps one of that id. */
export function claimNewPool(scope: IConstruct, project: ProjectName, poolId: string): void {
  for (const key of [project.project, project.projectNumber]) {
    claim(scope, {
      kind: "google pool",
      key: [key, poolId],
      noun: () => `the pool ${quoted(stableText(scope, poolId))}`,
      cure: 'give each pool an id of its own, or name the provider that the other trust makes under "existing"',
    });
  }
}

/** Refuses two providers of one id in a pool: Google Cloud keeps one. */
export function claimNewProvider(scope: IConstruct, project: string, name: PoolProviderName): void {
  for (const key of [project, name.projectNumber]) {
    claim(scope, {
      kind: "google pool provider",
      key: [key, name.poolId, name.providerId],
      noun: () =>
        `the provider ${quoted(stableText(scope, name.providerId))} of the pool ${quoted(stableText(scope, name.poolId))}`,
      cure: "give each provider an id of its own",
      code: "GOOGLE_ID_INVALID",
    });
  }
}

/** What a service account is called by, as far as it can be told now: its e-mail, or the expression of it. */
const emails = new WeakMap<IConstruct, Map<string, string>>();

/** The e-mail of an account that is made here, where it is known now: the API makes it of the id and the project. */
export function emailOf(project: string, accountId: string): string | undefined {
  if (!isKnown(project) || !isKnown(accountId)) return undefined;
  // An old project with the domain of its organization: example.com:acme.
  const [name, domain] = project.split(":").reverse();
  return `${accountId}@${[name, domain].filter((part) => part !== undefined).join(".")}.iam.gserviceaccount.com`;
}

/** Claims the id of an account that is made, and notes under which expression others may read its e-mail. */
export function claimNewAccount(
  scope: IConstruct,
  { project, accountId, email }: { readonly project: string; readonly accountId: string; readonly email: string },
): void {
  claim(scope, {
    kind: "google service account",
    key: [project, accountId],
    noun: () =>
      `the service account ${quoted(stableText(scope, accountId))} of the project ${quoted(stableText(scope, project))}`,
    cure: "give each workload an account of its own, or use one workload with more subjects",
  });
  const known = emailOf(project, accountId);
  if (known === undefined) return;
  const { root } = scope.node;
  const all = emails.get(root) ?? new Map<string, string>();
  emails.set(root, all);
  all.set(stableText(scope, email), known);
}

/** An e-mail as accounts are told apart: two expressions of one account made here are that account. */
export function accountKey(scope: IConstruct, email: string): string {
  return isKnown(email) ? email : (emails.get(scope.node.root)?.get(stableText(scope, email)) ?? email);
}

/** Refuses a member that two identities let impersonate one account: IAM keeps one, and destroying one takes it from the other. */
export function claimImpersonation(scope: IConstruct, email: string, member: string): void {
  claim(scope, {
    kind: "google impersonation",
    key: [accountKey(scope, email), member],
    noun: () => `the binding that lets ${quoted(stableText(scope, member))} impersonate ${quoted(stableText(scope, email))}`,
    cure: "destroying one would take it from both: use one workload for both, or leave one of the two out",
  });
}

/** A binding of a role to a member. */
export interface RoleBinding {
  readonly level: "project" | "folder" | "organization";
  readonly target: string;
  readonly role: string;
  readonly member: string;
  /** Title, expression and description of its condition: IAM tells bindings apart by all three. */
  readonly when: readonly string[];
}

/**
 * Refuses a binding that another identity of the app writes too, as two workloads with one service account can: IAM keeps one, and
 * whoever is destroyed first takes it from the other.
 */
export function claimRole(scope: IConstruct, names: readonly string[], { level, target, role, member, when }: RoleBinding): void {
  const [kind, email] = member.startsWith(ACCOUNT) ? [ACCOUNT, member.slice(ACCOUNT.length)] : ["", undefined];
  const who = email === undefined ? member : `${kind}${accountKey(scope, email)}`;
  const shown = (text: string): string => quoted(stableText(scope, text));
  for (const name of names) {
    claim(scope, {
      kind: "google binding",
      key: [level, name, role, who, ...when],
      noun: () => `the role ${shown(role)} of ${shown(member)} on the ${level} ${shown(target)}`,
      cure: "destroying one would take it from both: name the role in one workload, or bind it outside of both",
      code: "ROLE_INVALID",
    });
  }
}

const ACCOUNT = "serviceAccount:";
