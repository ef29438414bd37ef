// Small random estates as Terraform, one identity of each cloud, whose variants differ in one or several things; and who asks for them.
import fc from "fast-check";

const HOST = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
const OTHER_HOST = "oidc.eks.us-east-1.amazonaws.com/id/FEDCBA9876543210FEDCBA9876543210";
export const ISSUERS = [`https://${HOST}`, `https://${OTHER_HOST}`, "https://token.actions.githubusercontent.com"] as const;
const [EU] = ISSUERS;
export const SUBJECTS = [
  "system:serviceaccount:shop:orders",
  "system:serviceaccount:shop:evil",
  "system:serviceaccount:shop2:orders",
  "repo:acme/api:ref:refs/heads/main",
  "é".repeat(64),
] as const;
export const AUDIENCES = ["sts.amazonaws.com", "vault-a", "api://AzureADTokenExchange", "https://google.example"] as const;
const ACCOUNT = "111122223333";

const statement = fc.record({
  who: fc.constantFrom<object | string>(
    { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${HOST}` },
    { Federated: "${aws_iam_openid_connect_provider.second.arn}" },
    { AWS: "arn:aws:iam::999999999999:root" },
    { Service: "lambda.amazonaws.com" },
    { Service: "pods.eks.amazonaws.com" },
    { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/office` },
    "*",
  ),
  actions: fc.constantFrom<readonly string[]>(
    ["sts:AssumeRoleWithWebIdentity"],
    ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"],
    ["sts:AssumeRole", "sts:TagSession"],
    ["sts:AssumeRoleWithSAML"],
    ["sts:*"],
  ),
  effect: fc.constantFrom("Allow", "Allow", "Allow", "Deny"),
  subject: fc.option(
    fc.tuple(fc.constantFrom("StringEquals", "StringLike"), fc.constantFrom(...SUBJECTS, "system:serviceaccount:shop:*", "*")),
    {
      nil: undefined,
    },
  ),
  audience: fc.option(fc.tuple(fc.constantFrom("StringEquals", "StringLike"), fc.constantFrom(...AUDIENCES, "vault-*")), {
    nil: undefined,
  }),
});

const policy = fc.array(
  fc.record({
    Effect: fc.constantFrom("Allow", "Allow", "Deny"),
    Action: fc.constantFrom("s3:GetObject", "s3:*", "*", "S3:getobject", "s3:Get*", "sqs:SendMessage"),
    Resource: fc.constantFrom("arn:aws:s3:::a/*", "arn:aws:s3:::*", "*"),
  }),
  { minLength: 1, maxLength: 2 },
);

const awsRole = fc.record({
  statements: fc.array(statement, { minLength: 1, maxLength: 2 }),
  inline: fc.option(policy, { nil: undefined }),
  managed: fc.option(policy, { nil: undefined }),
  boundary: fc.constantFrom(undefined, "arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/PowerUserAccess"),
  clientIds: fc.constantFrom(["sts.amazonaws.com"], ["sts.amazonaws.com", "vault-a"]),
  association: fc.constantFrom(undefined, "orders", "evil"),
});

const googleAccount = fc.record({
  mapping: fc.constantFrom<Record<string, string>>(
    { "google.subject": "assertion.sub" },
    { "google.subject": "assertion.sub", "attribute.team": "assertion.team" },
    { "google.subject": "'a::' + assertion.sub" },
  ),
  condition: fc.constantFrom(undefined, "assertion.sub.startsWith('system:serviceaccount:shop:')", "assertion.team == 'a'"),
  audiences: fc.constantFrom<readonly string[] | undefined>(undefined, ["https://google.example"]),
  members: fc.uniqueArray(
    fc.constantFrom(
      "subject/system:serviceaccount:shop:orders",
      "subject/system:serviceaccount:shop:evil",
      "attribute.team/a",
      "*",
    ),
    { maxLength: 2 },
  ),
  other: fc.constantFrom(undefined, "user:ann@example.com", "allUsers", "group:all@example.com"),
  permissions: fc.uniqueArray(fc.constantFrom("storage.objects.get", "storage.objects.delete"), { minLength: 1 }),
});

const azureIdentity = fc.record({
  credentials: fc.uniqueArray(
    fc.tuple(fc.constantFrom(...ISSUERS), fc.constantFrom(...SUBJECTS), fc.constantFrom("api://AzureADTokenExchange", "vault-a")),
    { maxLength: 2, selector: ([issuer, subject]) => `${issuer} ${subject}` },
  ),
  actions: fc.uniqueArray(fc.constantFrom("*", "Microsoft.Storage/*/read", "Microsoft.Storage/storageAccounts/read"), {
    minLength: 1,
  }),
  notActions: fc.uniqueArray(fc.constantFrom("Microsoft.Storage/storageAccounts/read", "Microsoft.Compute/*"), { maxLength: 1 }),
});

export const estates = fc.record({ aws: awsRole, google: googleAccount, azure: azureIdentity });
export type Estate = typeof estates extends fc.Arbitrary<infer T> ? T : never;

/** Another estate that is the same but for one part. */
export const pairs = fc.tuple(estates, estates).chain(([before, other]) =>
  fc
    .constantFrom(
      ...(["aws", "google", "azure"] as const).flatMap((cloud) =>
        Object.keys(before[cloud]).map((part) => [cloud, part] as const),
      ),
    )
    .map(([cloud, part]): readonly [Estate, Estate] => {
      const changed = { ...before[cloud], [part]: (other[cloud] as Record<string, unknown>)[part] };
      return [before, { ...before, [cloud]: changed }];
    }),
);

type Statement = Estate["aws"]["statements"][number];

function trustStatement({ who, actions, effect, subject, audience }: Statement): object {
  const isWeb = typeof who === "object" && JSON.stringify(who).includes("oidc");
  const host = JSON.stringify(who).includes("second") ? OTHER_HOST : HOST;
  const condition: Record<string, Record<string, string>> = {};
  const add = (operator: string, claim: string, value: string): void => {
    condition[operator] = { ...condition[operator], [`${host}:${claim}`]: value };
  };
  if (isWeb && subject !== undefined) add(subject[0], "sub", subject[1]);
  if (isWeb && audience !== undefined) add(audience[0], "aud", audience[1]);
  return {
    Effect: effect,
    Principal: who,
    Action: actions,
    ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
  };
}

const document = (statements: readonly object[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });
export const given = (name: string, value: unknown): object => (value === undefined ? {} : { [name]: value });

export const ROLE = "aws_iam_role.deploy";
export const GOOGLE_ACCOUNT = "google_service_account.ci";
export const AZURE_IDENTITY = "azurerm_user_assigned_identity.ci";

/** The estate as Terraform JSON. */
export function terraformOf({ aws, google, azure }: Estate): object {
  const pool = "projects/123456789012/locations/global/workloadIdentityPools/jobs";
  const member = (text: string): string => {
    const [kind] = text.split("/");
    return `${kind === "subject" ? "principal" : "principalSet"}://iam.googleapis.com/${pool}/${text}`;
  };
  const members = [...google.members.map(member), ...(google.other === undefined ? [] : [google.other])];
  return {
    resource: {
      aws_iam_openid_connect_provider: {
        first: { url: EU, client_id_list: aws.clientIds },
        second: { url: ISSUERS[1], client_id_list: ["sts.amazonaws.com"] },
      },
      aws_iam_role: {
        deploy: {
          name: "deploy",
          assume_role_policy: document(aws.statements.map(trustStatement)),
          ...given("permissions_boundary", aws.boundary),
        },
      },
      ...(aws.inline === undefined
        ? {}
        : { aws_iam_role_policy: { own: { name: "own", role: "${aws_iam_role.deploy.name}", policy: document(aws.inline) } } }),
      ...(aws.managed === undefined
        ? {}
        : {
            aws_iam_policy: { shared: { name: "shared", policy: document(aws.managed) } },
            aws_iam_role_policy_attachment: {
              shared: { role: "${aws_iam_role.deploy.name}", policy_arn: "${aws_iam_policy.shared.arn}" },
            },
          }),
      ...(aws.association === undefined
        ? {}
        : {
            aws_eks_pod_identity_association: {
              a: {
                cluster_name: "eu",
                namespace: "shop",
                service_account: aws.association,
                role_arn: "${aws_iam_role.deploy.arn}",
              },
            },
          }),
      google_iam_workload_identity_pool: { jobs: { project: "acme", workload_identity_pool_id: "jobs" } },
      google_iam_workload_identity_pool_provider: {
        jobs: {
          project: "acme",
          workload_identity_pool_id: "${google_iam_workload_identity_pool.jobs.workload_identity_pool_id}",
          workload_identity_pool_provider_id: "jobs",
          attribute_mapping: google.mapping,
          ...given("attribute_condition", google.condition),
          oidc: { issuer_uri: EU, ...given("allowed_audiences", google.audiences) },
        },
      },
      google_service_account: { ci: { project: "acme", account_id: "ci" } },
      google_service_account_iam_member: Object.fromEntries(
        members.map((text, index) => [
          `m${index}`,
          { service_account_id: "${google_service_account.ci.name}", role: "roles/iam.workloadIdentityUser", member: text },
        ]),
      ),
      google_project_iam_custom_role: { r: { project: "acme", role_id: "reader", permissions: google.permissions } },
      google_project_iam_member: {
        r: { project: "acme", role: "${google_project_iam_custom_role.r.id}", member: "${google_service_account.ci.member}" },
      },
      azurerm_user_assigned_identity: { ci: { name: "ci", resource_group_name: "acme", location: "westeurope" } },
      azurerm_federated_identity_credential: Object.fromEntries(
        azure.credentials.map(([issuer, subject, audience], index) => [
          `c${index}`,
          {
            name: `c${index}`,
            parent_id: "${azurerm_user_assigned_identity.ci.id}",
            resource_group_name: "acme",
            issuer,
            subject,
            audience: [audience],
          },
        ]),
      ),
      azurerm_role_definition: {
        r: {
          name: "r",
          scope: "/subscriptions/11111111-1111-1111-1111-111111111111",
          permissions: [{ actions: azure.actions, not_actions: azure.notActions }],
        },
      },
      azurerm_role_assignment: {
        r: {
          scope: "/subscriptions/11111111-1111-1111-1111-111111111111",
          role_definition_id: "${azurerm_role_definition.r.role_definition_resource_id}",
          principal_id: "${azurerm_user_assigned_identity.ci.principal_id}",
        },
      },
    },
  };
}
