import path from "node:path";
import type { Asker, Model, ModelIdentity, WhatCan } from "../verify";
import { whatCanWithHoles } from "../verify/what-can";
import { writePrivate } from "./files";
import { LabError } from "./lab-error";
import { awsSettings } from "./pod-aws";
import { azureSettings } from "./pod-azure";
import { googleSettings } from "./pod-google";
import { type CloudSettings, FOLDER, type PodOwner, type PodWorld } from "./pod-settings";
import { keepRenewing } from "./refresh";
import { notSignedIn, sdkEnvironment } from "./sdk-environment";
import { checkServiceAccount, serviceAccountClaims } from "./service-account-token";

/** Whose pod it is. */
export interface PodProps {
  readonly namespace: string;
  readonly serviceAccount: string;
  /** The issuer's URL, or a name of it that is only its own: the cluster's. @default - the only issuer of the files */
  readonly cluster?: string;
  /** Addresses of the identities to carry, where it may become several of one cloud. @default - the first that is sure to let it in */
  readonly identities?: readonly string[];
  /** How long its tokens live. @default 3600 */
  readonly expirationSeconds?: number;
  /** Allows tokens of less than ten minutes. @default false */
  readonly allowShort?: boolean;
  /** Whose tokens it carries instead: a stranger with this pod's settings. @default - its own */
  readonly as?: Stranger;
}

/** What a stranger's tokens have instead of the pod's own. */
export interface Stranger {
  readonly namespace?: string;
  readonly serviceAccount?: string;
  /** As in {@link PodProps.cluster}; an issuer that nobody trusts must be added to the lab before. */
  readonly cluster?: string;
  readonly audience?: string;
  /** When they were issued, seconds since the epoch. */
  readonly issuedAt?: number;
  /** Whether they are signed by a key that the issuer never had. */
  readonly isForeign?: boolean;
}

/** The environment and files of a pod, in a folder. */
export interface LabPod {
  /** What the pod's containers have in their environment; without what they inherit. */
  readonly env: Readonly<Record<string, string>>;
  /** The whole environment for a process that stands for the pod. `base`: what it inherits, without the clouds' own. @default process.env */
  environment(base?: NodeJS.ProcessEnv): Record<string, string>;
  readonly directory: string;
  /** Every file that was written, absolute. */
  readonly files: readonly string[];
  /** What the pod is set up to become, one a cloud. Empty: the files let its ServiceAccount become nothing. */
  readonly carries: readonly ModelIdentity[];
  /** What the lab adds so that programs run, and a real pod lacks unless somebody gives it to it; a line each, for people. */
  readonly onlyHere: readonly string[];
  /** Writes new tokens, each at once for who reads it. */
  refresh(): Promise<void>;
  /** Writes new tokens before the old ones expire, until what it returns is called or the lab is closed. */
  keepFresh(): () => Promise<void>;
}

const CLOUDS = [awsSettings, googleSettings, azureSettings];

/** Makes a pod's environment and files below `folder`. */
export async function makePod(world: PodWorld, props: PodProps, folder: string): Promise<LabPod> {
  checkServiceAccount(props);
  const owner = ownerOf(world, props);
  return carried(world, owner, {
    folder,
    life: props.expirationSeconds,
    token: (audience) => tokenFor(world, owner, props, audience),
  });
}

/** How the tokens of a pod or job are made, and where they are kept. */
export interface Carrying {
  readonly folder: string;
  /** Seconds. @default 3600 */
  readonly life: number | undefined;
  readonly token: (audience: string) => Promise<string>;
  /** What the environment has besides. @default - nothing */
  readonly env?: Readonly<Record<string, string>>;
}

/** Writes what an owner of tokens carries for the clouds. */
export async function carried(
  world: PodWorld,
  owner: PodOwner,
  { folder, life = 3600, token, env: own }: Carrying,
): Promise<LabPod> {
  const settings = CLOUDS.map((cloud) => cloud(world, owner));
  const directory = path.resolve(folder);
  const placed = (text: string): string => text.replaceAll(FOLDER, directory);
  const ofClouds = settings.flatMap((each) => Object.entries(each.env)).map(([name, value]) => [name, placed(value)] as const);
  const env = { ...own, ...Object.fromEntries(ofClouds) };
  const files = settings.flatMap((each) => each.files);
  const tokens = settings.flatMap((each) => each.tokens);
  const refresh = async (): Promise<void> => {
    await Promise.all(tokens.map(async (each) => writePrivate(path.join(directory, each.path), await token(each.audience))));
  };
  await Promise.all([refresh(), ...files.map((file) => writePrivate(path.join(directory, file.path), placed(file.content)))]);
  return {
    ...{ env, directory, refresh },
    environment: (base) => sdkEnvironment({ ...notSignedIn(directory), ...env }, base),
    files: [...files, ...tokens].map((file) => path.join(directory, file.path)),
    carries: settings.flatMap((each: CloudSettings) => each.carries),
    onlyHere: settings.flatMap((each: CloudSettings) => each.onlyHere ?? []),
    keepFresh: () =>
      keepRenewing(life, refresh, (error) => {
        process.emitWarning(`the tokens below ${directory} were not renewed: ${String(error)}`, "LabWarning");
      }),
  };
}

function ownerOf({ model, issuers }: PodWorld, { namespace, serviceAccount, cluster, identities }: PodProps): PodOwner {
  const issuer = issuers.find(cluster ?? onlyOne(issuers.all.map(({ url }) => url)));
  const asker = { issuer: issuer.text, subject: `system:serviceaccount:${namespace}:${serviceAccount}` };
  return { issuer, namespace, serviceAccount, may: mayBecome(model, asker, identities) };
}

/** What an asker may become, of these identities if they are named; what is sure to let it in comes first. */
export function mayBecome(model: Model, asker: Asker, identities: readonly string[] | undefined): WhatCan[] {
  const may = whatCanWithHoles(model, asker).filter(({ identity }) => identities?.includes(identity.address) ?? true);
  const sure = (verdict: string): number => (verdict === "allow" ? 0 : 1);
  return may.sort((a, b) => sure(a.verdict) - sure(b.verdict));
}

function onlyOne(urls: readonly string[]): string {
  const [only, ...others] = urls;
  if (only !== undefined && others.length === 0) return only;
  throw new LabError(`which cluster? Name one of ${urls.join(", ") || "those that the files trust: there are none"}`);
}

async function tokenFor({ issuers, now }: PodWorld, owner: PodOwner, props: PodProps, audience: string): Promise<string> {
  const { as: stranger = {}, expirationSeconds, allowShort } = props;
  const issuer = stranger.cluster === undefined ? owner.issuer : issuers.find(stranger.cluster);
  const claims = serviceAccountClaims(
    issuer.url,
    {
      namespace: stranger.namespace ?? owner.namespace,
      serviceAccount: stranger.serviceAccount ?? owner.serviceAccount,
      audience: stranger.audience ?? audience,
      ...(expirationSeconds !== undefined && { expirationSeconds }),
      ...(allowShort !== undefined && { allowShort }),
      ...(stranger.issuedAt !== undefined && { issuedAt: stranger.issuedAt }),
    },
    now(),
  );
  return stranger.isForeign === true ? issuer.foreignToken(claims) : issuer.token(claims);
}
