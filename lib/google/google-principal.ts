import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { checkValues } from "../core/check-values";
import type { ICluster } from "../core/cluster";
import type { Identity, IdentityRequest, TokenSource } from "../core/identity";
import type { IdentitySettings, TokenOptions } from "../core/identity-settings";
import type { Issuer } from "../core/issuer";
import type { JobSettings } from "../core/job-settings";
import { checkSources } from "../core/sources";
import { stableId } from "../core/tokens";
import type { GoogleProjectTrust } from "./access";
import { GOOGLE_PRINCIPAL_PROPS } from "./account-values";
import { checkProviderStack, waitFor } from "./bindings";
import { grantRoles, type GoogleRoleGrant } from "./role-grants";

/** What a user may say of direct access. */
export interface GooglePrincipalOptions {
  /** The project of the roles. @default - the trust's */
  readonly project?: string;
  /**
   * Roles on that project, such as `roles/storage.objectViewer`; as `{ role, … }` on another project, a folder or the organization, or
   * under a condition.
   * @default - none
   */
  readonly roles?: readonly (string | GoogleRoleGrant)[];
  /** The `google` Terraform provider. @default - the trust's */
  readonly provider?: TerraformProvider;
}

/** Direct access, the trust that it belongs to, and who gets it. */
export interface GooglePrincipalProps extends GooglePrincipalOptions {
  readonly trust: GoogleProjectTrust;
  readonly sources: readonly TokenSource[];
}

export function requestPrincipal(trust: GoogleProjectTrust, options: GooglePrincipalOptions): IdentityRequest<GooglePrincipal> {
  return { federate: (scope, id, sources) => new GooglePrincipal(scope, id, { ...options, trust, sources }) };
}

/**
 * Direct access: exactly these subjects hold the roles themselves, with no service account between.
 *
 * A few Google services do not take federated members: https://cloud.google.com/iam/docs/federated-identity-supported-services
 *
 * @throws FederationError ISSUER_NOT_TRUSTED, GOOGLE_SUBJECT_TOO_LONG, SUBJECT_PATTERN_UNSUPPORTED, CLAIM_UNSUPPORTED,
 * SHARED_ISSUER_TOO_WIDE, NAMESPACE_INVALID, ROLE_INVALID, GOOGLE_PROJECT_INVALID, CLUSTER_PROVIDER_FOREIGN
 * @example
 * const identities = { google: google.principal({ roles: ["roles/storage.objectViewer"] }) };
 */
export class GooglePrincipal extends Construct implements Identity {
  /** The members that stand for the workload, for roles on single resources: one an issuer, and of GKE's own pool one in all. */
  readonly members: readonly string[];
  /** What must exist before IAM knows the members: the `dependsOn` of a binding of your own. */
  readonly membersDependOn: readonly ITerraformDependable[];
  private readonly trust: GoogleProjectTrust;

  constructor(scope: Construct, id: string, props: GooglePrincipalProps) {
    super(scope, id);
    checkValues(this.node.path, "direct access", GOOGLE_PRINCIPAL_PROPS, props);
    checkSources(this, props.sources);
    const { trust, project = trust.project, provider = trust.provider, roles = [] } = props;
    // Without roles it writes nothing, and its members may be bound in any stack.
    if (roles.length > 0) checkProviderStack(this, provider);
    const members = trust.access.principals(this.node.path, props.sources);
    this.trust = trust;
    this.members = members.map(({ member }) => member);
    this.membersDependOn = [...new Set(members.flatMap(({ dependsOn }) => dependsOn))];
    for (const { member, name, unique, dependsOn } of members) {
      // A scope for each member: adding one leaves the others' bindings alone.
      const bindings = new Construct(this, stableId(this, name, ...unique));
      grantRoles(bindings, { trust, project, roles, member, provider, dependsOn: waitFor(this, dependsOn) });
    }
  }

  settingsOn(cluster: ICluster, tokens?: TokenOptions): IdentitySettings {
    return this.trust.access.settings(cluster.issuer, undefined, tokens);
  }

  jobSettings(issuer: Issuer): JobSettings {
    return this.trust.access.jobSettings(issuer, undefined);
  }
}
