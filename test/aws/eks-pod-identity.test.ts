import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformVariable } from "cdktf";
import { Cluster, FederatedWorkload, Subject, type IdentityRequest, type TokenSource } from "../../lib";
import { AwsTrust, EksPodIdentity, type EksPodIdentityProps, type PolicyDocument } from "../../lib/aws";
import { only, resources, World } from "../world";

const ACCOUNT = "111122223333";
const arnOf = (name: string) => `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/${name}`;
const podCluster = (cluster: Cluster) => ({ cluster, clusterName: cluster.name, arn: arnOf(cluster.name) });

const fromPods = (clusterArns: string | string[], namespace = "shop", name = "orders") => ({
  Effect: "Allow",
  Principal: { Service: "pods.eks.amazonaws.com" },
  Action: ["sts:AssumeRole", "sts:TagSession"],
  Condition: {
    StringEquals: {
      "aws:SourceAccount": ACCOUNT,
      "aws:RequestTag/kubernetes-namespace": namespace,
      "aws:RequestTag/kubernetes-service-account": name,
    },
    ArnEquals: { "aws:SourceArn": clusterArns },
  },
});

function trusted(world: World) {
  return JSON.parse(only(world.synth(), "aws_iam_role")["assume_role_policy"] as string) as { Statement: unknown[] };
}

function eks(world: World, props: Partial<EksPodIdentityProps> = {}) {
  return new EksPodIdentity(world, "eks", { clusters: [podCluster(world.eu)], ...props });
}

function workload<I extends IdentityRequest>(world: World, aws: I, clusters = [world.eu]) {
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
  it("is associated on each cluster, and trusts EKS for these clusters and this ServiceAccount alone", () => {
    const world = new World();
    workload(world, eks(world, { clusters: [world.eu, world.we, world.edge].map(podCluster) }).role(), [world.eu, world.edge]);
    expect(trusted(world)).toEqual({ Version: "2012-10-17", Statement: [fromPods([arnOf("eu"), arnOf("edge")])] });
    expect(resources(world.synth(), "aws_eks_pod_identity_association")).toEqual(
      ["edge", "eu"].map((cluster) => ({
        cluster_name: cluster,
        namespace: "shop",
        service_account: "orders",
        role_arn: `\${${roleOf(world)}.arn}`,
      })),
    );
  });

  it("never writes the annotation of IRSA on a Pod Identity cluster, nor anything into the pod", () => {
    const world = new World();
    const orders = workload(world, eks(world).role());
    expect(orders.serviceAccountAnnotations(world.eu)).toEqual({});
    const { env, tokens, files, labels, annotations } = orders.pod(world.eu);
    expect({ env, tokens, files, labels, annotations }).toEqual({ env: {}, tokens: [], files: [], labels: {}, annotations: {} });
  });

  it("has a statement for each ServiceAccount, never every namespace with every name", () => {
    const world = new World();
    const source = (cluster: Cluster, namespace: string, name: string): TokenSource => ({
      issuer: cluster.issuer,
      subject: Subject.exactly(`system:serviceaccount:${namespace}:${name}`, { serviceAccount: { namespace, name } }),
    });
    const sources = [source(world.eu, "shop", "orders"), source(world.eu, "pay", "cards"), source(world.edge, "shop", "orders")];
    eks(world, { clusters: [world.eu, world.edge].map(podCluster) })
      .role()
      .federate(world, "role", sources);
    expect(trusted(world).Statement).toEqual([fromPods([arnOf("eu"), arnOf("edge")]), fromPods(arnOf("eu"), "pay", "cards")]);
    expect(resources(world.synth(), "aws_eks_pod_identity_association")).toHaveLength(3);
  });

  it("works with a cluster of the same stack, and with names that are unknown until apply", () => {
    const world = new World();
    const created = new EksCluster(world, "created", { name: "new", roleArn: "x", vpcConfig: { subnetIds: [] } });
    const text = (name: string) => new TerraformVariable(world, name, { type: "string" }).stringValue;
    const cluster = Cluster.eks(world, "new", { cluster: created, provider: world.kubernetes("new") });
    const podIdentity = eks(world, { clusters: [{ cluster, clusterName: created.name, arn: created.arn }] });
    new FederatedWorkload(world, "orders", {
      clusters: [cluster],
      namespace: text("namespace"),
      serviceAccountName: text("name"),
      identities: { aws: podIdentity.role() },
    });
    const terraform = world.synth();
    expect(JSON.stringify(terraform)).not.toContain("TfToken");
    // Terraform reads the expressions, quotes and all, before IAM reads the JSON.
    const policy = (only(terraform, "aws_iam_role")["assume_role_policy"] as string).replace(
      /\$\{trimsuffix\(trimprefix\(jsonencode\((.*?)\), "\\""\), "\\""\)\}/g,
      (_, text: string) => (text.startsWith("element") ? ACCOUNT : `\${${text}}`),
    );
    expect(policy).not.toContain("jsonencode");
    expect(JSON.parse(policy)).toEqual({
      Version: "2012-10-17",
      Statement: [fromPods("${aws_eks_cluster.created.arn}", "${var.namespace}", "${var.name}")],
    });
    expect(only(terraform, "aws_eks_pod_identity_association")).toEqual({
      cluster_name: "${aws_eks_cluster.created.name}",
      namespace: "${var.namespace}",
      service_account: "${var.name}",
      role_arn: `\${${roleOf(world)}.arn}`,
    });
  });

  it("trusts clusters whole without session tags, and can then be narrowed by a session policy", () => {
    const world = new World();
    const table = new TerraformVariable(world, "bucket", { type: "string" }).stringValue;
    const sessionPolicy: PolicyDocument = { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: table }] };
    workload(world, eks(world, { disableSessionTags: true }).role({ sessionPolicy }));
    expect(trusted(world).Statement).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT }, ArnEquals: { "aws:SourceArn": arnOf("eu") } },
      },
    ]);
    expect(only(world.synth(), "aws_eks_pod_identity_association")).toEqual({
      cluster_name: "eu",
      namespace: "shop",
      service_account: "orders",
      role_arn: `\${${roleOf(world)}.arn}`,
      disable_session_tags: true,
      policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"${var.bucket}"}]}',
    });
  });

  it("goes on to a target role, with the permission and the statement that this takes", () => {
    const target = "arn:aws:iam::444455556666:role/reports";
    const world = new World();
    const { aws } = workload(world, eks(world).role({ targetRoleArn: target })).identities;
    expect(only(world.synth(), "aws_eks_pod_identity_association")["target_role_arn"]).toBe(target);
    const { name, policy } = only(world.synth(), "aws_iam_role_policy");
    expect([name, JSON.parse(policy as string)]).toEqual([
      "assume-roles",
      {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["sts:AssumeRole", "sts:TagSession"], Resource: [target] }],
      },
    ]);
    expect(aws.assumeRoleStatement).toEqual({
      Effect: "Allow",
      Principal: { AWS: aws.arn },
      Action: ["sts:AssumeRole", "sts:TagSession"],
    });
    const [address] = Object.keys(world.synth().resource!["aws_eks_pod_identity_association"]!);
    expect(world.resolve(aws.externalIdsOn(world.eu))).toEqual([`\${aws_eks_pod_identity_association.${address!}.external_id}`]);
    expect(aws.externalIdsOn(world.edge)).toEqual([]);

    const untagged = new World();
    const role = workload(untagged, eks(untagged).role({ targetRoleArn: target, disableSessionTags: true })).identities.aws;
    expect(role.assumeRoleStatement.Action).toBe("sts:AssumeRole");
  });

  it("tags, bounds and places what it creates, and installs the agent when asked", () => {
    const world = new World();
    const provider = (alias: string) => new AwsProvider(world, `aws-${alias}`, { alias, region: "eu-west-1" });
    const podIdentity = eks(world, {
      clusters: [{ ...podCluster(world.eu), provider: provider("dublin") }, podCluster(world.edge)],
      provider: provider("account"),
      permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/boundary",
      tags: { team: "platform" },
      agentAddon: { version: "v1.3.4-eksbuild.1" },
    });
    workload(world, podIdentity.role({ tags: { team: "shop" } }), [world.eu, world.edge]);
    const { permissions_boundary, tags, provider: ofRole } = only(world.synth(), "aws_iam_role");
    expect({ permissions_boundary, tags, ofRole }).toEqual({
      permissions_boundary: "arn:aws:iam::111122223333:policy/boundary",
      tags: { team: "shop" },
      ofRole: "aws.account",
    });
    const associations = resources(world.synth(), "aws_eks_pod_identity_association");
    expect(associations.map(({ cluster_name, provider, tags }) => ({ cluster_name, provider, tags }))).toEqual([
      { cluster_name: "edge", provider: "aws.account", tags: { team: "shop" } },
      { cluster_name: "eu", provider: "aws.dublin", tags: { team: "shop" } },
    ]);
    const agent = { addon_name: "eks-pod-identity-agent", addon_version: "v1.3.4-eksbuild.1", tags: { team: "platform" } };
    expect(resources(world.synth(), "aws_eks_addon")).toEqual([
      { ...agent, cluster_name: "edge", provider: "aws.account" },
      { ...agent, cluster_name: "eu", provider: "aws.dublin" },
    ]);
  });
});

describe("a migration from IRSA to Pod Identity", () => {
  const web = (world: World, cluster: Cluster) => {
    const [provider] = Object.keys(world.synth().resource!["aws_iam_openid_connect_provider"]!);
    return {
      Effect: "Allow",
      Principal: { Federated: `\${aws_iam_openid_connect_provider.${provider!}.arn}` },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          [`${cluster.issuer.hostAndPath}:sub`]: "system:serviceaccount:shop:orders",
          [`${cluster.issuer.hostAndPath}:aud`]: "sts.amazonaws.com",
        },
      },
    };
  };

  it("keeps the role's address and name, and trusts both ways until the trust goes", () => {
    const step = (build: (world: World, trust: () => AwsTrust) => IdentityRequest) => {
      const world = new World();
      const trust = () => new AwsTrust(world, "aws", { issuers: [world.eu.issuer] });
      workload(world, build(world, trust));
      const { assume_role_policy: _policy, ...settings } = only(world.synth(), "aws_iam_role");
      return { world, address: roleOf(world), settings, statements: trusted(world).Statement };
    };
    const before = step((_world, trust) => trust().role({ policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }));
    const during = step((world, trust) =>
      eks(world, { trust: trust() }).role({ policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }),
    );
    const after = step((world) => eks(world).role({ policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }));
    for (const { address, settings } of [during, after]) {
      expect({ address, settings }).toEqual({ address: before.address, settings: before.settings });
    }
    expect(before.statements).toEqual([web(before.world, before.world.eu)]);
    expect(during.statements).toEqual([fromPods(arnOf("eu")), web(during.world, during.world.eu)]);
    expect(after.statements).toEqual([fromPods(arnOf("eu"))]);
  });

  it("leaves clusters without Pod Identity as they were", () => {
    const world = new World();
    const trust = new AwsTrust(world, "aws", {
      issuers: [world.edge.issuer],
      clientIds: ["sts.amazonaws.com"],
      region: "eu-west-1",
    });
    const orders = workload(world, eks(world, { trust }).role(), [world.eu, world.edge]);
    expect(trusted(world).Statement).toEqual([fromPods(arnOf("eu")), web(world, world.edge)]);
    expect(only(world.synth(), "aws_eks_pod_identity_association")["cluster_name"]).toBe("eu");
    expect(orders.serviceAccountAnnotations(world.eu)).toEqual({});
    expect(orders.pod(world.edge).env["AWS_ROLE_ARN"]).toBe(orders.identities.aws.arn);
    expect(orders.identities.aws.jobSettings(world.edge.issuer).audience).toBe("sts.amazonaws.com");
  });
});
