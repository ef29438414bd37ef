import { FederationError, quoted } from "../core/errors";
import type { Handover } from "../core/identity-settings";
import { clash } from "./clash";
import { checkOutranking, variablesOf } from "./outranking";
import { isFields, plainPath, type Fields } from "./plain";
import type { PodParts, PodVolumeMount } from "./pod-shape";
import { checkAddedTogether } from "./webhook-checks";

/** What a shape of pods calls the lists of its containers. */
export interface ContainerNames {
  readonly env: string;
  readonly volumeMounts: string;
  readonly volumeDevices: string;
}

/** What a container is added to with. */
export interface Addition {
  readonly place: string;
  readonly parts: PodParts;
  readonly names: ContainerNames;
  /** ConfigMaps and Secrets that `envFrom` may name. */
  readonly beside: readonly Fields[];
}

/** The container with the environment and the mounts that it lacks. */
export function addToContainer(container: Fields, { place, parts, names, beside }: Addition): Fields {
  const owner = `the container ${quoted(container["name"])}`;
  const list = (field: string): readonly Fields[] => {
    const value = container[field] ?? [];
    if (Array.isArray(value) && value.every(isFields)) return value;
    throw new FederationError(place, {
      code: "MANIFEST_INVALID",
      what: `"${field}" of ${owner} is ${quoted(value)}`,
      cure: "give a list of objects, spelled out: what is unknown until apply cannot be added to",
    });
  };
  const env = list(names.env);
  const mounts = list(names.volumeMounts);
  const taken = [...mounts, ...list(names.volumeDevices).map(({ name, devicePath }) => ({ name, mountPath: devicePath }))];
  const lacksVariable = (name: string, ours: string, rival: string): boolean => {
    const theirs = env.filter((one) => one["name"] === name);
    const other = theirs.find((one) => one["value"] !== ours);
    if (other === undefined) return theirs.length === 0;
    const thing = `the environment variable "${name}"`;
    throw clash(place, { code: "ENV_COLLISION", owner, thing, theirs: other["value"] ?? other["valueFrom"], rival, ours });
  };
  const lacksMount = (ours: Pick<PodVolumeMount, "name" | "mountPath">, rival: string): boolean => {
    const other = taken.find((theirs) => overlaps(theirs.mountPath, ours.mountPath) && !isSameMount(theirs, ours));
    if (other === undefined) return !taken.some((theirs) => isSameMount(theirs, ours));
    const thing = `the mount path ${quoted(other.mountPath)}`;
    throw clash(place, { code: "MOUNT_PATH_COLLISION", owner, thing, theirs: other, rival, ours });
  };
  for (const handover of Object.values(parts.handedOver)) {
    checkHandover(handover, lacksVariable, lacksMount);
    checkAddedTogether(place, handover, container, env);
  }
  checkOutranking(place, container, variablesOf(container, env, beside), parts);
  const newEnv = parts.envVars.filter(({ name, value }) => lacksVariable(name, value, parts.workload));
  const newMounts = parts.volumeMounts.filter((mount) => lacksMount(mount, parts.workload));
  return {
    ...container,
    ...(newEnv.length > 0 ? { [names.env]: [...env, ...newEnv] } : {}),
    ...(newMounts.length > 0 ? { [names.volumeMounts]: [...mounts, ...newMounts] } : {}),
  };
}

/** A webhook leaves a variable alone that the container sets, and the API server refuses a second volume at the webhook's path. */
function checkHandover(
  { by, env, tokens, webhook, leftToPod = [] }: Handover,
  checkVariable: (name: string, ours: string, rival: string) => unknown,
  checkMount: (ours: Pick<PodVolumeMount, "name" | "mountPath">, rival: string) => unknown,
): void {
  for (const [name, value] of Object.entries(env)) if (!leftToPod.includes(name)) checkVariable(name, value, by);
  // Of a webhook that is known, all containers are looked at.
  if (webhook === undefined) for (const { volumeName, mountPath } of tokens) checkMount({ name: volumeName, mountPath }, by);
}

function isSameMount(theirs: Fields, ours: Pick<PodVolumeMount, "name" | "mountPath">): boolean {
  const { name, mountPath, subPath = "", subPathExpr = "" } = theirs;
  return name === ours.name && plainPath(mountPath) === ours.mountPath && subPath === "" && subPathExpr === "";
}

/** The same path, or one below ours: what we mount is read-only, so nothing can be mounted inside of it. */
function overlaps(theirs: unknown, ours: string): boolean {
  const path = plainPath(theirs);
  return path === ours || path.startsWith(`${ours}/`);
}
