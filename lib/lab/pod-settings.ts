import type { ModelIdentity, WhatCan } from "../verify";
import type { EntraAccounts } from "./entra-accounts";
import type { LabProvider } from "./google-providers";
import type { LabIssuer } from "./issuer";
import type { World } from "./world";

/** What a pod carries for one cloud. Paths are relative to the pod's folder; `{folder}` stands for it in values and contents. */
export interface CloudSettings {
  readonly env: Readonly<Record<string, string>>;
  readonly files: readonly { readonly path: string; readonly content: string }[];
  readonly tokens: readonly { readonly path: string; readonly audience: string }[];
  readonly carries: readonly ModelIdentity[];
  /** As in `LabPod.onlyHere`. @default - nothing */
  readonly onlyHere?: readonly string[];
}

/** Stands for the pod's folder until that is known. */
export const FOLDER = "{folder}";

/** A cloud that a pod needs nothing for. */
export const NOTHING: CloudSettings = { env: {}, files: [], tokens: [], carries: [] };

/** Whose pod it is, and what the model lets it become. */
export interface PodOwner {
  readonly issuer: LabIssuer;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** What is sure to be let in comes first. */
  readonly may: readonly WhatCan[];
}

/** Where the lab's services are. */
export interface LabUrls {
  /** `AWS_ENDPOINT_URL_STS` */
  readonly awsSts: string;
  /** `AWS_CONTAINER_CREDENTIALS_FULL_URI` */
  readonly awsContainer: string;
  /** The token endpoint of Google's Security Token Service: `token_url` of a credential configuration. */
  readonly googleSts: string;
  /** What stands before `/v1/projects/-/serviceAccounts/…`. */
  readonly googleIamCredentials: string;
  /** `AZURE_AUTHORITY_HOST`: https, by the lab's own authority. */
  readonly entra: string;
  /** Each issuer's discovery document, by the issuer's URL. */
  readonly issuers: Readonly<Record<string, string>>;
}

/** What the settings of a pod are made from. */
export interface PodWorld extends World {
  readonly urls: () => LabUrls;
  readonly accounts: EntraAccounts;
  readonly providers: readonly LabProvider[];
  /** PEM files: the lab's authority alone, and among the world's. */
  readonly authorities: { readonly alone: string; readonly bundle: string };
}
