import { createHash } from "node:crypto";
import type { Model } from "../verify";
import { textOf } from "../verify/json";
import { expressionOf, holesIn, isKnown } from "../verify/text";
import { awsOf } from "../verify/aws/cloud";
import { googleOf } from "../verify/google/cloud";

/** An issuer that the files name. */
export interface NamedIssuer {
  /** Its URL, with holes where only apply knows it. */
  readonly text: string;
  readonly names: readonly string[];
  readonly clusters: readonly string[];
}

/**
 * Every issuer that a trust of the files names, with what its trusts call it; and one for each cluster of an EKS Pod Identity association
 * that none of them stands for: it has no trust, but its pods have tokens.
 */
export function issuersOf(model: Model): NamedIssuer[] {
  const names = new Map<string, Set<string>>();
  for (const { url, address } of model.issuers) {
    const known = names.get(url) ?? new Set();
    for (const name of namesOf(model, address)) known.add(name);
    names.set(url, known);
  }
  const clusters = new Map<string, string[]>();
  for (const cluster of new Set(awsOf(model).associations.map((association) => association.cluster))) {
    const text = issuerOfCluster(model, cluster, names) ?? invented(cluster);
    const called = isKnown(cluster) ? [cluster] : [];
    names.set(text, new Set([...(names.get(text) ?? []), ...called]));
    clusters.set(text, [...(clusters.get(text) ?? []), cluster]);
  }
  return [...names].map(([text, called]) => ({ text, names: [...called], clusters: clusters.get(text) ?? [] }));
}

/** A trust's own names: display names on Google Cloud, the credential's on Azure, logical ids of AWS; without the hash at their end. */
function namesOf(model: Model, address: string): string[] {
  const resource = model.configuration.at(address);
  const { display_name: shown, name } = resource?.values ?? {};
  const pool = googleOf(model).providers.find((provider) => provider.address === address)?.pool.address ?? "";
  const logicalId = (resource?.name ?? "").replace(/_[0-9A-F]{8}$/, "");
  const told = resource?.type.startsWith("aws_")
    ? [logicalId, logicalId.slice(logicalId.lastIndexOf("_") + 1)]
    : [shown ?? name, model.configuration.at(pool)?.values["display_name"]].map(textOf);
  return told.flatMap((each) =>
    each === undefined || each === "" || each.includes("/") || !isKnown(each) ? [] : [each.replace(/-[0-9a-f]{8}$/, "")],
  );
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
