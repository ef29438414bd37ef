import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Issuer, Subject } from "../../lib";
import { AwsTrust, type AwsRoleOptions } from "../../lib/aws";
import { EDGE, only, resources, World } from "../world";

const subject = Subject.exactly("system:serviceaccount:shop:orders");

function role(world: World, options: AwsRoleOptions, id = "role") {
  const aws = new AwsTrust(world, `${id}-trust`, { issuers: [world.edge.issuer] });
  return aws.role(options).federate(world, id, [{ issuer: world.edge.issuer, subject }]);
}

describe("an IAM role", () => {
  it("takes everything that users of roles expect", () => {
    const world = new World();
    const provider = new AwsProvider(world, "other-account", { alias: "other", region: "eu-west-1" });
    const built = role(world, {
      name: "orders",
      path: "/workloads/",
      description: "Reads orders",
      maxSessionDuration: 7200,
      permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/boundary",
      policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
      inlinePolicies: {
        queue: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" }] },
      },
      tags: { team: "shop" },
      provider,
    });
    const terraform = world.synth();
    const { assume_role_policy: _policy, ...settings } = only(terraform, "aws_iam_role");
    expect(settings).toEqual({
      provider: "aws.other",
      name: "orders",
      path: "/workloads/",
      description: "Reads orders",
      max_session_duration: 7200,
      permissions_boundary: "arn:aws:iam::111122223333:policy/boundary",
      tags: { team: "shop" },
    });
    const [address] = Object.keys(terraform.resource!["aws_iam_role"]!);
    expect(resources(terraform, "aws_iam_role_policy_attachment")).toEqual([
      {
        provider: "aws.other",
        role: `\${aws_iam_role.${address!}.id}`,
        policy_arn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
      },
    ]);
    expect(resources(terraform, "aws_iam_role_policy")).toEqual([
      {
        provider: "aws.other",
        role: `\${aws_iam_role.${address!}.id}`,
        name: "queue",
        policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}]}',
      },
    ]);
    expect(built.name).toBe("orders");
    expect(world.resolve(built.arn)).toBe(`\${aws_iam_role.${address!}.arn}`);
  });

  it("has a derived name of at most 64 characters that ends in a hash", () => {
    expect(role(new World(), {}, "a".repeat(80)).name).toMatch(/^a{55}-[0-9a-f]{8}$/);
    expect(role(new World(), {}, "orders").name).toMatch(/^orders-[0-9a-f]{8}$/);
  });

  it("keeps the addresses of its policies when another is added before them", () => {
    const build = (count: number) => {
      const world = new World();
      const own = new IamPolicy(world, "own", { policy: "{}" });
      const added = Array.from({ length: count }, (_, index) => `arn:aws:iam::aws:policy/Added${index}`);
      role(world, { policyArns: [...added, own.arn, "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] });
      return world.synth().resource!["aws_iam_role_policy_attachment"]!;
    };
    const [before, after] = [build(0), build(3)];
    expect(Object.keys(before).every((name) => /^role_policy-[A-Za-z0-9_.-]+$/.test(name))).toBe(true);
    expect(Object.fromEntries(Object.keys(before).map((name) => [name, after[name]]))).toEqual(before);
    expect(Object.keys(after)).toHaveLength(5);
  });

  it("is right in the partitions of China and GovCloud, whose ARNs it never writes itself", () => {
    for (const partition of ["aws-cn", "aws-us-gov"]) {
      const world = new World();
      const arn = `arn:${partition}:iam::111122223333:oidc-provider/oidc.edge.example.com`;
      AwsTrust.fromProviderArns(world, "aws", { providers: [{ issuer: world.edge.issuer, arn }] })
        .role({ policyArns: [`arn:${partition}:iam::aws:policy/AmazonS3ReadOnlyAccess`] })
        .federate(world, "role", [{ issuer: world.edge.issuer, subject }]);
      const terraform = world.synth();
      expect(JSON.stringify(terraform)).not.toContain("arn:aws:");
      expect(JSON.parse(only(terraform, "aws_iam_role")["assume_role_policy"] as string)).toEqual({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Federated: arn },
            Action: "sts:AssumeRoleWithWebIdentity",
            Condition: {
              StringEquals: { "oidc.edge.example.com:sub": subject.text, "oidc.edge.example.com:aud": "sts.amazonaws.com" },
            },
          },
        ],
      });
    }
  });

  it("trusts one audience, the one that its pods' tokens carry", () => {
    const world = new World();
    const aws = new AwsTrust(world, "aws", {
      issuers: [world.eu.issuer],
      clientIds: ["sts.amazonaws.com", "orders"],
      tags: { team: "shop" },
    });
    const built = aws.role({ audience: "orders" }).federate(world, "role", [{ issuer: world.eu.issuer, subject }]);
    const terraform = world.synth();
    expect(only(terraform, "aws_iam_openid_connect_provider")).toEqual({
      url: world.eu.issuer.url,
      client_id_list: ["sts.amazonaws.com", "orders"],
      tags: { team: "shop" },
    });
    const { Statement } = JSON.parse(only(terraform, "aws_iam_role")["assume_role_policy"] as string) as {
      Statement: { Condition: unknown }[];
    };
    expect(Statement.map(({ Condition }) => Condition)).toEqual([
      {
        StringEquals: { [`${world.eu.issuer.hostAndPath}:sub`]: subject.text, [`${world.eu.issuer.hostAndPath}:aud`]: "orders" },
      },
    ]);
    expect(built.settingsOn(world.eu).serviceAccountAnnotations).toEqual({
      "eks.amazonaws.com/role-arn": built.arn,
      "eks.amazonaws.com/audience": "orders",
    });
    expect(built.settingsOn(world.edge).tokens.map(({ audience }) => audience)).toEqual(["orders"]);
  });

  it("warns when the trust policy passes the default quota, and refuses it above the maximum", () => {
    const world = new World();
    const issuers = Array.from({ length: 40 }, (_, index) => new Issuer({ name: `c${index}`, url: `${EDGE}/${index}` }));
    const aws = new AwsTrust(world, "aws", { issuers });
    const sources = (count: number) => issuers.slice(0, count).map((issuer) => ({ issuer, subject }));
    const warnings = (count: number) =>
      aws
        .role()
        .federate(world, `of-${count}`, sources(count))
        .node.metadata.map(({ data }) => String(data));
    expect(warnings(5)).toEqual([]);
    expect(warnings(10)).toEqual([
      expect.stringMatching(
        /^the trust policy for 10 issuers has at least \d{4} characters, more than the default quota of 2048: raise the quota L-C07B4B0D/,
      ),
    ]);
    expect(() => warnings(40)).toThrow(
      /8192 are allowed; name fewer clusters \(about 27 fit\), split the workload in two, or use EksPodIdentity .*\[TRUST_POLICY_TOO_LONG\]/,
    );
  });
});
