import type { GrantToUnknown } from "../grant-to-unknown";
import { encodeJson } from "../read/json-encoding";
import type { Configuration } from "../read/configuration";
import { isKnown } from "../text";
import type { Account } from "./trust";

/** Grants that are no IAM bindings: what they let do is not read. https://cloud.google.com/storage/docs/access-control/lists */
const TYPES: readonly string[] = [
  "google_bigquery_dataset_access",
  "google_storage_bucket_access_control",
  "google_storage_bucket_acl",
  "google_storage_default_object_access_control",
  "google_storage_default_object_acl",
  "google_storage_object_access_control",
  "google_storage_object_acl",
];

const EMAIL = /[\w.-]+@[\w.-]+/g;

/** The access lists that name a service account of the files, or whose members are unknown. */
export function accessLists(configuration: Configuration, accounts: readonly Account[]): GrantToUnknown[] {
  const emails = new Set(accounts.map(({ email }) => email));
  return TYPES.flatMap((type) => configuration.ofType(type)).flatMap(({ mode, address, values, place }) => {
    const content = encodeJson(values, () => undefined);
    const isOurs = !isKnown(content) || (content.match(EMAIL) ?? []).some((email) => emails.has(email));
    return mode === "managed" && isOurs ? [{ place, what: `${address}, an access list that is unread`, content }] : [];
  });
}
