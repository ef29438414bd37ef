import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import type { TokenSource } from "../core/identity";
import { identitySettings } from "../core/identity-settings";
import type { Issuer } from "../core/issuer";
import type { ServiceAccountName, Subject } from "../core/subject";
import { isKnown, literalParts, stableText, textParts } from "../core/tokens";
import type { FederatedMember, GoogleAccess } from "./access";
import { outrankingMetadataServer } from "./outranking";
import { unique } from "./pool-access";
import { poolPath, subjectPrincipal } from "./principals";

/** The pool that GKE makes for a project with its first cluster that has workload identity. */
export interface GkePool {
  readonly project: string;
  readonly projectNumber: string;
}

/** What IAM needs before it knows a member of the pool. */
interface GkeProject extends GkePool {
  /** What errors name that no identity stands behind, and where tokens are resolved. */
  readonly trust: IConstruct;
  readonly dependsOn: readonly ITerraformDependable[];
}

const ANNOTATION = "iam.gke.io/gcp-service-account";

function poolId({ project }: GkePool): string {
  return `${project}.svc.id.goog`;
}

/** The member that may impersonate, as GKE's guide links a ServiceAccount to a service account. */
export function gkeServiceAccountMember(pool: GkePool, { namespace, name }: ServiceAccountName): string {
  return `serviceAccount:${poolId(pool)}[${namespace}/${name}]`;
}

/** The member that stands for one ServiceAccount, in every cluster of the project. */
export function gkePrincipal(pool: GkePool, { namespace, name }: ServiceAccountName): string {
  return subjectPrincipal({ projectNumber: pool.projectNumber, poolId: poolId(pool) }, `ns/${namespace}/sa/${name}`);
}

/** Everyone in a part of the pool: `namespace/NAMESPACE`, or `kubernetes.cluster/URL`. */
export function gkePrincipalSet(pool: GkePool, part: "namespace" | "kubernetes.cluster", value: string): string {
  return `principalSet:${poolPath({ projectNumber: pool.projectNumber, poolId: poolId(pool) })}/${part}/${value}`;
}

/** Access through GKE's metadata server: the pod carries nothing, and the ServiceAccount names whom it impersonates. */
export function gkeAccess(project: GkeProject): GoogleAccess {
  const members = (
    place: string,
    sources: readonly TokenSource[],
    memberOf: (pool: GkePool, account: ServiceAccountName) => string,
  ): FederatedMember[] =>
    unique(
      sources.map((source) => {
        checkGkeIssuer(place, project.trust, project, source.issuer);
        checkNoClaims(place, source);
        const account = serviceAccountOf(place, source.subject);
        // Without the cluster: the same ServiceAccount of another one is the same member.
        return {
          member: memberOf(project, account),
          dependsOn: project.dependsOn,
          name: "gke",
          unique: [account.namespace, account.name],
        };
      }),
    );
  return {
    impersonators: (place, sources) => members(place, sources, gkeServiceAccountMember),
    principals: (place, sources) => members(place, sources, gkePrincipal),
    settings: (issuer, account) => {
      checkGkeIssuer(project.trust.node.path, project.trust, project, issuer);
      return identitySettings({
        handover: { by: "GKE's metadata server", from: "node", env: {}, tokens: [] },
        outrankedBy: outrankingMetadataServer(),
        ...(account === undefined ? {} : { serviceAccountAnnotations: { [ANNOTATION]: account.email } }),
      });
    },
    jobSettings: (issuer) => {
      throw new FederationError(project.trust, {
        code: "ISSUER_NOT_TRUSTED",
        what: `GKE's own pool takes no tokens of CI jobs, such as those of ${quoted(issuer.url)}`,
        cure: "give the issuer a pool of its own with GoogleTrust",
      });
    },
  };
}

const GKE_ISSUERS = "https://container.googleapis.com/v1/projects/";

/** Refuses an issuer that is not a cluster of the project: GKE's pool knows no other. */
export function checkGkeIssuer(place: string, trust: IConstruct, { project }: GkePool, issuer: Issuer): void {
  const url = stableText(trust, issuer.url);
  // Of a URL that is unknown in part the beginning is known, as Cluster.gke writes it. One that is unknown whole may be EKS's.
  const beginning = url.split("${")[0] ?? "";
  const isGke = beginning.startsWith(GKE_ISSUERS);
  const [known] = textParts(project);
  const prefix = `${GKE_ISSUERS}${isKnown(project) ? `${project}/` : known?.isToken === false ? known.text : ""}`;
  if (isGke && (beginning.startsWith(prefix) || (beginning !== url && prefix.startsWith(beginning)))) return;
  throw new FederationError(place, {
    code: "ISSUER_NOT_TRUSTED",
    what: `the issuer ${quoted(issuer.name)} (${url}) is not a GKE cluster of the project ${quoted(project)}, and the pool ${project}.svc.id.goog knows no other`,
    cure:
      beginning === ""
        ? "make the cluster with Cluster.gke, which spells out the beginning of its issuer, or trust it with GoogleTrust"
        : "leave its cluster out of the workload, or trust it with GoogleTrust",
  });
}

function serviceAccountOf(place: string, subject: Subject): ServiceAccountName {
  const account = subject.serviceAccount;
  const problem = (what: string): FederationError =>
    new FederationError(place, {
      code: subject.kind === "pattern" ? "SUBJECT_PATTERN_UNSUPPORTED" : "SUBJECT_INVALID",
      what: `the subject ${quoted(subject.text)} ${what}`,
      cure: "give Subject.exactly the ServiceAccount that it stands for, as FederatedWorkload does",
    });
  if (subject.kind === "pattern") throw problem("is a pattern, and members of Google Cloud have no wildcards");
  if (account === undefined) throw problem("does not say which ServiceAccount it stands for, which is all that GKE's pool knows");
  const { namespace, name } = account;
  // Otherwise one text could be trusted here and another one in the next cloud, or a slash lead to another ServiceAccount.
  const isPlain = [namespace, name].every((text) => literalParts(text).every((part) => /^[a-z0-9.-]+$/.test(part)));
  if (subject.text !== `system:serviceaccount:${namespace}:${name}` || !isPlain) {
    throw problem(`is not that of the ServiceAccount ${quoted(`${namespace}/${name}`)}`);
  }
  return account;
}

/** The pool is Google's: it states no conditions of ours. */
function checkNoClaims(place: string, { issuer, subject }: TokenSource): void {
  const [claim] = Object.keys({ ...issuer.claims, ...subject.claims });
  if (claim === undefined) return;
  throw new FederationError(place, {
    code: "CLAIM_UNSUPPORTED",
    what: `a token must carry the claim ${quoted(claim)}, and GKE's own pool compares nothing but namespace and name`,
    cure: "leave the claim out, or trust the issuer with GoogleTrust",
  });
}
