import type { TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import { noteAdopted } from "../core/adopted";
import { FederationError, quoted } from "../core/errors";
import type { Issuer } from "../core/issuer";
import { changedByTerraform, plainText } from "../core/terraform-text";
import { isKnown } from "../core/tokens";
import { issuersOwnConditions } from "./attribute-condition";
import { isWholeExpression } from "./cel";
import { allOf } from "./conditions";
import type { PoolProvider } from "./pool-trust";
import { isOfCluster } from "./pools";
import { attributeMapping } from "./subject-mapping";

/** A provider that exists in a workload identity pool of the project, which no other issuer has a provider in. */
export interface ExistingPoolProvider {
  readonly issuer: Issuer;
  readonly poolId: string;
  readonly providerId: string;
  /** One audience that the provider accepts. @default - the provider's own URL */
  readonly audience?: string;
  /**
   * Whether the provider maps `attribute.subject = assertion.sub`, and members are to compare that instead of `google.subject`.
   * @default - false
   */
  readonly longSubjects?: boolean;
  /**
   * How it maps tokens, in CEL: what `gcloud iam workload-identity-pools providers describe` prints. What members compare must be
   * `assertion.sub`. It is noted in the synthesized file, for whoever reads that (`verify`, the matchers, the lab).
   * @default - { "google.subject": "assertion.sub" }; with `longSubjects` what GoogleTrust writes for clusters, and for other issuers
   * `attribute.subject` alone, whose `google.subject` is unknown
   */
  readonly attributeMapping?: Readonly<Record<string, string>>;
  /**
   * Its whole condition on tokens, in CEL; empty where it has none. It must ask for each of the issuer's `claims`. Noted like the mapping.
   * @default - the issuer's subject prefix and claims, as GoogleTrust writes them; unknown for an issuer that has neither
   */
  readonly attributeCondition?: string;
}

/** A project whose pools and providers exist. */
export interface ExistingGoogleTrustProps {
  readonly providers: readonly ExistingPoolProvider[];
  /** The id of the project that holds the pools. */
  readonly project: string;
  /** The number of the same project: IAM members take the number only. */
  readonly projectNumber: string;
  /** The `google` Terraform provider. @default - the stack's default `google` provider */
  readonly provider?: TerraformProvider;
}

/** Refuses what is said of a provider and cannot be: members would stand for nobody, or for more than the issuer's own tokens. */
export function checkExisting(place: string, existing: ExistingPoolProvider): void {
  const { issuer, longSubjects, attributeMapping: mapping = {}, attributeCondition: condition } = existing;
  for (const text of [...Object.values(mapping), condition]) {
    if (text === undefined || (text === "" && text === condition)) continue;
    const changed = changedByTerraform(text);
    if (isWholeExpression(text) && changed === undefined) continue;
    throw problem(
      place,
      `${quoted(text)} ${changed?.what ?? "is not a whole expression of CEL"}`,
      "give it as the provider has it",
    );
  }
  const compared = longSubjects === true ? "attribute.subject" : "google.subject";
  const expression = existing.attributeMapping === undefined ? "assertion.sub" : (mapping[compared] ?? "");
  if (isKnown(expression) && !SUBJECT.test(expression)) {
    throw problem(
      place,
      `the provider of the issuer ${quoted(issuer.name)} maps "${compared}" to ${quoted(expression)}, and members compare it with the subject`,
      `map "${compared}" to "assertion.sub" in the provider${longSubjects === true ? "" : ', or "attribute.subject", and set "longSubjects"'}`,
    );
  }
  const missing = Object.keys(issuer.claims).find(
    (claim) => condition !== undefined && isKnown(condition) && !condition.includes(claim),
  );
  if (missing === undefined) return;
  throw problem(
    place,
    `the condition ${quoted(condition)} does not ask for the claim ${quoted(missing)}, which the issuer ${quoted(issuer.name)} has`,
    "add it to the condition of the provider, or give the trust an issuer without the claim",
  );
}

const SUBJECT = /^\s*assertion\s*(\.\s*sub|\[\s*(['"])sub\2\s*\])\s*$/;

function problem(place: string, what: string, cure: string): FederationError {
  return new FederationError(place, { code: "CONDITION_INVALID", what, cure });
}

/** Notes in the synthesized file what the user says of the pool and its provider, so that verify can judge who gets in. */
export function noteExisting(
  trust: IConstruct & { readonly project: string; readonly projectNumber: string },
  { issuer, audience, mapping, poolId, providerId }: PoolProvider,
  existing: ExistingPoolProvider,
): void {
  const pool = { project: trust.project, workload_identity_pool_id: poolId };
  const keys = issuer.jwksJson === undefined ? {} : { jwks_json: plainText(issuer.jwksJson) };
  const own = issuersOwnConditions(issuer);
  const condition = existing.attributeCondition ?? (own.length === 0 ? undefined : allOf(...own));
  // Only tokens of clusters have the uid of a ServiceAccount; what another issuer's provider maps instead, nobody said.
  const isUnsaid = mapping.isLong && !isOfCluster(issuer);
  const standard = attributeMapping(mapping, undefined, {});
  // The name says the number of the project, which members are called by.
  const name = `projects/${trust.projectNumber}/locations/global/workloadIdentityPools/${poolId}`;
  noteAdopted(trust, { type: "google_iam_workload_identity_pool", values: { ...pool, name } });
  noteAdopted(trust, {
    type: "google_iam_workload_identity_pool_provider",
    values: {
      ...pool,
      workload_identity_pool_provider_id: providerId,
      attribute_mapping: existing.attributeMapping ?? (isUnsaid ? { ...standard, "google.subject": null } : standard),
      ...(condition === undefined ? {} : { attribute_condition: condition }),
      oidc: [{ issuer_uri: issuer.url, allowed_audiences: [audience], ...keys }],
    },
  });
}
