import type { AzureCloud } from "../../facts/azure-clouds";
import { type Json, listOf, textOf } from "../json";
import { type Configuration, ignoresChangesOf, type Resource } from "../read/configuration";
import { hole } from "../text";
import type { AzureCredential } from "./credential";
import { parseExpression } from "./flexible-expression";
import { writtenByRequest } from "./request-credentials";

/** The federated credentials of a configuration, in its order. */
export function readCredentials(configuration: Configuration): AzureCredential[] {
  return [
    ...managed(configuration, "azurerm_federated_identity_credential").map((resource) =>
      managedIdentityCredential(configuration, resource),
    ),
    ...managed(configuration, "azuread_application_federated_identity_credential").map((resource) =>
      applicationCredential(configuration, resource),
    ),
    ...managed(configuration, "azuread_application_flexible_federated_identity_credential").map((resource) =>
      flexibleCredential(configuration, resource),
    ),
    ...["azapi_resource", "azapi_update_resource", "azapi_resource_action", "msgraph_resource"].flatMap((type) =>
      managed(configuration, type).flatMap((resource) => {
        const written = writtenByRequest(configuration, resource);
        return written === undefined ? [] : [{ ...common(configuration, resource), ...written }];
      }),
    ),
  ];
}

function managed(configuration: Configuration, type: string): Resource[] {
  return configuration.ofType(type).filter(({ mode }) => mode === "managed");
}

function managedIdentityCredential(configuration: Configuration, resource: Resource): AzureCredential {
  const { values } = resource;
  return {
    ...common(configuration, resource),
    name: text(values["name"]),
    audiences: listOf(compared(resource, "audience")).map(text),
    parent: text(values["user_assigned_identity_id"]) || text(values["parent_id"]),
  };
}

function applicationCredential(configuration: Configuration, resource: Resource): AzureCredential {
  return {
    ...common(configuration, resource),
    name: text(resource.values["display_name"]),
    audiences: listOf(compared(resource, "audiences")).map(text),
  };
}

function flexibleCredential(configuration: Configuration, resource: Resource): AzureCredential {
  return {
    ...common(configuration, resource),
    name: text(resource.values["display_name"]),
    audiences: listOf(compared(resource, "audience")).map(text),
    expression: parseExpression(text(compared(resource, "claims_matching_expression"))),
  };
}

function common(configuration: Configuration, resource: Resource): AzureCredential {
  const { address, place, type, values, dependsOn } = resource;
  const objectId = text(values["application_object_id"]);
  return {
    address,
    place,
    type,
    name: "",
    issuer: text(compared(resource, "issuer")),
    subject: text(compared(resource, "subject")),
    audiences: [],
    cloud: cloudOf(configuration, resource),
    parent: text(values["application_id"]) || (objectId === "" ? "" : `/applications/${objectId}`),
    ...(dependsOn === undefined ? {} : { dependsOn }),
    ...(resource.perhaps === true ? { perhaps: true as const } : {}),
  };
}

const CLOUDS: Readonly<Record<string, AzureCloud>> = {
  public: "public",
  global: "public",
  usgovernment: "usgovernment",
  usgovernmentl4: "usgovernment",
  usgovernmentl5: "usgovernment",
  china: "china",
};

/** The words of `environment`: https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs#environment */
function cloudOf(configuration: Configuration, { provider }: Resource): AzureCredential["cloud"] {
  const environment = configuration.providers.get(provider)?.values["environment"];
  if (environment === undefined || environment === null) return "default";
  const word = text(environment).toLowerCase();
  return (Object.hasOwn(CLOUDS, word) ? CLOUDS[word] : undefined) ?? "unknown";
}

function text(value: Json | undefined): string {
  return textOf(value) ?? "";
}

/** What Entra compares: where Terraform ignores changes of it, what the credential has is unknown. */
function compared(resource: Resource, name: string): Json | undefined {
  return ignoresChangesOf(resource, name) ? hole(`${resource.address}.${name}`) : resource.values[name];
}
