import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Lab, startLab } from "../../lib/lab";
import { assume, element } from "./asking";
import { STACK } from "./stack";

const GITHUB = "https://token.actions.githubusercontent.com";
const MAIN = "repo:acme@65/api@74:ref:refs/heads/main";
const statement = {
  Effect: "Allow",
  Principal: { Federated: "${aws_iam_openid_connect_provider.github.arn}" },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition: {
    StringEquals: {
      "token.actions.githubusercontent.com:sub": MAIN,
      "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
      "token.actions.githubusercontent.com:repository_owner_id": "65",
    },
  },
};
const JSON_OF_JOBS = {
  ...STACK,
  resource: {
    aws_iam_openid_connect_provider: { github: { url: GITHUB, client_id_list: ["sts.amazonaws.com"] } },
    aws_iam_role: {
      deploy_aws_role_0A1B2C3D: {
        name: "deploy",
        assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
      },
    },
  },
};

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ inputs: [{ name: "s.tf.json", json: JSON_OF_JOBS }] });
});
afterAll(() => lab.close());

const JOB = { issuer: GITHUB, subject: MAIN };
const codeOf = async (token: string): Promise<string | undefined> =>
  element("Code", await assume(lab, token, { RoleArn: "arn:aws:iam::111122223333:role/deploy" }));

test("a job of GitHub has what AWS's tools read, and what GitHub sets", async () => {
  const { env, directory, carries, onlyHere } = await lab.job(JOB);
  expect(env).toEqual({
    CI: "true",
    GITHUB_ACTIONS: "true",
    ACTIONS_ID_TOKEN_REQUEST_URL: `${lab.urls.awsSts}/github/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: expect.stringMatching(/^[\w-]{32}$/),
    AWS_REGION: "eu-west-1",
    AWS_DEFAULT_REGION: "eu-west-1",
    AWS_ENDPOINT_URL_STS: lab.urls.awsSts,
    AWS_STS_REGIONAL_ENDPOINTS: "regional",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: join(directory, "aws/no-config"),
    AWS_SHARED_CREDENTIALS_FILE: join(directory, "aws/no-credentials"),
    AWS_ROLE_ARN: "arn:aws:iam::111122223333:role/deploy",
    AWS_WEB_IDENTITY_TOKEN_FILE: join(directory, "aws/token"),
    AWS_ROLE_SESSION_NAME: expect.stringMatching(/^job-[0-9a-f]{8}$/),
  });
  expect(carries.map(({ address }) => address)).toEqual(["aws_iam_role.deploy_aws_role_0A1B2C3D"]);
  expect(onlyHere).toHaveLength(1);
  expect(await codeOf(readFileSync(env["AWS_WEB_IDENTITY_TOKEN_FILE"]!, "utf8"))).toBeUndefined();
});

test.each([
  ["another branch", { subject: "repo:acme@65/api@74:ref:refs/heads/other" }, "AccessDenied"],
  ["another audience", { audience: "elsewhere" }, "InvalidIdentityToken"],
  ["a foreign key", { isForeign: true }, "InvalidIdentityToken"],
  ["long ago", { issuedAt: 5 }, "ExpiredTokenException"],
])("a stranger's job of %s is refused", async (_, as, code) => {
  const { env } = await lab.job({ ...JOB, as });
  expect(await codeOf(readFileSync(env["AWS_WEB_IDENTITY_TOKEN_FILE"]!, "utf8"))).toBe(code);
});

test("claims that the subject says otherwise are as they are given, and let in nowhere", async () => {
  const { env, carries } = await lab.job({ ...JOB, claims: { repository_owner_id: "66" } });
  expect([carries, env["AWS_ROLE_ARN"]]).toEqual([[], undefined]);
});

test("a job of GitHub asks for tokens of any audience, and nobody else does", async () => {
  const { env } = await lab.job(JOB);
  const ask = (bearer: string): Promise<Response> =>
    fetch(`${env["ACTIONS_ID_TOKEN_REQUEST_URL"]!}&audience=sts.amazonaws.com`, {
      headers: { authorization: `Bearer ${bearer}` },
    });
  const { value } = (await (await ask(env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]!)).json()) as { value: string };
  expect(await codeOf(value)).toBeUndefined();
  expect((await ask("x")).status).toBe(401);
});
