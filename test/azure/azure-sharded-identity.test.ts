import { Fn, TerraformVariable } from "cdktf";
import fc from "fast-check";
import { Issuer, Subject, type TokenSource } from "../../lib";
import { AzureTrust, type AzureShardedIdentityOptions } from "../../lib/azure";
import { checkShardSizes, shardOf, spread } from "../../lib/azure/shards";
import { EDGE, refusal, resources, World, type Terraform } from "../world";
import { TENANT } from "./entra";

const subject = Subject.exactly("system:serviceaccount:shop:orders");
const issuerOf = (name: string) => new Issuer({ name, url: `${EDGE}/${name}` });
const sourcesOf = (names: readonly string[]): TokenSource[] => names.map((name) => ({ issuer: issuerOf(name), subject }));
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);

function build(names: readonly string[], options: AzureShardedIdentityOptions) {
  const world = new World();
  const azure = new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });
  const identity = azure.shardedIdentity(options).federate(world, "orders", sourcesOf(names));
  return { world, identity, terraform: world.synth() };
}

/** The name of the managed identity of each credential, by the issuer's name. */
function shardsIn(terraform: Terraform): Record<string, string> {
  const identities = terraform.resource?.["azurerm_user_assigned_identity"] ?? {};
  return Object.fromEntries(
    resources(terraform, "azurerm_federated_identity_credential").map(({ issuer, parent_id }) => {
      const [, id = ""] = /^\$\{azurerm_user_assigned_identity\.([A-Za-z0-9_-]+)\.id\}$/.exec(String(parent_id)) ?? [];
      return [String(issuer).slice(EDGE.length + 1), String(identities[id]!["name"])];
    }),
  );
}

describe("an identity over several managed identities", () => {
  it("has a managed identity, its credentials and every role for each shard that has members", () => {
    const { world, identity, terraform } = build(["eu", "us", "we"], {
      shards: 5,
      pins: { eu: 4, us: 1, we: 4 },
      namePrefix: "orders",
      tags: { team: "shop" },
      roleAssignments: [{ roleDefinitionName: "Reader", scope: "/subscriptions/x" }],
    });
    expect(resources(terraform, "azurerm_user_assigned_identity")).toEqual(
      ["orders-1", "orders-4"].map((name) => ({
        name,
        resource_group_name: "acme",
        location: "westeurope",
        tags: { team: "shop" },
      })),
    );
    expect(shardsIn(terraform)).toEqual({ us: "orders-1", eu: "orders-4", we: "orders-4" });
    expect(resources(terraform, "azurerm_role_assignment")).toEqual(
      identity.identities.map(({ principalId }) => ({
        scope: "/subscriptions/x",
        role_definition_name: "Reader",
        principal_id: world.resolve(principalId),
        principal_type: "ServicePrincipal",
      })),
    );
  });

  it("tells each cluster and each job the client id of its own shard", () => {
    const { identity, world } = build(["eu", "us"], { shards: 2, pins: { eu: 1, us: 0 } });
    const [first, second] = identity.identities.map(({ clientId }) => clientId);
    expect([identity.clientIdOf(issuerOf("eu")), identity.clientIdOf(issuerOf("us"))]).toEqual([second, first]);
    expect(identity.jobSettings(issuerOf("eu")).githubAction.with["client-id"]).toBe(second);
    const cluster = { name: "us", issuer: issuerOf("us"), webhooks: ["azure.workload.identity"] };
    expect(identity.settingsOn(cluster).serviceAccountAnnotations["azure.workload.identity/client-id"]).toBe(first);
    expect(world.resolve(first)).not.toBe(world.resolve(second));
  });

  it("knows no client id for an issuer that is in no shard, and says which one is nearly right", () => {
    const { identity } = build(["eu"], { shards: 2 });
    const { code, message } = refusal(() => identity.clientIdOf(new Issuer({ name: "eu", url: `${EDGE}/eu/` })));
    expect(code).toBe("ISSUER_NOT_TRUSTED");
    expect(message).toContain(`"${EDGE}/eu" differs in letter case or a trailing slash`);
  });

  it("knows an issuer again by another read of its URL, which is another token", () => {
    const world = new World();
    const variable = new TerraformVariable(world, "issuer", { type: "string" });
    const read = () => new Issuer({ name: "eu", url: Fn.trimspace(variable.stringValue) });
    expect(read().url).not.toBe(read().url);
    const azure = new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });
    const identity = azure.shardedIdentity({ shards: 1 }).federate(world, "orders", [{ issuer: read(), subject }]);
    expect(identity.clientIdOf(read())).toBe(identity.identities[0]!.clientId);
  });

  it("writes the credentials of a shard one after the other, and of different shards at once", () => {
    const { terraform } = build(["a", "b", "c", "d"], { shards: 2, pins: { a: 0, b: 1, c: 0, d: 1 } });
    const credentials = terraform.resource!["azurerm_federated_identity_credential"]!;
    const address = (name: string) =>
      `azurerm_federated_identity_credential.${Object.entries(credentials).find(([, { issuer }]) => issuer === `${EDGE}/${name}`)![0]}`;
    const waits = Object.fromEntries(
      Object.values(credentials).map(({ issuer, depends_on }) => [String(issuer).slice(EDGE.length + 1), depends_on]),
    );
    expect(waits).toEqual({ a: undefined, b: undefined, c: [address("a")], d: [address("b")] });
  });

  it("fits again when the pins that the error proposes are followed", () => {
    const sources = sourcesOf(numbered(55));
    const pins: Record<string, number> = {};
    for (let tries = 0; ; tries += 1) {
      expect(tries).toBeLessThan(55);
      const sharding = { shards: 3, pins };
      const { message } = refusal(() => {
        checkShardSizes("orders", spread(sources, sharding), sharding);
      });
      if (message === "") break;
      const [, name = "", shard = ""] = /pins: \{ "([^"]+)": (\d) \}/.exec(message) ?? [];
      expect(pins[name]).toBeUndefined();
      pins[name] = Number(shard);
    }
    expect(Object.keys(pins).length).toBeGreaterThan(0);
    expect(shardsIn(build(numbered(55), { shards: 3, pins, namePrefix: "orders" }).terraform)).toEqual(
      Object.fromEntries(numbered(55).map((name) => [name, `orders-${shardOf(name, { shards: 3, pins })}`])),
    );
  });

  it("keeps all subjects of an issuer in one shard, because a pod has one client id", () => {
    const subjects = ["a", "b", "c"].map((name) => Subject.exactly(`system:serviceaccount:shop:${name}`));
    const sources = numbered(6).flatMap((name) => subjects.map((one) => ({ issuer: issuerOf(name), subject: one })));
    const byShard = spread(sources, { shards: 4, pins: {} });
    for (const name of numbered(6)) {
      const shards = [...byShard].filter(([, members]) => members.some(({ issuer }) => issuer.name === name));
      expect(shards).toHaveLength(1);
    }
    expect([...byShard.values()].flat()).toHaveLength(18);
  });

  it("takes an issuer that is called like a property of every object", () => {
    expect(shardOf("constructor", { shards: 3, pins: {} })).toBeLessThan(3);
  });

  const names = fc.uniqueArray(fc.stringMatching(/^[a-c0-9][a-c0-9_.-]{0,5}$/), { minLength: 2, maxLength: 15 });

  it("never moves or changes a cluster when another is added, wherever in the list", () => {
    fc.assert(
      fc.property(names, fc.integer({ min: 1, max: 6 }), fc.nat(), (all, shards, nth) => {
        const added = all[nth % all.length]!;
        const before = build(
          all.filter((name) => name !== added),
          { shards },
        ).terraform;
        const after = build(all, { shards }).terraform;
        const { [added]: _added, ...kept } = shardsIn(after);
        expect(kept).toEqual(shardsIn(before));
        for (const [type, byName] of Object.entries(before.resource ?? {})) {
          for (const [name, { depends_on: _before, ...resource }] of Object.entries(byName)) {
            const { depends_on: _after, ...now } = after.resource![type]![name]!;
            expect(now).toEqual(resource);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it("puts every credential into exactly one shard", () => {
    fc.assert(
      fc.property(names, fc.integer({ min: 1, max: 6 }), (all, shards) => {
        const { terraform, identity, world } = build(all, { shards });
        const credentials = resources(terraform, "azurerm_federated_identity_credential");
        expect(credentials.map(({ issuer }) => issuer).sort()).toEqual(all.map((name) => `${EDGE}/${name}`).sort());
        const members = spread(sourcesOf(all), { shards, pins: {} });
        expect(identity.identities).toHaveLength(members.size);
        expect([...members.values()].flat()).toHaveLength(all.length);
        for (const name of all) {
          const identities = resources(terraform, "azurerm_user_assigned_identity");
          expect(identities.filter((one) => one["name"] === shardsIn(terraform)[name])).toHaveLength(1);
          expect(world.resolve(identity.clientIdOf(issuerOf(name)))).toMatch(
            /^\$\{azurerm_user_assigned_identity\..*\.client_id\}$/,
          );
        }
      }),
      { numRuns: 20 },
    );
  });
});
