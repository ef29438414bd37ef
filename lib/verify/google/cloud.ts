import { COLLECT_GOOGLE } from "./collect";
import { GOOGLE_DUMPS } from "./dumps";
import { GOOGLE_KEYS } from "./keys";
import type { Cloud, CloudModel } from "../cloud";
import type { ModelIdentity } from "../model-identity";
import type { DirectRequest, ImpersonateRequest, Request } from "../request";
import { contradictionsOf } from "./contradictions";
import { decideGoogle, type GoogleRequest } from "./decide";
import { findGoogle } from "./findings";
import type { GoogleModel } from "./google-model";
import { readGoogle } from "./model";
import { providerNames } from "./provider-names";

const isGoogle = ({ type }: Request): boolean => type === "exchange" || type === "impersonate" || type === "direct";

function requestFor({ kind, address }: ModelIdentity): ImpersonateRequest | DirectRequest {
  if (kind === "service account") return { type: "impersonate", serviceAccount: address };
  return { type: "direct", member: address };
}

export const GOOGLE: Cloud = {
  name: "google",
  title: "Google Cloud",
  dumps: GOOGLE_DUMPS,
  collect: COLLECT_GOOGLE,
  keys: GOOGLE_KEYS,
  usualAudience: "//iam.googleapis.com",
  requestFor,
  read: (configuration): CloudModel => {
    const google = readGoogle(configuration);
    return {
      issuers: google.issuers,
      identities: google.identities,
      issuerNames: ({ address }) => providerNames(google, address),
      contradictions: (identity) => contradictionsOf(google, identity),
      grantsToUnknown: () => google.grantsToUnknown(),
      takes: isGoogle,
      decide: (request, token, now) => decideGoogle(google, request as GoogleRequest, token, now),
      become: (identity, token, now) => decideGoogle(google, requestFor(identity), token, now),
      findings: () => findGoogle(google),
      own: google,
    };
  },
};

/** What the files say of trust in Google Cloud. */
export const googleOf = ({ clouds }: { readonly clouds: ReadonlyMap<string, CloudModel> }): GoogleModel =>
  clouds.get(GOOGLE.name)?.own as GoogleModel;
