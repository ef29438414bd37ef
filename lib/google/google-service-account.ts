import { ServiceAccount } from "@cdktf/provider-google/lib/service-account";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { ICluster } from "../core/cluster";
import { derivedNameOf } from "../core/derived-name";
import type { Identity, IdentityRequest, TokenSource } from "../core/identity";
import type { IdentitySettings } from "../core/identity-settings";
import { allowImpersonation, federatedMembers, grantProjectRoles } from "./bindings";
import { checkDisplayName, checkServiceAccountDescription, checkServiceAccountId } from "./checks";
import { GOOGLE_LIMITS } from "./limits";
import { poolSettings } from "./pool-settings";
import type { GooglePoolTrust } from "./pool-trust";

/** What a user may say of a service account. */
export interface GoogleServiceAccountOptions {
  /** 6 to 30 characters of a-z, 0-9 and `-`, a letter first. @default - derived from the construct path, with a stable hash */
  readonly accountId?: string;
  /** Up to 100 characters. @default - none */
  readonly displayName?: string;
  /** Up to 256 bytes. @default - none */
  readonly description?: string;
  /** The project of the service account and of its roles. @default - the trust's */
  readonly project?: string;
  /** Roles on that project, such as `roles/pubsub.publisher`. @default - none */
  readonly roles?: readonly string[];
  /** The `google` Terraform provider. @default - the trust's */
  readonly provider?: TerraformProvider;
}

/** A service account, the trust that it belongs to, and who may impersonate it. */
export interface GoogleServiceAccountProps extends GoogleServiceAccountOptions {
  readonly trust: GooglePoolTrust;
  readonly sources: readonly TokenSource[];
}

export function requestServiceAccount(
  trust: GooglePoolTrust,
  options: GoogleServiceAccountOptions,
): IdentityRequest<GoogleServiceAccount> {
  return { federate: (scope, id, sources) => new GoogleServiceAccount(scope, id, { ...options, trust, sources }) };
}

/**
 * A Google service account that exactly these subjects may impersonate (`roles/iam.workloadIdentityUser`).
 *
 * Usually asked for with `trust.serviceAccount({…})` and created by the workload. A project has 100 service accounts by default.
 *
 * @throws FederationError ISSUER_NOT_TRUSTED, GOOGLE_ID_INVALID, GOOGLE_SUBJECT_TOO_LONG, SUBJECT_PATTERN_UNSUPPORTED, ROLE_INVALID,
 * FIELD_TOO_LONG
 * @example
 * identities: { google: google.serviceAccount({ roles: ["roles/pubsub.publisher"] }) }
 */
export class GoogleServiceAccount extends Construct implements Identity {
  readonly email: string;
  /** The service account as an IAM member, for roles on single resources: `serviceAccount:EMAIL`. */
  readonly member: string;
  private readonly trust: GooglePoolTrust;

  constructor(scope: Construct, id: string, props: GoogleServiceAccountProps) {
    super(scope, id);
    const { path } = this.node;
    const { trust, sources, project = trust.project, provider = trust.provider } = props;
    const rule = { maxLength: GOOGLE_LIMITS.serviceAccountId.maxLength, lowerCase: true };
    const accountId = props.accountId ?? derivedNameOf(this, sources[0]?.subject.text, rule);
    checkServiceAccountId(path, accountId);
    checkDisplayName(path, props.displayName, GOOGLE_LIMITS.serviceAccountDisplayName.maxLength);
    checkServiceAccountDescription(path, props.description);
    const members = federatedMembers(path, trust, sources);

    const account = new ServiceAccount(this, "account", {
      provider,
      project,
      accountId,
      displayName: props.displayName,
      description: props.description,
    });
    this.trust = trust;
    this.email = account.email;
    this.member = `serviceAccount:${this.email}`;
    allowImpersonation(this, members, account.name, provider);
    grantProjectRoles(this, { project, roles: props.roles ?? [], member: this.member, provider });
  }

  settingsOn(cluster: ICluster): IdentitySettings {
    return poolSettings({ project: this.trust.project, provider: this.trust.poolProvider(cluster.issuer) }, this.email);
  }
}
