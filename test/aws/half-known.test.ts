import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformVariable } from "cdktf";
import { Issuer, Subject } from "../../lib";
import { AwsTrust, EksPodIdentity, S3PublishedIssuer, type AwsRoleOptions } from "../../lib/aws";
import { only, resources, World } from "../world";

const SUBJECT = Subject.exactly("system:serviceaccount:shop:orders", { serviceAccount: { namespace: "shop", name: "orders" } });
const ARN = "arn:aws:eks:eu-west-1:111122223333:cluster/eu";

const late = (world: World, id = "late"): string => new TerraformVariable(world, id, { type: "string" }).stringValue;

function role(world: World, options: AwsRoleOptions) {
  const aws = new AwsTrust(world, "aws", { issuers: [world.eu.issuer] });
  return aws.role(options).federate(world, "role", [{ issuer: world.eu.issuer, subject: SUBJECT }]);
}

const warnings = (world: World): string[] =>
  world.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === "@cdktf/warn")
    .map(({ data }) => String(data));

describe("an ARN, a path or a policy that is known in part", () => {
  it("is taken where what is known can be right", () => {
    const world = new World();
    const token = late(world);
    const policyArns = [
      token,
      `arn:aws:iam::${token}:policy/a`,
      `arn:${token}:iam::aws:policy/b`,
      `arn:aws:iam::111122223333:policy/${token}`,
      `arn:aws${token}:iam::111122223333:policy/team/c`,
      `${token}:policy/d`,
      `arn:aws:iam::11112222${token}:policy/e`,
    ];
    const created = role(world, {
      path: `/${token}/workloads/`,
      policyArns,
      permissionsBoundaryArn: `arn:aws:iam::${token}:policy/boundary`,
      assumes: [`arn:aws:iam::${token}:role/reports`],
      inlinePolicies: {
        json: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"${token}"}]}`,
        whole: token,
        spliced: `{"Version":"2012-10-17","Statement":${token}}`,
      },
    });
    expect(created.node.children.filter(({ node }) => node.id.startsWith("policy-"))).toHaveLength(policyArns.length);
  });

  it("takes a cluster's ARN, and an existing provider's, that can be its own", () => {
    const world = new World();
    const token = late(world);
    const arns = [
      `arn:aws:eks:${token}:111122223333:cluster/eu`,
      token,
      `arn:aws:eks:eu-west-1:${token}:cluster/eu`,
      `${token}/eu`,
    ];
    arns.forEach((arn, index) => {
      new EksPodIdentity(world, `eks-${index}`, { clusters: [{ cluster: world.eu, clusterName: "eu", arn }] });
    });
    new EksPodIdentity(world, "eks-name", {
      clusters: [{ cluster: world.eu, clusterName: `${token}-eu`, arn: `${ARN.slice(0, -2)}prod-eu` }],
    });
    const issuer = new Issuer({ name: "ci", url: "https://gitlab.com" });
    [`arn:aws:iam::${token}:oidc-provider/gitlab.com`, `arn:aws:iam::111122223333:oidc-provider/${token}`, token].forEach(
      (arn, index) => {
        new AwsTrust(world, `aws-${index}`, { existing: [{ issuer, arn }] });
      },
    );
    expect(world.node.tryFindChild("aws-2")).toBeDefined();
  });
});

describe("what is right in IAM", () => {
  it("takes a resource whose last wildcard matches past the colon", () => {
    const Resource = ["arn:aws:s3:*", "arn:aws:sqs:eu-west-1:*", "arn:aws:s3:::orders", "arn:aws:sqs:*:111122223333:orders"];
    const world = new World();
    role(world, { inlinePolicies: { a: { Statement: { Effect: "Allow", Action: "s3:GetObject", Resource } } } });
    const text = only(world.synth(), "aws_iam_role_policy")["policy"];
    expect(JSON.parse(String(text))).toEqual({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Action: "s3:GetObject", Resource },
    });
  });

  it("takes a backslash before what would be an escape", () => {
    const Condition = { StringEquals: { "aws:PrincipalTag/a": "\\u65e5" } };
    const world = new World();
    role(world, { inlinePolicies: { a: { Statement: { Effect: "Allow", Action: "s3:*", Resource: "*", Condition } } } });
    expect(String(only(world.synth(), "aws_iam_role_policy")["policy"])).toContain("\\\\u65e5");
  });

  it("lets a tag of the EksPodIdentity take the trust's place whatever its letter case", () => {
    const world = new World();
    const trust = new AwsTrust(world, "aws", { issuers: [world.us.issuer], tags: { team: "platform", stage: "prod" } });
    const clusters = [{ cluster: world.eu, clusterName: "eu", arn: ARN }];
    const eks = new EksPodIdentity(world, "eks", { trust, tags: { Team: "shop" }, clusters });
    eks.role().federate(world, "role", [{ issuer: world.eu.issuer, subject: SUBJECT }]);
    expect(only(world.synth(), "aws_iam_role")["tags"]).toEqual({ stage: "prod", Team: "shop" });
  });

  it("gives two accounts one role name each, where nothing says that they are one", () => {
    const world = new World();
    for (const [alias, issuer] of [
      ["one", world.eu.issuer],
      ["two", world.us.issuer],
    ] as const) {
      const provider = new AwsProvider(world, alias, { alias });
      new AwsTrust(world, `aws-${alias}`, { issuers: [issuer], provider })
        .role({ name: "orders" })
        .federate(world, `role-${alias}`, [{ issuer, subject: SUBJECT }]);
    }
    expect(resources(world.synth(), "aws_iam_role").map(({ name }) => name)).toEqual(["orders", "orders"]);
  });
});

describe("keys that are published in S3", () => {
  it("keep their dollar signs: Terraform evaluates nothing in them", () => {
    const world = new World();
    const jwksJson = '{"keys":[{"kty":"RSA","kid":"${1+1}%{if true}","n":"x","e":"AQAB"}]}';
    new S3PublishedIssuer(world, "published", { bucket: "acme-oidc", region: "eu-west-1", jwksJson });
    const keys = resources(world.synth(), "aws_s3_object").find(({ key }) => key === "openid/v1/jwks");
    expect(keys?.["content"]).toBe(jwksJson.replace(/[$%](?=\{)/g, (sign) => sign + sign));
  });
});

describe("what is foreign to a region", () => {
  it("is warned of: a boundary and an existing provider of another partition", () => {
    const world = new World();
    const issuer = new Issuer({ name: "ci", url: "https://gitlab.com" });
    new AwsTrust(world, "aws", {
      region: "cn-north-1",
      permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/boundary",
      existing: [{ issuer, arn: "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }],
    });
    expect(warnings(world)).toEqual(
      ["policy/boundary", "oidc-provider/gitlab.com"].map(
        (what) =>
          `the ARN "arn:aws:iam::111122223333:${what}" is of the partition "aws", and the region "cn-north-1" is in "aws-cn": nothing there has it`,
      ),
    );
  });

  it("is warned of: a region whose known beginning no region has", () => {
    const world = new World();
    new AwsTrust(world, "wrong", { issuers: [world.eu.issuer], region: `eu-wst-${late(world)}` });
    new AwsTrust(world, "right", { issuers: [world.us.issuer], region: `eu-west-${late(world, "other")}` });
    expect(warnings(world)).toEqual(['no known region begins with "eu-wst-": check its spelling, if it is not new']);
  });
});
