import type { PodIdentityRequest } from "../verify/request";

/** Whose pod, on which EKS cluster. */
export interface PodIdentityOptions {
  /** `arn:aws:eks:REGION:ACCOUNT:cluster/NAME`. */
  readonly clusterArn: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** @default - named after the ServiceAccount */
  readonly podName?: string;
  /** @default - one that is made up, the same in every test */
  readonly podUid?: string;
}

/** A pod that asks for a role through EKS Pod Identity, which goes by session tags and not by a token's claims. */
export type Pod = Omit<PodIdentityRequest, "role">;

/**
 * A pod that asks for a role through EKS Pod Identity.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 *
 * @example
 * import { podIdentity } from "cdktf-workload-identity/testing";
 * expect(stack).toLetIn(podIdentity({ clusterArn: euCluster.arn, namespace: "shop", serviceAccount: "orders" }), orders);
 */
export function podIdentity(options: PodIdentityOptions): Pod {
  const { clusterArn, namespace, serviceAccount, podName = `${serviceAccount}-5d8f7c9b6-x2x4z` } = options;
  const [, , , , account = "", resource = ""] = clusterArn.split(":");
  return {
    type: "EksPodIdentity",
    sessionTags: {
      "eks-cluster-arn": clusterArn,
      "eks-cluster-name": resource.slice(resource.indexOf("/") + 1),
      "kubernetes-namespace": namespace,
      "kubernetes-service-account": serviceAccount,
      "kubernetes-pod-name": podName,
      "kubernetes-pod-uid": options.podUid ?? "5e0bd49b-f040-43b0-99b7-22765a53f7f3",
    },
    sourceArn: clusterArn,
    sourceAccount: account,
  };
}
