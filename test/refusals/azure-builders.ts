import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformVariable } from "cdktf";
import { Issuer, Subject } from "../../lib";
import { EntraTrust, type AzureApplicationOptions } from "../../lib/azuread";
import {
  AzureTrust,
  type AzureManagedIdentityOptions,
  type AzureShardedIdentityOptions,
  type AzureTrustProps,
  type ExistingManagedIdentity,
} from "../../lib/azure";
import { EDGE, World } from "../world";
import { SUBJECT, type Build } from "./refusal";

export const TENANT = "22222222-2222-2222-2222-222222222222";

export const azureTrust =
  (props: Partial<AzureTrustProps>): Build =>
  (world) =>
    new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT, ...props });

/** So many issuers, each with a name and URL of its own. */
export const sourcesOf = (count: number, subject = SUBJECT) =>
  Array.from({ length: count }, (_, index) => ({
    issuer: new Issuer({ name: `issuer-${index}`, url: `${EDGE}/${index}` }),
    subject,
  }));

export const managedIdentity =
  (options: AzureManagedIdentityOptions, count = 1, text = SUBJECT.text): Build =>
  (world) =>
    (azureTrust({})(world) as AzureTrust)
      .managedIdentity(options)
      .federate(world, "identity", sourcesOf(count, Subject.exactly(text)));

export const withSubject =
  (...subjects: readonly Subject[]): Build =>
  (world) =>
    (azureTrust({})(world) as AzureTrust).managedIdentity().federate(
      world,
      "identity",
      subjects.map((subject) => ({ issuer: world.eu.issuer, subject })),
    );

export const sharded =
  (options: Partial<AzureShardedIdentityOptions>, count = 1): Build =>
  (world) =>
    (azureTrust({})(world) as AzureTrust)
      .shardedIdentity({ shards: 2, ...options })
      .federate(world, "identity", sourcesOf(count));

export const existing =
  (identity: Partial<ExistingManagedIdentity>): Build =>
  (world) =>
    (azureTrust({})(world) as AzureTrust)
      .fromManagedIdentity({ id: IDENTITY, clientId: TENANT, principalId: TENANT, ...identity })
      .federate(world, "identity", sourcesOf(1));

export const IDENTITY =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/acme/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders";

export const application =
  (
    subject: Subject,
    url = "https://token.actions.githubusercontent.com",
    options: AzureApplicationOptions = {},
    count = 1,
  ): Build =>
  (world) =>
    new EntraTrust(world, "entra", { tenantId: TENANT }).application(options).federate(
      world,
      "application",
      Array.from({ length: count }, (_, index) => ({
        issuer: new Issuer({ name: `issuer-${index}`, url: index === 0 ? url : `${url}/${index}` }),
        subject,
      })),
    );

/** A managed identity, existing or made, for one subject of a shared issuer. */
export const shared =
  (url: string, subject: Subject, claims = {}): Build =>
  (world) =>
    (azureTrust({})(world) as AzureTrust)
      .managedIdentity()
      .federate(world, "identity", [{ issuer: new Issuer({ name: "shared", url, claims }), subject }]);

/** An identity in a stack, whose provider is another stack's. */
export const foreign =
  (kind: "existing" | "managed" | "application"): Build =>
  (world) => {
    const other = new World("other");
    const provider =
      kind === "application"
        ? new AzureadProvider(other, "azuread-provider", {})
        : new AzurermProvider(other, "azurerm-provider", { features: [{}] });
    if (kind === "application") {
      const entra = new EntraTrust(world, "entra", { tenantId: TENANT, provider });
      return entra.application().federate(world, "identity", sourcesOf(1));
    }
    const azure = azureTrust({ provider })(world) as AzureTrust;
    const asked = kind === "managed" ? azure.managedIdentity() : azure.fromManagedIdentity(FOUND);
    return asked.federate(world, "identity", sourcesOf(1));
  };

export const unknown = (world: World): string => new TerraformVariable(world, "unknown", { type: "string" }).stringValue;
export const ofUnknown =
  (build: (text: string) => Build): Build =>
  (world) =>
    build(unknown(world))(world);

export const FOUND = { id: IDENTITY, clientId: TENANT, principalId: TENANT };
export const GITHUB = "https://token.actions.githubusercontent.com";

/** Workloads with so many clusters each, on one existing identity; Azure does not see the letter case of its id. */
export const together =
  (...counts: readonly number[]): Build =>
  (world) => {
    const azure = azureTrust({})(world) as AzureTrust;
    return counts.map((count, index) => {
      const id = index % 2 === 0 ? IDENTITY : IDENTITY.replace("resourceGroups", "resourcegroups");
      return azure.fromManagedIdentity({ ...FOUND, id }).federate(world, `identity-${index}`, sourcesOf(count));
    });
  };

export const pattern = "repo:acme/*";
export const OWNER = { repository_owner_id: "65" };
