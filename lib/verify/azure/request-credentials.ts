import { type Json, listOf, textOf } from "../json";
import type { Configuration, Resource } from "../read/configuration";
import { expressionOf, hole } from "../text";
import type { AzureCredential } from "./credential";
import { parseExpression } from "./flexible-expression";
import { bodyOf } from "./request-body";

type Written = Pick<AzureCredential, "name" | "issuer" | "subject" | "audiences" | "parent" | "expression">;

/**
 * The federated credential that a resource writes by a request to Azure's own API: azapi to Resource Manager, msgraph to Graph.
 * `undefined`: it writes something else.
 */
export function writtenByRequest(configuration: Configuration, resource: Resource): Written | undefined {
  const parent = resource.type === "msgraph_resource" ? application(resource) : managedIdentity(configuration, resource);
  if (parent === undefined) return undefined;
  const { address, values } = resource;
  const body = bodyOf(values["body"]);
  const properties = resource.type === "msgraph_resource" ? body : bodyOf(body?.["properties"]);
  const open = hole(`${address}.body`);
  if (properties === undefined) return { name: text(values["name"]), parent, issuer: open, subject: open, audiences: [open] };
  // An update leaves what it does not say as it was.
  const missing = /^azapi_(update|resource_action)/.test(resource.type) ? open : "";
  const claims = bodyOf(properties["claimsMatchingExpression"]);
  const audiences = listOf(properties["audiences"]).map(text);
  return {
    name: text(values["name"]) || text(properties["name"]),
    parent,
    issuer: text(properties["issuer"]) || missing,
    subject: text(properties["subject"]) || missing,
    audiences: audiences.length === 0 && missing !== "" ? [missing] : audiences,
    ...(claims === undefined ? {} : { expression: parseExpression(text(claims["value"])) }),
  };
}

const CREDENTIAL = /^microsoft\.managedidentity\/userassignedidentities\/federatedidentitycredentials(@|$)/i;
const CREDENTIAL_ID = /^(.+)\/federatedIdentityCredentials\/[^/]+$/i;

function managedIdentity(configuration: Configuration, { type, values }: Resource): string | undefined {
  if (!CREDENTIAL.test(text(values["type"])) || /^(get|head|post|delete)$/i.test(methodOf(type, values))) return undefined;
  const id = text(values["resource_id"]);
  const written = configuration.at(expressionOf(id) ?? "")?.values ?? {};
  return (
    [values["parent_id"], CREDENTIAL_ID.exec(id)?.[1], written["user_assigned_identity_id"], written["parent_id"]]
      .map(text)
      .find((each) => each !== "") ?? ""
  );
}

/** An action posts unless it says otherwise, and nothing is written by that. */
const methodOf = (type: string, values: Resource["values"]): string =>
  text(values["method"]) || (type === "azapi_resource_action" ? "POST" : "PUT");

const APPLICATION = /^\/?applications\/([^/]+)\/federatedIdentityCredentials\/?$/i;

function application({ values }: Resource): string | undefined {
  const [, id] = APPLICATION.exec(text(values["url"])) ?? [];
  return id === undefined ? undefined : `/applications/${id}`;
}

function text(value: Json | undefined): string {
  return textOf(value) ?? "";
}
