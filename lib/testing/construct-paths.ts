import type { ModelIdentity } from "../verify/model-identity";
import type { Trust } from "./trust";

type Paths = ReadonlyMap<string, string>;

const read = new WeakMap<Trust, Paths>();

/** The identities that the construct of this path creates, itself or inside of it; of a principal, those that it grants a role. */
export function construct(trust: Trust, path: string): readonly ModelIdentity[] {
  const paths = pathsByPlace(trust);
  const within = (place: string | undefined): boolean => place !== undefined && (place === path || place.startsWith(`${path}/`));
  return trust.model.identities.filter((identity) => placesOf(trust, identity).some((place) => within(paths.get(place))));
}

/** The construct path of each identity that has one. */
export function pathsOf(trust: Trust): ReadonlyMap<ModelIdentity, string> {
  const paths = pathsByPlace(trust);
  return new Map(
    trust.model.identities.flatMap((identity): [ModelIdentity, string][] => {
      const path = placesOf(trust, identity).flatMap((place) => paths.get(place) ?? [])[0];
      return path === undefined ? [] : [[identity, path]];
    }),
  );
}

function placesOf({ model }: Trust, { kind, place, permissions }: ModelIdentity): string[] {
  // A principal is written nowhere but in the bindings that grant it something.
  const granted = kind === "principal" ? permissions.flatMap(({ address }) => model.configuration.at(address)?.place ?? []) : [];
  return [place, ...granted].map(({ file, address }) => key(file, address));
}

const key = (file: string, address: string): string => `${file}\n${address.replace(/\[.*$/s, "")}`;

/** cdktf notes the construct path of each resource beside its arguments. */
function pathsByPlace(trust: Trust): Paths {
  const known = read.get(trust);
  if (known !== undefined) return known;
  const paths = new Map<string, string>();
  for (const { name, json } of trust.inputs) {
    for (const [type, resources] of Object.entries(record(record(parsed(json))["resource"]))) {
      for (const [id, resource] of Object.entries(record(resources))) {
        const { "//": note } = record(resource);
        const { path } = record(record(note)["metadata"]);
        if (typeof path === "string") paths.set(key(name, `${type}.${id}`), path);
      }
    }
  }
  read.set(trust, paths);
  return paths;
}

function parsed(json: string | object): unknown {
  try {
    return typeof json === "string" ? (JSON.parse(json) as unknown) : json;
  } catch {
    return {};
  }
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
