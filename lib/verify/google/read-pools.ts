import { createHash } from "node:crypto";
import { isObject, textOf } from "../json";
import type { Configuration, Resource } from "../read/configuration";
import { hole, isKnown, show } from "../text";
import { readCel } from "./cel";
import type { ProjectNumbers } from "./project-numbers";
import type { Expression, OtherProvider, Pool, Provider } from "./trust";
import { blockOf, isDisabled, nonEmpty, perhapsOf, projectOf, referent, textsOf } from "./values";

/** The pools and the providers for OIDC of a configuration, and what else trusts outsiders and is not OIDC. */
export interface Pools {
  readonly pools: readonly Pool[];
  readonly providers: readonly Provider[];
  readonly others: readonly OtherProvider[];
}

/** Reads pools and their providers. A pool that only a provider names exists too: no provider is without one. */
export function readPools(configuration: Configuration, numberOf: ProjectNumbers): Pools {
  const byAddress = new Map<string, Pool>();
  const byName = new Map<string, Pool>();
  for (const resource of configuration.ofType("google_iam_workload_identity_pool")) {
    const pool = poolOf(configuration, resource, numberOf);
    if (resource.adopted === true && byName.has(nameOf(pool))) continue;
    byAddress.set(pool.address, pool);
    if (!byName.has(nameOf(pool))) byName.set(nameOf(pool), pool);
  }
  const expressions = new Map<string, Expression>();
  const read = (text: string): Expression => {
    const known = expressions.get(text) ?? { text, cel: readCel(text) };
    expressions.set(text, known);
    return known;
  };
  const providers: Provider[] = [];
  const others: OtherProvider[] = [];
  for (const resource of configuration.ofType("google_iam_workload_identity_pool_provider")) {
    const id = textOf(resource.values["workload_identity_pool_id"]) ?? hole(`${resource.address}.workload_identity_pool_id`);
    const project = projectOf(configuration, resource);
    const referred = byAddress.get(referent(configuration, id)?.resource.address ?? "");
    const named = nameOf({ id, project });
    const pool = referred ?? byName.get(named) ?? undeclared(resource, { id, project, number: numberOf(project) });
    if (referred === undefined) byName.set(named, pool);
    // Adopted ones come last: what the files say of the same provider wins.
    const own = textOf(resource.values["workload_identity_pool_provider_id"]);
    if (resource.adopted === true && providers.some((other) => other.pool === pool && other.id === own)) continue;
    const oidc = blockOf(resource.values["oidc"]);
    if (oidc === undefined) others.push(otherProviderOf(resource, pool));
    else providers.push(providerOf(resource, pool, typeof oidc === "string" ? {} : oidc, read));
  }
  return { pools: [...new Set([...byAddress.values(), ...byName.values()])], providers, others };
}

const nameOf = ({ project, id }: Pick<Pool, "project" | "id">): string => `${project}\n${id}`;

function poolOf(configuration: Configuration, resource: Resource, numberOf: ProjectNumbers): Pool {
  const { values, address, place } = resource;
  const project = projectOf(configuration, resource);
  return {
    address,
    isDeclared: true,
    id: textOf(values["workload_identity_pool_id"]) ?? hole(`${address}.workload_identity_pool_id`),
    project,
    number: numberOf(project),
    disabled: isDisabled(values),
    ...(textOf(values["mode"]) === "TRUST_DOMAIN" ? { isTrustDomain: true } : {}),
    ...perhapsOf(resource),
    place,
  };
}

function undeclared({ place }: Resource, pool: Pick<Pool, "id" | "project" | "number">): Pool {
  return { ...pool, address: pool.id, isDeclared: false, disabled: "no", place };
}

/** What it trusts is shown where it is short, else by a mark. */
function otherProviderOf(resource: Resource, pool: Pool): OtherProvider {
  const { values, address, place } = resource;
  const aws = blockOf(values["aws"]);
  const account = typeof aws === "object" ? nonEmpty(textOf(aws["account_id"])) : undefined;
  const kind = blockOf(values["saml"]) === undefined ? "principal" : "saml";
  const trusted = JSON.stringify([values["saml"], values["x509"], values["aws"]]);
  const mark = `${address} (sha256:${createHash("sha256").update(trusted).digest("hex").slice(0, 16)})`;
  const [condition, mapping] = [nonEmpty(textOf(values["attribute_condition"])), values["attribute_mapping"]];
  return {
    address,
    place,
    pool,
    kind,
    who: account === undefined ? mark : show(account),
    conditions: [
      ...(condition === undefined ? [] : [show(condition)]),
      `the attribute mapping ${show(
        JSON.stringify(
          isObject(mapping)
            ? Object.keys(mapping)
                .sort()
                .map((key) => [key, mapping[key]])
            : (mapping ?? null),
        ),
      )}`,
    ],
    disabled: isDisabled(values),
    ...perhapsOf(resource),
  };
}

function providerOf(
  resource: Resource,
  pool: Pool,
  oidc: NonNullable<Exclude<ReturnType<typeof blockOf>, string>>,
  read: (text: string) => Expression,
): Provider {
  const { values, address, place } = resource;
  // Of an adopted provider, what the user does not say is unknown: an empty condition says that there is none.
  const unsaid = resource.adopted === true ? (name: string) => hole(`${address}.${name}`) : () => undefined;
  const mapping = values["attribute_mapping"] ?? unsaid("attribute_mapping") ?? {};
  const keys = nonEmpty(textOf(oidc["jwks_json"]));
  const condition = nonEmpty(textOf(values["attribute_condition"]) ?? unsaid("attribute_condition"));
  return {
    address,
    id: textOf(values["workload_identity_pool_provider_id"]) ?? hole(`${address}.workload_identity_pool_provider_id`),
    pool,
    issuer: textOf(oidc["issuer_uri"]) ?? hole(`${address}.oidc[0].issuer_uri`),
    audiences:
      Object.keys(oidc).length === 0 || (resource.adopted === true && (oidc["allowed_audiences"] ?? null) === null)
        ? undefined
        : textsOf(oidc["allowed_audiences"]),
    mapping: isObject(mapping)
      ? new Map(Object.entries(mapping).map(([key, value]) => [key, read(textOf(value) ?? hole(`${address}.attribute_mapping`))]))
      : undefined,
    condition: condition === undefined || (isKnown(condition) && condition.trim() === "") ? undefined : read(condition),
    ...(keys === undefined ? {} : { keys }),
    disabled: isDisabled(values),
    ...perhapsOf(resource),
    place,
  };
}
