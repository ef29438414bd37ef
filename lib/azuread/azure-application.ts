import { ApplicationOwner } from "@cdktf/provider-azuread/lib/application-owner";
import { ApplicationRegistration } from "@cdktf/provider-azuread/lib/application-registration";
import { ServicePrincipal } from "@cdktf/provider-azuread/lib/service-principal";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { AzureCloud } from "../facts/azure-clouds";
import { entraJobSettings, entraSettings } from "../azure/entra-settings";
import { AZURE_LIMITS } from "../facts/azure";
import { checkProvider } from "../azure/checks";
import { checkEntraSources } from "../azure/sources";
import type { ICluster } from "../core/cluster";
import { derivedNameOf } from "../core/derived-name";
import { checkText } from "../core/errors";
import type { Identity, IdentityRequest, TokenSource } from "../core/identity";
import { identitySettings, type IdentitySettings, type TokenOptions } from "../core/identity-settings";
import type { Issuer } from "../core/issuer";
import type { JobSettings } from "../core/job-settings";
import { stableId } from "../core/tokens";
import { writeApplicationCredentials } from "./application-credentials";
import { checkCredentialCount, checkDisplayName, checkExpression } from "./checks";
import type { EntraTenant } from "./entra-tenant";
import { statedClaims } from "./flexible-expression";

/** What a user may say of an application. */
export interface AzureApplicationOptions {
  /** 1 to 256 characters. Entra lets several applications share one. @default - derived from the construct path, with a stable hash */
  readonly displayName?: string;
  /** @default - none */
  readonly description?: string;
  /**
   * Object ids of who may change the application and its service principal. Whoever runs Terraform with the permission
   * `Application.ReadWrite.OwnedBy` must be one of them.
   * @default - none are named; Entra makes whoever runs Terraform the owner where that is a service principal
   */
  readonly owners?: readonly string[];
  /** The `azuread` Terraform provider. @default - the trust's */
  readonly provider?: TerraformProvider;
}

/** An application, the trust that it belongs to, and who may become it. */
export interface AzureApplicationProps extends AzureApplicationOptions {
  readonly trust: EntraTenant;
  readonly sources: readonly TokenSource[];
}

export function requestApplication(trust: EntraTenant, options: AzureApplicationOptions): IdentityRequest<AzureApplication> {
  return { federate: (scope, id, sources) => new AzureApplication(scope, id, { ...options, trust, sources }) };
}

/**
 * An Entra application and its service principal that exactly these tokens may become, without any secret.
 *
 * An exact subject is a plain federated credential. A subject pattern, or a subject or issuer with claims, is a flexible one (a
 * preview of Entra's), which Entra takes of GitHub, GitLab.com, `gitlab.<any>.com` or `.ca`, and HCP Terraform alone. Of GitHub it also
 * wants the claim `repository_id` or `repository_owner_id`. Its text must be known now. Claims of an issuer that Entra cannot compare
 * are left out, with a warning. 20 credentials an application.
 * https://learn.microsoft.com/entra/workload-id/workload-identities-flexible-federated-identity-credentials
 *
 * Roles are assigned to `principalId`, with a role assignment of the `azurerm` provider.
 *
 * @throws FederationError AZURE_NAME_INVALID, CLAIM_MISSING, CLAIM_UNSUPPORTED, CLUSTER_PROVIDER_FOREIGN, CREDENTIAL_LIMIT,
 * FIELD_TOO_LONG, ISSUER_DUPLICATE, SHARED_ISSUER_TOO_WIDE, SUBJECT_INVALID, SUBJECT_PATTERN_UNSUPPORTED,
 * VALUE_MISSING
 * @example
 * import { Subject } from "cdktf-workload-identity";
 * import { GitHub } from "cdktf-workload-identity/ci";
 * const deploy = entra.application({ displayName: "deploy" }).federate(this, "deploy", [
 *   { issuer: GitHub.issuer, subject: Subject.matching("repo:acme/shop:ref:refs/heads/*", { claims: { repository_owner_id: "65" } }) },
 * ]);
 */
export class AzureApplication extends Construct implements Identity {
  readonly displayName: string;
  /** What a pod or a job names as `AZURE_CLIENT_ID`. */
  readonly clientId: string;
  /** The object id of the service principal: what roles are assigned to. */
  readonly principalId: string;
  /** The application as other `azuread` resources name it: `/applications/…`. */
  readonly applicationId: string;
  readonly tenantId: string;
  readonly cloud: AzureCloud;

  constructor(scope: Construct, id: string, props: AzureApplicationProps) {
    super(scope, id);
    const { path } = this.node;
    const { trust, sources, description, provider = trust.provider } = props;
    checkProvider(this, provider);
    checkEntraSources(this, sources, statedClaims);
    for (const source of sources) checkExpression(path, source);
    this.displayName = props.displayName ?? derivedNameOf(this, sources[0]?.subject, AZURE_LIMITS.identityName);
    checkDisplayName(path, this.displayName);
    checkCredentialCount(path, sources.length);

    const application = new ApplicationRegistration(this, "application", {
      provider,
      displayName: this.displayName,
      description,
    });
    this.clientId = application.clientId;
    this.applicationId = application.id;
    const owners = [...new Set(props.owners ?? [])];
    for (const owner of owners) checkText(path, "an owner's object id", owner);
    const principal = new ServicePrincipal(this, "service-principal", {
      provider,
      clientId: this.clientId,
      description,
      owners: owners.length > 0 ? owners : undefined,
    });
    this.principalId = principal.objectId;
    this.tenantId = trust.tenantId;
    this.cloud = trust.cloud;
    for (const ownerObjectId of owners) {
      const { applicationId } = this;
      new ApplicationOwner(this, stableId(this, "owner", ownerObjectId), { provider, applicationId, ownerObjectId });
    }
    writeApplicationCredentials(this, sources, { applicationId: this.applicationId, cloud: this.cloud, provider });
  }

  settingsOn(cluster: ICluster, tokens?: TokenOptions): IdentitySettings {
    return identitySettings(entraSettings(this, cluster, tokens));
  }

  jobSettings(issuer?: Issuer): JobSettings {
    return entraJobSettings(this, issuer);
  }
}
