import { FederationError, quoted } from "../core/errors";
import type { Handover, IdentitySettings } from "../core/identity-settings";
import { isKnown } from "../core/tokens";
import { WEBHOOKS, type WebhookFacts, type WebhookVolume } from "../facts/webhooks";
import { clash } from "./clash";
import { isFields, plainPath, theOne, type Fields } from "./plain";
import { skippedContainers } from "./skipped-containers";

/** The webhook that hands over, with what is known of it. */
interface KnownHandover {
  readonly handover: Handover;
  readonly facts: WebhookFacts;
}

/** A pod's lists, whatever its shape calls them. */
export interface WebhookPod {
  readonly annotations: Fields;
  readonly volumes: readonly Fields[];
  /** Containers that are to have the identity. */
  readonly used: readonly Fields[];
  /** All containers: ordinary, init and ephemeral ones. */
  readonly all: readonly Fields[];
  /** What the shape calls a container's mounts. */
  readonly mountsOf: (container: Fields) => readonly Fields[];
}

/** Refuses what would keep a webhook from its work: a pod that it then admits without token, or that the API server does not take. */
export function checkWebhooks(place: string, handovers: readonly Handover[], pod: WebhookPod): void {
  for (const handover of handovers) {
    const facts = handover.webhook === undefined ? undefined : WEBHOOKS[handover.webhook];
    if (facts === undefined) continue;
    const known = { handover, facts };
    checkExpirationAnnotation(place, handover, pod.annotations);
    const skipped = checkSkipped(place, known, pod);
    checkVolumes(place, known, pod.volumes);
    for (const container of pod.all) {
      const isLeftAlone = skipped.has(container["name"]) && !pod.used.includes(container);
      if (!isLeftAlone) checkMounts(place, known, container, pod.mountsOf(container));
    }
  }
}

/** Refuses seconds in an annotation of a pod or ServiceAccount that the webhook does not take, or takes for others. */
function checkExpirationAnnotation(place: string, handover: Handover, annotations: Fields): void {
  const facts = handover.webhook === undefined ? undefined : WEBHOOKS[handover.webhook];
  if (facts === undefined) return;
  const { annotation, min, max } = facts.expiration;
  const seconds = annotations[annotation];
  if (seconds === undefined || !isKnown(seconds)) return;
  if (typeof seconds === "string" && /^[0-9]+$/.test(seconds) && Number(seconds) >= min && Number(seconds) <= max) return;
  throw new FederationError(place, {
    code: "EXPIRATION_INVALID",
    what: `the annotation "${annotation}" is ${quoted(seconds)}, and ${handover.by} takes "${min}" to "${max}"`,
    cure: 'write whole seconds within that range, or leave it out and give "tokenExpirationSeconds"',
  });
}

/** Refuses such seconds among the annotations that a user gives the ServiceAccount. */
export function checkUserAnnotations(
  place: string,
  annotations: Readonly<Record<string, string>>,
  byIdentity: readonly (readonly [key: string, settings: IdentitySettings])[],
): void {
  for (const [, { handover }] of byIdentity) {
    if (handover !== undefined) checkExpirationAnnotation(place, handover, annotations);
  }
}

function checkSkipped(place: string, { handover, facts }: KnownHandover, pod: WebhookPod): ReadonlySet<unknown> {
  const { annotation, format } = facts.skipContainers;
  const skipped = skippedContainers(pod.annotations[annotation], format);
  const ours = pod.used.find(({ name }) => skipped.has(name));
  if (ours === undefined) return skipped;
  throw new FederationError(place, {
    code: "ANNOTATION_COLLISION",
    what: `the annotation "${annotation}" is ${quoted(pod.annotations[annotation])}, so ${handover.by} leaves out the container ${quoted(ours["name"])}, which is to have the identity`,
    cure: `take ${quoted(ours["name"])} out of the annotation, or name only the others in "containers"`,
  });
}

function checkVolumes(place: string, { handover, facts }: KnownHandover, volumes: readonly Fields[]): void {
  for (const volume of volumes) {
    const own = facts.volumes.find((one) => isNamed(one, volume["name"]));
    if (own === undefined || isWebhooksCopy(volume, own, handover)) continue;
    const thing = `the volume ${quoted(volume["name"])}`;
    const ours = { name: own.name, projected: { sources: [{ serviceAccountToken: { path: own.tokenPath } }] } };
    throw clash(place, { code: "MOUNT_PATH_COLLISION", owner: "the pod", thing, theirs: volume, rival: handover.by, ours });
  }
}

function isNamed({ name, isPrefix = false }: WebhookVolume, theirs: unknown): boolean {
  return theirs === name || (isPrefix && typeof theirs === "string" && theirs.startsWith(name));
}

/** A pod that was admitted once, and copied, has the webhook's volume as the webhook writes it. */
function isWebhooksCopy(volume: Fields, { tokenPath }: WebhookVolume, { tokens }: Handover): boolean {
  const source = theOne(theOne(volume["projected"])?.["sources"]);
  const token = theOne(source?.["serviceAccountToken"]);
  return (
    token !== undefined &&
    Object.keys(source ?? {}).length === 1 &&
    token["path"] === tokenPath &&
    tokens.some(({ audience }) => audience === token["audience"])
  );
}

function checkMounts(place: string, { handover, facts }: KnownHandover, container: Fields, mounts: readonly Fields[]): void {
  const owner = `the container ${quoted(container["name"])}`;
  for (const mount of mounts) {
    const path = plainPath(mount["mountPath"]);
    const ofVolume = facts.volumes.find((one) => isNamed(one, mount["name"]));
    const ofPath = facts.volumes.find((one) => path === one.mountPath || path.startsWith(`${one.mountPath}/`));
    const own = ofVolume ?? ofPath;
    if (own === undefined) continue;
    const { subPath = "", subPathExpr = "" } = mount;
    if (ofVolume !== undefined && path === own.mountPath && subPath === "" && subPathExpr === "") continue;
    const thing = `the mount path ${quoted(mount["mountPath"])}`;
    const ours = { name: own.name, mountPath: own.mountPath };
    throw clash(place, { code: "MOUNT_PATH_COLLISION", owner, thing, theirs: mount, rival: handover.by, ours });
  }
}

/** Refuses a variable without those that the webhook adds with it: where a container has one, it adds none of them. */
export function checkAddedTogether(place: string, handover: Handover, container: Fields, env: readonly Fields[]): void {
  const facts = handover.webhook === undefined ? undefined : WEBHOOKS[handover.webhook];
  const has = (name: string): boolean => env.some((one) => isFields(one) && one["name"] === name);
  for (const group of facts?.addedTogether ?? []) {
    // Only what this identity gets: the other kind is outranked, or outranks.
    if (!group.every((name) => Object.hasOwn(handover.env, name))) continue;
    const there = group.filter(has);
    if (there.length === 0 || there.length === group.length) continue;
    const missing = group.filter((name) => !has(name));
    throw new FederationError(place, {
      code: "ENV_COLLISION",
      what: `the container ${quoted(container["name"])} has the environment variable "${there.join('", "')}" alone, and ${handover.by} then leaves "${missing.join('", "')}" out`,
      cure: "leave both out of the manifest: the webhook adds them",
    });
  }
}
