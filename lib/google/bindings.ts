import { ProjectIamMember } from "@cdktf/provider-google/lib/project-iam-member";
import { ServiceAccountIamMember } from "@cdktf/provider-google/lib/service-account-iam-member";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import type { TokenSource } from "../core/identity";
import { stableId } from "../core/tokens";
import { checkRole, checkSubject } from "./checks";
import type { GooglePoolTrust } from "./pool-trust";
import { subjectPrincipal } from "./principals";

/** One subject of one pool as an IAM member, and what must exist before IAM knows the member. */
export interface FederatedMember {
  readonly source: TokenSource;
  readonly member: string;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** The members that stand for exactly these issuers and subjects. */
export function federatedMembers(place: string, trust: GooglePoolTrust, sources: readonly TokenSource[]): FederatedMember[] {
  return sources.map((source) => {
    checkSubject(place, source.subject);
    const provider = trust.poolProvider(source.issuer);
    return { source, member: subjectPrincipal(provider, source.subject.text), dependsOn: provider.dependsOn };
  });
}

/** Lets the members, and nobody else, impersonate the service account. */
export function allowImpersonation(
  scope: Construct,
  members: readonly FederatedMember[],
  serviceAccountId: string,
  provider: TerraformProvider | undefined,
): void {
  for (const { source, member, dependsOn } of members) {
    new ServiceAccountIamMember(scope, stableId(scope, `user-${source.issuer.name}`, source.issuer.name, source.subject.text), {
      provider,
      serviceAccountId,
      role: "roles/iam.workloadIdentityUser",
      member,
      dependsOn: dependsOn.length > 0 ? [...dependsOn] : undefined,
    });
  }
}

/** Binds the roles of a project to one member, each as a child of `scope`. */
export function grantProjectRoles(
  scope: Construct,
  {
    project,
    roles,
    ...binding
  }: {
    readonly project: string;
    readonly roles: readonly string[];
    readonly member: string;
    readonly provider: TerraformProvider | undefined;
    readonly dependsOn?: ITerraformDependable[] | undefined;
  },
): void {
  const seen = new Set<string>();
  for (const role of roles) {
    checkRole(scope.node.path, role);
    const id = stableId(scope, role, role);
    if (seen.has(id)) {
      throw new FederationError(scope, {
        code: "ROLE_INVALID",
        what: `the role ${quoted(role)} is listed twice`,
        cure: "list it once",
      });
    }
    seen.add(id);
    new ProjectIamMember(scope, id, { ...binding, project, role });
  }
}
