import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { checkValues } from "../core/check-values";
import type { ICluster } from "../core/cluster";
import type { Identity, IdentityRequest, TokenSource } from "../core/identity";
import type { IdentitySettings, TokenOptions } from "../core/identity-settings";
import type { Issuer } from "../core/issuer";
import type { JobSettings } from "../core/job-settings";
import { checkSources } from "../core/sources";
import type { GoogleProjectTrust, ImpersonatedAccount } from "./access";
import { EXISTING_GOOGLE_SERVICE_ACCOUNT_PROPS } from "./account-values";
import { allowImpersonation, checkProviderStack } from "./bindings";
import { grantRoles, type GoogleRoleGrant } from "./role-grants";

/** What a user may say of a service account that exists. */
export interface ExistingServiceAccountOptions {
  /** The project of the roles. @default - the trust's */
  readonly project?: string;
  /**
   * Further roles on that project, such as `roles/pubsub.publisher`; as `{ role, … }` on another project, a folder or the organization, or
   * under a condition.
   * @default - none
   */
  readonly roles?: readonly (string | GoogleRoleGrant)[];
  /**
   * How long the service account's tokens live, 600 to 43200 seconds. More than an hour needs the organization policy
   * `constraints/iam.allowServiceAccountCredentialLifetimeExtension` for this service account. GKE's own pool does not know it.
   * @default - an hour
   */
  readonly tokenLifetimeSeconds?: number;
  /** The `google` Terraform provider. @default - the trust's */
  readonly provider?: TerraformProvider;
}

/** A service account that exists, and who may now impersonate it. */
export interface ExistingGoogleServiceAccountProps extends ExistingServiceAccountOptions {
  /** The service account's e-mail. May be a token. */
  readonly email: string;
  readonly trust: GoogleProjectTrust;
  readonly sources: readonly TokenSource[];
}

export function requestExistingServiceAccount(
  trust: GoogleProjectTrust,
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
 * @throws FederationError GOOGLE_ID_INVALID, ISSUER_NOT_TRUSTED, GOOGLE_SUBJECT_TOO_LONG, SUBJECT_PATTERN_UNSUPPORTED,
 * SHARED_ISSUER_TOO_WIDE, CLAIM_UNSUPPORTED, NAMESPACE_INVALID, ROLE_INVALID, SESSION_DURATION_INVALID, VALUE_MISSING,
 * GOOGLE_PROJECT_INVALID, CLUSTER_PROVIDER_FOREIGN, OWNER_DUPLICATE
 * @example
 * const identities = { google: google.fromServiceAccountEmail("orders@acme-prod.iam.gserviceaccount.com") };
 */
export class ExistingGoogleServiceAccount extends Construct implements Identity {
  readonly email: string;
  /** The service account as an IAM member: `serviceAccount:EMAIL`. */
  readonly member: string;
  private readonly trust: GoogleProjectTrust;
  private readonly account: ImpersonatedAccount;

  constructor(scope: Construct, id: string, props: ExistingGoogleServiceAccountProps) {
    super(scope, id);
    checkValues(this.node.path, "the service account", EXISTING_GOOGLE_SERVICE_ACCOUNT_PROPS, props);
    checkSources(this, props.sources);
    const { trust, email, provider = trust.provider } = props;
    checkProviderStack(this, provider);
    this.trust = trust;
    this.email = email;
    this.account = { email, tokenLifetimeSeconds: props.tokenLifetimeSeconds };
    this.member = `serviceAccount:${email}`;
    // "-" lets the API find the project from the e-mail.
    allowImpersonation(
      this,
      trust.access.impersonators(this.node.path, props.sources),
      { serviceAccountId: `projects/-/serviceAccounts/${email}`, email },
      provider,
    );
    grantRoles(this, { trust, project: props.project ?? trust.project, roles: props.roles ?? [], member: this.member, provider });
  }

  settingsOn(cluster: ICluster, tokens?: TokenOptions): IdentitySettings {
    return this.trust.access.settings(cluster.issuer, this.account, tokens);
  }

  jobSettings(issuer: Issuer): JobSettings {
    return this.trust.access.jobSettings(issuer, this.account);
  }
}
