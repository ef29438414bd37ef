import type { Finding } from "../finding";
import { findInMapping } from "./find-in-mappings";
import { findInMembers } from "./find-in-members";
import { findInPools } from "./find-in-pools";
import { findInProvider } from "./find-in-providers";
import type { GoogleModel } from "./google-model";
import { findWideMembers } from "./find-wide-members";
import { SOURCES } from "./sources";

/** What is over-broad, broken, or refused at apply in Google Cloud. */
export function findGoogle(google: GoogleModel): Finding[] {
  return [
    ...google.providers.flatMap((provider) => [...findInProvider(provider), ...findInMapping(provider)]),
    ...findInPools(google),
    ...findInMembers(google),
    ...findWideMembers(google),
    ...google.otherProviders.map(({ place, address }): Finding => ({
      id: "google-provider-not-oidc",
      severity: "note",
      place,
      what: `${address} is a provider for SAML, AWS or X.509`,
      why: "it takes no tokens: whom it lets in is shown as a way in without one, and its condition and mapping are not evaluated",
      cure: "review it by hand",
      source: SOURCES.provider,
    })),
  ];
}
