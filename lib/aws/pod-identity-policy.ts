import { Fn, Token } from "cdktf";
import { checkValues } from "../core/check-values";
import type { ServiceAccountName } from "../core/subject";
import { isKnown } from "../core/tokens";
import { inJson } from "./in-json";
import { POD_IDENTITY_SOURCE, POD_IDENTITY_STATEMENTS_PROPS } from "./statement-values";
import { oneOrMany, type Conditions } from "./trust-policy";

/** A ServiceAccount on an EKS cluster, which pods of Pod Identity come from. */
export interface PodIdentitySource {
  /** May be a token. */
  readonly clusterArn: string;
  readonly serviceAccount: ServiceAccountName;
}

/** What EKS tells STS of the pods. */
export interface PodIdentityStatementsProps {
  /** Whether EKS sends the session tags. Without them a trust policy sees the cluster, but not the ServiceAccount. */
  readonly sessionTags: boolean;
}

/** One statement of a trust policy: EKS, for the pods of one ServiceAccount. */
export interface PodIdentityStatement {
  readonly Effect: "Allow";
  readonly Principal: { readonly Service: "pods.eks.amazonaws.com" };
  readonly Action: "sts:AssumeRole" | readonly ["sts:AssumeRole", "sts:TagSession"];
  readonly Condition: Conditions;
}

/**
 * What a role's trust policy says of pods that get it through EKS Pod Identity: a statement for each ServiceAccount, with the clusters
 * that it runs on. Two ServiceAccounts never share one, because lists of namespaces and of names would let in every namespace with
 * every name.
 *
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html, tags: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
export function podIdentityStatements(
  sources: readonly PodIdentitySource[],
  props: PodIdentityStatementsProps,
): PodIdentityStatement[] {
  checkValues("podIdentityStatements", "the options", POD_IDENTITY_STATEMENTS_PROPS, props);
  for (const source of sources) checkValues("podIdentityStatements", "a source", POD_IDENTITY_SOURCE, source);
  const { sessionTags } = props;
  const groups = new Map<string, [PodIdentitySource, ...PodIdentitySource[]]>();
  for (const source of sources) {
    const key = sessionTags ? JSON.stringify([source.serviceAccount.namespace, source.serviceAccount.name]) : "";
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [source]);
    else group.push(source);
  }
  return [...groups.values()].map((group) => statementOf(group, sessionTags));
}

function statementOf(group: readonly [PodIdentitySource, ...PodIdentitySource[]], sessionTags: boolean): PodIdentityStatement {
  const [{ clusterArn, serviceAccount }] = group;
  const tags = {
    "aws:RequestTag/kubernetes-namespace": inJson(serviceAccount.namespace),
    "aws:RequestTag/kubernetes-service-account": inJson(serviceAccount.name),
  };
  return {
    Effect: "Allow",
    Principal: { Service: "pods.eks.amazonaws.com" },
    Action: sessionTags ? ["sts:AssumeRole", "sts:TagSession"] : "sts:AssumeRole",
    Condition: {
      // EKS wants the role in the cluster's own account, so the account of one cluster is that of all.
      StringEquals: { "aws:SourceAccount": inJson(accountOf(clusterArn)), ...(sessionTags ? tags : {}) },
      ArnEquals: { "aws:SourceArn": oneOrMany([...new Set(group.map((source) => source.clusterArn))].map(inJson)) },
    },
  };
}

/** The account in an ARN. */
export function accountOf(arn: string): string {
  return isKnown(arn) ? (arn.split(":")[4] ?? "") : Token.asString(Fn.element(Fn.split(":", arn), 4));
}
