import type { PodIdentityRequest, Token } from "../verify";
import type { PodIdentityAssociation } from "../verify/aws/associations";
import { textOf } from "../verify/json";
import { expressionOf, hole, isKnown } from "../verify/text";
import type { LabIssuer } from "./issuer";
import type { World } from "./world";
import { awsOf } from "../verify/aws/cloud";

/** What EKS asks STS for, for a pod. */
export interface PodIdentityQuestion {
  /** The role's ARN, as the lab spells it. */
  readonly role: string;
  readonly sessionName: string;
  /** The same facts, spelled in the ways that a policy may. */
  readonly requests: readonly PodIdentityRequest[];
}

/** The association of a ServiceAccount on the cluster of an issuer. */
export function associationFor(
  { model }: Pick<World, "model">,
  issuer: LabIssuer,
  namespace: string,
  serviceAccount: string,
): PodIdentityAssociation | undefined {
  return awsOf(model).associations.find(
    (each) => each.namespace === namespace && each.serviceAccount === serviceAccount && issuer.clusters.includes(each.cluster),
  );
}

/**
 * Which role the cluster's association gives to the bearer, and how EKS asks for it: with the tags that name the pod.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 *
 * @returns why there is none, in words
 */
export function podIdentityRequests(world: World, issuer: LabIssuer, token: Token): PodIdentityQuestion | string {
  // Claims may be of any type, whatever the type says.
  const sub: unknown = token.sub;
  const subject = typeof sub === "string" ? sub : "nobody";
  const [, namespace = "", serviceAccount = ""] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(subject) ?? [];
  const association = associationFor(world, issuer, namespace, serviceAccount);
  if (association === undefined) return `no association of the cluster names ${subject}`;
  const address = association.role ?? association.roleArn;
  const role = awsOf(world.model).rolesNamed(address)[0];
  const arn = world.names.concrete(role?.arn ?? association.roleArn);
  const podName = nested(token, "pod", "name");
  const { sourceArn, accounts } = sourceOf(world, association, role?.account.id);
  const sessionTags: Readonly<Record<string, string>> = association.sessionTags
    ? {
        "eks-cluster-arn": sourceArn,
        "eks-cluster-name": association.cluster,
        "kubernetes-namespace": namespace,
        "kubernetes-service-account": serviceAccount,
        "kubernetes-pod-name": podName,
        "kubernetes-pod-uid": nested(token, "pod", "uid"),
      }
    : {};
  return {
    role: arn,
    sessionName: `eks-${podName}`.replace(/[^\w+=,.@-]/g, "-").slice(0, 64),
    requests: accounts.map((sourceAccount) => ({ type: "EksPodIdentity", role: address, sessionTags, sourceArn, sourceAccount })),
  };
}

/** The cluster's ARN and its account: read from the cluster if the files have it, else in the role's account, as EKS wants it. */
function sourceOf(
  { model: { configuration } }: World,
  { cluster, resource }: PodIdentityAssociation,
  account = hole(`the account of ${resource.provider}`),
): { readonly sourceArn: string; readonly accounts: readonly string[] } {
  const expression = expressionOf(cluster);
  const found = expression === undefined ? undefined : configuration.at(expression);
  const clusters = configuration.ofType("aws_eks_cluster");
  const source = found ?? clusters.find(({ values, provider }) => values["name"] === cluster && provider === resource.provider);
  if (source === undefined) {
    return {
      sourceArn: `arn:aws:eks:${hole(`the region of ${resource.provider}`)}:${account}:cluster/${cluster}`,
      accounts: [account],
    };
  }
  const sourceArn = textOf(source.values["arn"]) ?? hole(`${source.address}.arn`);
  const inArn = isKnown(sourceArn) ? (sourceArn.split(":")[4] ?? account) : hole(`element(split(":", ${source.address}.arn), 4)`);
  return { sourceArn, accounts: [...new Set([inArn, account])] };
}

function nested(token: Token, what: string, name: string): string {
  const claims = token["kubernetes.io"] as Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>> | undefined;
  const value = claims?.[what]?.[name];
  return typeof value === "string" ? value : "unknown";
}
