import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { checkValues } from "../core/check-values";
import type { ICluster } from "../core/cluster";
import { FederationError, quoted } from "../core/errors";
import type { IdentityRequest } from "../core/identity";
import type { GoogleAccess } from "./access";
import { checkNamespaces } from "./checks";
import {
  requestExistingServiceAccount,
  type ExistingGoogleServiceAccount,
  type ExistingServiceAccountOptions,
} from "./existing-google-service-account";
import { checkGkeIssuer, gkeAccess, gkePrincipalSet } from "./gke-access";
import { requestPrincipal, type GooglePrincipal, type GooglePrincipalOptions } from "./google-principal";
import { requestServiceAccount, type GoogleServiceAccount, type GoogleServiceAccountOptions } from "./google-service-account";
import type { IGoogleTrust } from "./i-google-trust";
import { GKE_TRUST_PROPS } from "./trust-values";

/** The project of GKE clusters. */
export interface GkeTrustProps {
  /** The id of the project that the clusters are in, which is in the pool's name. */
  readonly project: string;
  /** The number of the same project: direct access takes the number only. */
  readonly projectNumber: string;
  /**
   * What makes the pool exist, where the same stack creates it: the first cluster of the project with `workload_identity_config`.
   * Before that, IAM answers "Identity Pool does not exist".
   * @default - the pool exists
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** The `google` Terraform provider. @default - the stack's default `google` provider */
  readonly provider?: TerraformProvider;
}

/**
 * A Google Cloud project that accepts the ServiceAccounts of its own GKE clusters, through the pool that GKE keeps for it:
 * `PROJECT_ID.svc.id.goog`. Creates neither pool nor provider, and pods carry nothing: GKE's metadata server hands them tokens.
 *
 * **The pool does not tell clusters apart.** The same namespace and name on EVERY GKE cluster of the project, named in the workload
 * or not, is the same identity; whoever may create namespaces on one of them can become it. Keep clusters of different trust in
 * different projects, or use {@link GoogleTrust}, which gives each cluster a pool.
 *
 * Node pools need the GKE metadata server (Autopilot always has it). Impersonation writes the annotation
 * `iam.gke.io/gcp-service-account` to the ServiceAccount; direct access writes nothing.
 * https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity
 *
 * @throws FederationError GOOGLE_PROJECT_INVALID, VALUE_MISSING
 * @example
 * import { GkeTrust } from "cdktf-workload-identity/google";
 * const gke = new GkeTrust(this, "gke", { project: "acme-prod", projectNumber: "123456789012", dependsOn: [gkeCluster] });
 */
export class GkeTrust extends Construct implements IGoogleTrust {
  readonly project: string;
  readonly projectNumber: string;
  readonly provider: TerraformProvider | undefined;
  readonly access: GoogleAccess;

  constructor(scope: Construct, id: string, props: GkeTrustProps) {
    super(scope, id);
    checkValues(this.node.path, "the trust", GKE_TRUST_PROPS, props);
    this.project = props.project;
    this.projectNumber = props.projectNumber;
    this.provider = props.provider;
    const { project, projectNumber, dependsOn = [] } = props;
    this.access = gkeAccess({ trust: this, project, projectNumber, dependsOn });
  }

  /**
   * Asks for a new service account that the workload impersonates.
   * @throws FederationError SESSION_DURATION_INVALID; and from the workload ISSUER_NOT_TRUSTED, SUBJECT_INVALID, CLAIM_UNSUPPORTED
   */
  serviceAccount(options: GoogleServiceAccountOptions = {}): IdentityRequest<GoogleServiceAccount> {
    checkNoLifetime(this.node.path, options.tokenLifetimeSeconds);
    return requestServiceAccount(this, options);
  }

  /** Asks for leave to impersonate a service account that exists. */
  fromServiceAccountEmail(
    email: string,
    options: ExistingServiceAccountOptions = {},
  ): IdentityRequest<ExistingGoogleServiceAccount> {
    checkNoLifetime(this.node.path, options.tokenLifetimeSeconds);
    return requestExistingServiceAccount(this, email, options);
  }

  /** Asks for direct access: roles for the workload itself. Neither its ServiceAccount nor its pods need anything. */
  principal(options: GooglePrincipalOptions = {}): IdentityRequest<GooglePrincipal> {
    return requestPrincipal(this, options);
  }

  /**
   * The IAM member that stands for every ServiceAccount of a namespace, now and later, on every GKE cluster of the project.
   * Bind it yourself, where that many are meant.
   * @throws FederationError NAMESPACE_INVALID
   */
  namespacePrincipalSet(namespace: string): string {
    checkNamespaces(this.node.path, [namespace]);
    return gkePrincipalSet(this, "namespace", namespace);
  }

  /**
   * The IAM member that stands for every ServiceAccount of every namespace of one cluster, `kube-system` included, now and later.
   * Bind it yourself, where that many are meant.
   * @throws FederationError ISSUER_NOT_TRUSTED
   */
  clusterPrincipalSet(cluster: ICluster): string {
    checkGkeIssuer(this.node.path, this, this, cluster.issuer);
    return gkePrincipalSet(this, "kubernetes.cluster", cluster.issuer.url);
  }
}

function checkNoLifetime(place: string, seconds: number | undefined): void {
  if (seconds === undefined) return;
  throw new FederationError(place, {
    code: "SESSION_DURATION_INVALID",
    what: `the token lifetime is ${quoted(seconds)} seconds, and GKE's metadata server asks for tokens of its own length`,
    cure: 'leave "tokenLifetimeSeconds" out, or trust the cluster with GoogleTrust',
  });
}
