import { FederatedWorkload, PodSettings, type IdentitySettings } from "../../lib";
import { identitySettings } from "../../lib/core/identity-settings";
import * as pods from "../../lib/kubernetes/pod-values";
import * as settings from "../../lib/kubernetes/settings-values";
import { threeClouds } from "../kubernetes/pods";
import type { World } from "../world";
import type { RoomValues } from "./room";

type Options = Readonly<Record<string, unknown>>;

const OWNER = { namespace: "shop", serviceAccountName: "orders", configMapName: "orders-workload-identity" };
const PLACE = { volumeName: "acme", mountPath: "/var/run/acme", path: "token" };
const TOKEN = { ...PLACE, audience: "acme", expirationSeconds: 3600 };
const HANDOVER = { by: "an agent", from: "node", env: {}, tokens: [] };

const podOn = (world: World) => threeClouds(world, [world.edge]).pod(world.edge);
const namesIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);

/** A pod that has the containers which the options name. */
function applied(world: World, options: Options): unknown {
  const container = (name: unknown) => ({ name, image: "orders:1" });
  const spec = {
    containers: [...new Set(["web", ...namesIn(options["containers"])])].map(container),
    initContainers: namesIn(options["initContainers"]).map(container),
  };
  return podOn(world).applyTo({ apiVersion: "v1", kind: "Pod", metadata: { name: "orders" }, spec }, options);
}

const patched = (world: World, options: Options): unknown =>
  podOn(world).patch({ kind: "Deployment", name: "orders", containers: ["app"], ...options });

/** What an identity of the user's own says, and how it reaches a workload. */
const said = (given: Options) => (world: World, options: Options) => saying(world, { ...given, ...options });

function saying(world: World, given: Partial<IdentitySettings>): unknown {
  const own = { federate: () => ({ settingsOn: () => ({ ...identitySettings({}), ...given }) }) as never };
  return new FederatedWorkload(world, "orders", {
    clusters: [world.edge],
    namespace: "shop",
    serviceAccountName: "orders",
    serviceAccount: "existing",
    identities: { own },
  }).pod(world.edge);
}

const inside =
  (field: keyof IdentitySettings, given: Options, isList = true) =>
  (world: World, options: Options) => {
    const one = { ...given, ...options };
    return saying(world, { [field]: isList ? [one] : one });
  };

export const POD_VALUES: RoomValues = {
  ContainerOptions: { rules: pods.CONTAINER_OPTIONS, build: applied },
  HelmOptions: { rules: pods.HELM_OPTIONS, build: (world, options) => podOn(world).helmValues(options) },
  PatchTarget: { rules: pods.PATCH_TARGET, build: patched },
  PodOwner: {
    rules: pods.POD_OWNER,
    build: (_world, options) => new PodSettings({ ...OWNER, ...options }, identitySettings({})),
  },
  IdentitySettings: { rules: settings.IDENTITY_SETTINGS, build: said({}) },
  MergedSettings: {
    rules: settings.MERGED_SETTINGS,
    build: (_world, options) => new PodSettings(OWNER, { ...identitySettings({}), byIdentity: [], ...options }),
  },
  ProjectedToken: { rules: settings.PROJECTED_TOKEN, build: inside("tokens", TOKEN) },
  PodFile: { rules: settings.POD_FILE, build: inside("files", { ...PLACE, content: "{}" }) },
  ClusterGrant: {
    rules: settings.CLUSTER_GRANT,
    build: inside("clusterGrants", { apiGroup: "cid.wi.aks.azure.com", resource: "client-id", verb: "use-managed-identity" }),
  },
  Handover: { rules: settings.HANDOVER, build: inside("handover", HANDOVER, false) },
  OutrankingVariables: {
    rules: settings.OUTRANKING_VARIABLES,
    build: inside("outrankedBy", { names: ["ACME_KEY"], source: "https://docs.example.com" }),
  },
};
