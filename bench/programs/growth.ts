// What verify costs on an estate of one awkward shape: `growth.js SHAPE PART` prints one line of JSON, `growth.js` the shapes.
import { decide, diff, findings, readFiles, readModel, whatCan, type Model } from "../../lib/verify";

const ACCOUNT = "111122223333";
const NUMBER = "123456789012";
const POOLS = `projects/${NUMBER}/locations/global/workloadIdentityPools`;
const OPTIONS = { awsAccounts: ACCOUNT, googleProjectNumbers: { acme: NUMBER } };
const HOST = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
const NOW = 1_767_225_600;

export interface GrowthSample {
  readonly ms: number;
  readonly peakMiB: number;
}

const read = (resource: object, more: object = {}): Model =>
  readModel([{ name: "main.tf.json", json: JSON.stringify({ resource, ...more }) }], OPTIONS);
const numbered = (count: number, of: (index: number) => object): object =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`x${index}`, of(index)]));
const subject = (index: number): string => `system:serviceaccount:shop:app-${index}`;
const policy = (statements: readonly object[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (subjects: readonly string[]): object => ({
  Effect: "Allow",
  Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${HOST}` },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition: { StringEquals: { [`${HOST}:aud`]: "sts.amazonaws.com", [`${HOST}:sub`]: subjects } },
});
const provider = { aws_iam_openid_connect_provider: { eu: { url: `https://${HOST}`, client_id_list: ["sts.amazonaws.com"] } } };
const token = { iss: `https://${HOST}`, sub: subject(0), aud: "sts.amazonaws.com", iat: NOW - 60, exp: NOW + 3600 };
const ask = (model: Model, identity: string): void => {
  decide(model, { token, now: NOW, request: { type: "become", identity } });
};

/** Accounts that get one custom role of their project. */
const customRole = (count: number): object => ({
  google_project_iam_custom_role: { r: { project: "acme", role_id: "reader", permissions: ["storage.objects.get"] } },
  google_service_account: numbered(count, (i) => ({ project: "acme", account_id: `app-${i}` })),
  google_project_iam_member: numbered(count, (i) => ({
    project: "acme",
    role: "${google_project_iam_custom_role.r.id}",
    member: `serviceAccount:\${google_service_account.x${i}.email}`,
  })),
});

/** As many accounts as members that may become all of them. */
const creators = (count: number): object => ({
  google_service_account: numbered(count, (i) => ({ project: "acme", account_id: `app-${i}` })),
  google_iam_workload_identity_pool: { eu: { project: "acme", workload_identity_pool_id: "eu" } },
  google_iam_workload_identity_pool_provider: {
    eu: {
      project: "acme",
      workload_identity_pool_id: "eu",
      workload_identity_pool_provider_id: "eu",
      attribute_mapping: { "google.subject": "assertion.sub" },
      oidc: { issuer_uri: `https://${HOST}` },
    },
  },
  google_project_iam_member: numbered(count, (i) => ({
    project: "acme",
    role: "roles/iam.serviceAccountTokenCreator",
    member: `principal://iam.googleapis.com/${POOLS}/eu/subject/${subject(i)}`,
  })),
});

const subjects = (count: number, isChanged: boolean): object => ({
  ...provider,
  aws_iam_role: {
    r: {
      name: "r",
      assume_role_policy: policy([
        allow(Array.from({ length: count }, (_, i) => subject(isChanged && i % 10 === 0 ? i + count : i))),
      ]),
    },
  },
});

const statements = (count: number, effect: "Allow" | "Deny"): object => ({
  ...provider,
  aws_iam_role: {
    r: {
      name: "r",
      assume_role_policy: policy([
        allow([subject(0)]),
        ...Array.from({ length: count }, (_, i) => ({ ...allow([subject(i + 1)]), Effect: effect })),
      ]),
    },
  },
});

const unknownProviders = (count: number): object => ({
  aws_iam_openid_connect_provider: numbered(count, (i) => ({ url: `\${var.url_${i}}`, client_id_list: ["sts.amazonaws.com"] })),
  aws_iam_role: numbered(count, (i) => ({
    name: `r${i}`,
    assume_role_policy: policy([
      { ...allow([subject(i)]), Principal: { Federated: `\${aws_iam_openid_connect_provider.x${i}.arn}` } },
    ]),
  })),
});

const unknownPools = (count: number): object => ({
  google_iam_workload_identity_pool: numbered(count, (i) => ({
    project: "acme",
    workload_identity_pool_id: `\${var.pool_${i}}`,
  })),
  google_service_account: numbered(count, (i) => ({ project: "acme", account_id: `app-${i}` })),
  google_service_account_iam_member: numbered(count, (i) => ({
    service_account_id: `\${google_service_account.x${i}.name}`,
    role: "roles/iam.workloadIdentityUser",
    member: `principal://iam.googleapis.com/projects/${NUMBER}/locations/global/workloadIdentityPools/\${var.pool_${i}}/subject/${subject(i)}`,
  })),
});

const lookedUp = (count: number): Model =>
  read(
    {
      azurerm_federated_identity_credential: numbered(count, (i) => ({
        name: "eu",
        parent_id: `\${data.azurerm_user_assigned_identity.x${i}.id}`,
        resource_group_name: "acme",
        issuer: `https://${HOST}`,
        subject: subject(i),
        audience: ["api://AzureADTokenExchange"],
      })),
    },
    { data: { azurerm_user_assigned_identity: numbered(count, (i) => ({ name: `app-${i}`, resource_group_name: "acme" })) } },
  );

/** As many files of HCL: every second one a root that calls a module of its own. */
function folders(count: number): Model {
  const files: Record<string, string> = {};
  for (let i = 0; i < count / 2; i++) {
    const host = `${HOST}${i}`;
    files[`envs/e${i}/main.tf`] = [
      'resource "aws_iam_openid_connect_provider" "eu" {',
      `  url            = "https://${host}"`,
      '  client_id_list = ["sts.amazonaws.com"]',
      "}",
      'module "app" {',
      `  source   = "../../modules/m${i}"`,
      `  name     = "app-${i}"`,
      "  provider_arn = aws_iam_openid_connect_provider.eu.arn",
      "}",
    ].join("\n");
    files[`modules/m${i}/main.tf`] = [
      'variable "name" { type = string }',
      'variable "provider_arn" { type = string }',
      'data "aws_iam_policy_document" "trust" {',
      "  statement {",
      '    actions = ["sts:AssumeRoleWithWebIdentity"]',
      "    principals {",
      '      type        = "Federated"',
      "      identifiers = [var.provider_arn]",
      "    }",
      "    condition {",
      '      test     = "StringEquals"',
      `      variable = "${host}:sub"`,
      '      values   = ["system:serviceaccount:shop:${var.name}"]',
      "    }",
      "  }",
      "}",
      'resource "aws_iam_role" "this" {',
      "  name               = var.name",
      "  assume_role_policy = data.aws_iam_policy_document.trust.json",
      "}",
    ].join("\n");
  }
  return readFiles(files, { awsAccounts: ACCOUNT });
}

interface Shape {
  /** As many as an estate may have. */
  readonly count: number;
  readonly run: (count: number) => void;
}

/** The findings, and a decision on each identity. */
function askAll(model: Model): void {
  findings(model);
  for (const { address } of model.identities) ask(model, address);
}

/** What is asked of each shape, by what stands in the results. */
const SHAPES: Readonly<Record<string, Shape>> = {
  "all, accounts with one custom role": {
    count: 5_000,
    run: (count) => {
      askAll(read(customRole(count)));
    },
  },
  "diff, one statement of many subjects, a tenth changed": {
    count: 8_000,
    run: (count) => void diff(read(subjects(count, false)), read(subjects(count, true))),
  },
  "what a subject may become, accounts and creators over all of them": {
    count: 2_500,
    run: (count) => void whatCan(read(creators(count)), { issuer: `https://${HOST}`, subject: subject(1) }),
  },
  "diff, accounts and creators over all of them": {
    count: 2_500,
    run: (count) => void diff(read(creators(count)), read(creators(count))),
  },
  "all, statements that allow": {
    count: 20_000,
    run: (count) => {
      askAll(read(statements(count, "Allow")));
    },
  },
  "all, statements that deny": {
    count: 20_000,
    run: (count) => {
      askAll(read(statements(count, "Deny")));
    },
  },
  "all, roles and providers of unknown URL": {
    count: 3_000,
    run: (count) => {
      askAll(read(unknownProviders(count)));
    },
  },
  "all, pools and members of unknown pools": {
    count: 2_000,
    run: (count) => {
      askAll(read(unknownPools(count)));
    },
  },
  "all, files of HCL, every second one a root that calls a module": {
    count: 2_000,
    run: (count) => {
      askAll(folders(count));
    },
  },
  "all, identities that are looked up": {
    count: 4_000,
    run: (count) => {
      askAll(lookedUp(count));
    },
  },
};

const [, , name = "", part = "1"] = process.argv;
const shape = SHAPES[name];
if (shape === undefined) console.log(JSON.stringify(Object.entries(SHAPES).map(([what, { count }]) => [what, count])));
else {
  const start = process.cpuUsage();
  shape.run(shape.count * Number(part));
  const { user, system } = process.cpuUsage(start);
  const sample: GrowthSample = { ms: (user + system) / 1000, peakMiB: process.resourceUsage().maxRSS / 1024 };
  console.log(JSON.stringify(sample));
}
