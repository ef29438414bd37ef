import type { TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import type { ServiceAccountName } from "../core/subject";
import { annotationsOf } from "./l1/annotations";
import { serviceAccountV1 } from "./l1/service-account-v1";

/** What a workload wants of one ServiceAccount on one cluster. */
export interface ServiceAccountRequest {
  readonly serviceAccount: ServiceAccountName;
  /** What the identities need on it, and what the user adds. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** The cluster's Terraform provider. */
  readonly provider: TerraformProvider | undefined;
}

/** How a workload comes by its ServiceAccounts. */
export interface ServiceAccountSource {
  /** Whether its pods get a token of the cluster's own API, where the source says so: `forTerraform` says it of pods too. @default - unsaid */
  readonly automountServiceAccountToken?: boolean | undefined;
  /** Writes what there is to write, or nothing. */
  write(scope: Construct, id: string, request: ServiceAccountRequest): TerraformResource | undefined;
}

/** What a user may say of ServiceAccounts that the workload creates. */
export interface CreatedServiceAccountOptions {
  /**
   * Whether pods get a token of the cluster's own API mounted. The tokens of the identities come apart from it.
   * @default - the provider's own default, true
   */
  readonly automountServiceAccountToken?: boolean;
  /** Names of Secrets in the namespace that hold credentials of image registries. @default - none */
  readonly imagePullSecrets?: readonly string[];
}

/** What a user may say of ServiceAccounts that somebody else made and that the workload annotates. */
export interface AnnotatedServiceAccountOptions {
  /** Takes over annotations that another field manager wrote. @default false */
  readonly force?: boolean;
  /** The field manager of the annotations. @default - the provider's own, "Terraform" */
  readonly fieldManager?: string;
}

/**
 * Where a workload's ServiceAccounts come from.
 *
 * @example
 * import { ServiceAccount } from "cdktf-workload-identity";
 * const created = ServiceAccount.created({ automountServiceAccountToken: false, imagePullSecrets: ["registry"] });
 * const annotated = ServiceAccount.annotated(); // Helm or cdk8s made it; Terraform adds the annotations
 * const existing = ServiceAccount.existing(); // nothing is written: the chart takes serviceAccountAnnotations(cluster)
 */
export const ServiceAccount = {
  /** The workload creates it on every cluster. */
  created: (options: CreatedServiceAccountOptions = {}): ServiceAccountSource => ({
    automountServiceAccountToken: options.automountServiceAccountToken,
    write: (scope, id, { serviceAccount, annotations, labels, provider }) =>
      new (serviceAccountV1(scope.node.path))(scope, id, {
        provider,
        metadata: { ...serviceAccount, annotations: nonEmpty(annotations), labels: nonEmpty(labels) },
        automountServiceAccountToken: options.automountServiceAccountToken,
        imagePullSecret: options.imagePullSecrets?.map((name) => ({ name })),
      }),
  }),

  /**
   * It exists, and the workload adds the annotations that its identities need there (`kubernetes_annotations`). Labels stay as they are.
   * A chart that is upgraded later must not remove them.
   */
  annotated: (options: AnnotatedServiceAccountOptions = {}): ServiceAccountSource => ({
    write: (scope, id, { serviceAccount, annotations, provider }) =>
      Object.keys(annotations).length === 0
        ? undefined
        : new (annotationsOf(scope.node.path))(scope, id, {
            provider,
            apiVersion: "v1",
            kind: "ServiceAccount",
            metadata: { ...serviceAccount },
            annotations: { ...annotations },
            force: options.force,
            fieldManager: options.fieldManager,
          }),
  }),

  /** It exists, and nothing is written: whoever made it gives it the annotations of `workload.serviceAccountAnnotations(cluster)`. */
  existing: (): ServiceAccountSource => ({ write: () => undefined }),
} as const;

/** Undefined for an empty record: Terraform's plan then has no empty map. */
export function nonEmpty(strings: Readonly<Record<string, string>>): Record<string, string> | undefined {
  return Object.keys(strings).length > 0 ? { ...strings } : undefined;
}

/** The source that a user names by a word, or gives. */
export function sourceOf(place: string, name: string | ServiceAccountSource): ServiceAccountSource {
  if (isSource(name)) return name;
  if (name === "create") return ServiceAccount.created();
  if (name === "existing") return ServiceAccount.existing();
  throw new FederationError(place, {
    code: "SERVICE_ACCOUNT_SOURCE_INVALID",
    what: `"serviceAccount" is ${quoted(name)}`,
    cure: 'give "create", "existing" or one of ServiceAccount.created(), .annotated() and .existing()',
  });
}

function isSource(value: unknown): value is ServiceAccountSource {
  return typeof (value as Partial<ServiceAccountSource> | null | undefined)?.write === "function";
}

/** The user's annotations and those of the identities. One that an identity needs is refused. */
export function withUserAnnotations(
  place: string,
  ours: Readonly<Record<string, string>>,
  users: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const taken = Object.keys(users).find((key) => Object.hasOwn(ours, key));
  if (taken === undefined) return { ...users, ...ours };
  throw new FederationError(place, {
    code: "ANNOTATION_COLLISION",
    what: `"annotations" sets ${quoted(taken)} to ${quoted(users[taken])}, which an identity of this workload writes`,
    cure: "leave it out: the workload writes it on each cluster that needs it",
  });
}
