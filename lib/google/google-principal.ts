import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { ICluster } from "../core/cluster";
import type { Identity, IdentityRequest, TokenSource } from "../core/identity";
import type { IdentitySettings } from "../core/identity-settings";
import { federatedMembers, grantProjectRoles } from "./bindings";
import { poolSettings } from "./pool-settings";
import type { GooglePoolTrust } from "./pool-trust";

/** What a user may say of direct access. */
export interface GooglePrincipalOptions {
  /** The project of the roles. @default - the trust's */
  readonly project?: string;
  /** Roles on that project, such as `roles/storage.objectViewer`. @default - none */
  readonly roles?: readonly string[];
  /** The `google` Terraform provider. @default - the trust's */
  readonly provider?: TerraformProvider;
}

/** Direct access, the trust that it belongs to, and who gets it. */
export interface GooglePrincipalProps extends GooglePrincipalOptions {
  readonly trust: GooglePoolTrust;
  readonly sources: readonly TokenSource[];
}

export function requestPrincipal(trust: GooglePoolTrust, options: GooglePrincipalOptions): IdentityRequest<GooglePrincipal> {
  return { federate: (scope, id, sources) => new GooglePrincipal(scope, id, { ...options, trust, sources }) };
}

/**
 * Direct access: exactly these subjects hold the roles themselves, with no service account between.
 *
 * A few Google services do not take federated members: https://cloud.google.com/iam/docs/federated-identity-supported-services
 *
 * @throws FederationError ISSUER_NOT_TRUSTED, GOOGLE_SUBJECT_TOO_LONG, SUBJECT_PATTERN_UNSUPPORTED, ROLE_INVALID
 * @example
 * identities: { google: google.principal({ roles: ["roles/storage.objectViewer"] }) }
 */
export class GooglePrincipal extends Construct implements Identity {
  /** The members that stand for the workload, for roles on single resources: `principal://…`, one an issuer. */
  readonly members: readonly string[];
  private readonly trust: GooglePoolTrust;

  constructor(scope: Construct, id: string, props: GooglePrincipalProps) {
    super(scope, id);
    const { trust, project = trust.project, provider = trust.provider, roles = [] } = props;
    const members = federatedMembers(this.node.path, trust, props.sources);
    this.trust = trust;
    this.members = members.map(({ member }) => member);
    for (const { source, member, dependsOn } of members) {
      // A scope for each issuer: adding one leaves the others' bindings alone.
      const bindings = new Construct(this, source.issuer.name);
      grantProjectRoles(bindings, {
        project,
        roles,
        member,
        provider,
        dependsOn: dependsOn.length > 0 ? [...dependsOn] : undefined,
      });
    }
  }

  settingsOn(cluster: ICluster): IdentitySettings {
    return poolSettings({ project: this.trust.project, provider: this.trust.poolProvider(cluster.issuer) }, undefined);
  }
}
