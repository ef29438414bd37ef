import type { Configuration, Place, Resource } from "../read/configuration";
import { expressionOf, hole } from "../text";

/** An EKS Pod Identity association: a ServiceAccount of a cluster, and the role that its pods get. */
export interface PodIdentityAssociation {
  readonly address: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly roleArn: string;
  /** The role's address, if the files hold it. */
  readonly role?: string;
  /** Whether EKS sends the tags that tell one ServiceAccount from another. */
  readonly sessionTags: boolean;
  readonly place: Place;
  readonly resource: Resource;
}

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html */
export function readAssociations(
  configuration: Configuration,
  roleOfArn: (arn: string) => string | undefined,
): PodIdentityAssociation[] {
  return configuration.ofType("aws_eks_pod_identity_association").map((resource) => {
    const { address, values, place } = resource;
    const text = (name: string): string => (typeof values[name] === "string" ? values[name] : hole(`${address}.${name}`));
    const roleArn = text("role_arn");
    const expression = expressionOf(roleArn);
    const source = expression === undefined ? undefined : configuration.at(expression);
    const role = source?.type === "aws_iam_role" ? source.address : roleOfArn(roleArn);
    return {
      address,
      cluster: text("cluster_name"),
      namespace: text("namespace"),
      serviceAccount: text("service_account"),
      roleArn,
      ...(role === undefined ? {} : { role }),
      sessionTags: values["disable_session_tags"] !== true && values["disable_session_tags"] !== "true",
      place,
      resource,
    };
  });
}
