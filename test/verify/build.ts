// Builds a random world with the library, and says what each identity was meant to let in.
import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { Testing } from "cdktf";
import { Cluster, FederatedWorkload, type IdentityRequest, type Issuer } from "../../lib";
import { AwsTrust, EksPodIdentity } from "../../lib/aws";
import { AzureTrust } from "../../lib/azure";
import { AZURE_CLOUDS } from "../../lib/facts/azure-clouds";
import { EntraTrust } from "../../lib/azuread";
import { FederatedPipeline } from "../../lib/ci";
import { GkeTrust, GoogleTrust, SharedGooglePool } from "../../lib/google";
import { kubernetesToken } from "../../lib/testing";
import type { Token } from "../../lib/verify";
import { World } from "../world";
import { JOBS, type Job } from "./jobs";
import { NOW, type Intent, type Line } from "./oracle";
import type { ClusterSpec, PipelineSpec, WorkloadSpec, WorldSpec } from "./worlds";

export const ACCOUNT = "111122223333";
const PROJECT = { project: "acme-prod", projectNumber: "123456789012" };
const TENANT = "22222222-2222-2222-2222-222222222222";
const JWKS = JSON.stringify({ keys: [{ kty: "RSA", kid: "a", n: "AQAB", e: "AQAB" }] });
const SECOND_AUDIENCE = "aws.workload.identity";

/** A world that stands: its stack, what was meant, and tokens that must get in. */
export interface Built {
  readonly world: World;
  readonly intents: readonly Intent[];
  readonly tokens: readonly Token[];
}

/** The trusts of a world, and what tokens of an issuer must be for. */
interface Trusts {
  readonly aws: AwsTrust;
  readonly google: GoogleTrust;
  readonly shared: SharedGooglePool;
  readonly gke: GkeTrust;
  readonly azure: AzureTrust;
  readonly entra: EntraTrust;
  readonly pods: EksPodIdentity | undefined;
  readonly azureAudience: string;
}

interface Request {
  readonly cloud: Intent["cloud"];
  readonly request: IdentityRequest;
  readonly audience: (issuer: Issuer) => string;
}

export function build(spec: WorldSpec): Built {
  const world = new World("world", Testing.app());
  new AzurermProvider(world, "azurerm", { features: [{}], environment: spec.azureCloud });
  new AzureadProvider(world, "azuread", { environment: spec.azureCloud });
  const clusters = spec.clusters.map((one) => clusterOf(world, one));
  const jobs = spec.pipelines.map((pipeline) => JOBS[pipeline.job](pipeline));
  const trusts = trustsOf(world, spec, clusters, jobs);
  const parts = [
    ...spec.workloads.map((one, index) => workload(world, trusts, clusters, spec, one, index)),
    ...spec.pipelines.map((one, index) => pipeline(world, trusts, one, jobs[index]!, index)),
  ];
  return { world, intents: parts.flatMap(({ intents }) => intents), tokens: parts.flatMap(({ tokens }) => tokens) };
}

function clusterOf(world: World, { kind, name, issuer }: ClusterSpec): Cluster {
  const props = { name, issuerUrl: issuer, provider: world.kubernetes(`of-${name}`) };
  const id = `cluster-${name}`;
  if (kind === "eks") return Cluster.eks(world, id, props);
  if (kind === "aks") return Cluster.aks(world, id, props);
  if (kind === "openshift") return Cluster.openshift(world, id, { ...props, platform: "aws" });
  if (kind === "private") return Cluster.selfManaged(world, id, { ...props, jwksJson: JWKS });
  if (kind === "self-managed") return Cluster.selfManaged(world, id, props);
  const [, location = "", clusterName = ""] = /locations\/(.*)\/clusters\/(.*)/.exec(issuer) ?? [];
  return Cluster.gke(world, id, { name, provider: props.provider, project: PROJECT.project, location, clusterName });
}

function trustsOf(world: World, spec: WorldSpec, clusters: readonly Cluster[], jobs: readonly Job[]): Trusts {
  const issuers = [...clusters.map(({ issuer }) => issuer), ...new Set(jobs.map(({ subject }) => subject.issuer))];
  const isCluster = (issuer: Issuer): boolean => clusters.some((cluster) => cluster.issuer === issuer);
  const long = (issuer: Issuer): object => ({ longSubjects: isCluster(issuer) ? true : { shortClaim: "jti" } });
  const options = isLong(spec) ? Object.fromEntries(issuers.map((issuer) => [issuer.name, long(issuer)])) : {};
  const shared = new SharedGooglePool(world, "shared", { ...PROJECT, issuers, providers: options });
  const aws = new AwsTrust(world, "aws", { issuers, clientIds: ["sts.amazonaws.com", SECOND_AUDIENCE] });
  const eks = clusters.filter((_, index) => spec.clusters[index]!.kind === "eks");
  return {
    aws,
    google: new GoogleTrust(world, "google", { ...PROJECT, issuers, pools: options }),
    shared,
    gke: new GkeTrust(world, "gke", PROJECT),
    azure: new AzureTrust(world, "azure", {
      resourceGroupName: "acme",
      location: "westeurope",
      tenantId: TENANT,
      cloud: spec.azureCloud,
    }),
    entra: new EntraTrust(world, "entra", { tenantId: TENANT, cloud: spec.azureCloud }),
    pods: eks.length === 0 ? undefined : new EksPodIdentity(world, "pods", { trust: aws, clusters: eks.map(podCluster) }),
    azureAudience: AZURE_CLOUDS[spec.azureCloud].audience,
  };
}

/** Some subjects do not fit into the 127 bytes of `google.subject`. */
const isLong = ({ longSubjects, workloads, pipelines }: WorldSpec): boolean =>
  longSubjects ||
  workloads.some(({ namespace, name, second = "" }) => `${namespace}${name}${second}`.length > 60) ||
  pipelines.some(({ job }) => job === "circleci user");

const podCluster = (cluster: Cluster) => ({ cluster, clusterName: cluster.name, arn: arnOf(cluster) });
const arnOf = (cluster: Cluster): string => `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/${cluster.name}`;

interface Part {
  readonly intents: readonly Intent[];
  readonly tokens: readonly Token[];
}

function workload(
  world: World,
  trusts: Trusts,
  clusters: readonly Cluster[],
  spec: WorldSpec,
  one: WorkloadSpec,
  index: number,
): Part {
  const own = [...new Set(one.clusters.map((place) => clusters[place % clusters.length]!))];
  const kindOf = (cluster: Cluster): ClusterSpec["kind"] => spec.clusters[clusters.indexOf(cluster)]!.kind;
  const isGke = one.google?.startsWith("gke") === true && own.every((cluster) => kindOf(cluster) === "gke");
  const hasPods = one.aws === "pod identity" && own.some((cluster) => kindOf(cluster) === "eks");
  const requests: Readonly<Record<string, Request | undefined>> = {
    aws: awsRequest(trusts, one.aws, hasPods),
    google: googleRequest(trusts, isGke ? one.google : plain(one.google)),
    azure: azureRequest(trusts, one.azure),
  };
  const given = Object.entries(requests).flatMap(([key, request]) => (request === undefined ? [] : [[key, request] as const]));
  if (given.length === 0) given.push(["aws", awsRequest(trusts, "role", false)!]);
  const names = [...new Set([one.name, ...(one.second === undefined ? [] : [one.second])])];
  new FederatedWorkload(world, `workload-${index}`, {
    clusters: own,
    namespace: one.namespace,
    serviceAccountName: one.name,
    subjects: names.slice(1).map((name) => ({ namespace: one.namespace, name })),
    serviceAccount: "existing",
    identities: Object.fromEntries(given.map(([key, { request }]) => [key, request])),
  });
  const sources = own.flatMap((cluster) => names.map((name) => ({ cluster, name })));
  const intents = given.map(([key, { cloud, audience }]): Intent => {
    const isPod = (cluster: Cluster): boolean => hasPods && key === "aws" && kindOf(cluster) === "eks";
    const web = sources.filter(({ cluster }) => !isPod(cluster) || trusts.aws.accepts(cluster.issuer));
    return {
      path: `world/workload-${index}/${key}`,
      cloud,
      isGke: isGke && key === "google",
      sessionTags: one.aws === "session tags",
      lines: web.map(({ cluster, name }): Line => {
        const subject = `system:serviceaccount:${one.namespace}:${name}`;
        return { issuer: cluster.issuer.url, subject, isPattern: false, audience: audience(cluster.issuer), claims: {} };
      }),
      pods: sources
        .filter(({ cluster }) => isPod(cluster))
        .map(({ cluster, name }) => ({ clusterArn: arnOf(cluster), namespace: one.namespace, name })),
    };
  });
  const audiences = (issuer: Issuer): string[] => [...new Set(given.map(([, { audience }]) => audience(issuer)))];
  const tokens = sources.flatMap(({ cluster: { issuer }, name }) =>
    audiences(issuer).map((audience) =>
      kubernetesToken({ issuer: issuer.url, namespace: one.namespace, serviceAccount: name, audience, now: NOW }),
    ),
  );
  return { intents, tokens };
}

const plain = (google: WorkloadSpec["google"]): WorkloadSpec["google"] =>
  google === "gke" ? "service account" : google === "gke principal" ? "principal" : google;

function awsRequest({ aws, pods }: Trusts, kind: WorkloadSpec["aws"], hasPods: boolean): Request | undefined {
  if (kind === undefined) return undefined;
  const second = kind === "second audience" ? { audience: SECOND_AUDIENCE } : {};
  const tags = kind === "session tags" ? { sessionTags: true } : {};
  return {
    cloud: "aws",
    request: hasPods ? pods!.role() : aws.role({ ...second, ...tags }),
    audience: () => (kind === "second audience" ? SECOND_AUDIENCE : "sts.amazonaws.com"),
  };
}

function googleRequest({ google, shared, gke }: Trusts, kind: WorkloadSpec["google"]): Request | undefined {
  if (kind === undefined) return undefined;
  const roles = ["roles/storage.objectViewer"];
  if (kind === "gke" || kind === "gke principal") {
    const request = kind === "gke" ? gke.serviceAccount() : gke.principal({ roles });
    return { cloud: "google", request, audience: () => `${PROJECT.project}.svc.id.goog` };
  }
  const trust = kind.startsWith("shared") ? shared : google;
  const request = kind.endsWith("principal") ? trust.principal({ roles }) : trust.serviceAccount();
  return { cloud: "google", request, audience: (issuer) => trust.poolProvider(issuer).audience };
}

/** AKS runs the Azure webhook, which asks for one audience in every cloud. */
const isOfAks = (url: string): boolean => url.includes(".oic.prod-aks.azure.com/");

function azureRequest({ azure, entra, azureAudience }: Trusts, kind: WorkloadSpec["azure"]): Request | undefined {
  if (kind === undefined) return undefined;
  const requests = {
    "managed identity": () => azure.managedIdentity(),
    sharded: () => azure.shardedIdentity({ shards: 2 }),
    application: () => entra.application(),
  };
  return {
    cloud: "azure",
    request: requests[kind](),
    audience: ({ url }) => (isOfAks(url) ? "api://AzureADTokenExchange" : azureAudience),
  };
}

function pipeline(world: World, trusts: Trusts, one: PipelineSpec, { subject, tokens, claims }: Job, index: number): Part {
  const isPattern = subject.subjects.some(({ kind }) => kind === "pattern");
  const isFlexible = ["github", "gitlab", "terraform"].includes(one.job.split(" ")[0]!);
  const azure = isPattern ? (isFlexible && one.azure !== undefined ? "application" : undefined) : one.azure;
  const given: (readonly [string, Request])[] = [];
  const add = (key: string, request: Request | undefined): unknown => request && given.push([key, request]);
  if (one.aws) add("aws", awsRequest(trusts, "role", false));
  if (!isPattern) add("google", googleRequest(trusts, one.google));
  add("azure", azureRequest(trusts, azure));
  if (given.length === 0) add("aws", awsRequest(trusts, "role", false));
  new FederatedPipeline(world, `pipeline-${index}`, {
    subjects: [subject],
    identities: Object.fromEntries(given.map(([key, { request }]) => [key, request])),
  });
  const { issuer, subjects } = subject;
  const intents = given.map(([key, { cloud, audience }]): Intent => ({
    path: `world/pipeline-${index}/${key}`,
    cloud,
    isGke: false,
    sessionTags: false,
    pods: [],
    lines: subjects.map(({ kind, text }) => ({
      issuer: issuer.url,
      subject: text,
      isPattern: kind === "pattern",
      audience: audience(issuer),
      claims: cloud === "azure" ? (azure === "application" ? claims.flexible : {}) : claims[cloud],
    })),
  }));
  return { intents, tokens: given.flatMap(([, { audience }]) => tokens(audience(issuer))) };
}
