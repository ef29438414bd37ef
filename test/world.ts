import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { DefaultTokenResolver, StringConcat, TerraformStack, Testing, Tokenization, type App } from "cdktf";
import { Cluster } from "../lib";

export const EU = "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
export const US = "https://container.googleapis.com/v1/projects/acme-prod/locations/us-east1/clusters/us";
export const WE =
  "https://westeurope.oic.prod-aks.azure.com/22222222-2222-2222-2222-222222222222/33333333-3333-3333-3333-333333333333/";
export const EDGE = "https://oidc.edge.example.com";

export type Resource = Readonly<Record<string, unknown>>;

/** A synthesized stack, as Terraform reads it, without cdktf's own "//" notes. */
export interface Terraform {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
  readonly output?: Readonly<Record<string, Resource>>;
}

/** A stack with clusters of four kinds, each reached through its own provider. */
export class World extends TerraformStack {
  readonly eu: Cluster;
  readonly us: Cluster;
  readonly we: Cluster;
  readonly edge: Cluster;

  constructor(id = "world", app: App = Testing.app()) {
    super(app, id);
    this.eu = Cluster.eks(this, "eu", { issuerUrl: EU, provider: this.kubernetes("eu") });
    this.us = Cluster.gke(this, "us", {
      project: "acme-prod",
      location: "us-east1",
      clusterName: "us",
      provider: this.kubernetes("us"),
    });
    this.we = Cluster.aks(this, "we", { issuerUrl: WE, provider: this.kubernetes("we") });
    this.edge = Cluster.selfManaged(this, "edge", { issuerUrl: EDGE, provider: this.kubernetes("edge") });
  }

  kubernetes(alias: string): KubernetesProvider {
    return new KubernetesProvider(this, `kubernetes-${alias}`, { alias, configPath: "~/.kube/config", configContext: alias });
  }

  /** A value as Terraform gets to read it. */
  resolve(value: unknown): unknown {
    return Tokenization.resolve(value, { scope: this, resolver: new DefaultTokenResolver(new StringConcat()), preparing: false });
  }

  /** What Terraform gets to read. */
  synth(): Terraform {
    return withoutNotes(JSON.parse(Testing.synth(this))) as Terraform;
  }
}

/** The resources of one type, in the order of their names. */
export function resources(terraform: Terraform, type: string): Resource[] {
  return Object.values(terraform.resource?.[type] ?? {});
}

/** The one resource of a type. */
export function only(terraform: Terraform, type: string): Resource {
  const found = resources(terraform, type);
  expect(found).toHaveLength(1);
  return found[0]!;
}

/** Every address in the stack: what must not change when something is added. */
export function addresses(terraform: Terraform): string[] {
  return Object.entries(terraform.resource ?? {})
    .flatMap(([type, byName]) => Object.keys(byName).map((name) => `${type}.${name}`))
    .sort();
}

export function withoutNotes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNotes);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "//")
      .map(([key, inner]) => [key, withoutNotes(inner)]),
  );
}

/** The code and message of what the function throws. */
export function refusal(build: () => unknown): { readonly code: string; readonly message: string } {
  try {
    build();
  } catch (error) {
    return { code: (error as { code?: string }).code ?? "none", message: (error as Error).message };
  }
  return { code: "not refused", message: "" };
}
