import { FederationError, isList, quoted, type FederationErrorCode } from "../core/errors";
import { addToContainer, type ContainerNames } from "./add-to-container";
import { clash } from "./clash";
import { covers, isFields, type Fields } from "./plain";
import type { ContainerOptions, PodParts } from "./pod-shape";
import { checkWebhooks } from "./webhook-checks";
import { isOnWindows, onWindows } from "./windows";

/** What a shape of pods calls its lists. */
export interface PodNames extends ContainerNames {
  readonly volumes: string;
  readonly containers: string;
  readonly initContainers: string;
  /** Containers that stand in pods which run already; undefined where a shape has none. */
  readonly ephemeralContainers: string | undefined;
}

/** A pod in its own shape: where errors say that it is, how its lists are called, and its new volumes in that shape. */
export interface PodShape {
  readonly place: string;
  readonly names: PodNames;
  readonly volumes: readonly { readonly name: string }[];
}

/**
 * The pod (its `metadata` and `spec`) with what the workload needs of it. What is there stays; what is there and says something else is
 * an error that names both sides.
 */
export function addToTemplate(template: Fields, given: PodParts, options: ContainerOptions, shape: PodShape): Fields {
  const { place, names } = shape;
  const spec = fieldsAt(place, template, "spec");
  const parts = isOnWindows(spec) ? onWindows(given) : given;
  const { containers, initContainers } = chosen(place, spec, options, names);
  const addition = { place, parts, names, beside: (options.beside ?? []) as readonly Fields[] };
  checkWebhooks(place, Object.values(parts.handedOver), {
    annotations: annotationsOf(template),
    volumes: listAt(place, spec, names.volumes),
    used: [...containers, ...initContainers],
    all: [names.containers, names.initContainers, names.ephemeralContainers ?? ""].flatMap((field) => listAt(place, spec, field)),
    mountsOf: (container) => listAt(place, container, names.volumeMounts),
  });
  const withMetadata = addMetadata(place, template, parts);
  const volumes = addVolumes(listAt(place, spec, names.volumes), shape, parts.workload);
  return {
    ...withMetadata,
    spec: {
      ...spec,
      serviceAccountName: serviceAccountName(place, spec, parts),
      ...(volumes.length > 0 ? { [names.volumes]: volumes } : {}),
      [names.containers]: listAt(place, spec, names.containers).map((container) =>
        containers.has(container) ? addToContainer(container, addition) : container,
      ),
      ...(initContainers.size > 0
        ? {
            [names.initContainers]: listAt(place, spec, names.initContainers).map((container) =>
              initContainers.has(container) ? addToContainer(container, addition) : container,
            ),
          }
        : {}),
    },
  };
}

/** The list of objects in a field; none where there is no such field. */
export function listAt(place: string, owner: Fields, field: string): readonly Fields[] {
  const list = owner[field] ?? [];
  if (Array.isArray(list) && list.every(isFields)) return list;
  throw notA(place, field, list, "a list of objects");
}

function annotationsOf({ metadata }: Fields): Fields {
  const annotations = isFields(metadata) ? metadata["annotations"] : undefined;
  return isFields(annotations) ? annotations : {};
}

function fieldsAt(place: string, owner: Fields, field: string): Fields {
  const value = owner[field];
  if (isFields(value)) return value;
  throw notA(place, field, value, "an object");
}

function notA(place: string, field: string, value: unknown, noun: string): FederationError {
  return new FederationError(place, {
    code: "MANIFEST_INVALID",
    what: `"${field}" is ${quoted(value)}`,
    cure: `give ${noun}, spelled out: what is unknown until apply cannot be added to`,
  });
}

function chosen(
  place: string,
  spec: Fields,
  options: ContainerOptions,
  names: PodNames,
): { readonly containers: ReadonlySet<Fields>; readonly initContainers: ReadonlySet<Fields> } {
  const { containers = true, initContainers = false } = options;
  const all = listAt(place, spec, names.containers);
  if (all.length === 0) throw notA(place, names.containers, spec[names.containers], "at least one container");
  return {
    containers: byName(place, all, containers, "container"),
    initContainers: byName(place, listAt(place, spec, names.initContainers), initContainers, "init container"),
  };
}

function byName(place: string, all: readonly Fields[], wanted: boolean | readonly string[], noun: string): ReadonlySet<Fields> {
  if (typeof wanted === "boolean") return new Set(wanted ? all : []);
  const unknown = isList(wanted) ? wanted.find((name) => !all.some((container) => container["name"] === name)) : wanted;
  if (unknown !== undefined) {
    throw new FederationError(place, {
      code: "CONTAINER_UNKNOWN",
      what: `there is no ${noun} ${quoted(unknown)}`,
      cure: `give a list of names that are there: ${all.map(({ name }) => quoted(name)).join(", ") || "the pod has none"}`,
    });
  }
  return new Set(all.filter(({ name }) => wanted.includes(name as string)));
}

function serviceAccountName(place: string, spec: Fields, { serviceAccountName: ours, workload }: PodParts): string {
  for (const field of ["serviceAccountName", "serviceAccount"]) {
    const theirs = spec[field] ?? "";
    if (theirs === "" || theirs === ours) continue;
    throw clash(place, {
      code: "SERVICE_ACCOUNT_COLLISION",
      owner: "the pod",
      thing: `"${field}"`,
      theirs,
      rival: workload,
      ours,
    });
  }
  return ours;
}

/** Nothing is added where there is nothing to add, so that a pod without metadata stays without. */
function addMetadata(place: string, template: Fields, parts: PodParts): Fields {
  const { labels, annotations } = parts;
  if (Object.keys(labels).length + Object.keys(annotations).length === 0) return template;
  const metadata = isFields(template["metadata"]) ? template["metadata"] : {};
  const added = (field: "labels" | "annotations", code: FederationErrorCode): Fields => {
    const theirs = isFields(metadata[field]) ? metadata[field] : {};
    for (const [key, ours] of Object.entries(parts[field])) {
      if (!Object.hasOwn(theirs, key) || theirs[key] === ours) continue;
      const thing = `the ${field.slice(0, -1)} "${key}"`;
      throw clash(place, { code, owner: "the pod", thing, theirs: theirs[key], rival: parts.workload, ours });
    }
    const all = { ...theirs, ...parts[field] };
    return Object.keys(all).length > 0 ? { [field]: all } : {};
  };
  return {
    ...template,
    metadata: { ...metadata, ...added("labels", "LABEL_COLLISION"), ...added("annotations", "ANNOTATION_COLLISION") },
  };
}

function addVolumes(theirs: readonly Fields[], { place, volumes }: PodShape, rival: string): readonly unknown[] {
  const missing = volumes.filter((ours) => {
    const twin = theirs.find(({ name }) => name === ours.name);
    if (twin === undefined) return true;
    if (covers(twin, ours)) return false;
    const thing = `the volume "${ours.name}"`;
    throw clash(place, { code: "MOUNT_PATH_COLLISION", owner: "the pod", thing, theirs: twin, rival, ours });
  });
  return [...theirs, ...missing];
}
