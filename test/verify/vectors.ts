// From a vector (a trust, a token, and what the cloud answered) to the public API of `cdktf-workload-identity/verify`, and back.
import { decide, type Decision, findings, type Model, readModel, type Request, type Token } from "../../lib/verify";
import { awsOf } from "../../lib/verify/aws/cloud";

/** The clouds that vectors are collected of, as their files are called. */
export type VectorCloud = "aws" | "gcp" | "azure";

/** What a cloud answered to a token. */
export interface Vector {
  readonly name: string;
  readonly trust: object;
  readonly request: Readonly<Record<string, unknown>>;
  /** Claims. EKS Pod Identity and GKE do without. */
  readonly token?: Token | null;
  readonly expected: "allow" | "deny" | "undetermined";
  readonly decisive_check?: string;
  readonly error_code?: string;
}

/** What a cloud answered when a trust was created. */
export interface WriteTimeVector {
  readonly name: string;
  readonly expected: "accepted" | "rejected";
  readonly [part: string]: unknown;
}

/** A file of vectors. */
export interface VectorFile {
  readonly vectors: readonly Vector[];
  readonly write_time_vectors?: readonly WriteTimeVector[];
}

/** Decides a vector. The trust is all that exists, as the vectors' files say. */
export function decideVector(cloud: VectorCloud, vector: Vector): Decision {
  const { request } = vector;
  const account = request["account_id"];
  const model = readModel([{ name: `${vector.name}.tf.json`, json: vector.trust }], {
    complete: true,
    ...(typeof account === "string" ? { awsAccounts: account } : {}),
    googleProjectNumbers: projectNumbers(request),
  });
  const question = { token: tokenOf(vector), now: request["now"] as number, request: requestOf(cloud, model, request) };
  const decision = decide(model, question);
  // A policy that IAM would not take stands in no role, unless it stood there before the control came.
  const isNew = cloud === "aws" && request["policy_already_exists"] !== true;
  const control = isNew ? findings(model).find(({ id }) => id === "aws-idp-control") : undefined;
  if (control === undefined || decision.verdict !== "allow") return decision;
  return { ...decision, verdict: "deny", decisive: "idp-control" };
}

function requestOf(cloud: VectorCloud, model: Model, request: Vector["request"]): Request {
  const text = (key: string): string => request[key] as string;
  const type = text("type");
  if (cloud === "azure") return { type: "client_assertion", identity: text("identity") };
  if (cloud === "aws") {
    const role = typeof request["role"] === "string" ? text("role") : (awsOf(model).identities[0]?.address ?? "");
    if (type === "AssumeRoleWithWebIdentity") return { type, role };
    return {
      type: "EksPodIdentity",
      role,
      sessionTags: request["session_tags"] as Readonly<Record<string, string>>,
      sourceArn: text("source_arn"),
      sourceAccount: text("source_account"),
      callerService: text("caller_service"),
    };
  }
  const provider = typeof request["provider"] === "string" ? { provider: text("provider") } : {};
  if (type.endsWith("impersonate")) return { type: "impersonate", serviceAccount: text("service_account"), ...provider };
  if (type.endsWith("direct")) return { type: "direct", role: text("role"), project: text("project"), ...provider };
  return { type: "exchange", ...provider };
}

/** The token of the vector; on GKE the one that stands behind the identity which the metadata server vouches for. */
function tokenOf({ token, request }: Vector): Token {
  const gke = request["gke_identity"] as Readonly<Record<string, string>> | undefined;
  if (token !== undefined && token !== null) return token;
  const now = request["now"] as number;
  if (gke === undefined) return { iss: "https://none.example.com", sub: "none", aud: "none", iat: now, exp: now + 3600 };
  const { namespace = "", service_account: name = "", service_account_uid: uid = "" } = gke;
  return {
    iss: gke["cluster"] ?? "",
    sub: `system:serviceaccount:${namespace}:${name}`,
    aud: [`${gke["project_id"] ?? ""}.svc.id.goog`],
    iat: now,
    exp: now + 3600,
    "kubernetes.io": { namespace, serviceaccount: { name, uid } },
  };
}

function projectNumbers(request: Vector["request"]): Readonly<Record<string, string>> {
  const gke = request["gke_identity"] as Readonly<Record<string, string>> | undefined;
  const known = (request["project_numbers"] ?? {}) as Readonly<Record<string, string>>;
  return gke === undefined ? known : { ...known, [gke["project_id"] ?? ""]: gke["project_number"] ?? "" };
}

/** What the cloud answers when the trust of a vector is created. */
export function writeTimeVector(cloud: VectorCloud, vector: WriteTimeVector): "accepted" | "rejected" {
  const model = readModel([{ name: `${vector.name}.tf.json`, json: { resource: CREATED[cloud](vector) } }], {
    awsAccounts: "111122223333",
  });
  return findings(model).some(({ refusedAtApply }) => refusedAtApply) ? "rejected" : "accepted";
}

const CREATED: Readonly<Record<VectorCloud, (vector: WriteTimeVector) => object>> = {
  aws: ({ assume_role_policy }) => ({ aws_iam_role: { r: { name: "demo", assume_role_policy } } }),
  gcp: ({ attribute_mapping, attribute_condition, allowed_audiences, issuer_uri }) => ({
    google_iam_workload_identity_pool: { pool: { workload_identity_pool_id: "my-pool", project: "my-project" } },
    google_iam_workload_identity_pool_provider: {
      p: {
        workload_identity_pool_id: "my-pool",
        workload_identity_pool_provider_id: "my-provider",
        project: "my-project",
        attribute_mapping: attribute_mapping ?? { "google.subject": "assertion.sub" },
        ...(attribute_condition === undefined ? {} : { attribute_condition }),
        oidc: {
          issuer_uri: issuer_uri ?? "https://my-cluster.example.com",
          ...(allowed_audiences === undefined ? {} : { allowed_audiences }),
        },
      },
    },
  }),
  azure: ({ credential, credentials, flexible }) => {
    const plain = [...((credentials as object[] | undefined) ?? []), ...(credential === undefined ? [] : [credential as object])];
    return {
      azurerm_federated_identity_credential: Object.fromEntries(
        plain.map((each, index) => [`f${index}`, { name: `fic-${index}`, user_assigned_identity_id: IDENTITY, ...each }]),
      ),
      ...(flexible === undefined
        ? {}
        : {
            azuread_application_flexible_federated_identity_credential: {
              f: {
                application_id: "/applications/11111111-2222-3333-4444-555555555555",
                display_name: "flexible",
                audience: "api://AzureADTokenExchange",
                ...(flexible as object),
              },
            },
          }),
    };
  },
};

const IDENTITY =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id1";
