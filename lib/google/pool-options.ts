/** What a user may say of the provider of one issuer. */
export interface ProviderOptions {
  /** 4 to 32 characters of a-z, 0-9 and `-`, not beginning with `gcp-`. @default - derived, with a stable hash */
  readonly providerId?: string;
  /** The one audience that the provider accepts. @default - the provider's own URL */
  readonly audience?: string;
  /** Up to 32 characters. @default - the issuer's name, where it is short enough */
  readonly displayName?: string;
  /** @default - none */
  readonly description?: string;
  /**
   * A further condition on every token, in CEL over `assertion`: text, or what `claimEquals`, `claimIn`, `allOf` and `anyOf` write.
   * @default - none beyond the issuer's own
   */
  readonly attributeCondition?: string;
  /** Only tokens of ServiceAccounts in these namespaces are accepted. For issuers of clusters. @default - every namespace */
  readonly namespaces?: readonly string[];
  /**
   * For subjects that can exceed the 127 bytes of `google.subject`: members then compare `attribute.subject`, by equality, and
   * `google.subject` (what logs show) holds a short claim instead. `true` takes the ServiceAccount's uid, which tokens of clusters
   * have; of other issuers name a claim, such as `{ shortClaim: "jti" }`. Changing it replaces the members.
   * @default - false: members compare `google.subject`
   */
  readonly longSubjects?: boolean | { readonly shortClaim: string };
  /**
   * Further attributes by name, each with the CEL of a text, such as `{ repository: "assertion.repository" }`: for conditions, and for
   * members of your own (`attributeMemberOf`), which take in everyone with the value.
   * @default - none
   */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Whether no token is exchanged. @default - false */
  readonly disabled?: boolean;
  /**
   * Adopts what has this id already, through an import block of Terraform, instead of failing. What is deleted keeps its id for 30
   * days and must be undeleted first: `gcloud iam workload-identity-pools undelete POOL --location=global --project=PROJECT`,
   * then `gcloud iam workload-identity-pools providers undelete PROVIDER --workload-identity-pool=POOL --location=global
   * --project=PROJECT`. An adopted pool keeps providers that Terraform does not know, and what those map are members too.
   * @default - false
   */
  readonly importExisting?: boolean;
  /**
   * Whether Terraform refuses to destroy it. (The google provider of this library's peer, 6.x, has no `deletion_policy`.)
   * @default - false
   */
  readonly preventDestroy?: boolean;
}

/** What a user may say of the pool of one issuer, and of the provider in it. */
export interface PoolOptions extends ProviderOptions {
  /** 4 to 32 characters of a-z, 0-9 and `-`, not beginning with `gcp-`. @default - derived, with a stable hash */
  readonly poolId?: string;
}
