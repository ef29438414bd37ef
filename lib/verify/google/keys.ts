import { holdsPrivateKey, type KeyCatalogue } from "../keys/key-catalogue";

const NAME = /gcp|google|service.?account/i;
const CREDENTIALS = [{ name: "credentials", key: "a key of a service account", mayBeElse: true }] as const;

export const GOOGLE_KEYS: KeyCatalogue = {
  cure: "let the workload exchange its own token instead: GoogleTrust, or Workload Identity of GKE",
  source: "https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys",
  resources: {
    google_service_account_key: { severity: "error", key: "a key of a service account", secrets: ["private_key"] },
    google_storage_hmac_key: { severity: "error", key: "an HMAC key of a service account", secrets: ["secret"] },
    google_apikeys_key: { severity: "note", key: "an API key", secrets: ["key_string"] },
  },
  // A path may stand there, or the configuration of a federation.
  providers: { google: CREDENTIALS, "google-beta": CREDENTIALS },
  spelled: (text) =>
    text.includes("service_account") && /"private_key"\s{0,9}:/.test(text)
      ? { key: "a key of a Google service account", severity: "error" }
      : undefined,
  named: (name, text) => (NAME.test(name) && holdsPrivateKey(text) ? { key: "a private key", severity: "error" } : undefined),
};
