// One account, tenant and project: as the clouds' own command lines print it, and as Terraform.
export const HOST = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
export const SUBJECT = "system:serviceaccount:shop:orders";
export const ROLE_ARN = "arn:aws:iam::111122223333:role/orders";
const NUMBER = "123456789012";
const SUBSCRIPTION = "/subscriptions/11111111-1111-1111-1111-111111111111";
const IDENTITY = `${SUBSCRIPTION}/resourcegroups/acme/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders`;

export const TRUST = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${HOST}` },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { StringEquals: { [`${HOST}:sub`]: SUBJECT, [`${HOST}:aud`]: "sts.amazonaws.com" } },
    },
  ],
};
const READ = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] };
const MEMBER = `principal://iam.googleapis.com/projects/${NUMBER}/locations/global/workloadIdentityPools/eu/subject/${SUBJECT}`;

export const ROLE = {
  RoleName: "orders",
  Path: "/",
  Arn: ROLE_ARN,
  AssumeRolePolicyDocument: TRUST,
  RolePolicyList: [{ PolicyName: "read", PolicyDocument: READ }],
  AttachedManagedPolicies: [{ PolicyName: "shared", PolicyArn: "arn:aws:iam::111122223333:policy/shared" }],
};
export const POLICIES = [
  {
    PolicyName: "shared",
    Arn: "arn:aws:iam::111122223333:policy/shared",
    PolicyVersionList: [
      { IsDefaultVersion: false, Document: { Version: "2012-10-17", Statement: [] } },
      { IsDefaultVersion: true, Document: READ },
    ],
  },
];

const pool = `projects/${NUMBER}/locations/global/workloadIdentityPools/eu`;
const mapped = { state: "ACTIVE", attributeMapping: { "google.subject": "assertion.sub" } };

/** What each command prints, as far as it matters. */
export const DUMPS: Readonly<Record<string, unknown>> = {
  "live/account.json": { UserDetailList: [], RoleDetailList: [ROLE], Policies: POLICIES },
  "live/providers.json": { OpenIDConnectProviderList: [{ Arn: `arn:aws:iam::111122223333:oidc-provider/${HOST}` }] },
  "live/provider.json": { Url: HOST, ClientIDList: ["sts.amazonaws.com"], ThumbprintList: [] },
  "live/pools.json": [{ name: pool, state: "ACTIVE" }],
  "live/pool-providers.json": [
    { ...mapped, name: `${pool}/providers/eu`, oidc: { issuerUri: `https://${HOST}`, allowedAudiences: ["vault"] } },
    { ...mapped, name: `${pool}/providers/old`, state: "DELETED", oidc: { issuerUri: "https://evil.example" } },
  ],
  "live/accounts.json": [
    {
      name: "projects/acme/serviceAccounts/orders@acme.iam.gserviceaccount.com",
      email: "orders@acme.iam.gserviceaccount.com",
      projectId: "acme",
      uniqueId: "100000000000000000001",
    },
  ],
  "live/policies.json": [
    {
      resource: "//iam.googleapis.com/projects/acme/serviceAccounts/orders@acme.iam.gserviceaccount.com",
      policy: { bindings: [{ role: "roles/iam.workloadIdentityUser", members: [MEMBER] }] },
    },
    {
      resource: "//cloudresourcemanager.googleapis.com/projects/acme",
      policy: {
        bindings: [{ role: "roles/pubsub.publisher", members: ["serviceAccount:orders@acme.iam.gserviceaccount.com"] }],
      },
    },
  ],
  "live/identities.json": [{ id: IDENTITY, name: "orders", resourceGroup: "acme", clientId: "c", principalId: "p" }],
  "live/credentials.json": [
    {
      id: `${IDENTITY}/federatedIdentityCredentials/eu`,
      name: "eu",
      issuer: `https://${HOST}`,
      subject: SUBJECT,
      audiences: ["api://AzureADTokenExchange"],
    },
  ],
  "live/assignments.json": [
    {
      id: "/a",
      principalId: "p",
      roleDefinitionId: `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/r`,
      roleDefinitionName: "Reader",
      scope: SUBSCRIPTION,
      condition: null,
    },
  ],
  "live/nothing.json": [],
};

/** The same as Terraform. */
export const TERRAFORM = {
  resource: {
    aws_iam_openid_connect_provider: { eu: { url: `https://${HOST}`, client_id_list: ["sts.amazonaws.com"] } },
    aws_iam_role: { orders: { name: "orders", assume_role_policy: JSON.stringify(TRUST) } },
    aws_iam_role_policy: { read: { name: "read", role: "${aws_iam_role.orders.name}", policy: JSON.stringify(READ) } },
    aws_iam_policy: { shared: { name: "shared", policy: JSON.stringify(READ) } },
    aws_iam_role_policy_attachment: {
      shared: { role: "${aws_iam_role.orders.name}", policy_arn: "${aws_iam_policy.shared.arn}" },
    },
    google_iam_workload_identity_pool: { eu: { project: NUMBER, workload_identity_pool_id: "eu" } },
    google_iam_workload_identity_pool_provider: {
      eu: {
        project: NUMBER,
        workload_identity_pool_id: "${google_iam_workload_identity_pool.eu.workload_identity_pool_id}",
        workload_identity_pool_provider_id: "eu",
        attribute_mapping: { "google.subject": "assertion.sub" },
        oidc: { issuer_uri: `https://${HOST}`, allowed_audiences: ["vault"] },
      },
    },
    google_service_account: { orders: { project: "acme", account_id: "orders" } },
    google_service_account_iam_member: {
      eu: {
        service_account_id: "${google_service_account.orders.name}",
        role: "roles/iam.workloadIdentityUser",
        member: MEMBER,
      },
    },
    google_project_iam_member: {
      publisher: { project: "acme", role: "roles/pubsub.publisher", member: "${google_service_account.orders.member}" },
    },
    azurerm_user_assigned_identity: { orders: { name: "orders", resource_group_name: "acme", location: "westeurope" } },
    azurerm_federated_identity_credential: {
      eu: {
        name: "eu",
        parent_id: "${azurerm_user_assigned_identity.orders.id}",
        resource_group_name: "acme",
        issuer: `https://${HOST}`,
        subject: SUBJECT,
        audience: ["api://AzureADTokenExchange"],
      },
    },
    azurerm_role_assignment: {
      reader: {
        principal_id: "${azurerm_user_assigned_identity.orders.principal_id}",
        role_definition_name: "Reader",
        scope: SUBSCRIPTION,
      },
    },
  },
};
