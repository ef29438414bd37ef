// Random worlds, in the words of the library: clusters, workloads, CI jobs, and what they ask for.
import fc from "fast-check";

export interface ClusterSpec {
  readonly kind: "eks" | "gke" | "aks" | "openshift" | "self-managed" | "private";
  readonly name: string;
  readonly issuer: string;
}

export interface WorkloadSpec {
  readonly namespace: string;
  readonly name: string;
  /** A second ServiceAccount of the same workload. */
  readonly second: string | undefined;
  /** Indexes; taken modulo how many there are. */
  readonly clusters: readonly number[];
  readonly aws: "role" | "second audience" | "session tags" | "pod identity" | undefined;
  readonly google:
    "service account" | "principal" | "shared service account" | "shared principal" | "gke" | "gke principal" | undefined;
  readonly azure: "managed identity" | "sharded" | "application" | undefined;
}

export type JobKind =
  | "github branch"
  | "github environment"
  | "github pull request"
  | "github pattern"
  | "gitlab branch"
  | "gitlab tag"
  | "gitlab pattern"
  | "terraform plan"
  | "terraform workspace"
  | "terraform pattern"
  | "spiffe"
  | "circleci user"
  | "buildkite id"
  | "buildkite pattern";

export interface PipelineSpec {
  readonly job: JobKind;
  readonly repository: string;
  readonly ref: string;
  readonly withIds: boolean;
  readonly aws: boolean;
  readonly google: "service account" | "principal" | "shared service account" | undefined;
  readonly azure: "managed identity" | "application" | undefined;
}

export interface WorldSpec {
  readonly clusters: readonly ClusterSpec[];
  readonly workloads: readonly WorkloadSpec[];
  readonly pipelines: readonly PipelineSpec[];
  readonly longSubjects: boolean;
  readonly azureCloud: "public" | "usgovernment" | "china";
}

// Few letters, so that near twins ("a-b" and "a", "b-") come up often; and the longest that there are.
const label = fc.oneof(
  { weight: 12, arbitrary: fc.stringMatching(/^[ab0]([-ab0]{0,6}[ab0])?$/) },
  { weight: 1, arbitrary: fc.constantFrom("a".repeat(63), "0", `a${"-".repeat(61)}b`, "kube-system", "default") },
);
const subdomain = fc.oneof(
  { weight: 12, arbitrary: fc.array(label, { minLength: 1, maxLength: 2 }).map((labels) => labels.join(".")) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(`${"a".repeat(63)}.`.repeat(3) + "b".repeat(61), "a.b.a.b", "default", "a.-".replace(".-", ".0")),
  },
);

const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9A-F]{${length}}$`));
const uuid = fc.constantFrom("22222222-2222-2222-2222-222222222222", "33333333-3333-3333-3333-333333333333");

/** GKE's own rule: a letter first, 40 characters at most. Few letters, so that near twins come up. */
const gkeName = fc.oneof(
  { weight: 12, arbitrary: fc.stringMatching(/^[ab]([-ab0]{0,4}[ab0])?$/) },
  { weight: 1, arbitrary: fc.constantFrom("a".repeat(40), `a${"-".repeat(38)}b`, "default") },
);

const issuers: Readonly<Record<ClusterSpec["kind"], fc.Arbitrary<string>>> = {
  eks: fc
    .tuple(fc.constantFrom("eu-west-1", "us-gov-west-1"), hex(32))
    .map(([region, id]) => `https://oidc.eks.${region}.amazonaws.com/id/${id}`),
  gke: fc
    .tuple(fc.constantFrom("us-east1", "europe-west1-b"), gkeName)
    .map(([location, name]) => `https://container.googleapis.com/v1/projects/acme-prod/locations/${location}/clusters/${name}`),
  aks: fc
    .tuple(uuid, uuid, hex(4))
    .map(([tenant, id, tail]) => `https://westeurope.oic.prod-aks.azure.com/${tenant}/${id}${tail}/`),
  openshift: hex(6).map((id) => `https://rosa-${id.toLowerCase()}.s3.eu-west-1.amazonaws.com`),
  "self-managed": fc
    .tuple(fc.constantFrom("oidc.example.com", "OIDC.example.com"), fc.constantFrom("", "/", "/a", "/A", "/a/", "/a/b"))
    .map(([host, path]) => `https://${host}${path}`),
  private: hex(4).map((id) => `https://kubernetes-${id.toLowerCase()}.default.svc`),
};

const cluster = fc
  .constantFrom<ClusterSpec["kind"]>("eks", "eks", "gke", "gke", "aks", "openshift", "self-managed", "private")
  .chain((kind) => fc.record({ kind: fc.constant(kind), name: label, issuer: issuers[kind] }));

/** Half of the clouds are left out of most workloads, so that a world stays quick to build. */
const maybe = <T>(values: readonly T[]): fc.Arbitrary<T | undefined> =>
  fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 });

const workload: fc.Arbitrary<WorkloadSpec> = fc.record({
  namespace: label,
  name: subdomain,
  second: fc.option(subdomain, { nil: undefined, freq: 1 }),
  clusters: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 3 }),
  aws: maybe(["role", "second audience", "session tags", "pod identity"] as const),
  google: maybe(["service account", "principal", "shared service account", "shared principal", "gke", "gke principal"] as const),
  azure: maybe(["managed identity", "sharded", "application"] as const),
});

const pipeline: fc.Arbitrary<PipelineSpec> = fc.record({
  job: fc.constantFrom<JobKind>(
    ...(["github branch", "github environment", "github pull request", "github pattern"] as const),
    ...(["gitlab branch", "gitlab tag", "gitlab pattern", "terraform plan", "terraform workspace", "terraform pattern"] as const),
    ...(["spiffe", "circleci user", "buildkite id", "buildkite pattern"] as const),
  ),
  repository: fc.stringMatching(/^[ab1]([-ab1]{0,3}[ab1])?$/),
  ref: fc.constantFrom("main", "a", "a-b", "release", "v1"),
  withIds: fc.boolean(),
  aws: fc.boolean(),
  google: maybe(["service account", "principal", "shared service account"] as const),
  azure: maybe(["managed identity", "application"] as const),
});

/** Whether the workloads would be one: EKS takes one role a ServiceAccount, and Kubernetes one ServiceAccount of a name. */
const names = ({ namespace, name }: WorkloadSpec): string => `${namespace}/${name}`;

export const worlds: fc.Arbitrary<WorldSpec> = fc.record({
  clusters: fc.uniqueArray(cluster, {
    minLength: 1,
    maxLength: 4,
    comparator: (a, b) => a.name === b.name || a.issuer === b.issuer || isNear(a.issuer, b.issuer),
  }),
  workloads: fc.uniqueArray(workload, { minLength: 1, maxLength: 3, selector: names }),
  pipelines: fc.array(pipeline, { maxLength: 1 }),
  longSubjects: fc.boolean(),
  azureCloud: fc.constantFrom<WorldSpec["azureCloud"]>("public", "public", "public", "usgovernment", "china"),
});

/** Issuers that differ in a slash or case alone are refused nowhere, but what the clouds make of the slash is not documented. */
const isNear = (a: string, b: string): boolean => a.replace(/\/$/, "") === b.replace(/\/$/, "");
