import { googleOf as partOf } from "../../../lib/verify/google/cloud";
import type { GoogleModel } from "../../../lib/verify/google/google-model";
import type { Model } from "../../../lib/verify/model";
import { readModel } from "../../../lib/verify/read-model";
import type { ReadOptions } from "../../../lib/verify/read/configuration";
import type { Token } from "../../../lib/verify/token";

export const ISSUER = "https://cluster.example.com";
export const POOL = "projects/123/locations/global/workloadIdentityPools/my-pool";
export const PROVIDER = `${POOL}/providers/my-provider`;
export const EMAIL = "app@my-project.iam.gserviceaccount.com";
export const USER = "roles/iam.workloadIdentityUser";
export const NOW = 1_700_000_000;
export const SUBJECT = "system:serviceaccount:shop:orders";

/** The member of the pool that stands for a subject. */
export const subjectMember = (subject = SUBJECT): string => `principal://iam.googleapis.com/${POOL}/subject/${subject}`;
/** Another member of the pool. */
export const setMember = (rest: string): string => `principalSet://iam.googleapis.com/${POOL}/${rest}`;

/** A pool and its provider, with what a test changes. */
export function pool(provider: object = {}, oidc: object = {}, changed: object = {}): Record<string, Record<string, object>> {
  return {
    google_iam_workload_identity_pool: { pool: { workload_identity_pool_id: "my-pool", project: "my-project", ...changed } },
    google_iam_workload_identity_pool_provider: {
      p: {
        workload_identity_pool_id: "my-pool",
        workload_identity_pool_provider_id: "my-provider",
        project: "my-project",
        attribute_mapping: { "google.subject": "assertion.sub" },
        oidc: { issuer_uri: ISSUER, allowed_audiences: ["aud"], ...oidc },
        ...provider,
      },
    },
  };
}

/** A binding on the service account. */
export const binding = (member: string, changed: object = {}): Record<string, Record<string, object>> => ({
  google_service_account_iam_member: {
    m: { service_account_id: `projects/my-project/serviceAccounts/${EMAIL}`, role: USER, member, ...changed },
  },
});

/** What the resources say. */
export function modelOf(resource: object, options: ReadOptions = {}, rest: object = {}): Model {
  return readModel([{ name: "cdk.tf.json", json: { resource, ...rest } }], {
    googleProjectNumbers: { "my-project": "123" },
    ...options,
  });
}

/** A token that the provider of {@link pool} takes. */
export function tokenOf(changed: Readonly<Record<string, unknown>> = {}): Token {
  return { iss: ISSUER, sub: SUBJECT, aud: "aud", iat: NOW - 60, exp: NOW + 3600, ...changed };
}

/** The Google part of a model, of which tests look at the parts that are no public words. */
export const googleOf = (resource: object, options: ReadOptions = {}): GoogleModel => partOf(modelOf(resource, options));
