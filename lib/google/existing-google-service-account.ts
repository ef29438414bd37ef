import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { ICluster } from "../core/cluster";
import { FederationError, quoted } from "../core/errors";
import type { Identity, IdentityRequest, TokenSource } from "../core/identity";
import type { IdentitySettings } from "../core/identity-settings";
import { isKnown } from "../core/tokens";
import { allowImpersonation, federatedMembers, grantProjectRoles } from "./bindings";
import { poolSettings } from "./pool-settings";
import type { GooglePoolTrust } from "./pool-trust";

/** What a user may say of a service account that exists. */
export interface ExistingServiceAccountOptions {
  /** The project of the roles. @default - the trust's */
  readonly project?: string;
  /** Further roles on that project. @default - none */
  readonly roles?: readonly string[];
  /** The `google` Terraform provider. @default - the trust's */
  readonly provider?: TerraformProvider;
}

/** A service account that exists, and who may now impersonate it. */
export interface ExistingGoogleServiceAccountProps extends ExistingServiceAccountOptions {
  /** The service account's e-mail. May be a token. */
  readonly email: string;
  readonly trust: GooglePoolTrust;
  readonly sources: readonly TokenSource[];
}

export function requestExistingServiceAccount(
  trust: GooglePoolTrust,
  email: string,
  options: ExistingServiceAccountOptions,
): IdentityRequest<ExistingGoogleServiceAccount> {
  return { federate: (scope, id, sources) => new ExistingGoogleServiceAccount(scope, id, { ...options, email, trust, sources }) };
}

/**
 * A Google service account that somebody else made, and that exactly these subjects may now impersonate too.
 *
 * Who could impersonate it before still can: this adds members and removes none.
 *
 * @throws FederationError GOOGLE_ID_INVALID, ISSUER_NOT_TRUSTED, GOOGLE_SUBJECT_TOO_LONG, SUBJECT_PATTERN_UNSUPPORTED, ROLE_INVALID
 * @example
 * identities: { google: google.fromServiceAccountEmail("orders@acme-prod.iam.gserviceaccount.com") }
 */
export class ExistingGoogleServiceAccount extends Construct implements Identity {
  readonly email: string;
  /** The service account as an IAM member: `serviceAccount:EMAIL`. */
  readonly member: string;
  private readonly trust: GooglePoolTrust;

  constructor(scope: Construct, id: string, props: ExistingGoogleServiceAccountProps) {
    super(scope, id);
    const { trust, email, provider = trust.provider } = props;
    checkEmail(this.node.path, email);
    this.trust = trust;
    this.email = email;
    this.member = `serviceAccount:${email}`;
    // "-" lets the API find the project from the e-mail.
    allowImpersonation(
      this,
      federatedMembers(this.node.path, trust, props.sources),
      `projects/-/serviceAccounts/${email}`,
      provider,
    );
    grantProjectRoles(this, { project: props.project ?? trust.project, roles: props.roles ?? [], member: this.member, provider });
  }

  settingsOn(cluster: ICluster): IdentitySettings {
    return poolSettings({ project: this.trust.project, provider: this.trust.poolProvider(cluster.issuer) }, this.email);
  }
}

function checkEmail(place: string, email: string): void {
  if (!isKnown(email) || /^[^@\s/]+@([a-z0-9-]+\.)+gserviceaccount\.com$/.test(email)) return;
  throw new FederationError(place, {
    code: "GOOGLE_ID_INVALID",
    what: `${quoted(email)} is not the e-mail of a service account`,
    cure: 'give it whole, such as "orders@acme-prod.iam.gserviceaccount.com"',
  });
}
