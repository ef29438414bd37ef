// The Azure webhook asks for one audience in every cloud of Azure, and a token's audience must be its credential's.
import fc from "fast-check";
import { Cluster, FederatedWorkload, type ClusterProps, type IdentityRequest } from "../../lib";
import { AzureTrust, type AzureCloud } from "../../lib/azure";
import { EntraTrust } from "../../lib/azuread";
import { decide, readModel } from "../../lib/verify";
import { only, refusal, resources, WE, World } from "../world";
import { TENANT } from "./entra";

const OWN: Readonly<Record<AzureCloud, string>> = {
  public: "api://AzureADTokenExchange",
  usgovernment: "api://AzureADTokenExchangeUSGov",
  china: "api://AzureADTokenExchangeChina",
};
const CLOUDS = Object.keys(OWN) as AzureCloud[];
const SUBJECT = "system:serviceaccount:shop:orders";
const WEBHOOKS = ["azure.workload.identity"];

const trust = (world: World, cloud: AzureCloud) =>
  new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "somewhere", tenantId: TENANT, cloud });

function workload(world: World, clusters: readonly Cluster[], request: IdentityRequest) {
  return new FederatedWorkload(world, "orders", {
    clusters,
    namespace: "shop",
    serviceAccountName: "orders",
    identities: { azure: request },
  });
}

/** The credentials, whole but for their names, their identity and their order. */
const credentials = (world: World) =>
  resources(world.synth(), "azurerm_federated_identity_credential").map(
    ({ name: _name, parent_id: _parent, depends_on: _dependsOn, ...credential }) => credential,
  );

const cluster = (world: World, props: Partial<ClusterProps>) => Cluster.selfManaged(world, "it", { issuerUrl: WE, ...props });

describe.each(CLOUDS)("in the %s cloud", (cloud) => {
  it("a credential is for the webhook's audience where the webhook runs, and for the cloud's own elsewhere", () => {
    const world = new World();
    workload(world, [world.we, world.edge], trust(world, cloud).managedIdentity());
    const common = { subject: SUBJECT, resource_group_name: "acme" };
    expect(credentials(world)).toEqual([
      { ...common, issuer: world.edge.issuer.url, audience: [OWN[cloud]] },
      { ...common, issuer: world.we.issuer.url, audience: ["api://AzureADTokenExchange"] },
    ]);
  });

  it("a credential is for what the cluster says that its webhook asks for", () => {
    const world = new World();
    const own = cluster(world, { webhooks: WEBHOOKS, azureWebhookAudience: "api://ours" });
    workload(world, [own], trust(world, cloud).managedIdentity());
    expect(credentials(world)).toEqual([{ subject: SUBJECT, resource_group_name: "acme", issuer: WE, audience: ["api://ours"] }]);
  });

  it("an application's credential is for the same audience", () => {
    const world = new World();
    workload(world, [world.we], new EntraTrust(world, "entra", { tenantId: TENANT, cloud }).application());
    const {
      display_name: _name,
      application_id: _id,
      ...credential
    } = only(world.synth(), "azuread_application_federated_identity_credential");
    expect(credential).toEqual({ issuer: WE, subject: SUBJECT, audiences: ["api://AzureADTokenExchange"] });
  });

  it("the evaluator lets the pod's own token in, and not one for another cloud's audience", () => {
    const world = new World();
    const built = workload(world, [world.we, world.edge], trust(world, cloud).managedIdentity());
    const name = Object.keys(world.synth().resource?.["azurerm_user_assigned_identity"] ?? {})[0]!;
    const model = readModel([{ name: "cdk.tf.json", json: { ...world.synth(), provider: { azurerm: { environment: cloud } } } }]);
    const now = 1_800_000_000;
    const verdict = (on: Cluster, aud: string) =>
      decide(model, {
        token: { iss: on.issuer.url, sub: SUBJECT, aud, iat: now, exp: now + 3600 },
        now: now + 60,
        request: { type: "client_assertion", identity: `azurerm_user_assigned_identity.${name}` },
      }).verdict;
    for (const on of [world.we, world.edge]) {
      const pod = built.pod(on);
      const [token] = [...pod.tokens, ...Object.values(pod.handedOver).flatMap(({ tokens }) => tokens)];
      expect(verdict(on, token!.audience)).toBe("allow");
      for (const other of Object.values(OWN).filter((each) => each !== token!.audience)) {
        expect(verdict(on, other)).toBe("deny");
      }
    }
  });
});

it("the audience of a pod's token is always that of its cluster's credential", () => {
  const kinds = fc.constantFrom("managed identity", "sharded", "existing", "application");
  const spec = fc.record({
    cloud: fc.constantFrom(...CLOUDS),
    kind: kinds,
    clusters: fc.array(
      fc.record({
        webhook: fc.boolean(),
        audience: fc.option(fc.constantFrom(...Object.values(OWN), "api://ours"), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  });
  fc.assert(
    fc.property(spec, ({ cloud, kind, clusters }) => {
      const world = new World();
      const built = clusters.map(({ webhook, audience }, index) =>
        Cluster.selfManaged(world, `c${index}`, {
          issuerUrl: `https://oidc.example.com/c${index}`,
          provider: world.kubernetes(`c${index}`),
          webhooks: webhook ? WEBHOOKS : [],
          ...(webhook && audience !== undefined ? { azureWebhookAudience: audience } : {}),
        }),
      );
      const azure = trust(world, cloud);
      const orders = workload(
        world,
        built,
        {
          "managed identity": () => azure.managedIdentity(),
          sharded: () => azure.shardedIdentity({ shards: 2 }),
          existing: () =>
            azure.fromManagedIdentity({
              id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/found",
              clientId: TENANT,
              principalId: TENANT,
            }),
          application: () => new EntraTrust(world, "entra", { tenantId: TENANT, cloud }).application(),
        }[kind](),
      );
      const terraform = world.synth();
      const byIssuer = new Map(
        [
          ...resources(terraform, "azurerm_federated_identity_credential"),
          ...resources(terraform, "azuread_application_federated_identity_credential"),
        ].map(({ issuer, audience, audiences }) => [issuer, audience ?? audiences]),
      );
      for (const one of built) {
        const pod = orders.pod(one);
        const tokens = [...pod.tokens, ...Object.values(pod.handedOver).flatMap((handover) => handover.tokens)];
        expect(byIssuer.get(one.issuer.url)).toEqual(tokens.map(({ audience }) => audience));
      }
    }),
    { numRuns: 40 },
  );
});

it("refuses the audience of a webhook that does not run", () => {
  const world = new World();
  const { code, message } = refusal(() => cluster(world, { azureWebhookAudience: "api://ours" }));
  expect(code).toBe("AUDIENCE_INVALID");
  expect(message).toContain('"azureWebhookAudience" is "api://ours", and no Azure webhook runs on the cluster');
});
