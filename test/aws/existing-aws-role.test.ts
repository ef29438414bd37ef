import { TerraformVariable } from "cdktf";
import { FederatedWorkload } from "../../lib";
import { AwsTrust } from "../../lib/aws";
import { addresses, refusal, resources, World } from "../world";

const ARN = "arn:aws:iam::111122223333:role/team/orders";

function workload(world: World, arn: string, audience?: string) {
  const aws = AwsTrust.fromProviderArns(world, "aws", {
    providers: [world.eu, world.edge].map(({ issuer }) => ({
      issuer,
      arn: `arn:aws:iam::111122223333:oidc-provider/${issuer.hostAndPath}`,
    })),
    clientIds: ["sts.amazonaws.com", "orders"],
  });
  return new FederatedWorkload(world, "orders", {
    clusters: [world.eu, world.edge],
    namespace: "shop",
    serviceAccountName: "orders",
    identities: { aws: aws.fromRoleArn(arn, { audience }) },
  });
}

describe("a role that exists", () => {
  it("is annotated and wired for, and nothing is created in AWS", () => {
    const world = new World();
    const orders = workload(world, ARN);
    const { aws } = orders.identities;
    expect({ arn: aws.arn, audience: aws.audience }).toEqual({ arn: ARN, audience: "sts.amazonaws.com" });
    expect(orders.serviceAccountAnnotations(world.eu)).toEqual({
      "eks.amazonaws.com/role-arn": ARN,
      "eks.amazonaws.com/audience": "sts.amazonaws.com",
    });
    expect(orders.pod(world.edge).env["AWS_ROLE_ARN"]).toBe(ARN);
    expect(aws.jobSettings().githubAction.with).toEqual({ "role-to-assume": ARN, audience: "sts.amazonaws.com" });
    expect(addresses(world.synth()).filter((address) => address.startsWith("aws_"))).toEqual([]);
  });

  it("has the audience that it is said to trust, which must be one of the trust's", () => {
    const world = new World();
    expect(workload(world, ARN, "orders").serviceAccountAnnotations(world.eu)).toEqual({
      "eks.amazonaws.com/role-arn": ARN,
      "eks.amazonaws.com/audience": "orders",
    });
    expect(refusal(() => workload(new World(), ARN, "vault")).code).toBe("AUDIENCE_INVALID");
  });

  it("may be unknown until apply", () => {
    const world = new World();
    workload(world, new TerraformVariable(world, "role", { type: "string" }).stringValue);
    const annotations = resources(world.synth(), "kubernetes_service_account_v1").map(({ metadata }) => metadata);
    expect(annotations).toEqual([
      { name: "orders", namespace: "shop" },
      {
        name: "orders",
        namespace: "shop",
        annotations: { "eks.amazonaws.com/role-arn": "${var.role}", "eks.amazonaws.com/audience": "sts.amazonaws.com" },
      },
    ]);
  });

  it("is refused on a cluster whose issuer the account does not accept", () => {
    const world = new World();
    const aws = new AwsTrust(world, "aws", { issuers: [world.eu.issuer] });
    const build = () => aws.fromRoleArn(ARN).federate(world, "role", [{ issuer: world.us.issuer, subject: undefined as never }]);
    expect(refusal(build).code).toBe("ISSUER_NOT_TRUSTED");
  });
});
