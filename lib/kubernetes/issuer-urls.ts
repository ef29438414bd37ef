import { Annotations } from "cdktf";
import type { IConstruct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import { nearestWord } from "../core/nearest-word";
import { isKnown, textParts } from "../core/tokens";
import { AWS_PARTITIONS, partitionOf } from "../facts/aws-regions";
import { AZURE_LOCATIONS } from "../facts/azure-locations";
import { GOOGLE_LOCATION, GOOGLE_REGIONS } from "../facts/google-locations";
import type { GkeClusterAttributes } from "./cluster-props";

/** The end of a text, where it is known. */
function knownEnd(text: string): string | undefined {
  const last = textParts(text).at(-1);
  return last === undefined || last.isToken ? undefined : last.text;
}

/** The issuer of an EKS cluster. IAM and STS compare every character. @throws FederationError ISSUER_INVALID */
export function eksIssuer(place: string, url: string): string {
  const region = EKS_HOST.exec(url)?.[1];
  const what =
    knownEnd(url)?.endsWith("/") === true
      ? 'ends in "/"'
      : region !== undefined && partitionOf(region) === undefined
        ? `is in ${quoted(region)}, which is not a region of AWS${meant(region, AWS_REGIONS)}`
        : undefined;
  if (what === undefined) return url;
  throw new FederationError(place, {
    code: "ISSUER_INVALID",
    what: `the EKS issuer ${quoted(url)} ${what}`,
    cure: 'copy it whole from "aws eks describe-cluster --query cluster.identity.oidc.issuer"',
  });
}

/** The issuer of an AKS cluster. @throws FederationError ISSUER_INVALID */
export function aksIssuer(place: string, url: string): string {
  if (knownEnd(url)?.endsWith("/") !== false) return url;
  throw new FederationError(place, {
    code: "ISSUER_INVALID",
    what: `the AKS issuer ${quoted(url)} does not end in "/"`,
    cure: 'copy it whole from "az aks show --query oidcIssuerProfile.issuerUrl"; Entra compares every character',
  });
}

/** The issuer of a GKE cluster, from the cluster or from its parts. @throws FederationError ISSUER_SOURCE_INVALID */
export function gkeIssuer(
  place: string,
  cluster: GkeClusterAttributes | undefined,
  parts: Readonly<Record<"project" | "location" | "clusterName", string | undefined>>,
): string {
  const named = Object.values(parts).filter((part) => part !== undefined).length;
  if (cluster === undefined ? named < 3 : named > 0) {
    throw new FederationError(place, {
      code: "ISSUER_SOURCE_INVALID",
      what: `a GKE cluster got ${cluster === undefined ? "no" : "a"} "cluster" and ${named} of "project", "location" and "clusterName"`,
      cure: 'give either "cluster" alone, or all of "project", "location" and "clusterName"',
    });
  }
  const { project, location, name } = cluster ?? { ...parts, name: parts.clusterName };
  return `https://container.googleapis.com/v1/projects/${project}/locations/${location}/clusters/${name}`;
}

const AWS_REGIONS = AWS_PARTITIONS.flatMap(({ regions }) => regions);
/** Clusters of IPv6 have the second form. https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html */
const EKS_HOST = /^https:\/\/oidc[.-]eks\.([^./$]+)\./;
const GKE_PATH = /^https:\/\/container\.googleapis\.com\/v1\/projects\/[^/]+\/locations\/([^/$]+)\//;
const AKS_HOST = /^https:\/\/([^./$]+)\.oic\./;

/** Warns of a region in an issuer's URL that is unknown: it may be new, and it may be misspelt. */
export function warnOfPlaces(cluster: IConstruct, url: string): void {
  const [zone] = GKE_PATH.exec(url)?.slice(1) ?? [];
  const found: readonly (readonly [string | undefined, readonly string[]])[] = [
    [EKS_HOST.exec(url)?.[1], AWS_REGIONS],
    [zone === undefined ? undefined : (GOOGLE_LOCATION.exec(zone)?.[1] ?? zone), GOOGLE_REGIONS],
    [AKS_HOST.exec(url)?.[1], AZURE_LOCATIONS],
  ];
  for (const [region, known] of found) {
    if (region === undefined || !isKnown(region) || known.includes(region)) continue;
    Annotations.of(cluster).addWarning(
      `the issuer ${quoted(url)} is in ${quoted(region)}, a region that is unknown here${meant(region, known)}: check its spelling, if it is not new`,
    );
  }
}

function meant(region: string, known: readonly string[]): string {
  const near = nearestWord(region, known);
  return near === undefined ? "" : ` (${quoted(near)} is near)`;
}
