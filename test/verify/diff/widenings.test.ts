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
  request: undefined,
  ...more,
});
const WEB = statement({ Federated: PROVIDER }, ["sts:AssumeRoleWithWebIdentity"]);
const PODS = statement({ Service: "pods.eks.amazonaws.com" }, ["sts:AssumeRole", "sts:TagSession"]);
type Policy = NonNullable<Estate["aws"]["inline"]>;
const allow = (Action: string, Resource = "arn:aws:s3:::a/*", more: Partial<Policy["policy"][number]> = {}): Policy => ({
  policy: [{ Effect: "Allow", Action, Resource, but: "neither", condition: undefined, ...more }],
  role: "${aws_iam_role.deploy.name}",
});
const SUBJECT = "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/jobs/subject";
const bound = (
  member: string,
  more: Partial<Estate["google"]["bindings"][number]> = {},
): Estate["google"]["bindings"][number] => ({
  member,
  role: "roles/iam.workloadIdentityUser",
  on: "${google_service_account.ci.name}",
  condition: undefined,
  ...more,
});
const ORDERS = bound(`${SUBJECT}/system:serviceaccount:shop:orders`);
const credential = (subject: string, audience: string, of = "${azurerm_user_assigned_identity.ci.id}") => ({
  issuer: `https://${HOST}`,
  subject,
  audience,
  of,
});
const ACCOUNTS = "principalSet://goog/public:all";
const DENIED = { principals: [ACCOUNTS], permissions: ["storage.googleapis.com/objects.delete"], condition: undefined };

const ESTATE: Estate = {
  aws: {
    statements: [WEB, PODS],
    inline: allow("s3:GetObject"),
    managed: allow("s3:GetObject"),
    boundary: "arn:aws:iam::aws:policy/ReadOnlyAccess",
    clientIds: ["sts.amazonaws.com"],
    association: { account: "orders", role: "${aws_iam_role.deploy.arn}", tags: true },
    issuer: `https://${HOST}`,
    trust: undefined,
  },
  google: {
    providers: [
      {
        pool: "jobs",
        issuer: `https://${HOST}`,
        mapping: { "google.subject": "assertion.sub", "attribute.team": "assertion.team" },
        condition: "assertion.sub.startsWith('system:serviceaccount:shop:')",
        audiences: ["https://google.example"],
        disabled: undefined,
      },
    ],
    bindings: [ORDERS],
    poolOff: undefined,
    permissions: ["storage.objects.get"],
    holder: "${google_service_account.ci.member}",
    holdsIf: undefined,
    denied: DENIED,
  },
  azure: {
    credentials: [credential("system:serviceaccount:shop:orders", "api://AzureADTokenExchange")],
    flexible: undefined,
    actions: ["Microsoft.Storage/storageAccounts/read"],
    notActions: [],
    holder: "${azurerm_user_assigned_identity.ci.principal_id}",
    holdsIf: undefined,
    machine: undefined,
    password: undefined,
  },
};
const aws = (more: Partial<Estate["aws"]>): Estate => ({ ...ESTATE, aws: { ...ESTATE.aws, ...more } });
const google = (more: Partial<Estate["google"]>): Estate => ({ ...ESTATE, google: { ...ESTATE.google, ...more } });
const azure = (more: Partial<Estate["azure"]>): Estate => ({ ...ESTATE, azure: { ...ESTATE.azure, ...more } });
const provider = (more: Partial<Estate["google"]["providers"][number]>): Estate =>
  google({ providers: [{ ...ESTATE.google.providers[0]!, ...more }] });
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
    ["the association is of another ServiceAccount", aws({ association: { ...ESTATE.aws.association!, account: "evil" } })],
    ["a custom role of Google Cloud lets do more", google({ permissions: ["storage.objects.get", "storage.objects.delete"] })],
    ["a token without a mapped claim gets in", provider({ mapping: { "google.subject": "assertion.sub" } })],
    [
      "another member impersonates",
      google({ bindings: [ORDERS, bound(SUBJECT.replace("principal:", "principalSet:").replace("subject", "*"))] }),
    ],
    ["a person impersonates", google({ bindings: [ORDERS, bound("user:ann@example.com")] })],
    ["another credential takes tokens", azure({ credentials: [...ESTATE.azure.credentials, credential("x", "vault-a")] })],
    ["a role definition of Azure lets do more", azure({ actions: ["Microsoft.Storage/*/read"] })],
    ["a role definition of Azure lets do everything", azure({ actions: ["*"] })],
    ["an unknown principal gets in", adding({ AWS: "${var.who}" }, "sts:AssumeRole")],
    ["a policy is for an unknown role", aws({ managed: { ...allow("s3:*"), role: "${var.role}" } })],
    ["a policy is for a role of a module that is unread", aws({ managed: { ...allow("s3:*"), role: "${module.m.role}" } })],
    ["an association is for an unknown role", aws({ association: { account: "evil", role: "${var.role_arn}", tags: true } })],
    ["all actions but some are allowed", aws({ inline: allow("sqs:*", "*", { but: "actions" }) })],
    ["an unknown member impersonates", google({ bindings: [ORDERS, bound("${var.member}")] })],
    ["a custom role is for an unknown member", google({ holder: "${var.member}" })],
    ["a deny policy is gone", google({ denied: undefined })],
    ["a binding is on an unknown service account", google({ bindings: [ORDERS, bound("allUsers", { on: "${var.account}" })] })],
    ["a role is for an unknown principal", azure({ holder: "${var.principal_id}" })],
    ["a credential is of an unknown identity", azure({ credentials: [credential("x", "vault-a", "${var.azure_id}")] })],
    ["a machine has an unknown identity", azure({ machine: "${var.azure_id}" })],
  ])("is wider where %s", (_what, after) => {
    expect(diff(read(ESTATE, complete), read(after, complete)).wider).toBe(true);
  });
});

it.each<[string, Estate["aws"]["statements"][number]["who"]]>([
  ["unknown", { AWS: "${var.who}" }],
  ["everybody", "*"],
])("is wider where whoever is %s needs no assertion any more", (_who, who) => {
  const [saml, plain] = ["sts:AssumeRoleWithSAML", "sts:AssumeRole"].map((action) => read(adding(who, action), true));
  expect([diff(saml!, plain!).wider, diff(plain!, plain!).wider]).toEqual([true, false]);
});

it("is wider where a role with an unknown policy gets an association, or the issuer that its unknown principal may be", () => {
  const unknown = aws({ trust: "${var.trust}", association: undefined });
  const [bare, open] = [read(unknown, true), (more: Partial<Estate["aws"]>) => read(aws({ ...unknown.aws, ...more }), true)];
  expect(diff(bare, open({ association: ESTATE.aws.association })).wider).toBe(true);
  expect(diff(bare, open({ issuer: "https://token.actions.githubusercontent.com" })).wider).toBe(true);
  expect(diff(bare, open({})).wider).toBe(false);
});

it("is wider where an access list that is unread names a service account of the files, and not where it names others", () => {
  const of = (user: string): Model => {
    const access = { a: { dataset_id: "d", role: "OWNER", user_by_email: user } };
    const { resource } = terraformOf(ESTATE) as { resource: object };
    const json = { resource: { ...resource, google_bigquery_dataset_access: access } };
    return readModel([{ name: "main.tf.json", json }], OPTIONS);
  };
  const before = read(ESTATE, false);
  const users = ["${google_service_account.ci.email}", "ann@example.com", "${var.user}"];
  expect(users.map((user) => diff(before, of(user)).wider)).toEqual([true, false, true]);
});

it("is wider where the provider changes whose tokens an unknown member may stand for, of files that hold everything", () => {
  const bindings = [bound("${var.member}")];
  const [before, after] = [provider({}), provider({ issuer: "https://token.actions.githubusercontent.com" })].map((estate) =>
    read({ ...estate, google: { ...estate.google, bindings } }, true),
  );
  expect(diff(before!, after!).wider).toBe(true);
  expect(diff(before!, before!).wider).toBe(false);
});

it("is not wider where a permission, a member, a credential or a principal goes away", () => {
  const wide: readonly Estate[] = [
    aws({ inline: allow("*", "*") }),
    aws({ managed: allow("s3:*") }),
    adding({ AWS: "arn:aws:iam::999999999999:root" }, "sts:AssumeRole"),
    google({ permissions: ["storage.objects.get", "storage.objects.delete"] }),
    google({ bindings: [ORDERS, bound("user:ann@example.com")] }),
    google({ bindings: [ORDERS, bound("${var.member}")] }),
    azure({ actions: ["*"] }),
    azure({ credentials: [...ESTATE.azure.credentials, credential("system:serviceaccount:shop:evil", "vault-a")] }),
  ];
  expect(wide.map((before) => diff(read(before, false), read(ESTATE, false)).wider)).toEqual(wide.map(() => false));
});
