import type { Handover, IdentitySettings, OutrankingVariables, PodFile, ProjectedToken } from "../core/identity-settings";
import { checkValues } from "../core/check-values";
import { applyToManifest } from "./apply-to-manifest";
import { describePod } from "./describe-pod";
import { helmValues, type HelmOptions, type HelmValues } from "./helm-values";
import type { MergedSettings } from "./merge-settings";
import type { ContainerOptions, PodEnvVar, PodParts, PodVolume, PodVolumeMount } from "./pod-shape";
import { POD_OWNER } from "./pod-values";
import { processEnvironment, type ProcessEnvironment } from "./process-environment";
import { checkSettings } from "./settings-values";
import { strategicPatch, type PatchTarget } from "./strategic-patch";
import { applyToTerraform, terraformSettings, type TerraformPodSettings } from "./terraform-settings";

/** Who a pod runs as, and the ConfigMap that holds its files. */
export interface PodOwner {
  readonly namespace: string;
  readonly serviceAccountName: string;
  readonly configMapName: string;
  /** The construct path of the workload, which errors name. @default "the workload" */
  readonly workload?: string;
  /**
   * Whether pods get a token of the cluster's own API, as their ServiceAccount says. Terraform's provider would mount it into a pod that
   * says nothing. @default - what the pod says
   */
  readonly automountServiceAccountToken?: boolean | undefined;
}

/**
 * What a pod must carry on one cluster to use its workload's identities. Everything else (the annotations of the ServiceAccount,
 * the ConfigMap) is written by the workload itself.
 *
 * Where a cloud's webhook runs, that cloud's token and environment are not here: the webhook adds them, and the API server would reject
 * a pod that already mounts a volume at its path. Where an agent on the node hands out credentials (EKS Pod Identity, GKE), the pod needs
 * nothing at all. `describe()` says which it is.
 *
 * @example
 * import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
 * const pod = orders.pod(eu);
 * new Manifest(this, "deployment", { manifest: pod.applyTo(deployment) });
 */
export class PodSettings implements PodParts {
  readonly workload: string;
  readonly namespace: string;
  readonly serviceAccountName: string;
  /** The ConfigMap that holds `files`; undefined where there are none. */
  readonly configMapName: string | undefined;
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** Tokens of one audience share a volume, and each has a mount path of its own. */
  readonly tokens: readonly ProjectedToken[];
  readonly files: readonly PodFile[];
  /** What the pod gets without carrying it, by the name of the identity. */
  readonly handedOver: Readonly<Record<string, Handover>>;

  /** What no container that uses the identities may have in its environment: SDKs would take it first. */
  readonly outranking: readonly OutrankingVariables[];
  readonly automountServiceAccountToken: boolean | undefined;

  private readonly settings: IdentitySettings | MergedSettings;

  constructor(owner: PodOwner, settings: IdentitySettings | MergedSettings) {
    const { workload } = (owner as PodOwner | undefined) ?? {};
    const place = typeof workload === "string" ? workload : "PodSettings";
    checkValues(place, "the owner of the pod", POD_OWNER, owner);
    checkSettings(place, settings);
    this.workload = owner.workload ?? "the workload";
    this.namespace = owner.namespace;
    this.serviceAccountName = owner.serviceAccountName;
    this.configMapName = settings.files.length > 0 ? owner.configMapName : undefined;
    this.serviceAccountAnnotations = settings.serviceAccountAnnotations;
    this.labels = settings.podLabels;
    this.annotations = settings.podAnnotations;
    this.env = settings.env;
    this.tokens = settings.tokens;
    this.files = settings.files;
    this.settings = settings;
    this.automountServiceAccountToken = owner.automountServiceAccountToken;
    this.outranking = this.byIdentity.flatMap(([, { outrankedBy = [] }]) => outrankedBy);
    this.handedOver = Object.fromEntries(
      this.byIdentity.flatMap(([key, { handover }]) => (handover === undefined ? [] : [[key, handover]])),
    );
  }

  /** Whether the pod needs no more than its ServiceAccount's name. */
  get needsNothing(): boolean {
    const { labels, annotations, env, tokens, files } = this;
    return [labels, annotations, env, tokens, files].every((part) => Object.keys(part).length === 0);
  }

  /** The volumes in the shape of a pod manifest: one for each audience, and one for each file. */
  get volumes(): PodVolume[] {
    const tokens = new Map(this.tokens.map((token) => [token.volumeName, token]));
    return [
      ...[...tokens.values()].map(({ volumeName, audience, expirationSeconds, path }) => ({
        name: volumeName,
        projected: { sources: [{ serviceAccountToken: { audience, expirationSeconds, path } }] },
      })),
      ...this.files.map(({ volumeName, path }) => ({
        name: volumeName,
        projected: { sources: [{ configMap: { name: this.configMapName ?? "", items: [{ key: path, path }] } }] },
      })),
    ];
  }

  /** The mounts in the shape of a container in a pod manifest. */
  get volumeMounts(): PodVolumeMount[] {
    return [...this.tokens, ...this.files].map(({ volumeName, mountPath }) => ({ name: volumeName, mountPath, readOnly: true }));
  }

  /** The environment in the shape of a container in a pod manifest. */
  get envVars(): PodEnvVar[] {
    return Object.entries(this.env).map(([name, value]) => ({ name, value }));
  }

  /**
   * A copy of the manifest (Pod, PodTemplate, ReplicationController, Deployment, StatefulSet, DaemonSet, ReplicaSet, Job or CronJob) whose
   * pods are this workload's: ServiceAccount, namespace, labels, annotations, volumes, and in its containers environment and mounts.
   *
   * Everything that is there stays, and applying it again changes nothing. What is there and says something else is an error that names
   * both sides; so are what would keep a webhook from handing over its token (its volumes, its paths in any container, a container of the
   * identity in `skip-containers`, seconds that it does not take), and variables that SDKs take before the identity, such as
   * `AWS_ACCESS_KEY_ID` and `AZURE_CLIENT_SECRET`. What `envFrom` brings is looked at where its object is in `beside`. A pod with the node
   * selector of Windows gets its paths as `C:\\…`. Init containers (and sidecars, which are init containers
   * with `restartPolicy: Always`) get nothing unless asked for. A webhook adds to all containers, whatever is chosen here.
   *
   * `kubernetes_manifest` cannot carry every kind: a Pod with volumes whose API token is mounted is replaced for ever, each change of a
   * DaemonSet's template fails, and Jobs and Pods cannot be changed at all. `forTerraform` is the way for these.
   *
   * @throws FederationError MANIFEST_INVALID, NAMESPACE_INVALID, CONTAINER_UNKNOWN, SERVICE_ACCOUNT_COLLISION, LABEL_COLLISION,
   * ANNOTATION_COLLISION, ENV_COLLISION, MOUNT_PATH_COLLISION, EXPIRATION_INVALID
   * @example
   * import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
   * new Manifest(this, "deployment", { manifest: orders.pod(eu).applyTo(deployment, { containers: ["app"] }) });
   */
  applyTo<M extends object>(manifest: M, options: ContainerOptions = {}): M {
    return applyToManifest(manifest, this, options) as M;
  }

  /**
   * What the pod must carry, in the shape of a pod's or pod template's config in `@cdktf/provider-kubernetes`. Given such a config
   * (`spec.template` of DeploymentV1, StatefulSetV1, DaemonSetV1, JobV1 and ReplicationControllerV1, `spec.jobTemplate.spec.template` of
   * CronJobV1, the whole of PodV1), it returns a copy that has all of it, with the same checks as `applyTo`. A PodV1 without namespace gets
   * the workload's. Where the workload creates its ServiceAccount with `automountServiceAccountToken`, pods that say nothing get the same:
   * the provider would write `true`.
   *
   * @throws FederationError as `applyTo`
   * @example
   * import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
   * new DeploymentV1(this, "deployment", {
   *   metadata: { name: "orders", namespace: "shop" },
   *   spec: {
   *     selector: { matchLabels: { app: "orders" } },
   *     template: orders.pod(eu).forTerraform({
   *       metadata: { labels: { app: "orders" } },
   *       spec: { container: [{ name: "app", image: "registry.example.com/orders:1" }] },
   *     }),
   *   },
   * });
   */
  forTerraform(): TerraformPodSettings;
  forTerraform<T extends object>(template: T, options?: ContainerOptions): T;
  forTerraform(template?: object, options: ContainerOptions = {}): object {
    return template === undefined ? terraformSettings(this) : applyToTerraform(template, this, options);
  }

  /**
   * Values for a Helm chart: `serviceAccount` (create, name, annotations), `podLabels`, `podAnnotations`, and lists of environment,
   * volumes and mounts. Lists replace a chart's own, so give what the chart should have besides as `values`: it is checked as `applyTo` checks
   * a pod, and comes back with what is added. What the chart's own templates put into its pods is not seen here, so nothing of it is
   * refused, and paths are those of Linux unless `values.nodeSelector` says Windows. As JSON in a `helm_release`, seconds that are unknown
   * until apply become Terraform's expression of a number; so they do in `Fn.jsonencode` and `Fn.yamlencode`.
   * @throws FederationError as `applyTo`
   * @example
   * const values = [JSON.stringify(orders.pod(eu).helmValues({ keys: { env: "extraEnvVars" } }))]; // of a helm_release
   */
  helmValues(options: HelmOptions = {}): HelmValues {
    return helmValues(this, this.serviceAccountAnnotations, options);
  }

  /**
   * A strategic-merge patch for `kubectl patch` or kustomize. It overwrites what it meets: a patch sees no pod, so neither a clash nor what
   * keeps a webhook from its work (see `applyTo`), and its paths are those of Linux. The pod template of a Job cannot be patched, so a Job is
   * refused: `applyTo` makes a manifest that kustomize takes as a resource. Seconds that are unknown until apply are right in a text of
   * Terraform's, such as the content of a `local_file`; a file that is written at synth would hold a placeholder that no API server takes.
   * @throws FederationError MANIFEST_INVALID, NAMESPACE_INVALID, CONTAINER_UNKNOWN
   * @example
   * import { writeFileSync } from "node:fs";
   * writeFileSync("patch.json", JSON.stringify(orders.pod(eu).patch({ kind: "Deployment", name: "orders", containers: ["app"] })));
   */
  patch(target: PatchTarget): Readonly<Record<string, unknown>> {
    return strategicPatch(target, this);
  }

  /**
   * Environment and files that make a process outside of Kubernetes what a pod of this workload is. Nothing is written: the files, and
   * the tokens that are to be renewed, are the caller's to write. Seconds that are unknown until apply are right in texts of Terraform's alone.
   * @param directory a directory of the process's own, best absolute
   * @throws FederationError VALUE_MISSING
   */
  toEnv(directory: string): ProcessEnvironment {
    return processEnvironment(directory, this.settings, Object.entries(this.handedOver));
  }

  /** One line for each identity: what the pod carries for it, and who hands it the rest. */
  describe(): string {
    return describePod(this.byIdentity);
  }

  private get byIdentity(): MergedSettings["byIdentity"] {
    return "byIdentity" in this.settings ? this.settings.byIdentity : [["identity", this.settings]];
  }
}
