// Who can become what: the questions that stand above the clouds' rooms, on small files of plain Terraform.
import { decide, readModel, type Token, whatCan, whoCan } from "../../lib/verify";

const EKS = "oidc.eks.eu-west-1.amazonaws.com/id/0123";
const ORDERS = "system:serviceaccount:shop:orders";
const NOW = 1729603000;

const role = (name: string, tests: object) => ({
  name,
  assume_role_policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: "${aws_iam_openid_connect_provider.eks.arn}" },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: tests,
      },
    ],
  }),
});

const ID = "azurerm_user_assigned_identity.orders";

const FILES = {
  resource: {
    aws_iam_openid_connect_provider: { eks: { url: `https://${EKS}`, client_id_list: ["sts.amazonaws.com"] } },
    aws_iam_role: {
      orders: role("orders", { StringEquals: { [`${EKS}:sub`]: ORDERS, [`${EKS}:aud`]: "sts.amazonaws.com" } }),
      shop: role("shop", {
        StringLike: { [`${EKS}:sub`]: "system:serviceaccount:shop:*" },
        StringEquals: { [`${EKS}:aud`]: "sts.amazonaws.com" },
      }),
    },
    azurerm_user_assigned_identity: { orders: { name: "orders-azure", resource_group_name: "shop" } },
    azurerm_federated_identity_credential: {
      orders: {
        name: "orders",
        user_assigned_identity_id: `\${${ID}.id}`,
        issuer: `https://${EKS}`,
        subject: ORDERS,
        audience: ["api://AzureADTokenExchange"],
      },
    },
  },
};

const model = readModel([{ name: "main.tf.json", json: FILES }]);

const token = (claims: Partial<Token> = {}): Token => ({
  iss: `https://${EKS}`,
  sub: ORDERS,
  aud: ["sts.amazonaws.com"],
  iat: NOW - 60,
  exp: NOW + 3600,
  ...claims,
});

const verdict = (identity: string, claims: Partial<Token> = {}) =>
  decide(model, { token: token(claims), now: NOW, request: { type: "become", identity } }).verdict;

const shapes = (identity: string) => whoCan(model, identity).flatMap((each) => each.shapes.map(({ tests }) => tests));

describe("whoCan", () => {
  it("answers by address and by the cloud's own name", () => {
    const exact = [
      { claim: "iss", test: "is", values: [`https://${EKS}`], unsettled: [`https://${EKS}/`] },
      { claim: "sub", test: "is", values: [ORDERS] },
      { claim: "aud", test: "is", values: ["sts.amazonaws.com"] },
      { claim: "https://aws.amazon.com/source_identity", test: "absent", values: [] },
      { claim: "https://aws.amazon.com/tags", test: "absent", values: [] },
    ];
    expect([shapes("aws_iam_role.orders"), shapes("orders")]).toEqual([[exact], [exact]]);
  });

  it("answers nothing to a name that nothing has", () => {
    expect(whoCan(model, "aws_iam_role.billing")).toEqual([]);
  });
});

describe("whatCan", () => {
  const becomes = (subject: string, audience?: string) =>
    whatCan(model, { issuer: `https://${EKS}`, subject, ...(audience === undefined ? {} : { audience }) }).map(
      ({ identity, verdict: answer, conditions }) => [identity.label, answer, conditions],
    );

  it("finds what a subject may become in every cloud, by exact subject and by pattern, and says what the token must carry", () => {
    expect(becomes(ORDERS)).toEqual([
      ["orders", "allow", ["aud is sts.amazonaws.com"]],
      ["orders-azure", "allow", ["aud is api://AzureADTokenExchange"]],
      ["shop", "allow", ["aud is sts.amazonaws.com"]],
    ]);
  });

  it("leaves out what another audience opens", () => {
    expect(becomes(ORDERS, "sts.amazonaws.com").map(([label]) => label)).toEqual(["orders", "shop"]);
  });

  it.each(["system:serviceaccount:shopping:orders", "system:serviceaccount:Shop:orders", "x:system:serviceaccount:shop:orders"])(
    "gives a stranger nothing: %s",
    (subject) => {
      expect(becomes(subject)).toEqual([]);
    },
  );
});

describe("decide", () => {
  it("asks the cloud of the identity that is named", () => {
    expect([verdict("aws_iam_role.orders"), verdict(ID), verdict(ID, { aud: ["api://AzureADTokenExchange"] })]).toEqual([
      "allow",
      "deny",
      "allow",
    ]);
  });

  it("leaves open what becomes of an identity that the files do not have, unless they hold everything", () => {
    const complete = readModel([{ name: "main.tf.json", json: FILES }], { complete: true });
    const request = { type: "become", identity: "billing" } as const;
    expect([
      decide(model, { token: token(), now: NOW, request }),
      decide(complete, { token: token(), now: NOW, request }),
    ]).toEqual([
      {
        verdict: "undetermined",
        decisive: "identity",
        checks: [{ name: "identity", passed: "unknown", why: "no identity of the files is called billing" }],
      },
      {
        verdict: "deny",
        decisive: "identity",
        checks: [{ name: "identity", passed: "no", why: "no identity of the files is called billing" }],
      },
    ]);
  });

  it("names the namesakes of a name that several identities have", () => {
    const two = readModel([
      { name: "a.tf.json", json: FILES },
      { name: "b.tf.json", json: FILES },
    ]);
    const { verdict: answer, checks } = decide(two, {
      token: token(),
      now: NOW,
      request: { type: "become", identity: "orders" },
    });
    expect([answer, checks.map(({ why }) => why)]).toEqual([
      "undetermined",
      ["several identities are called orders: name one of a/aws_iam_role.orders, b/aws_iam_role.orders"],
    ]);
  });

  it.each([NaN, Infinity, undefined])("leaves open what is asked about no time: %s", (now) => {
    const request = { type: "become", identity: "azurerm_user_assigned_identity.orders" } as const;
    const expired = token({ aud: "api://AzureADTokenExchange", exp: 1 });
    expect(decide(model, { token: expired, now: now!, request }).verdict).toBe("undetermined");
  });

  it.each([null, 7, "text", ["list"]])("refuses claims that are no object: %j", (claims) => {
    const request = { type: "become", identity: "aws_iam_role.orders" } as const;
    expect(decide(model, { token: claims as unknown as Token, now: NOW, request }).verdict).toBe("deny");
  });
});
