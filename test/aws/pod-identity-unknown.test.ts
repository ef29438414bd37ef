// What Pod Identity makes of values that Terraform learns only at apply.
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { TerraformVariable, Testing } from "cdktf";
import { Cluster, FederatedWorkload, Issuer, Subject, type IdentityRequest } from "../../lib";
import { assumeRolePolicy, AwsTrust, EksPodIdentity, podIdentityStatements, type EksPodIdentityProps } from "../../lib/aws";
import { EU, only, refusal, resources, World } from "../world";

const arnOf = (name: string) => `arn:aws:eks:eu-west-1:111122223333:cluster/${name}`;
const podCluster = (cluster: Cluster) => ({ cluster, clusterName: cluster.name, arn: arnOf(cluster.name) });

function eks(world: World, props: Partial<EksPodIdentityProps> = {}) {
  return new EksPodIdentity(world, "eks", { clusters: [podCluster(world.eu)], ...props });
}

function workload(world: World, aws: IdentityRequest, clusters = [world.eu]) {
  return new FederatedWorkload(world, "orders", {
    clusters,
    namespace: "shop",
    serviceAccountName: "orders",
    identities: { aws },
  });
}

/** The address of the one role. */
const roleOf = (world: World) => `aws_iam_role.${Object.keys(world.synth().resource!["aws_iam_role"]!)[0]!}`;

describe("a role through EKS Pod Identity", () => {
  it("escapes what is unknown until apply inside the JSON", () => {
    const world = new World();
    const text = (name: string) => new TerraformVariable(world, name, { type: "string" }).stringValue;
    const [statement] = podIdentityStatements(
      [{ clusterArn: text("arn"), serviceAccount: { namespace: text("namespace"), name: `api-${text("name")}` } }],
      { sessionTags: true },
    );
    const escaped = (expression: string) => `\${trimsuffix(trimprefix(jsonencode(${expression}), "\\""), "\\"")}`;
    expect(world.resolve(statement)).toEqual({
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Condition: {
        StringEquals: {
          "aws:SourceAccount": escaped('element(split(":", var.arn), 4)'),
          "aws:RequestTag/kubernetes-namespace": escaped("var.namespace"),
          "aws:RequestTag/kubernetes-service-account": `api-${escaped("var.name")}`,
        },
        ArnEquals: { "aws:SourceArn": escaped("var.arn") },
      },
    });
    expect(world.resolve(assumeRolePolicy([text("role")]))).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Resource: [escaped("var.role")] }],
    });
  });

  it("knows two reads of one issuer as one, and never falls back to IRSA in silence", () => {
    const world = new World();
    const created = new EksCluster(world, "created", { name: "new", roleArn: "x", vpcConfig: { subnetIds: [] } });
    const read = () => new Issuer({ name: "new", url: created.identity.get(0).oidc.get(0).issuer });
    const cluster = { name: "new", issuer: read(), webhooks: [] };
    const trust = new AwsTrust(world, "aws", { issuers: [read()] });
    const podIdentity = eks(world, { clusters: [{ cluster, clusterName: "new", arn: arnOf("new") }], trust });
    const subject = Subject.exactly("system:serviceaccount:shop:orders", {
      serviceAccount: { namespace: "shop", name: "orders" },
    });
    const again = { ...cluster, issuer: read() };
    expect(again.issuer.url).not.toBe(cluster.issuer.url);
    const role = podIdentity.role().federate(world, "role", [{ issuer: again.issuer, subject }]);
    expect([only(world.synth(), "aws_eks_pod_identity_association")]).toEqual([
      { cluster_name: "new", namespace: "shop", service_account: "orders", role_arn: `\${${roleOf(world)}.arn}` },
    ]);
    const { serviceAccountAnnotations, env, tokens } = role.settingsOn(again);
    expect({ serviceAccountAnnotations, env, tokens }).toEqual({ serviceAccountAnnotations: {}, env: {}, tokens: [] });
    expect(role.externalIdsOn(again)).toHaveLength(1);
  });

  it("takes clusters of two stacks whose ARNs are unknown and read the same", () => {
    const app = Testing.app();
    for (const stack of ["one", "two"]) {
      const world = new World(stack, app);
      const arn = new TerraformVariable(world, "arn", { type: "string" }).stringValue;
      const issuerUrl = `${EU}${stack}`;
      const cluster = Cluster.eks(world, "late", { issuerUrl, provider: world.kubernetes("late") });
      workload(world, eks(world, { clusters: [{ cluster, clusterName: "eu", arn }] }).role(), [cluster]);
      expect(resources(world.synth(), "aws_eks_pod_identity_association")).toHaveLength(1);
    }
  });

  it("counts clusters with unknown ARNs as long as these are at least", () => {
    const sizeWith = (arnIn: (world: World, name: string) => string) => {
      const world = new World();
      const clusters = [world.eu, world.we].map((cluster) => ({ ...podCluster(cluster), arn: arnIn(world, cluster.name) }));
      const role = eks(world, { clusters }).role({ maxTrustPolicySize: 100 });
      const { message } = refusal(() => workload(world, role, [world.eu, world.we]));
      return /has at least (\d+) characters/.exec(message)?.[1];
    };
    const known = sizeWith((_world, name) => arnOf(name));
    expect(known).toBeDefined();
    expect(sizeWith((world, name) => new TerraformVariable(world, `arn-${name}`, { type: "string" }).stringValue)).toBe(known);
  });
});
