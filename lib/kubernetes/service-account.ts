import { checkValues } from "../core/check-values";
import { FederationError, quoted } from "../core/errors";
import { shortHash } from "../core/tokens";
import { annotationsOf } from "./l1/annotations";
import { serviceAccountV1 } from "./l1/service-account-v1";
import type { ServiceAccountRequest, ServiceAccountSource } from "./service-account-source";
import { ANNOTATED_OPTIONS, CREATED_OPTIONS } from "./values";

/** What a user may say of ServiceAccounts that the workload creates. */
export interface CreatedServiceAccountOptions {
  /**
   * Whether pods get a token of the cluster's own API mounted. The tokens of the identities come apart from it.
   * @default - the provider's own default, true
   */
  readonly automountServiceAccountToken?: boolean;
  /**
   * Names of Secrets in the namespace that hold credentials of image registries. OpenShift adds one of its own to every ServiceAccount, so
   * there a later change of this list is not applied.
   * @default - none
   */
  readonly imagePullSecrets?: readonly string[];
}

/** What a user may say of ServiceAccounts that somebody else made and that the workload annotates. */
export interface AnnotatedServiceAccountOptions {
  /** Takes over annotations that another field manager wrote. @default false */
  readonly force?: boolean;
  /**
   * The field manager of the annotations: 1 to 128 bytes that print. Do not change it later: what the old one wrote stays behind. The
   * provider's own, "Terraform", is everybody's: whoever writes a ServiceAccount through `kubernetes_manifest` would lose what it wrote.
   * Two workloads of one app may annotate one ServiceAccount only when both name a manager of their own.
   * https://kubernetes.io/docs/reference/using-api/server-side-apply/#managers
   * @default - `cdktf-workload-identity/` and a hash of where the annotations stand in the app
   */
  readonly fieldManager?: string;
}

/**
 * Where a workload's ServiceAccounts come from.
 *
 * @throws FederationError SERVICE_ACCOUNT_SOURCE_INVALID, VALUE_MISSING
 * @example
 * import { ServiceAccount } from "cdktf-workload-identity";
 * const created = ServiceAccount.created({ automountServiceAccountToken: false, imagePullSecrets: ["registry"] });
 * const annotated = ServiceAccount.annotated(); // Helm or cdk8s made it; Terraform adds the annotations
 * const existing = ServiceAccount.existing(); // nothing is written: the chart takes serviceAccountAnnotations(cluster)
 */
export const ServiceAccount = {
  /** The workload creates it on every cluster. One that exists is taken over by `workload.importServiceAccount(cluster)`. */
  created: (options: CreatedServiceAccountOptions = {}): ServiceAccountSource => {
    checkValues("ServiceAccount.created", "the options", CREATED_OPTIONS, options);
    const { automountServiceAccountToken, imagePullSecrets } = options;
    return {
      automountServiceAccountToken,
      write: (scope, id, request) => {
        const { serviceAccount, annotations, labels, provider, habits } = request;
        checkNotMadeByCluster(scope.node.path, request);
        return new (serviceAccountV1(scope.node.path))(scope, id, {
          provider,
          metadata: { ...serviceAccount, annotations: nonEmpty(annotations), labels: nonEmpty(labels) },
          automountServiceAccountToken,
          imagePullSecret: imagePullSecrets?.map((name) => ({ name })),
          lifecycle: habits.fills.length > 0 ? { ignoreChanges: [...habits.fills] } : undefined,
        });
      },
    };
  },

  /**
   * It exists, and the workload adds the annotations that its identities need there (`kubernetes_annotations`). Labels stay as they are.
   * A chart that is upgraded later must not remove them.
   */
  annotated: (options: AnnotatedServiceAccountOptions = {}): ServiceAccountSource => {
    checkValues("ServiceAccount.annotated", "the options", ANNOTATED_OPTIONS, options);
    const { force, fieldManager } = options;
    return {
      leaves: ["labels"],
      beside: fieldManager,
      write: (scope, id, { serviceAccount, annotations, provider }) =>
        Object.keys(annotations).length === 0
          ? undefined
          : new (annotationsOf(scope.node.path))(scope, id, {
              provider,
              apiVersion: "v1",
              kind: "ServiceAccount",
              metadata: { ...serviceAccount },
              annotations: { ...annotations },
              force,
              fieldManager: fieldManager ?? `cdktf-workload-identity/${shortHash(`${scope.node.path}/${id}`)}`,
            }),
    };
  },

  /** It exists, and nothing is written: whoever made it gives it the annotations of `workload.serviceAccountAnnotations(cluster)`. */
  existing: (): ServiceAccountSource => ({ leaves: ["annotations", "labels"], write: () => undefined }),
} as const;

function checkNotMadeByCluster(place: string, { serviceAccount: { namespace, name }, habits }: ServiceAccountRequest): void {
  if (!habits.makes.includes(name)) return;
  throw new FederationError(place, {
    code: "SERVICE_ACCOUNT_SOURCE_INVALID",
    what: `the ServiceAccount ${quoted(`${namespace}/${name}`)} cannot be created: the cluster makes one of that name in every namespace`,
    cure: "give the workload a ServiceAccount of its own, or say ServiceAccount.annotated()",
  });
}

/** Undefined for an empty record: Terraform's plan then has no empty map. */
export function nonEmpty(strings: Readonly<Record<string, string>>): Record<string, string> | undefined {
  return Object.keys(strings).length > 0 ? { ...strings } : undefined;
}

/** The source that a user names by a word, or gives. */
export function sourceOf(place: string, source: string | ServiceAccountSource): ServiceAccountSource {
  if (source === "create") return ServiceAccount.created();
  if (source === "existing") return ServiceAccount.existing();
  if (typeof source !== "string" && typeof (source as Partial<ServiceAccountSource>).write === "function") return source;
  throw new FederationError(place, {
    code: "SERVICE_ACCOUNT_SOURCE_INVALID",
    what: `"serviceAccount" is ${quoted(source)}`,
    cure: 'give "create", "existing" or one of ServiceAccount.created(), .annotated() and .existing()',
  });
}
