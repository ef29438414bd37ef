import { TerraformResource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { AZAPI } from "./azapi-provider";

/** What `azapi_resource` takes that is used here. */
export interface AzapiResourceConfig extends TerraformMetaArguments {
  /** The type and the version of its API: `Microsoft.ContainerService/managedClusters/identityBindings@2026-04-01`. */
  readonly type: string;
  readonly name: string;
  /** The resource id of what it belongs to. */
  readonly parentId: string;
  /** The body of the request, as the API has it. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Whether the provider compares type and body with the types that it knows, before anything is written. @default - it does */
  readonly schemaValidationEnabled?: boolean;
}

/**
 * `azapi_resource` of the provider `azure/azapi` 2: any resource of Azure's own API.
 *
 * This room holds the few resources whose providers have no prebuilt package: a class a resource over cdktf's own, with the attributes that
 * are used and no others. The next one is a file like this, and a line in test/azure/resources.test.ts, which compares it with the
 * provider's schema.
 */
export class AzapiResource extends TerraformResource {
  static readonly tfResourceType = "azapi_resource";

  constructor(
    scope: Construct,
    id: string,
    private readonly config: AzapiResourceConfig,
  ) {
    super(scope, id, { ...config, terraformResourceType: AzapiResource.tfResourceType, terraformGeneratorMetadata: AZAPI });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { type, name, parentId, body, schemaValidationEnabled } = this.config;
    return { type, name, parent_id: parentId, body, schema_validation_enabled: schemaValidationEnabled };
  }
}
