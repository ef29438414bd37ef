import { ApplicationOwner } from "@cdktf/provider-azuread/lib/application-owner";
import { ApplicationRegistration } from "@cdktf/provider-azuread/lib/application-registration";
import { ServicePrincipal } from "@cdktf/provider-azuread/lib/service-principal";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { AzureCloud } from "../facts/azure-clouds";
import { entraJobSettings, entraSettings } from "../azure/entra-settings";
import { AZURE_LIMITS } from "../facts/azure";
import { checkProvider } from "../azure/checks";
import { moveCredential, type WrittenCredential } from "../azure/move-credential";
import { checkEntraSources } from "../azure/sources";
import type { ICluster } from "../core/cluster";
import { checkValues } from "../core/check-values";
import { derivedNameOf } from "../core/derived-name";
import type { Identity, IdentityRequest, TokenSource } from "../core/identity";
import { identitySettings, type IdentitySettings, type TokenOptions } from "../core/identity-settings";
import type { Issuer } from "../core/issuer";
import type { JobSettings } from "../core/job-settings";
import { plainText } from "../core/terraform-text";
import { isKnown, stableId } from "../core/tokens";
import { moveFrom } from "../core/move";
import { writeApplicationCredentials } from "./application-credentials";
import { AZURE_APPLICATION_PROPS } from "./application-values";
import { checkCredentialCount, checkDirectoryId, checkExpression } from "./checks";
import type { EntraTenant } from "./entra-tenant";
import { statedClaims } from "./flexible-expression";

/** What a user may say of an application. */
export interface AzureApplicationOptions {
  /** 1 to 256 characters. Entra lets several applications share one. @default - derived from the construct path, with a stable hash */
  readonly displayName?: string;
  /** Up to 1,024 bytes, of the application and its service principal. @default - none */
  readonly description?: string;
  /**
   * Object ids (UUIDs) of who else may change the application. Not of whoever runs Terraform: Entra makes it an owner when it makes the
   * application, and an owner that is there already is an error
   * (https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/application_owner).
   * @default - none beside whoever runs Terraform
   */
  readonly applicationOwners?: readonly string[];
  /**
   * Object ids (UUIDs) of all who may change the service principal. Whoever runs Terraform with the permission
   * `Application.ReadWrite.OwnedBy` alone must be one of them: the provider takes it out again otherwise, and may then change nothing
   * (https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/service_principal).
   * @default - none
   */
  readonly servicePrincipalOwners?: readonly string[];
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
 * @throws FederationError AZURE_ID_INVALID, AZURE_NAME_INVALID, CLAIM_MISSING, CLAIM_UNSUPPORTED, CLUSTER_PROVIDER_FOREIGN, CREDENTIAL_LIMIT,
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
  private readonly registration: ApplicationRegistration;
  private readonly servicePrincipal: ServicePrincipal;
  private readonly credentials: readonly WrittenCredential[];

  constructor(scope: Construct, id: string, props: AzureApplicationProps) {
    super(scope, id);
    const { path } = this.node;
    checkValues(path, "the application", AZURE_APPLICATION_PROPS, props);
    const { trust, sources, provider = trust.provider } = props;
    const description = plainText(props.description);
    checkProvider(this, provider);
    checkEntraSources(this, sources, statedClaims);
    for (const source of sources) checkExpression(path, source);
    this.displayName = props.displayName ?? derivedNameOf(this, sources[0]?.subject, AZURE_LIMITS.identityName);
    checkCredentialCount(path, sources.length);

    this.registration = new ApplicationRegistration(this, "application", {
      provider,
      displayName: plainText(this.displayName),
      description,
    });
    this.clientId = this.registration.clientId;
    this.applicationId = this.registration.id;
    const owners = distinct(props.servicePrincipalOwners);
    this.servicePrincipal = new ServicePrincipal(this, "service-principal", {
      provider,
      clientId: this.clientId,
      description,
      owners: owners.length > 0 ? owners : undefined,
    });
    this.principalId = this.servicePrincipal.objectId;
    this.tenantId = trust.tenantId;
    this.cloud = trust.cloud;
    for (const ownerObjectId of distinct(props.applicationOwners)) {
      const { applicationId } = this;
      new ApplicationOwner(this, stableId(this, "owner", ownerObjectId), { provider, applicationId, ownerObjectId });
    }
    this.credentials = writeApplicationCredentials(this, sources, {
      applicationId: this.applicationId,
      cloud: this.cloud,
      provider,
    });
  }

  /**
   * Takes over an application that exists: Terraform imports it at the next apply in place of making one.
   *
   * @param id `/applications/` and its object id, as "az ad app show --query id" prints it
   * @throws FederationError AZURE_ID_INVALID
   * @example deploy.importFrom("/applications/66666666-6666-6666-6666-666666666666");
   */
  importFrom(id: string): void {
    this.registration.importFrom(checkDirectoryId(this.node.path, "applications", id));
  }

  /**
   * Takes over an application of this stack's state that has another address there.
   *
   * @param address such as `azuread_application_registration.deploy`
   * @throws FederationError ADDRESS_INVALID
   */
  moveFrom(address: string): void {
    moveFrom(this, this.registration, address);
  }

  /**
   * Takes over the service principal of an application that exists, beside `importFrom`: Entra takes one an application.
   *
   * @param id `/servicePrincipals/` and its object id, as "az ad sp show --query id" prints it
   * @throws FederationError AZURE_ID_INVALID
   */
  importServicePrincipalFrom(id: string): void {
    this.servicePrincipal.importFrom(checkDirectoryId(this.node.path, "servicePrincipals", id));
  }

  /**
   * Takes over a service principal of this stack's state that has another address there.
   *
   * @param address such as `azuread_service_principal.deploy`
   * @throws FederationError ADDRESS_INVALID
   */
  moveServicePrincipalFrom(address: string): void {
    moveFrom(this, this.servicePrincipal, address);
  }

  /**
   * Says which credential of this stack's state the one for this issuer and subject was before, such as under an issuer's former name.
   *
   * @param address such as `azuread_application_federated_identity_credential.deploy_credential-github_1A2B3C4D`
   * @throws FederationError ISSUER_NOT_TRUSTED, ADDRESS_INVALID
   */
  moveCredential(source: TokenSource, address: string): void {
    moveCredential(this, this.credentials, { source, address });
  }

  settingsOn(cluster: ICluster, tokens?: TokenOptions): IdentitySettings {
    return identitySettings(entraSettings(this, cluster, tokens));
  }

  jobSettings(issuer?: Issuer): JobSettings {
    return entraJobSettings(this, issuer);
  }
}

/** Each once, in whatever letter case it is given: Entra's ids have none. */
function distinct(ids: readonly string[] = []): string[] {
  return [...new Map(ids.map((id) => [isKnown(id) ? id.toLowerCase() : id, id])).values()];
}
