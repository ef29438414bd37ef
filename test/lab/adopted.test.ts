// A provider that the stack only adopts is one for the lab as well.
import { type Lab, startLab } from "../../lib/lab";
import { assume, element, tokenOf } from "./asking";
import { ACCOUNT, EU, STACK } from "./stack";

let lab: Lab;
const { aws_iam_openid_connect_provider: _, ...resource } = STACK.resource;
const arn = `arn:aws:iam::${ACCOUNT}:oidc-provider/${EU.replace("https://", "")}`;
const policies = JSON.stringify({ aws_iam_role: resource.aws_iam_role }).replaceAll(
  "${aws_iam_openid_connect_provider.eu.arn}",
  arn,
);

beforeAll(async () => {
  const adopted = [{ type: "aws_iam_openid_connect_provider", values: { arn, url: EU, client_id_list: ["sts.amazonaws.com"] } }];
  const json = { "//": { metadata: { adopted } }, resource: JSON.parse(policies) as object };
  lab = await startLab({ inputs: [{ name: "s.tf.json", json }], now: () => 1_790_000_000 });
}, 30_000);
afterAll(() => lab.close());

const codeOf = async (changes: Parameters<typeof tokenOf>[1]): Promise<string | undefined> => {
  const answer = await assume(lab, await tokenOf(lab, changes));
  return answer.status === 200 ? "allow" : element("Code", answer);
};

it("lets the right pod in and nobody else, by the account of the adopted provider's ARN", async () => {
  expect(await codeOf({})).toBe("allow");
  expect(await codeOf({ namespace: "shop2" })).toBe("AccessDenied");
  expect(await codeOf({ serviceAccount: "order" })).toBe("AccessDenied");
  expect(await codeOf({ audience: "vault" })).toBe("InvalidIdentityToken");
});
