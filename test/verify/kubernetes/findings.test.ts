import { readModel } from "../../../lib/verify";
import { kubernetesOf } from "../../../lib/verify/kubernetes/cloud";
import { findKubernetes } from "../../../lib/verify/kubernetes/findings";
import type { Finding } from "../../../lib/verify/finding";

const HOST = "oidc.eks.eu-west-1.amazonaws.com/id/0123";
const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${HOST}`;
const ROLE = "${aws_iam_role.orders.arn}";

function role(subject: string): object {
  const condition = { StringEquals: { [`${HOST}:sub`]: subject, [`${HOST}:aud`]: "sts.amazonaws.com" } };
  const statement = {
    Effect: "Allow",
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: PROVIDER },
    Condition: condition,
  };
  return {
    aws_iam_openid_connect_provider: { eks: { url: `https://${HOST}`, client_id_list: ["sts.amazonaws.com"] } },
    aws_iam_role: {
      orders: { name: "orders", assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) },
    },
  };
}

function serviceAccount(annotations: object, type = "kubernetes_service_account_v1"): object {
  return { [type]: { orders: { metadata: { name: "orders", namespace: "shop", annotations } } } };
}

function found(...resources: readonly object[]): Finding[] {
  const json = { resource: Object.assign({}, ...resources) as object };
  const model = readModel([{ name: "main.tf.json", json }], { awsAccounts: "111122223333" });
  return findKubernetes(kubernetesOf(model), model);
}

const short = (findings: readonly Finding[]): unknown[] => findings.map(({ id, severity }) => [id, severity]);

test("an annotation that points at a role which trusts the ServiceAccount gives no finding", () => {
  const annotations = { "eks.amazonaws.com/role-arn": ROLE };
  expect(found(role("system:serviceaccount:shop:orders"), serviceAccount(annotations))).toEqual([]);
  const literal = { "eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/orders" };
  expect(found(role("system:serviceaccount:shop:orders"), serviceAccount(literal))).toEqual([]);
});

test.each(["kubernetes_service_account", "kubernetes_service_account_v1"])(
  "an annotation of a %s that points at a role which does not trust it is an error",
  (type) => {
    const annotations = { "eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/orders" };
    expect(found(role("system:serviceaccount:shop:mail"), serviceAccount(annotations, type))).toEqual([
      {
        id: "kubernetes-identity-does-not-trust",
        severity: "error",
        place: { file: "main.tf.json", address: `${type}.orders` },
        what:
          "eks.amazonaws.com/role-arn of system:serviceaccount:shop:orders is arn:aws:iam::111122223333:role/orders: " +
          "aws_iam_role.orders does not trust that ServiceAccount",
        why: "the annotation lets the pod ask, and the role's own trust decides: it takes no subject system:serviceaccount:shop:orders",
        cure: "let it trust the subject, or correct the annotation",
        source: "https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html",
      },
    ]);
  },
);

test("annotations, manifests and JSON of kubectl are ServiceAccounts too", () => {
  const annotations = { "eks.amazonaws.com/role-arn": ROLE };
  const metadata = { name: "orders", namespace: "shop", annotations };
  const manifest = { apiVersion: "v1", kind: "ServiceAccount", metadata };
  const others = [
    { kubernetes_annotations: { a: { kind: "ServiceAccount", metadata: [{ name: "orders", namespace: "shop" }], annotations } } },
    { kubernetes_manifest: { a: { manifest } } },
    { kubectl_manifest: { a: { yaml_body: JSON.stringify(manifest) } } },
  ];
  for (const other of others) {
    expect(short(found(role("system:serviceaccount:shop:mail"), other))).toEqual([
      ["kubernetes-identity-does-not-trust", "error"],
    ]);
    expect(found(role("system:serviceaccount:shop:orders"), other)).toEqual([]);
  }
});

test.each([
  ["eks.amazonaws.com/role-arn", "orders"],
  ["azure.workload.identity/client-id", "orders"],
  ["iam.gke.io/gcp-service-account", "orders"],
])("a malformed %s is an error, and one outside the files a note", (key, malformed) => {
  const elsewhere = {
    "eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/x",
    "azure.workload.identity/client-id": "11111111-2222-3333-4444-555555555555",
    "iam.gke.io/gcp-service-account": "x@p.iam.gserviceaccount.com",
  }[key];
  expect(short(found(serviceAccount({ [key]: malformed })))).toEqual([["kubernetes-annotation-malformed", "error"]]);
  expect(short(found(serviceAccount({ [key]: elsewhere })))).toEqual([["kubernetes-identity-not-in-files", "note"]]);
});

test("the client id of a managed identity that trusts another ServiceAccount is an error", () => {
  const azure = (subject: string): object => ({
    azurerm_user_assigned_identity: { orders: { name: "orders", resource_group_name: "rg" } },
    azurerm_federated_identity_credential: {
      f: {
        user_assigned_identity_id: "${azurerm_user_assigned_identity.orders.id}",
        issuer: "https://i.example",
        subject,
        audience: ["api://AzureADTokenExchange"],
      },
    },
  });
  const annotations = { "azure.workload.identity/client-id": "${azurerm_user_assigned_identity.orders.client_id}" };
  expect(found(azure("system:serviceaccount:shop:orders"), serviceAccount(annotations))).toEqual([]);
  expect(short(found(azure("system:serviceaccount:shop:mail"), serviceAccount(annotations)))).toEqual([
    ["kubernetes-identity-does-not-trust", "error"],
  ]);
});

test("what may let the ServiceAccount in and was not read is no error", () => {
  const identity = { azurerm_user_assigned_identity: { orders: { name: "orders", resource_group_name: "rg" } } };
  const credential = {
    azurerm_federated_identity_credential: {
      f: {
        user_assigned_identity_id: "${azurerm_user_assigned_identity.orders.id}",
        issuer: "https://i.example",
        subject: "system:serviceaccount:shop:mail",
        audience: ["api://AzureADTokenExchange"],
      },
    },
  };
  const annotated = serviceAccount({ "azure.workload.identity/client-id": "${azurerm_user_assigned_identity.orders.client_id}" });
  const of = (complete: boolean, module: object, ...resources: readonly object[]): unknown[] => {
    const json = { ...module, resource: Object.assign({}, ...resources) as object };
    const model = readModel([{ name: "main.tf.json", json }], { complete });
    return short(findKubernetes(kubernetesOf(model), model));
  };
  const module = { module: { m: { source: "./federation" } } };
  expect(of(false, {}, identity, annotated)).toEqual([["kubernetes-trust-not-seen", "warning"]]);
  expect(of(true, {}, identity, annotated)).toEqual([["kubernetes-identity-does-not-trust", "error"]]);
  expect(of(false, {}, identity, credential, annotated)).toEqual([["kubernetes-identity-does-not-trust", "error"]]);
  expect(of(true, module, identity, credential, annotated)).toEqual([["kubernetes-trust-not-seen", "warning"]]);
});

test("a Google service account must let the ServiceAccount's member in", () => {
  const google = (member: string): object => ({
    google_service_account: { orders: { account_id: "orders", project: "acme" } },
    google_service_account_iam_member: {
      m: { service_account_id: "${google_service_account.orders.name}", role: "roles/iam.workloadIdentityUser", member },
    },
  });
  const annotations = { "iam.gke.io/gcp-service-account": "${google_service_account.orders.email}" };
  expect(short(found(google("serviceAccount:acme.svc.id.goog[shop/mail]"), serviceAccount(annotations)))).toEqual([
    ["kubernetes-identity-does-not-trust", "error"],
  ]);
  expect(found(google("serviceAccount:acme.svc.id.goog[shop/orders]"), serviceAccount(annotations))).toEqual([]);
});

test.each([
  ["eks.amazonaws.com/token-expiration", "599", 1],
  ["eks.amazonaws.com/token-expiration", "600", 0],
  ["eks.amazonaws.com/token-expiration", "86400", 0],
  ["eks.amazonaws.com/token-expiration", "86401", 1],
  ["eks.amazonaws.com/token-expiration", "1h", 1],
  ["azure.workload.identity/service-account-token-expiration", "3599", 1],
  ["azure.workload.identity/service-account-token-expiration", "3600", 0],
])("%s of %s gives %i warnings", (key, value, times) => {
  expect(short(found(serviceAccount({ [key]: value })))).toEqual(
    Array.from({ length: times }, () => ["kubernetes-token-expiration", "warning"]),
  );
});

test("an audience that the role does not take is a warning", () => {
  const annotations = (audience: string): object => ({
    "eks.amazonaws.com/role-arn": ROLE,
    "eks.amazonaws.com/audience": audience,
  });
  const trusting = role("system:serviceaccount:shop:orders");
  expect(short(found(trusting, serviceAccount(annotations("vault"))))).toEqual([["kubernetes-audience-not-taken", "warning"]]);
  expect(found(trusting, serviceAccount(annotations("sts.amazonaws.com")))).toEqual([]);
});

test("a role that trusts a namespace's default ServiceAccount is a note", () => {
  expect(short(found(role("system:serviceaccount:shop:default")))).toEqual([
    ["kubernetes-default-service-account-trusted", "note"],
  ]);
});

test("an unknown map of annotations, or a manifest that is not an object, is no error", () => {
  const odd = {
    kubernetes_service_account: { a: { metadata: "${var.m}" }, b: { metadata: [{ annotations: "${var.a}" }] }, c: {} },
  };
  expect(found(odd, { kubernetes_manifest: { a: { manifest: 7 }, b: {} }, kubectl_manifest: { a: { yaml_body: "{" } } })).toEqual(
    [],
  );
});

test("an annotation that points at an account of which only a pool elsewhere knows who becomes it is no error", () => {
  const email = "app@my-project.iam.gserviceaccount.com";
  const pool = "projects/1/locations/global/workloadIdentityPools/p";
  const bound = (member: string): object => ({
    google_service_account_iam_member: { m: { service_account_id: email, role: "roles/iam.workloadIdentityUser", member } },
  });
  const annotated = serviceAccount({ "cloud.google.com/service-account-email": email });
  const subject = `principal://iam.googleapis.com/${pool}/subject/system:serviceaccount:shop:orders`;
  expect(short(found(bound(subject), annotated))).toEqual([]);
  const another = "serviceAccount:my-project.svc.id.goog[shop/mail]";
  expect(short(found(bound(another), annotated))).toEqual([["kubernetes-identity-does-not-trust", "error"]]);
});

test("a provider that takes no tokens gives no ServiceAccount anything", () => {
  const ids = { workload_identity_pool_id: "my-pool", project: "my-project" };
  const provider = (id: string, kind: object): object => ({ ...ids, workload_identity_pool_provider_id: id, ...kind });
  const resources = {
    google_project: { p: { project_id: "my-project", number: "1" } },
    google_iam_workload_identity_pool_provider: {
      a: provider("accounts", { aws: { account_id: "999999999999" } }),
      b: provider("jobs", {
        oidc: { issuer_uri: "https://x.example.com" },
        attribute_mapping: { "google.subject": "assertion.sub" },
        attribute_condition: "assertion.sub == 'job'",
      }),
    },
    google_service_account_iam_member: {
      m: {
        service_account_id: "app@my-project.iam.gserviceaccount.com",
        role: "roles/iam.workloadIdentityUser",
        member: "principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/my-pool/*",
      },
    },
  };
  const annotated = serviceAccount({ "cloud.google.com/service-account-email": "app@my-project.iam.gserviceaccount.com" });
  expect(short(found(resources, annotated))).toEqual([["kubernetes-identity-does-not-trust", "error"]]);
});
