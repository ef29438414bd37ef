// Everything that a trust and its identities create goes through the Terraform provider that was given: into that account.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { TerraformVariable } from "cdktf";
import { FederatedWorkload, type IdentityRequests } from "../lib";
import { AwsTrust, EksPodIdentity } from "../lib/aws";
import { AzureTrust } from "../lib/azure";
import { GoogleTrust } from "../lib/google";
import { addresses, World, type Terraform } from "./world";

const TENANT = "22222222-2222-2222-2222-222222222222";

function everything(world: World, namespace = "shop"): Terraform {
  const [aws, google, azure] = [
    new AwsProvider(world, "aws-provider", { alias: "there", region: "eu-west-1" }),
    new GoogleProvider(world, "google-provider", { alias: "there" }),
    new AzurermProvider(world, "azurerm-provider", { alias: "there", features: [{}] }),
  ];
  const issuers = [world.eu.issuer, world.edge.issuer];
  const awsTrust = new AwsTrust(world, "aws", { issuers, provider: aws });
  const pods = new EksPodIdentity(world, "pods", {
    clusters: [{ cluster: world.eu, clusterName: "eu", arn: "arn:aws:eks:eu-west-1:111122223333:cluster/eu" }],
    agentAddon: {},
    provider: aws,
  });
  const googleTrust = new GoogleTrust(world, "google", {
    issuers,
    project: "acme-prod",
    projectNumber: "123456789012",
    provider: google,
  });
  const azureTrust = new AzureTrust(world, "azure", {
    resourceGroupName: "acme",
    location: "westeurope",
    tenantId: TENANT,
    provider: azure,
  });
  const policies = {
    policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
    inlinePolicies: { a: { Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" } as const] } },
    customerPolicies: { b: { Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" } as const] } },
  };
  const roles = ["roles/viewer"];
  const roleAssignments = [{ scope: "/subscriptions/x", roleDefinitionName: "Reader" }];
  const workloads: Record<string, IdentityRequests> = {
    one: {
      aws: awsTrust.role(policies),
      google: googleTrust.serviceAccount({ roles }),
      azure: azureTrust.managedIdentity({ roleAssignments }),
    },
    two: { google: googleTrust.principal({ roles }), azure: azureTrust.shardedIdentity({ shards: 2, roleAssignments }) },
    three: {
      google: googleTrust.fromServiceAccountEmail("reports@acme-prod.iam.gserviceaccount.com", { roles }),
      azure: azureTrust.fromManagedIdentity(
        {
          id: "/subscriptions/x/resourceGroups/acme/providers/Microsoft.ManagedIdentity/userAssignedIdentities/a",
          clientId: TENANT,
          principalId: TENANT,
        },
        { roleAssignments },
      ),
    },
  };
  for (const [name, identities] of Object.entries(workloads)) {
    new FederatedWorkload(world, name, { clusters: [world.eu, world.edge], namespace, serviceAccountName: name, identities });
  }
  new FederatedWorkload(world, "four", {
    clusters: [world.eu],
    namespace,
    serviceAccountName: "four",
    identities: { aws: pods.role(policies) },
  });
  return world.synth();
}

describe("a Terraform provider that is given to a trust", () => {
  it("reaches everything that the trust and its identities create", () => {
    const resources = Object.entries(everything(new World()).resource!).filter(([type]) => !type.startsWith("kubernetes_"));
    const strays = resources.flatMap(([type, byName]) =>
      Object.entries(byName)
        .filter(([, { provider }]) => provider !== `${type.split("_")[0]!}.there`)
        .map(([name]) => `${type}.${name}`),
    );
    expect(strays).toEqual([]);
    expect(resources.length).toBeGreaterThanOrEqual(15);
  });
});

describe("addresses and names", () => {
  it("read the same in every synthesis, also where values are unknown until apply", () => {
    const build = (others: number) => {
      const world = new World();
      // Each variable takes the number of a token, so that ours have other numbers each time.
      const text = Array.from({ length: others + 1 }, (_, index) => new TerraformVariable(world, `v${index}`, {}).stringValue)[0];
      return everything(world, text);
    };
    const [first, second] = [build(0), build(50)];
    expect(addresses(second)).toEqual(addresses(first));
    expect(second.resource).toEqual(first.resource);
  });
});
