// What Terraform learns at apply can stand in a test: it is the same unknown value in the trust and in the question.
import { TerraformVariable } from "cdktf";
import { Cluster, FederatedWorkload } from "../../lib";
import { AwsTrust } from "../../lib/aws";
import { AzureTrust } from "../../lib/azure";
import { GoogleTrust } from "../../lib/google";
import "../../lib/testing";
import { World } from "../world";
import { failure, OPTIONS } from "./shop";

describe("an issuer that is unknown until apply", () => {
  const world = new World("late");
  const text = (name: string) => new TerraformVariable(world, name, { type: "string" }).stringValue;
  const cluster = Cluster.selfManaged(world, "new", { issuerUrl: text("issuer"), provider: world.kubernetes("new") });
  const issuers = [cluster.issuer];
  const workload = new FederatedWorkload(world, "orders", {
    clusters: [cluster],
    namespace: "shop",
    serviceAccountName: "orders",
    identities: {
      aws: new AwsTrust(world, "aws", { issuers }).role(),
      google: new GoogleTrust(world, "google", { issuers, project: "acme-prod", projectNumber: "123456789012" }).serviceAccount(),
      azure: new AzureTrust(world, "azure", {
        resourceGroupName: "acme",
        location: "westeurope",
        tenantId: "22222222-2222-2222-2222-222222222222",
      }).managedIdentity(),
    },
  });
  const { aws, google, azure } = workload.identities;
  const subject = "system:serviceaccount:shop:orders";

  it.each([
    ["AWS", aws],
    ["Google Cloud", google],
    ["Azure", azure],
  ])("lets in its own workload and no other on %s", (_cloud, identity) => {
    expect(world).toLetIn({ issuer: cluster.issuer, subject }, identity, OPTIONS);
    expect(world).toKeepOut({ issuer: cluster.issuer, subject: `${subject}x` }, identity, OPTIONS);
    expect(world).toLetInOnly([{ issuer: cluster.issuer, subject }], identity, OPTIONS);
    expect(world.toTerraform()).toLetIn({ issuer: "${var.issuer}", subject }, identity.node.path, OPTIONS);
  });

  it("may be any other issuer that is spelled out, which nobody can tell", () => {
    const asks = [
      () => {
        expect(world).toLetIn({ issuer: "https://oidc.example.com", subject }, azure, OPTIONS);
      },
      () => {
        expect(world).toKeepOut({ issuer: "https://oidc.example.com", subject }, azure, OPTIONS);
      },
    ];
    for (const ask of asks) expect(failure(ask)).toContain("undetermined");
  });
});
