import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { Subject } from "../../lib";
import { assumeRoleStatement, AwsTrust, type AwsRoleOptions, type PolicyDocument, type TrustPolicy } from "../../lib/aws";
import { only, resources, World } from "../world";

const READ: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [{ Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::orders/*" }],
};

const subject = Subject.exactly("system:serviceaccount:shop:orders");

function role(world: World, options: AwsRoleOptions, id = "role") {
  const aws = new AwsTrust(world, `${id}-trust`, { issuers: [world.edge.issuer] });
  return aws.role(options).federate(world, id, [{ issuer: world.edge.issuer, subject }]);
}

describe("what an IAM role may do", () => {
  it("has its trust's permissions boundary, name prefix, path and tags, unless it says otherwise", () => {
    const world = new World();
    const aws = new AwsTrust(world, "aws", {
      issuers: [world.edge.issuer],
      permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/boundary",
      roleNamePrefix: "acme-",
      rolePath: "/workloads/",
      tags: { team: "platform", stage: "prod" },
    });
    const sources = [{ issuer: world.edge.issuer, subject }];
    aws.role({ customerPolicies: { read: READ } }).federate(world, "a".repeat(80), sources);
    const own = { permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/own", path: "/", tags: { team: "shop" } };
    aws.role({ ...own, name: "orders" }).federate(world, "orders", sources);
    const terraform = world.synth();
    const roles = resources(terraform, "aws_iam_role").map(({ assume_role_policy: _policy, ...settings }) => settings);
    const [derived] = roles;
    expect(derived?.["name"]).toMatch(/^acme-a{50}-[0-9a-f]{8}$/);
    expect(roles).toEqual([
      {
        name: derived?.["name"],
        path: "/workloads/",
        permissions_boundary: "arn:aws:iam::111122223333:policy/boundary",
        tags: { team: "platform", stage: "prod" },
      },
      {
        name: "orders",
        path: "/",
        permissions_boundary: "arn:aws:iam::111122223333:policy/own",
        tags: { team: "shop", stage: "prod" },
      },
    ]);
    expect(only(terraform, "aws_iam_openid_connect_provider")["tags"]).toEqual({ team: "platform", stage: "prod" });
    expect(only(terraform, "aws_iam_policy")).toEqual({
      name: `${String(derived?.["name"])}.read`,
      path: "/workloads/",
      policy: JSON.stringify(READ),
      tags: { team: "platform", stage: "prod" },
    });
  });

  it("takes policies as typed statements, JSON or a data source, inline or as managed policies of its own", () => {
    const world = new World();
    const data = new DataAwsIamPolicyDocument(world, "data", { statement: [{ actions: ["s3:GetObject"], resources: ["*"] }] });
    role(world, {
      name: "orders",
      inlinePolicies: { typed: READ, json: JSON.stringify(READ), data },
      customerPolicies: { typed: READ, json: JSON.stringify(READ), data },
    });
    const terraform = world.synth();
    const texts = { typed: JSON.stringify(READ), json: JSON.stringify(READ), data: "${data.aws_iam_policy_document.data.json}" };
    const byName = (type: string) =>
      Object.fromEntries(resources(terraform, type).map(({ name, policy }) => [name, policy] as [string, unknown]));
    expect(byName("aws_iam_role_policy")).toEqual(texts);
    expect(byName("aws_iam_policy")).toEqual({
      "orders.typed": texts.typed,
      "orders.json": texts.json,
      "orders.data": texts.data,
    });
    const attached = resources(terraform, "aws_iam_role_policy_attachment").map(({ policy_arn }) => policy_arn);
    const created = Object.keys(terraform.resource!["aws_iam_policy"]!).map((name) => `\${aws_iam_policy.${name}.arn}`);
    expect(attached.sort()).toEqual(created.sort());
  });

  it("may go on to exactly the roles in `assumes`, and says what those must trust", () => {
    const chain = (sessionTags: boolean) => {
      const world = new World();
      const target = "arn:aws:iam::444455556666:role/reports";
      const built = role(world, { assumes: [target, target], sessionTags });
      const terraform = world.synth();
      const { name, policy } = only(terraform, "aws_iam_role_policy");
      const trusted = JSON.parse(only(terraform, "aws_iam_role")["assume_role_policy"] as string) as TrustPolicy;
      return {
        name,
        policy: JSON.parse(policy as string) as unknown,
        actions: trusted.Statement.map(({ Action }) => Action),
        forTarget: [built.assumeRoleStatement, assumeRoleStatement(built.arn, { sessionTags })],
        arn: built.arn,
      };
    };
    const plain = chain(false);
    expect(plain).toEqual({
      name: "assume-roles",
      policy: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Resource: ["arn:aws:iam::444455556666:role/reports"] }],
      },
      actions: ["sts:AssumeRoleWithWebIdentity"],
      forTarget: Array(2).fill({ Effect: "Allow", Principal: { AWS: plain.arn }, Action: "sts:AssumeRole" }),
      arn: plain.arn,
    });
    const tagged = chain(true);
    expect(tagged).toEqual({
      name: "assume-roles",
      policy: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: ["sts:AssumeRole", "sts:TagSession"],
            Resource: ["arn:aws:iam::444455556666:role/reports"],
          },
        ],
      },
      actions: [["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]],
      forTarget: Array(2).fill({
        Effect: "Allow",
        Principal: { AWS: tagged.arn },
        Action: ["sts:AssumeRole", "sts:TagSession"],
      }),
      arn: tagged.arn,
    });
  });
});
