// The hand-written classes say what the provider's schema has: nothing that it does not know, and everything that it wants.
import { AzapiProvider } from "../../lib/azure";
import { AzapiResource } from "../../lib/azure/resources/azapi-resource";
import { only, World } from "../world";
import { AZAPI_SCHEMA } from "./azapi-schema";

const ID = "11111111-1111-1111-1111-111111111111";

interface Attributes {
  readonly attributes: Readonly<Record<string, readonly [type: unknown, how: string]>>;
}

/** All that a class can write, with values of the schema's types. */
function written() {
  const world = new World();
  const provider = new AzapiProvider(world, "azapi", { alias: "acme", subscriptionId: ID, tenantId: ID });
  new AzapiResource(world, "it", {
    provider,
    type: "Microsoft.Example/things@2026-01-01",
    name: "thing",
    parentId: "/subscriptions/s",
    body: { properties: { of: ["a", { b: 1 }] } },
    schemaValidationEnabled: false,
  });
  return world;
}

function agrees({ attributes }: Attributes, says: Readonly<Record<string, unknown>>): void {
  expect(Object.keys(says).filter((name) => !Object.hasOwn(attributes, name))).toEqual([]);
  expect(Object.keys(says).filter((name) => attributes[name]![1] === "computed")).toEqual([]);
  const required = Object.entries(attributes).flatMap(([name, [, how]]) => (how === "required" ? [name] : []));
  expect(required.filter((name) => !Object.hasOwn(says, name))).toEqual([]);
  for (const [name, value] of Object.entries(says)) {
    const [type] = attributes[name]!;
    if (type === "string" || type === "bool") expect([name, typeof value]).toEqual([name, type === "bool" ? "boolean" : type]);
  }
}

it("azapi_resource has what the schema of azapi 2 has", () => {
  const { provider, ...says } = only(written().synth(), "azapi_resource");
  expect(provider).toBe("azapi.acme");
  expect(says).toEqual({
    type: "Microsoft.Example/things@2026-01-01",
    name: "thing",
    parent_id: "/subscriptions/s",
    body: { properties: { of: ["a", { b: 1 }] } },
    schema_validation_enabled: false,
  });
  agrees(AZAPI_SCHEMA.resource, says);
});

it("the provider is named by its whole address, because Terraform would look for hashicorp/azapi", () => {
  const { provider, terraform } = written().synth() as {
    provider?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
    terraform?: { required_providers: Readonly<Record<string, unknown>> };
  };
  const [{ alias, ...says }] = provider!["azapi"] as [Readonly<Record<string, unknown>>];
  expect(alias).toBe("acme");
  expect(says).toEqual({ subscription_id: ID, tenant_id: ID });
  agrees(AZAPI_SCHEMA.provider, says);
  expect(terraform!.required_providers["azapi"]).toEqual({ source: "registry.terraform.io/azure/azapi", version: "~> 2.11" });
});
