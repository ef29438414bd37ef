// One widening each, which a reviewer must be told of; the other way round it is none.
import { diff, type Model, readModel } from "../../../lib/verify";
import { type Estate, terraformOf } from "../estates";

const OPTIONS = { awsAccounts: "111122223333", googleProjectNumbers: { acme: "123456789012" } };
const HOST = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${HOST}`;
const statement = (who: object | string, actions: readonly string[], more: object = {}): Estate["aws"]["statements"][number] => ({
  who,
  actions,
  effect: "Allow",
  subject: ["StringEquals", "system:serviceaccount:shop:orders"],
  audience: ["StringEquals", "sts.amazonaws.com"],
  ...more,
});
const WEB = statement({ Federated: PROVIDER }, ["sts:AssumeRoleWithWebIdentity"]);
const PODS = statement({ Service: "pods.eks.amazonaws.com" }, ["sts:AssumeRole", "sts:TagSession"]);
type Allowed = NonNullable<Estate["aws"]["inline"]>[number];
const allow = (Action: Allowed["Action"], Resource: Allowed["Resource"] = "arn:aws:s3:::a/*"): Allowed[] => [
  { Effect: "Allow", Action, Resource },
];

const ESTATE: Estate = {
  aws: {
    statements: [WEB, PODS],
    inline: allow("s3:GetObject"),
    managed: allow("s3:GetObject"),
    boundary: "arn:aws:iam::aws:policy/ReadOnlyAccess",
    clientIds: ["sts.amazonaws.com"],
    association: "orders",
  },
  google: {
    mapping: { "google.subject": "assertion.sub", "attribute.team": "assertion.team" },
    condition: "assertion.sub.startsWith('system:serviceaccount:shop:')",
    audiences: ["https://google.example"],
    members: ["subject/system:serviceaccount:shop:orders"],
    other: undefined,
    permissions: ["storage.objects.get"],
  },
  azure: {
    credentials: [[`https://${HOST}`, "system:serviceaccount:shop:orders", "api://AzureADTokenExchange"]],
    actions: ["Microsoft.Storage/storageAccounts/read"],
    notActions: [],
  },
};
const aws = (more: Partial<Estate["aws"]>): Estate => ({ ...ESTATE, aws: { ...ESTATE.aws, ...more } });
const google = (more: Partial<Estate["google"]>): Estate => ({ ...ESTATE, google: { ...ESTATE.google, ...more } });
const azure = (more: Partial<Estate["azure"]>): Estate => ({ ...ESTATE, azure: { ...ESTATE.azure, ...more } });
const adding = (who: object | string, action: string): Estate =>
  aws({ statements: [WEB, PODS, statement(who, [action], { subject: undefined, audience: undefined })] });

const read = (estate: Estate, complete: boolean): Model =>
  readModel([{ name: "main.tf.json", json: terraformOf(estate) }], { ...OPTIONS, complete });

describe.each([false, true])("a difference, of files that hold everything: %s", (complete) => {
  it.each<[string, Estate]>([
    [
      "tokens with session tags get in",
      aws({ statements: [{ ...WEB, actions: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"] }, PODS] }),
    ],
    ["another subject gets in", aws({ statements: [{ ...WEB, subject: ["StringLike", "system:serviceaccount:shop:*"] }, PODS] })],
    [
      "another audience gets in",
      aws({ statements: [{ ...WEB, audience: undefined }, PODS], clientIds: ["sts.amazonaws.com", "vault-a"] }),
    ],
    ["an inline policy allows everything", aws({ inline: allow("*", "*") })],
    ["an inline policy allows another resource", aws({ inline: allow("s3:GetObject", "arn:aws:s3:::*") })],
    ["a managed policy allows more", aws({ managed: allow("s3:*") })],
    ["a permissions boundary is gone", aws({ boundary: undefined })],
    ["a permissions boundary is another", aws({ boundary: "arn:aws:iam::aws:policy/PowerUserAccess" })],
    ["a foreign account gets in", adding({ AWS: "arn:aws:iam::999999999999:root" }, "sts:AssumeRole")],
    ["a service gets in", adding({ Service: "lambda.amazonaws.com" }, "sts:AssumeRole")],
    [
      "a SAML provider gets in",
      adding({ Federated: "arn:aws:iam::111122223333:saml-provider/office" }, "sts:AssumeRoleWithSAML"),
    ],
    ["everyone gets in", adding("*", "sts:AssumeRole")],
    ["the association is of another ServiceAccount", aws({ association: "evil" })],
    ["a custom role of Google Cloud lets do more", google({ permissions: ["storage.objects.get", "storage.objects.delete"] })],
    ["a token without a mapped claim gets in", google({ mapping: { "google.subject": "assertion.sub" } })],
    ["another member impersonates", google({ members: ["subject/system:serviceaccount:shop:orders", "*"] })],
    ["a person impersonates", google({ other: "user:ann@example.com" })],
    [
      "another credential takes tokens",
      azure({ credentials: [...ESTATE.azure.credentials, [`https://${HOST}`, "x", "vault-a"]] }),
    ],
    ["a role definition of Azure lets do more", azure({ actions: ["Microsoft.Storage/*/read"] })],
    ["a role definition of Azure lets do everything", azure({ actions: ["*"] })],
  ])("is wider where %s", (_what, after) => {
    expect(diff(read(ESTATE, complete), read(after, complete)).wider).toBe(true);
  });
});

it("is not wider where a permission, a member, a credential or a principal goes away", () => {
  const wide: readonly Estate[] = [
    aws({ inline: allow("*", "*") }),
    aws({ managed: allow("s3:*") }),
    adding({ AWS: "arn:aws:iam::999999999999:root" }, "sts:AssumeRole"),
    google({ permissions: ["storage.objects.get", "storage.objects.delete"] }),
    google({ other: "user:ann@example.com" }),
    azure({ actions: ["*"] }),
    azure({ credentials: [...ESTATE.azure.credentials, [`https://${HOST}`, "system:serviceaccount:shop:evil", "vault-a"]] }),
  ];
  expect(wide.map((before) => diff(read(before, false), read(ESTATE, false)).wider)).toEqual(wide.map(() => false));
});
