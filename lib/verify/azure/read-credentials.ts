import { parseJson } from "../read/parse";
import type { AzureCloud } from "../../azure/clouds";
import { isArray, isObject, type Json, type JsonObject, listOf, textOf } from "../json";
import type { Configuration, Resource } from "../read/configuration";
import { hole, isKnown } from "../text";
import type { AzureCredential } from "./credential";
import { parseExpression } from "./flexible-expression";

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
    ...managed(configuration, "azapi_resource").flatMap((resource) => azapiCredential(configuration, resource)),
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
    audiences: texts(values["audience"]),
    parent: text(values["user_assigned_identity_id"]) || text(values["parent_id"]),
  };
}

function applicationCredential(configuration: Configuration, resource: Resource): AzureCredential {
  const { values } = resource;
  return { ...common(configuration, resource), name: text(values["display_name"]), audiences: texts(values["audiences"]) };
}

function flexibleCredential(configuration: Configuration, resource: Resource): AzureCredential {
  const { values } = resource;
  return {
    ...common(configuration, resource),
    name: text(values["display_name"]),
    audiences: texts(values["audience"]),
    expression: parseExpression(text(values["claims_matching_expression"])),
  };
}

/** `body` is an object, or JSON as text in older versions of azapi. */
function azapiCredential(configuration: Configuration, resource: Resource): AzureCredential[] {
  const { values } = resource;
  const type = text(values["type"]).toLowerCase();
  if (!type.startsWith("microsoft.managedidentity/userassignedidentities/federatedidentitycredentials@")) return [];
  const body = objectOf(values["body"]);
  const properties = objectOf(body === undefined ? undefined : body["properties"]);
  const read = { ...common(configuration, resource), name: text(values["name"]), parent: text(values["parent_id"]) };
  if (properties === undefined) {
    const open = hole(`${resource.address}.body`);
    return [{ ...read, issuer: open, subject: open, audiences: [open] }];
  }
  const claims = objectOf(properties["claimsMatchingExpression"]);
  return [
    {
      ...read,
      issuer: text(properties["issuer"]),
      subject: text(properties["subject"]),
      audiences: texts(properties["audiences"]),
      ...(claims === undefined ? {} : { expression: parseExpression(text(claims["value"])) }),
    },
  ];
}

function common(configuration: Configuration, resource: Resource): AzureCredential {
  const { address, place, type, values, dependsOn } = resource;
  const objectId = text(values["application_object_id"]);
  return {
    address,
    place,
    type,
    name: "",
    issuer: text(values["issuer"]),
    subject: text(values["subject"]),
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

function texts(value: Json | undefined): string[] {
  return listOf(value).map(text);
}

function objectOf(value: Json | undefined): JsonObject | undefined {
  if (isObject(value)) return value;
  if (isArray(value) && value.length === 1) return objectOf(value[0]);
  if (typeof value !== "string" || !isKnown(value.slice(0, 1))) return undefined;
  const parsed = parseJson(value);
  return isObject(parsed) ? parsed : undefined;
}
