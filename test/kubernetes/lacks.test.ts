import { FederatedWorkload } from "../../lib";
import { AwsTrust, type AwsTrustProps } from "../../lib/aws";
import { World } from "../world";

const LACK = 'AWS_REGION, without which SDKs fail with "Region is missing"';

function orders(props: Partial<AwsTrustProps>) {
  const world = new World();
  const clusters = [world.eu, world.edge];
  const aws = new AwsTrust(world, "aws", { issuers: clusters.map(({ issuer }) => issuer), ...props });
  const workload = new FederatedWorkload(world, "orders", {
    clusters,
    namespace: "shop",
    serviceAccountName: "orders",
    identities: { aws: aws.role() },
  });
  return { world, workload, warnings: workload.node.metadata.map(({ data }) => String(data)) };
}

describe("a pod that gets its settings from us", () => {
  it("lacks a region where the trust has none, which a warning and describe() say", () => {
    const { world, workload, warnings } = orders({});
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(`pods on the cluster "edge" lack for the identity "aws" ${LACK}`);
    expect(workload.pod(world.edge).describe()).toContain(`it lacks ${LACK}`);
    expect(workload.pod(world.eu).describe()).not.toContain("lacks");
  });

  it("lacks nothing where the trust has one", () => {
    const { world, workload, warnings } = orders({ region: "eu-west-1" });
    expect(warnings).toEqual([]);
    expect(workload.pod(world.edge).describe()).not.toContain("lacks");
  });
});
