// The reason of an allow is the gate that let in, in every way of every cloud.
import { decide, type Decision, readModel, type Request } from "../../lib/verify";
import { reasonOf } from "../../lib/verify/decision";
import { ACCOUNT, EU, POOL, PROVIDER, ROLE, STACK, SUBJECT } from "../lab/stack";

const NOW = 1_729_602_000;
const GKE = "https://container.googleapis.com/v1/projects/acme-prod/locations/europe-west1/clusters/eu";
const { resource } = STACK;
const pods = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "pods.eks.amazonaws.com" }, Action: ["sts:AssumeRole", "sts:TagSession"] },
  ],
};
const gkeMember = "serviceAccount:acme-prod.svc.id.goog[shop/orders]";
const model = readModel(
  [
    {
      name: "main.tf.json",
      json: {
        ...STACK,
        resource: {
          ...resource,
          aws_iam_role: { ...resource.aws_iam_role, pod: { name: "pod", assume_role_policy: JSON.stringify(pods) } },
          google_service_account: { ...resource.google_service_account, gke: { account_id: "gke" } },
          google_service_account_iam_member: {
            ...resource.google_service_account_iam_member,
            gke: {
              service_account_id: "${google_service_account.gke.name}",
              role: "roles/iam.workloadIdentityUser",
              member: gkeMember,
            },
          },
          azurerm_federated_identity_credential: {
            other: {
              ...resource.azurerm_federated_identity_credential.orders,
              name: "other",
              subject: "system:serviceaccount:shop:other",
            },
            ...resource.azurerm_federated_identity_credential,
          },
        },
      },
    },
  ],
  { googleProjectNumbers: { "acme-prod": "123456789012" }, awsAccounts: ACCOUNT },
);

const answer = (request: Request, aud: string, iss = EU): Decision =>
  decide(model, { token: { iss, sub: SUBJECT, aud, iat: NOW - 60, nbf: NOW - 60, exp: NOW + 600 }, now: NOW, request });

it.each<[string, Decision, string]>([
  [
    "a token at AWS",
    answer({ type: "AssumeRoleWithWebIdentity", role: ROLE }, "sts.amazonaws.com"),
    `statement 1 allows: StringEquals ${EU.slice(8)}:sub "${SUBJECT}", StringEquals ${EU.slice(8)}:aud "sts.amazonaws.com"`,
  ],
  [
    "EKS Pod Identity",
    answer(
      {
        type: "EksPodIdentity",
        role: "aws_iam_role.pod",
        sessionTags: { "eks-cluster-name": "eu" },
        sourceArn: "arn:aws:eks:eu-west-1:111122223333:cluster/eu",
        sourceAccount: ACCOUNT,
      },
      "",
    ),
    "statement 1 allows without conditions",
  ],
  [
    "an exchange of Google Cloud",
    answer({ type: "impersonate", serviceAccount: "google_service_account.orders" }, `https:${PROVIDER}`),
    `roles/iam.workloadIdentityUser is given to principal://iam.googleapis.com/${POOL}/subject/${SUBJECT}`,
  ],
  [
    "GKE's own pool",
    answer({ type: "impersonate", serviceAccount: "google_service_account.gke" }, "acme-prod.svc.id.goog", GKE),
    `roles/iam.workloadIdentityUser is given to ${gkeMember}`,
  ],
  [
    "Entra",
    answer({ type: "client_assertion", identity: "azurerm_user_assigned_identity.orders" }, "api://AzureADTokenExchange"),
    `the token's subject is ${SUBJECT}`,
  ],
])("the reason of an allow by %s is the gate that let in", (_, decision, why) => {
  expect([decision.verdict, reasonOf(decision)?.why]).toEqual(["allow", why]);
});
