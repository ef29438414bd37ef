// Trusts from a collection of real decisions of Google Cloud (docs, API text, measurements), as our constructs express them. Three
// things are always ours on top: a condition on the kind of token, the audience in full, and no member wider than was asked for.
import type { Construct } from "constructs";
import { Cluster, Issuer, Subject } from "../../lib";
import {
  anyOf,
  attributeMemberOf,
  claimEquals,
  claimIn,
  GkeTrust,
  GoogleTrust,
  type GoogleTrustProps,
  type PoolOptions,
} from "../../lib/google";
import type { World } from "../world";

const NUMBER = "123456789012";
const POOLS = `//iam.googleapis.com/projects/${NUMBER}/locations/global/workloadIdentityPools`;
export const AUDIENCE = `https:${POOLS}/my-pool/providers/my-provider`;
const APP = "app-main@my-project.iam.gserviceaccount.com";
export const KIND = "assertion.sub.startsWith('system:serviceaccount:')";
export const SUBJECT = { "google.subject": "assertion.sub" };

const payments = Subject.exactly("system:serviceaccount:backend:payments");
export const cluster = new Issuer({
  name: "my-cluster",
  url: "https://my-cluster.example.com",
  subjectPrefix: "system:serviceaccount:",
});
export const github = (claims: Readonly<Record<string, string>> = {}) =>
  new Issuer({ name: "github", url: "https://token.actions.githubusercontent.com", claims });
const idp = new Issuer({ name: "idp", url: "https://idp.example.com" });

export const trust = (world: World, issuer: Issuer, pool: PoolOptions = {}, props: Partial<GoogleTrustProps> = {}) =>
  new GoogleTrust(world, "google", {
    project: "my-project",
    projectNumber: NUMBER,
    issuers: [issuer],
    pools: { [issuer.name]: { poolId: "my-pool", providerId: "my-provider", ...pool } },
    ...props,
  });

/** A pool alone: what the exchange of tokens depends on. */
export const pool = (issuer: Issuer, options?: PoolOptions) => (world: World) => trust(world, issuer, options);

const impersonation =
  (options: PoolOptions = {}, props: Partial<GoogleTrustProps> = {}) =>
  (world: World) =>
    trust(world, cluster, options, props)
      .fromServiceAccountEmail(APP)
      .federate(world, "app", [{ issuer: cluster, subject: payments }]);

/** A member of the user's own, for everyone with the value of an attribute. */
const attribute = (issuer: Issuer, options: PoolOptions, name: string, value: string) => (world: World) =>
  attributeMemberOf(trust(world, issuer, options).poolProvider(issuer), name, value);

const gke = (world: World) => new GkeTrust(world, "gke", { project: "my-project", projectNumber: NUMBER });
const gkeCluster = (scope: Construct, name: string) =>
  Cluster.gke(scope, name, { project: "my-project", location: "europe-north1", clusterName: name });
const gkeDirect = (namespace: string) => (world: World) =>
  gke(world)
    .principal({ roles: ["roles/storage.objectViewer"] })
    .federate(world, "app", [
      {
        issuer: gkeCluster(world, "my-cluster").issuer,
        subject: Subject.exactly(`system:serviceaccount:${namespace}:payments`, {
          serviceAccount: { namespace, name: "payments" },
        }),
      },
    ]);

interface Provider {
  readonly issuer: string;
  readonly mapping?: Readonly<Record<string, string>>;
  readonly condition?: string;
  readonly audience?: string;
  readonly disabled?: boolean;
}

interface Expected {
  readonly provider?: Provider;
  /** Each as role and member. */
  readonly bindings?: readonly (readonly [role: string, member: string])[];
  /** What the call returns, of members that the user binds. */
  readonly member?: string;
}

const CLUSTER: Provider = { issuer: "https://my-cluster.example.com" };
const GITHUB = "https://token.actions.githubusercontent.com";
const userOf = (member: string): Expected["bindings"] => [["roles/iam.workloadIdentityUser", member]];
const PAYMENTS = userOf(`principal:${POOLS}/my-pool/subject/system:serviceaccount:backend:payments`);
const GKE = `${POOLS}/my-project.svc.id.goog`;
const EITHER_REF = anyOf(claimEquals("ref", "refs/heads/dev"), claimEquals("ref", "refs/heads/main"));
const WORKLOADS = ["8bb39bdb-1cc5-4447-b7db-a19e920eb111", "55d36609-9bcf-48e0-a366-a3cf19027d2a"] as const;
const DISPLAY_NAME = `{"${WORKLOADS[0]}": "Workload1", "${WORKLOADS[1]}": "Workload2"}[assertion.workload_id]`;
const AWS_ROLE =
  "assertion.arn.contains('assumed-role') ? assertion.arn.extract('{account_arn}assumed-role/') + 'assumed-role/' + assertion.arn.extract('assumed-role/{role_name}/') : assertion.arn";
const ROLE_ARN = "arn:aws:sts::111122223333:assumed-role/my-role";
const NAMESPACE = "assertion['kubernetes.io']['namespace']";
const EXTRACTED = "assertion.sub.extract('system:serviceaccount:{ns}:')";

export const EXPRESSED: Readonly<Record<string, readonly [build: (world: World) => unknown, expected: Expected]>> = {
  "k8s-impersonation-minimal": [impersonation(), { provider: CLUSTER, bindings: PAYMENTS }],
  "default-audience-without-https": [
    pool(cluster, { audience: AUDIENCE.replace("https:", "") }),
    { provider: { ...CLUSTER, audience: AUDIENCE.replace("https:", "") } },
  ],
  "empty-list-allowed-audiences-is-default": [pool(cluster), { provider: { ...CLUSTER, audience: AUDIENCE } }],
  "allowed-audience-mismatch": [
    pool(cluster, { audience: "sts.googleapis.com" }),
    { provider: { ...CLUSTER, audience: "sts.googleapis.com" } },
  ],
  "issuer-mismatch": [pool(cluster), { provider: CLUSTER }],
  "exp-missing": [pool(cluster), { provider: CLUSTER }],
  "issued-in-the-future": [pool(cluster), { provider: CLUSTER }],
  "provider-disabled": [impersonation({ disabled: true }), { provider: { ...CLUSTER, disabled: true }, bindings: PAYMENTS }],
  "condition-namespace-not-in-list": [
    impersonation({ namespaces: ["frontend", "monitoring"] }),
    { provider: { ...CLUSTER, condition: `(${KIND}) && (${NAMESPACE} in ['frontend', 'monitoring'])` }, bindings: PAYMENTS },
  ],
  "condition-on-google-subject-false": [
    impersonation({ attributeCondition: "google.subject.startsWith('system:serviceaccount:frontend:')" }),
    {
      provider: { ...CLUSTER, condition: `(${KIND}) && (google.subject.startsWith('system:serviceaccount:frontend:'))` },
      bindings: PAYMENTS,
    },
  ],
  "gh-owner-condition-other-owner": [
    pool(github({ repository_owner: "octo-org" })),
    { provider: { issuer: GITHUB, condition: "assertion.repository_owner == 'octo-org'" } },
  ],
  "gh-or-condition": [
    pool(github(), { attributeCondition: EITHER_REF }),
    { provider: { issuer: GITHUB, condition: "(assertion.ref == 'refs/heads/dev') || (assertion.ref == 'refs/heads/main')" } },
  ],
  "gh-endswith-contains": [
    pool(github(), { attributeCondition: "assertion.ref.endsWith('/main') && assertion.repository.contains('octo-')" }),
    { provider: { issuer: GITHUB, condition: "assertion.ref.endsWith('/main') && assertion.repository.contains('octo-')" } },
  ],
  "mapping-map-literal": [
    attribute(
      idp,
      { attributes: { my_display_name: DISPLAY_NAME }, attributeCondition: claimIn("workload_id", WORKLOADS) },
      "my_display_name",
      "Workload2",
    ),
    {
      provider: {
        issuer: idp.url,
        mapping: { ...SUBJECT, "attribute.my_display_name": DISPLAY_NAME },
        condition: `assertion.workload_id in ['${WORKLOADS[0]}', '${WORKLOADS[1]}']`,
      },
      member: `principalSet:${POOLS}/my-pool/attribute.my_display_name/Workload2`,
    },
  ],
  "mapping-extract-between": [
    attribute(cluster, { attributes: { ns: EXTRACTED } }, "ns", "backend"),
    {
      provider: { ...CLUSTER, mapping: { ...SUBJECT, "attribute.ns": EXTRACTED } },
      member: `principalSet:${POOLS}/my-pool/attribute.ns/backend`,
    },
  ],
  "mapping-extract-aws-role": [
    attribute(idp, { attributes: { aws_role: AWS_ROLE }, attributeCondition: claimEquals("sub", "alice") }, "aws_role", ROLE_ARN),
    {
      provider: {
        issuer: idp.url,
        mapping: { ...SUBJECT, "attribute.aws_role": AWS_ROLE },
        condition: "assertion.sub == 'alice'",
      },
      member: `principalSet:${POOLS}/my-pool/attribute.aws_role/${ROLE_ARN}`,
    },
  ],
  "binding-attribute-match": [
    attribute(cluster, { attributes: { namespace: NAMESPACE } }, "namespace", "backend"),
    {
      provider: { ...CLUSTER, mapping: { ...SUBJECT, "attribute.namespace": NAMESPACE } },
      member: `principalSet:${POOLS}/my-pool/attribute.namespace/backend`,
    },
  ],
  "binding-attribute-value-with-slash": [
    attribute(
      github({ repository_owner: "octo-org" }),
      { attributes: { repository: "assertion.repository" } },
      "repository",
      "octo-org/octo-repo",
    ),
    {
      provider: {
        issuer: GITHUB,
        mapping: { ...SUBJECT, "attribute.repository": "assertion.repository" },
        condition: "assertion.repository_owner == 'octo-org'",
      },
      member: `principalSet:${POOLS}/my-pool/attribute.repository/octo-org/octo-repo`,
    },
  ],
  "binding-other-project-number": [
    impersonation({ audience: AUDIENCE }, { projectNumber: "999999999999" }),
    {
      provider: CLUSTER,
      bindings: userOf(
        `principal:${POOLS.replace(NUMBER, "999999999999")}/my-pool/subject/system:serviceaccount:backend:payments`,
      ),
    },
  ],
  "direct-role-on-other-role": [
    (world) =>
      trust(world, cluster)
        .principal({ roles: ["roles/pubsub.viewer"] })
        .federate(world, "app", [{ issuer: cluster, subject: payments }]),
    {
      provider: CLUSTER,
      bindings: [["roles/pubsub.viewer", `principal:${POOLS}/my-pool/subject/system:serviceaccount:backend:payments`]],
    },
  ],
  "gke-subject-other-namespace": [
    gkeDirect("frontend"),
    { bindings: [["roles/storage.objectViewer", `principal:${GKE}/subject/ns/frontend/sa/payments`]] },
  ],
  "gke-namespace-set": [
    (world) => gke(world).namespacePrincipalSet("backend"),
    { member: `principalSet:${GKE}/namespace/backend` },
  ],
  "gke-cluster-set-other": [
    (world) => gke(world).clusterPrincipalSet(gkeCluster(world, "other")),
    {
      member: `principalSet:${GKE}/kubernetes.cluster/https://container.googleapis.com/v1/projects/my-project/locations/europe-north1/clusters/other`,
    },
  ],
  "gke-identity-sameness-across-clusters": [
    gkeDirect("backend"),
    { bindings: [["roles/storage.objectViewer", `principal:${GKE}/subject/ns/backend/sa/payments`]] },
  ],
};
