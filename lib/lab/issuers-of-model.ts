import { createHash } from "node:crypto";
import type { Model } from "../verify";
import { expressionOf, holesIn, isKnown } from "../verify/text";
import { issuerNames } from "../verify/issuer-names";
import { awsOf } from "../verify/aws/cloud";

/** An issuer that the files name. */
export interface NamedIssuer {
  /** Its URL, with holes where only apply knows it. */
  readonly text: string;
  /** The likeliest first. */
  readonly names: readonly string[];
  readonly clusters: readonly string[];
}

/**
 * Every issuer that a trust of the files names, with what its trusts call it; and one for each cluster of an EKS Pod Identity association
 * that none of them stands for: it has no trust, but its pods have tokens.
 */
export function issuersOf(model: Model): NamedIssuer[] {
  const called = issuerNames(model);
  const names = new Map<string, ReadonlySet<string>>(model.issuers.map(({ url }) => [url, new Set(called.get(url))]));
  const clusters = new Map<string, string[]>();
  for (const cluster of new Set(awsOf(model).associations.map((association) => association.cluster))) {
    const text = issuerOfCluster(model, cluster, names) ?? invented(cluster);
    names.set(text, new Set([...(names.get(text) ?? []), ...(isKnown(cluster) ? [cluster] : [])]));
    clusters.set(text, [...(clusters.get(text) ?? []), cluster]);
  }
  return [...names].map(([text, ofText]) => ({ text, names: [...ofText], clusters: clusters.get(text) ?? [] }));
}

/** The issuer that reads the cluster's own attribute, or the only one that is called like the cluster. */
function issuerOfCluster(
  { configuration }: Model,
  cluster: string,
  names: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
  const resource =
    configuration.at(expressionOf(cluster) ?? "") ??
    configuration.ofType("aws_eks_cluster").find(({ values }) => values["name"] === cluster);
  const reading =
    resource && [...names.keys()].find((text) => holesIn(text).some((hole) => hole.startsWith(`${resource.address}.`)));
  if (reading !== undefined) return reading;
  const [only, ...others] = [...names].filter(([, called]) => called.has(cluster));
  return others.length === 0 ? only?.[0] : undefined;
}

function invented(cluster: string): string {
  const id = createHash("sha256").update(`cluster ${cluster}`).digest("hex").slice(0, 32).toUpperCase();
  return `https://oidc.eks.lab.amazonaws.com/id/${id}`;
}
