import { App } from "cdktf";
import {
  Cluster,
  FederatedWorkload,
  Subject,
  type ClusterProps,
  type FederatedWorkloadProps,
  type IdentityRequests,
} from "../../lib";
import { AwsTrust, S3PublishedIssuer, type S3PublishedIssuerProps } from "../../lib/aws";
import type { AzureTrust } from "../../lib/azure";
import type { GoogleTrust } from "../../lib/google";
import { claim } from "../../lib/core/owners";
import { EDGE, World } from "../world";
import { inOtherAccount } from "./aws-values";
import { azureTrust } from "./azure";
import { CLUSTER_REFUSALS } from "./clusters";
import { googleTrust } from "./google";
import { podRefusals } from "./pods";
import { serviceAccountRefusals } from "./service-accounts";
import { WEBHOOK_POD_REFUSALS } from "./webhook-pods";
import { long, type Build, type Refusal } from "./refusal";

const published =
  (props: Partial<S3PublishedIssuerProps>): Build =>
  (world) =>
    new S3PublishedIssuer(world, "published", { bucket: "acme-oidc", region: "eu-west-1", jwksJson: JWKS, ...props });

const JWKS = '{"keys":[{"kty":"RSA","kid":"a","n":"x","e":"AQAB"}]}';

const cluster =
  (props: Partial<ClusterProps>): Build =>
  (world) =>
    Cluster.selfManaged(world, "bad", { issuerUrl: EDGE, ...props });

export const workload =
  (props: (world: World) => Partial<FederatedWorkloadProps<IdentityRequests>>): Build =>
  (world) =>
    new FederatedWorkload(world, "orders", {
      clusters: [world.eu],
      namespace: "shop",
      serviceAccountName: "orders",
      identities: { aws: new AwsTrust(world, "aws", { issuers: [world.eu.issuer, world.edge.issuer] }).role() },
      ...props(world),
    });

const twoOf = (key: "aws" | "azure", on: "eu" | "we" | "edge") =>
  workload((world) => {
    const trust =
      key === "aws"
        ? () => inOtherAccount(world, world[on].issuer).role()
        : () => (azureTrust({})(world) as AzureTrust).managedIdentity();
    const request = trust();
    return { clusters: [world[on]], identities: { first: request, second: request } };
  });

function labelled(value: string) {
  const settings = {
    serviceAccountAnnotations: {},
    podLabels: { team: value },
    podAnnotations: {},
    env: {},
    tokens: [],
    files: [],
  };
  return { federate: () => ({ settingsOn: () => settings }) as never };
}

export const KUBERNETES_REFUSALS: readonly Refusal[] = [
  [
    "OWNER_DUPLICATE",
    "is written by world/eu already",
    (world) => {
      for (const owner of [world.eu, world.us])
        claim(owner, { kind: "queue", key: ["a"], noun: "the queue", cure: "name it once" });
    },
  ],
  ...CLUSTER_REFUSALS,
  ...podRefusals(workload),
  ...WEBHOOK_POD_REFUSALS,
  ...serviceAccountRefusals(workload),
  ["NAMESPACE_INVALID", '"Shop"', workload(() => ({ namespace: "Shop" }))],
  ["NAMESPACE_INVALID", '"a.b"', workload(() => ({ namespace: "a.b" }))],
  ["NAMESPACE_INVALID", '""', workload(() => ({ namespace: "" }))],
  ["NAMESPACE_INVALID", "aaaa", workload(() => ({ namespace: long(64) }))],
  ["NAMESPACE_INVALID", '"shop\\n"', workload(() => ({ namespace: "shop\n" }))],
  ["NAMESPACE_INVALID", '"*"', workload(() => ({ namespace: "*" }))],
  ["SERVICE_ACCOUNT_NAME_INVALID", '"a..b"', workload(() => ({ serviceAccountName: "a..b" }))],
  ["SERVICE_ACCOUNT_NAME_INVALID", '"-a"', workload(() => ({ serviceAccountName: "-a" }))],
  ["SERVICE_ACCOUNT_NAME_INVALID", '"a-.b"', workload(() => ({ serviceAccountName: "a-.b" }))],
  ["SERVICE_ACCOUNT_NAME_INVALID", '"orders:admin"', workload(() => ({ serviceAccountName: "orders:admin" }))],
  ["SERVICE_ACCOUNT_NAME_INVALID", "254 characters", workload(() => ({ serviceAccountName: long(254) }))],
  ["SUBJECT_DUPLICATE", '"shop/orders" is named twice', workload(() => ({ subjects: [{ namespace: "shop", name: "orders" }] }))],
  ["NAMESPACE_INVALID", '"Shop"', workload(() => ({ subjects: [{ namespace: "Shop", name: "orders" }] }))],
  ["PROPAGATION_INVALID", "0.5", workload(() => ({ propagationSeconds: 0.5 }))],
  ["DISCOVERY_INVALID", "is not a discovery document", published({ discoveryJson: "{}" })],
  [
    "DISCOVERY_INVALID",
    '"https://kubernetes.default.svc"',
    published({ discoveryJson: '{"issuer":"https://kubernetes.default.svc","id_token_signing_alg_values_supported":["RS256"]}' }),
  ],
  ["ISSUER_INVALID", "has a dot", published({ bucket: "acme.oidc" })],
  ["JWKS_INVALID", "private key", published({ jwksJson: '{"keys":[{"kty":"RSA","d":"secret"}]}' })],
  [
    "SUBJECT_INVALID",
    "shop/admin",
    () => Subject.exactly("system:serviceaccount:shop:orders", { serviceAccount: { namespace: "shop", name: "admin" } }),
  ],
  [
    "SUBJECT_UNKNOWN",
    '"other/stranger"',
    (world) =>
      (workload(() => ({}))(world) as FederatedWorkload<IdentityRequests>).pod(world.eu, {
        namespace: "other",
        name: "stranger",
      }),
  ],
  ["VALUE_MISSING", "a further ServiceAccount is undefined", workload(() => ({ subjects: [undefined as never] }))],
  ["VALUE_MISSING", "the record of identities is undefined", workload(() => ({ identities: undefined }))],
  ["ISSUER_INVALID", '"/edge/"', published({ prefix: "/edge/" })],
  [
    "ISSUER_DUPLICATE",
    "publishes its documents at the same place",
    (world) => {
      published({})(world);
      new S3PublishedIssuer(world, "again", { bucket: "acme-oidc", region: "eu-west-1", jwksJson: JWKS });
    },
  ],
  ["VALUE_MISSING", "the list of clusters is an object", workload((world) => ({ clusters: world.eu as never }))],
  ["VALUE_MISSING", "the namespace is undefined", workload(() => ({ namespace: undefined }))],
  ["VALUE_MISSING", "the ServiceAccount's name is a list", workload(() => ({ serviceAccountName: ["orders"] as never }))],
  ["VALUE_MISSING", "the issuer's URL is undefined", cluster({ issuerUrl: undefined })],
  ["VALUE_MISSING", "the subject is undefined", () => Subject.exactly(undefined as never)],
  ["VALUE_MISSING", "an issuer's URL is undefined", (world) => new AwsTrust(world, "aws", { issuers: [world.eu] as never })],
  ["IDENTITY_KEY_INVALID", "an object, not a request", workload((world) => ({ identities: { aws: world.eu as never } }))],
  [
    "CLUSTER_UNKNOWN",
    "undefined",
    (world) => (workload(() => ({}))(world) as FederatedWorkload<IdentityRequests>).pod(undefined as never),
  ],
  [
    "CLUSTER_PROVIDER_FOREIGN",
    "lives in another stack",
    (world) => {
      const other = new World("other", App.of(world));
      return workload(() => ({ clusters: [Cluster.eks(world, "far", { issuerUrl: EDGE, provider: other.kubernetes("far") })] }))(
        world,
      );
    },
  ],
  ["CLUSTERS_EMPTY", "empty", workload(() => ({ clusters: [] }))],
  ["IDENTITIES_EMPTY", "empty", workload(() => ({ identities: {} }))],
  [
    "IDENTITY_KEY_INVALID",
    '"a/b"',
    workload(({ eu }) => ({ clusters: [eu], identities: { "a/b": { federate: () => null as never } } })),
  ],
  [
    "IDENTITY_KEY_INVALID",
    '"config-map" is reserved',
    workload(() => ({ identities: { "config-map": { federate: () => null as never } } })),
  ],
  ["CLUSTER_DUPLICATE", '"eu" (world/eu) is listed twice', workload(({ eu }) => ({ clusters: [eu, eu] }))],
  [
    "CLUSTER_DUPLICATE",
    'world/eu and world/other share the name "eu"',
    workload((world) => ({ clusters: [world.eu, Cluster.selfManaged(world, "other", { issuerUrl: EDGE, name: "eu" })] })),
  ],
  [
    "ISSUER_DUPLICATE",
    EDGE,
    workload((world) => ({ clusters: [world.edge, Cluster.selfManaged(world, "other", { issuerUrl: EDGE })] })),
  ],
  [
    "CLUSTER_PROVIDER_SHARED",
    "the default kubernetes provider",
    workload((world) => {
      const clusters = ["a", "b"].map((id) => Cluster.selfManaged(world, id, { issuerUrl: `${EDGE}/${id}` }));
      const trust = new AwsTrust(world, "aws-2", { issuers: clusters.map(({ issuer }) => issuer) });
      return { clusters, identities: { aws: trust.role() } };
    }),
  ],
  ["CLUSTER_UNKNOWN", '"us"', (world) => (workload(() => ({}))(world) as FederatedWorkload<IdentityRequests>).pod(world.us)],
  ["CLUSTER_NAME_INVALID", '"a b"', cluster({ name: "a b" })],
  ["LABEL_INVALID", '"-team"', workload(() => ({ labels: { "-team": "a" } }))],
  ["LABEL_INVALID", '"a b"', workload(() => ({ labels: { team: "a b" } }))],
  ["LABEL_INVALID", '"a/b/c"', workload(() => ({ annotations: { "a/b/c": "" } }))],
  [
    "ANNOTATION_COLLISION",
    '"eks.amazonaws.com/role-arn" to "arn:aws:iam::111122223333:role/admin"',
    workload(() => ({ annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/admin" } })),
  ],
  ["ANNOTATION_COLLISION", 'the identity "first" and the identity "second" both write', twoOf("aws", "eu")],
  ["ENV_COLLISION", '"AWS_ROLE_ARN"', twoOf("aws", "edge")],
  ["ANNOTATION_COLLISION", '"azure.workload.identity/client-id"', twoOf("azure", "we")],
  ["ENV_COLLISION", '"AZURE_CLIENT_ID"', twoOf("azure", "edge")],
  [
    "MOUNT_PATH_COLLISION",
    'the identities "first" and "second" both use the mount path "/var/run/service-account"',
    workload((world) => {
      const request = (googleTrust({})(world) as GoogleTrust).principal();
      return { identities: { first: request, second: request } };
    }),
  ],
  ["LABEL_COLLISION", '"team"', workload(() => ({ identities: { a: labelled("x"), b: labelled("y") } }))],

  ...(
    [
      ["http://oidc.example.com", "https://"],
      ["HTTPS://oidc.example.com", "https://"],
      ["https://oidc.example.com/?a=b", "query"],
      ["https://oidc.example.com/#a", "fragment"],
      ["https://me:secret@oidc.example.com", "credentials"],
      [" https://oidc.example.com", "white space"],
      ["https://oidc.example.com/a b", "white space"],
      ["https://", "host"],
      ["https:///path", "host"],
      ["https://oidc.example.com/*", "characters"],
      ["https://oidc..example.com", "host"],
      ["", "https://"],
    ] as const
  ).map(([issuerUrl, shown]) => ["ISSUER_INVALID", shown, cluster({ issuerUrl })] as const),
  ["AUDIENCE_INVALID", '"azureWebhookAudience" is "api://ours"', cluster({ azureWebhookAudience: "api://ours" })],
  ["AUDIENCE_INVALID", "two words", cluster({ webhooks: ["azure.workload.identity"], azureWebhookAudience: "two words" })],
  [
    "ISSUER_INVALID",
    'does not end in "/"',
    (world) => Cluster.aks(world, "bad", { issuerUrl: "https://westeurope.oic.prod-aks.azure.com/a/b" }),
  ],
  ["ISSUER_SOURCE_INVALID", "neither", (world) => Cluster.eks(world, "bad", {})],
  [
    "ISSUER_SOURCE_INVALID",
    "both",
    (world) => Cluster.aks(world, "bad", { issuerUrl: `${EDGE}/`, cluster: { oidcIssuerUrl: `${EDGE}/` } }),
  ],
  ["ISSUER_SOURCE_INVALID", '1 of "project"', (world) => Cluster.gke(world, "bad", { project: "acme" })],
  ["JWKS_INVALID", "keys", cluster({ jwksJson: "{}" })],
  ["JWKS_INVALID", "keys", cluster({ jwksJson: '{"keys":[null]}' })],
  ["JWKS_INVALID", "keys", cluster({ jwksJson: "not json" })],
  ["JWKS_INVALID", "private key", cluster({ jwksJson: '{"keys":[{"kty":"RSA","n":"x","e":"AQAB","d":"secret"}]}' })],
  ["SUBJECT_INVALID", "wildcard", () => Subject.exactly("system:serviceaccount:shop:*")],
  ["SUBJECT_INVALID", "begins with a wildcard", () => Subject.matching("*")],
  ["SUBJECT_INVALID", "no wildcard", () => Subject.matching("system:serviceaccount:shop:orders")],
  ["SUBJECT_INVALID", "empty", () => Subject.exactly("")],
  ["SUBJECT_INVALID", "${", () => Subject.exactly("a${aws:username}")],
];
