import { AwsTrust, type AwsRole } from "../../lib/aws";
import { keepsTheContract, type TrustLine } from "../contract";
import { resources, type Terraform } from "../world";

const ARN = "arn-of-the-oidc-provider-of:";

/** The trust policies of all roles, with each OIDC provider's ARN replaced by its URL, and the audiences that the provider takes. */
function trust(terraform: Terraform): unknown {
  const providers = Object.entries(terraform.resource?.["aws_iam_openid_connect_provider"] ?? {});
  return resources(terraform, "aws_iam_role").map(({ assume_role_policy }) => {
    let text = assume_role_policy as string;
    for (const [name, { url, client_id_list, ...rest }] of providers) {
      expect(client_id_list).toEqual(["sts.amazonaws.com"]);
      expect(rest).toEqual({});
      text = text.replaceAll(`\${aws_iam_openid_connect_provider.${name}.arn}`, `${ARN}${url as string}`);
    }
    // An expression inside the text holds quotes of its own, which Terraform reads before JSON does.
    const plain = text
      .replace(/\$\{trimprefix\(([^,]*), "https:\/\/"\)\}/g, "<$1>")
      .replace(/\$\{trimsuffix\(trimprefix\(jsonencode\((.*?)\), "\\""\), "\\""\)\}/g, "${$1}");
    return JSON.parse(plain);
  });
}

const hostAndPath = (issuer: string) => issuer.replace(/^https:\/\//, "").replace(/^\$\{(.*)\}$/, "<$1>");

function statement({ issuer, subject }: Omit<TrustLine, "audience">): unknown {
  return {
    Effect: "Allow",
    Principal: { Federated: `${ARN}${issuer}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { StringEquals: { [`${hostAndPath(issuer)}:sub`]: subject, [`${hostAndPath(issuer)}:aud`]: "sts.amazonaws.com" } },
  };
}

describe("AWS", () => {
  keepsTheContract({
    name: "aws",
    packages: ["@cdktf/provider-aws"],
    request: (scope, issuers) => new AwsTrust(scope, "trust", { issuers, region: "eu-west-1" }).role(),
    takesJobs: true,
    named: {
      request: (scope, issuers) => new AwsTrust(scope, "trust", { issuers, region: "eu-west-1" }).role({ name: "orders" }),
      code: "OWNER_DUPLICATE",
    },
    trust,
    expected: (lines) => [{ Version: "2012-10-17", Statement: lines.map(statement) }],
    withWebhook: {
      cluster: ({ eu }) => eu,
      annotations: (terraform) => ({
        "eks.amazonaws.com/audience": "sts.amazonaws.com",
        "eks.amazonaws.com/role-arn": `\${aws_iam_role.${Object.keys(terraform.resource!["aws_iam_role"]!)[0]!}.arn}`,
      }),
      pod: {},
    },
    withoutWebhook: (identity) => ({
      env: {
        AWS_ROLE_ARN: (identity as AwsRole).arn,
        AWS_WEB_IDENTITY_TOKEN_FILE: "/var/run/secrets/sts.amazonaws.com/serviceaccount/token",
        AWS_STS_REGIONAL_ENDPOINTS: "regional",
        AWS_REGION: "eu-west-1",
        AWS_DEFAULT_REGION: "eu-west-1",
      },
      tokens: [
        {
          volumeName: "aws-token",
          mountPath: "/var/run/secrets/sts.amazonaws.com/serviceaccount",
          path: "token",
          audience: "sts.amazonaws.com",
          expirationSeconds: 86_400,
        },
      ],
      files: [],
      labels: {},
      annotations: {},
    }),
    pattern: {
      trust: (issuer, pattern) => [
        {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Federated: `${ARN}${issuer}` },
              Action: "sts:AssumeRoleWithWebIdentity",
              Condition: {
                StringLike: { [`${hostAndPath(issuer)}:sub`]: pattern },
                StringEquals: { [`${hostAndPath(issuer)}:aud`]: "sts.amazonaws.com" },
              },
            },
          ],
        },
      ],
    },
    listsIssuers: true,
  });
});
