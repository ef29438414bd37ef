import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { rootCertificates } from "node:tls";
import { type Input, isKnown, type Model, readModel, type ReadOptions } from "../verify";
import { textOf } from "../verify/json";
import { ABOUT } from "./about";
import { type Handler, json } from "./answer";
import { makeAwsSessions } from "./aws-sessions";
import { awsSts } from "./aws-sts";
import { throwAwayCertificate } from "./certificate";
import { eksAgent } from "./eks-agent";
import { entra } from "./entra";
import { entraAccounts } from "./entra-accounts";
import { writePrivate } from "./files";
import { googleIamCredentials } from "./google-iam-credentials";
import { labProviders } from "./google-providers";
import { googleSts } from "./google-sts";
import { makeGoogleTokens } from "./google-tokens";
import type { LabIssuer } from "./issuer";
import { type Issuers, makeIssuers } from "./issuers";
import { issuersOf } from "./issuers-of-model";
import { JOB_PATH, type JobProps, jobTokens, type JobTokens, makeJob } from "./job";
import { LabError } from "./lab-error";
import type { LabRecord } from "./log";
import { type LabPod, makePod, type PodProps } from "./pod";
import type { LabUrls, PodWorld } from "./pod-settings";
import { listen } from "./server";
import { serviceAccountClaims, type ServiceAccountTokenProps } from "./service-account-token";
import { standIns } from "./stand-ins";
import { azureOf } from "../verify/azure/cloud";

/** What a lab is made from. */
export interface LabProps {
  /** Terraform JSON, as for `readModel`. */
  readonly inputs: readonly Input[];
  /** What the files do not say. The lab takes them as complete: what they do not hold does not exist. @default - nothing */
  readonly options?: ReadOptions;
  /** Where tokens and certificates are written. @default - a new folder for temporary files, removed when the lab is closed */
  readonly folder?: string;
  /** Seconds since the epoch. @default - the clock's */
  readonly now?: () => number;
  /** Hears who asked for what and why it was let in or refused, as it happens. @default - nobody does */
  readonly onDecision?: (record: LabRecord) => void;
  /** Where the http services listen; Entra takes a free port. @default 0, a free one */
  readonly port?: number;
  /** A loopback address; the lab listens on no other. @default "127.0.0.1" */
  readonly host?: string;
}

/** A running lab. */
export interface Lab {
  readonly model: Model;
  /** What it is not, for people. */
  readonly about: string;
  readonly urls: LabUrls;
  /** One for each issuer that a trust of the files names, and those that were added. */
  readonly issuers: readonly LabIssuer[];
  /** The directory of Entra that it answers for. */
  readonly azureTenant: string;
  /** PEM: the authority that Entra's certificate is from. */
  readonly authorityFile: string;
  /** The issuer of a URL or of a name, such as its cluster's; of a URL that no trust names, a new one. */
  issuer(urlOrName: string): Promise<LabIssuer>;
  /** A token as the API server of this issuer's cluster would make it; `isForeign`: but signed by a key that the issuer never had. */
  serviceAccountToken(
    props: ServiceAccountTokenProps & { readonly issuer: string; readonly isForeign?: boolean },
  ): Promise<string>;
  /** The environment and files of a ServiceAccount's pod. */
  pod(props: PodProps): Promise<LabPod>;
  /** The environment and files of a CI system's job. */
  job(props: JobProps): Promise<LabPod>;
  /** Stops every service and every refresh, waits for files that are being written, and removes the folder if the lab made it. */
  close(): Promise<void>;
}

/**
 * Starts a lab: an issuer for each that the Terraform trusts, and the token services of the three clouds, on loopback. Unmodified SDKs get
 * in or are refused as they would be in the cloud, as far as the evaluator's rules go; what those leave open is refused.
 *
 * @throws LabError if it cannot listen, or is asked to where others could reach it, or cannot make its folder
 *
 * @example
 * import { lineOf, startLab } from "cdktf-workload-identity/lab";
 * import { spawn } from "node:child_process";
 * const lab = await startLab({ inputs: [{ name: "cdk.tf.json", json }], onDecision: (record) => console.log(lineOf(record)) });
 * const pod = await lab.pod({ namespace: "shop", serviceAccount: "orders", cluster: "eu" });
 * spawn("node", ["orders.js"], { env: pod.environment() });
 */
export async function startLab(props: LabProps): Promise<Lab> {
  const undo: Undo[] = [];
  try {
    return await start(props, undo);
  } catch (error) {
    await undone(undo);
    throw error;
  }
}

/** Takes back what was started. */
type Undo = () => Promise<void>;

async function undone(steps: readonly Undo[]): Promise<void> {
  for (const step of [...steps].reverse()) await step();
}

async function start(props: LabProps, undo: Undo[]): Promise<Lab> {
  const { inputs, now: clock = () => Date.now() / 1000, port = 0, host = "127.0.0.1", onDecision } = props;
  const now = (): number => Math.floor(clock());
  const model = readModel(inputs, { ...props.options, complete: true });
  const names = standIns();
  let [http, https] = ["", ""];
  const issuers = makeIssuers(names, () => http, now);
  const accounts = entraAccounts(azureOf(model).identities, names, tenantsOf(model));
  const providers = labProviders(model, names);
  for (const { names: called } of model.identities) called.forEach((name) => names.concrete(name));
  const note = (record: Omit<LabRecord, "time">): void => onDecision?.({ time: new Date(now() * 1000).toISOString(), ...record });
  const certificate = throwAwayCertificate();
  const world = { model, names, issuers, now, note, accounts, providers };

  const jobs: JobTokens = new Map();
  const web = await listen(routes(world, jobs), { host, port });
  undo.push(() => web.close());
  const login = await listen(
    entra(world, accounts, () => https),
    { host, certificate },
  );
  undo.push(() => login.close());
  http = `http://${host.includes(":") ? `[${host}]` : host}:${web.port}`;
  https = `https://localhost:${login.port}`;
  await Promise.all(issuersOf(model).map(async ({ text, ...called }) => issuers.add(text, called)));

  const folder = props.folder ?? (await newFolder());
  if (props.folder === undefined) undo.push(() => rm(folder, { recursive: true, force: true }));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const authorities = { alone: path.resolve(folder, "authority.pem"), bundle: path.resolve(folder, "authorities.pem") };
  await writePrivate(authorities.alone, certificate.authority);
  await writePrivate(authorities.bundle, [...rootCertificates, certificate.authority].join("\n"));

  const urls = (): LabUrls => ({
    awsSts: http,
    awsContainer: `${http}/v1/credentials`,
    googleSts: `${http}/google/v1/token`,
    googleIamCredentials: `${http}/google`,
    entra: `${https}/`,
    issuers: Object.fromEntries(issuers.all.map(({ url, labUrl }) => [url, `${labUrl}/.well-known/openid-configuration`])),
  });
  const podWorld: PodWorld = { ...world, urls, authorities };
  const stops = new Set<() => Promise<void>>();
  const writing = new Set<Promise<unknown>>();
  const written = async <T>(work: Promise<T>): Promise<T> => {
    writing.add(work);
    try {
      return await work;
    } finally {
      writing.delete(work);
    }
  };
  let pods = 0;
  const kept = async (make: (place: string) => Promise<LabPod>): Promise<LabPod> => {
    pods += 1;
    const pod = await written(make(path.join(folder, `pod-${pods}`)));
    return {
      ...pod,
      refresh: () => written(pod.refresh()),
      keepFresh() {
        const stop = pod.keepFresh();
        stops.add(stop);
        return () => {
          stops.delete(stop);
          return written(stop());
        };
      },
    };
  };
  return {
    ...{ model, about: ABOUT, azureTenant: accounts.tenant, authorityFile: authorities.alone },
    get urls() {
      return urls();
    },
    issuers: issuers.all,
    issuer: async (urlOrName) => (urlOrName.startsWith("https://") ? issuers.add(urlOrName) : issuers.find(urlOrName)),
    async serviceAccountToken({ issuer: name, isForeign, ...token }) {
      const issuer = issuers.find(name);
      const claims = serviceAccountClaims(issuer.url, token, now());
      return isForeign === true ? issuer.foreignToken(claims) : issuer.token(claims);
    },
    pod: (podProps) => kept((place) => makePod(podWorld, podProps, place)),
    job: (jobProps) => kept((place) => makeJob(podWorld, jobs, jobProps, place)),
    async close() {
      await Promise.allSettled([...[...stops].map((stop) => stop()), ...writing]);
      await undone(undo.splice(0));
    },
  };
}

async function newFolder(): Promise<string> {
  try {
    return await mkdtemp(path.join(tmpdir(), "workload-identity-lab-"));
  } catch (error) {
    const what = `the lab cannot make a folder in ${tmpdir()} (${String((error as NodeJS.ErrnoException).code)})`;
    throw new LabError(`${what}; set TMPDIR to one that is there`);
  }
}

/** Which service a request is for. */
function routes(world: Omit<PodWorld, "urls" | "authorities"> & { readonly issuers: Issuers }, jobs: JobTokens): Handler {
  const ofJobs = jobTokens(jobs);
  const sessions = makeAwsSessions();
  const tokens = makeGoogleTokens();
  const [sts, agent] = [awsSts(world, sessions), eksAgent(world, sessions)];
  const [google, iam] = [googleSts(world, world.providers, tokens), googleIamCredentials(world, tokens)];
  return async (asked) => {
    const { pathname } = asked.url;
    if (pathname === "/") return sts(asked);
    if (pathname === "/v1/credentials") return agent(asked);
    if (pathname === JOB_PATH) return ofJobs(asked);
    if (pathname === "/google/v1/token" || pathname === "/google/v1/introspect") return google(asked);
    if (pathname.startsWith("/google/v1/projects/")) return iam(asked);
    return (
      world.issuers.answer(asked) ??
      json(404, { error: "not_found", error_description: `the lab has no ${asked.method} ${pathname}` })
    );
  };
}

function tenantsOf({ configuration }: Model): string[] {
  return [...configuration.providers.values()].flatMap(({ name, values }) => {
    const tenant = name === "azurerm" || name === "azuread" ? textOf(values["tenant_id"]) : undefined;
    return tenant !== undefined && isKnown(tenant) ? [tenant] : [];
  });
}
