import { ServiceAccount } from "@cdktf/provider-google/lib/service-account";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { checkValues } from "../core/check-values";
import type { ICluster } from "../core/cluster";
import { derivedNameOf } from "../core/derived-name";
import type { Identity, IdentityRequest, TokenSource } from "../core/identity";
import type { IdentitySettings, TokenOptions } from "../core/identity-settings";
import type { Issuer } from "../core/issuer";
import type { JobSettings } from "../core/job-settings";
import { checkSources } from "../core/sources";
import { plainText } from "../core/terraform-text";
import { moveFrom } from "../core/move";
import type { GoogleProjectTrust, ImpersonatedAccount } from "./access";
import { GOOGLE_SERVICE_ACCOUNT_PROPS } from "./account-values";
import { importAccount } from "./adopt-account";
import { allowImpersonation, checkProviderStack } from "./bindings";
import { claimNewAccount } from "./owned";
import { GOOGLE_LIMITS } from "../facts/google";
import { grantRoles, type GoogleRoleGrant } from "./role-grants";

/** What a user may say of a service account. */
export interface GoogleServiceAccountOptions {
  /** 6 to 30 characters of a-z, 0-9 and `-`, a letter first. @default - derived from the construct path, with a stable hash */
  readonly accountId?: string;
  /** Up to 100 bytes in UTF-8. @default - none */
  readonly displayName?: string;
  /** Up to 256 bytes in UTF-8. @default - none */
  readonly description?: string;
  /** The id of the project of the service account and of its roles, not its number. @default - the trust's */
  readonly project?: string;
  /**
   * Roles on that project, such as `roles/pubsub.publisher`; as `{ role, … }` on another project, a folder or the organization, or
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

/** A service account, the trust that it belongs to, and who may impersonate it. */
export interface GoogleServiceAccountProps extends GoogleServiceAccountOptions {
  readonly trust: GoogleProjectTrust;
  readonly sources: readonly TokenSource[];
}

export function requestServiceAccount(
  trust: GoogleProjectTrust,
  options: GoogleServiceAccountOptions,
): IdentityRequest<GoogleServiceAccount> {
  return { federate: (scope, id, sources) => new GoogleServiceAccount(scope, id, { ...options, trust, sources }) };
}

/**
 * A Google service account that exactly these subjects may impersonate (`roles/iam.workloadIdentityUser`).
 *
 * Usually asked for with `trust.serviceAccount({…})` and created by the workload. A project has 100 service accounts by default.
 *
 * @throws FederationError ISSUER_NOT_TRUSTED, GOOGLE_ID_INVALID, GOOGLE_SUBJECT_TOO_LONG, SUBJECT_PATTERN_UNSUPPORTED, CLAIM_UNSUPPORTED,
 * SHARED_ISSUER_TOO_WIDE, NAMESPACE_INVALID, ROLE_INVALID, FIELD_TOO_LONG, SESSION_DURATION_INVALID, GOOGLE_PROJECT_INVALID,
 * CLUSTER_PROVIDER_FOREIGN, OWNER_DUPLICATE, VALUE_MISSING
 * @example
 * const identities = { google: google.serviceAccount({ roles: ["roles/pubsub.publisher"] }) };
 */
export class GoogleServiceAccount extends Construct implements Identity {
  readonly email: string;
  /** The service account as an IAM member, for roles on single resources: `serviceAccount:EMAIL`. */
  readonly member: string;
  private readonly trust: GoogleProjectTrust;
  private readonly account: ImpersonatedAccount;
  private readonly resource: ServiceAccount;

  constructor(scope: Construct, id: string, props: GoogleServiceAccountProps) {
    super(scope, id);
    const { path } = this.node;
    checkValues(path, "the service account", GOOGLE_SERVICE_ACCOUNT_PROPS, props);
    checkSources(this, props.sources);
    const { trust, sources, project = trust.project, provider = trust.provider } = props;
    const rule = { maxLength: GOOGLE_LIMITS.serviceAccountId.maxLength, lowerCase: true };
    const accountId = props.accountId ?? derivedNameOf(this, sources[0]?.subject, rule);
    checkProviderStack(this, provider);
    const members = trust.access.impersonators(path, sources);

    const account = new ServiceAccount(this, "account", {
      provider,
      project,
      accountId,
      displayName: plainText(props.displayName),
      description: plainText(props.description),
    });
    this.resource = account;
    this.trust = trust;
    this.email = account.email;
    this.account = { email: this.email, tokenLifetimeSeconds: props.tokenLifetimeSeconds };
    this.member = `serviceAccount:${this.email}`;
    claimNewAccount(this, { project, accountId, email: this.email });
    allowImpersonation(this, members, { serviceAccountId: account.name, email: this.email }, provider);
    grantRoles(this, { trust, project, roles: props.roles ?? [], member: this.member, provider });
  }

  /**
   * Takes over a service account that was made by hand: writes an import block, and the next apply changes what differs. Give this one the
   * `accountId` that it has, or Terraform replaces it. Its roles and its members need no import: writing what is there already changes nothing.
   * @param id `projects/PROJECT/serviceAccounts/EMAIL`, with the project's id
   * @throws FederationError GOOGLE_ID_INVALID
   */
  importFrom(id: string): void {
    importAccount(this, this.resource, id);
  }

  /**
   * Takes over a service account that the same state knows by another address: writes a `moved` block. Roles and members left behind in
   * that state are deleted beside the new ones, in any order, so let Terraform forget them first (`terraform state rm`).
   * @param address such as `google_service_account.orders`
   * @throws FederationError ADDRESS_INVALID
   */
  moveFrom(address: string): void {
    moveFrom(this, this.resource, address);
  }

  settingsOn(cluster: ICluster, tokens?: TokenOptions): IdentitySettings {
    return this.trust.access.settings(cluster.issuer, this.account, tokens);
  }

  jobSettings(issuer: Issuer): JobSettings {
    return this.trust.access.jobSettings(issuer, this.account);
  }
}
