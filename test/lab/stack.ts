// A small world: two clusters, of which only `eu` is trusted, and a role, a service account and a managed identity for shop/orders.
export const EU = "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
export const ACCOUNT = "111122223333";
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/orders`;
export const POOL = "projects/123456789012/locations/global/workloadIdentityPools/pool-eu";
export const PROVIDER = `//iam.googleapis.com/${POOL}/providers/provider-eu`;
export const EMAIL = "orders@acme-prod.iam.gserviceaccount.com";
export const TENANT = "22222222-2222-2222-2222-222222222222";
export const SUBJECT = "system:serviceaccount:shop:orders";

const host = EU.replace("https://", "");

const trust = (condition: object): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: "${aws_iam_openid_connect_provider.eu.arn}" },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: condition,
      },
    ],
  });

const exact = { StringEquals: { [`${host}:sub`]: SUBJECT, [`${host}:aud`]: "sts.amazonaws.com" } };

export const STACK = {
  provider: {
    aws: [{ region: "eu-west-1", allowed_account_ids: [ACCOUNT] }],
    google: [{ project: "acme-prod" }],
    azurerm: [{ features: [{}], subscription_id: "11111111-1111-1111-1111-111111111111", tenant_id: TENANT }],
  },
  resource: {
    aws_iam_openid_connect_provider: { eu: { url: EU, client_id_list: ["sts.amazonaws.com"] } },
    aws_iam_role: {
      orders: { name: "orders", assume_role_policy: trust(exact) },
      long: { name: "long", max_session_duration: 7200, assume_role_policy: trust(exact) },
      open: {
        name: "open",
        assume_role_policy: trust({ StringEquals: { ...exact.StringEquals, "sts:RoleAuthorizedByIdp": "true" } }),
      },
    },
    google_iam_workload_identity_pool: {
      eu: { workload_identity_pool_id: "pool-eu", display_name: "eu" },
    },
    google_iam_workload_identity_pool_provider: {
      eu: {
        workload_identity_pool_id: "pool-eu",
        workload_identity_pool_provider_id: "provider-eu",
        attribute_mapping: { "google.subject": "assertion.sub" },
        oidc: { issuer_uri: EU, allowed_audiences: [`https:${PROVIDER}`] },
      },
    },
    google_service_account: { orders: { account_id: "orders" } },
    google_service_account_iam_member: {
      orders: {
        service_account_id: "${google_service_account.orders.name}",
        role: "roles/iam.workloadIdentityUser",
        member: `principal://iam.googleapis.com/${POOL}/subject/${SUBJECT}`,
      },
    },
    azurerm_user_assigned_identity: { orders: { name: "orders", resource_group_name: "acme", location: "westeurope" } },
    azurerm_federated_identity_credential: {
      orders: {
        name: "eu",
        resource_group_name: "acme",
        parent_id: "${azurerm_user_assigned_identity.orders.id}",
        issuer: EU,
        subject: SUBJECT,
        audience: ["api://AzureADTokenExchange"],
      },
    },
  },
};
