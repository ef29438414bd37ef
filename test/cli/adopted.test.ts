// Over a synthesized file that only adopts the OIDC provider.
import { claims, EKS, folderWith, ORDERS, run, stackWith } from "./world";

const PROVIDER = "aws_iam_openid_connect_provider";
const { resource } = stackWith(ORDERS) as { resource: Record<string, unknown> };
const arn = `arn:aws:iam::123456789012:oidc-provider/${EKS.replace("https://", "")}`;
const values = { arn, url: EKS, client_id_list: ["sts.amazonaws.com"] };
const others = Object.fromEntries(Object.entries(resource).filter(([type]) => type !== PROVIDER));
const stack = { "//": { metadata: { adopted: [{ type: PROVIDER, values }] } }, resource: others };
const folder = () => folderWith({ "cdktf.out/stacks/shop/cdk.tf.json": stack });

const explain = (token: object) => run(folder(), ["explain", "--token", "-", "--as", "orders"], { input: JSON.stringify(token) });

it("explain lets the right token in and refuses a stranger, for certain", () => {
  expect(explain(claims()).code).toBe(0);
  expect(explain(claims()).out).toContain("allow  AWS role orders");
  for (const stranger of [{ sub: `${ORDERS}x` }, { aud: ["vault"] }]) {
    const { code, out } = explain(claims(stranger));
    expect([code, out.includes("deny  AWS role orders"), out.includes("undetermined")]).toEqual([1, true, false]);
  }
});

it("who-can names the subject, and check finds nothing against the provider", () => {
  const { code, out } = run(folder(), ["who-can", "orders"]);
  expect(code).toBe(0);
  expect(out).toContain(ORDERS);
  expect(run(folder(), ["check"]).code).toBe(0);
});
