import { decide, readModel, whatCan } from "../../lib/verify";
import { decideWithHoles } from "../../lib/verify/decide";
import { hole } from "../../lib/verify/text";
import { whatCanWithHoles } from "../../lib/verify/what-can";

const issuer = "https://token.actions.githubusercontent.com";
const host = issuer.slice("https://".length);
const StringEquals = { [`${host}:sub`]: "${var.subject}", [`${host}:aud`]: "sts.amazonaws.com" };
const Principal = { Federated: "${aws_iam_openid_connect_provider.p.arn}" };
const Statement = [{ Effect: "Allow", Action: "sts:AssumeRoleWithWebIdentity", Principal, Condition: { StringEquals } }];
const model = readModel([
  {
    name: "main.tf.json",
    json: {
      resource: {
        aws_iam_openid_connect_provider: { p: { url: issuer, client_id_list: ["sts.amazonaws.com"] } },
        aws_iam_role: { r: { name: "r", assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement }) } },
      },
    },
  },
]);

const sub = hole("var.subject");
const token = { iss: issuer, sub, aud: "sts.amazonaws.com", iat: 1000, nbf: 1000, exp: 2000 };
const question = { token, now: 1500, request: { type: "become", identity: "aws_iam_role.r" } } as const;

describe("the marks of what is unknown, in what a stranger gives", () => {
  test("are not taken for the unknown value by decide", () => {
    expect(decide(model, question)).toEqual({
      verdict: "undetermined",
      decisive: "token",
      checks: [
        {
          name: "token",
          passed: "unknown",
          why: "it holds the characters U+E000 or U+E001, which stand for unknown values here",
        },
      ],
    });
  });

  test.each([
    ["a nested claim", { ...token, sub: "a", more: [{ claim: sub }] }],
    ["the name of a claim", { ...token, sub: "a", [sub]: true }],
    ["one mark", { ...token, sub: "\uE001" }],
  ])("are found in %s", (_, given) => {
    expect(decide(model, { ...question, token: given }).decisive).toBe("token");
  });

  test("are not taken for the unknown value by whatCan", () => {
    expect(whatCan(model, { issuer, subject: sub }).map(({ verdict }) => verdict)).toEqual(["undetermined"]);
  });

  test("are the unknown value for tests and the lab, which have another door", () => {
    expect(decideWithHoles(model, question).verdict).toBe("allow");
    const asker = { issuer, subject: sub, audience: "sts.amazonaws.com" };
    expect(whatCanWithHoles(model, asker).map(({ verdict }) => verdict)).toEqual(["allow"]);
  });
});
