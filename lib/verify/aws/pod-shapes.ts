import { createHash } from "node:crypto";
import { shapeOf, type ClaimTest, type TokenShape } from "../shape";
import { all, hole, show } from "../text";
import type { PodIdentityAssociation } from "./associations";
import { conditionText } from "./condition-text";
import { holds, type ConditionTest } from "./conditions";
import { coversService, decidePodIdentity, podContext, type PodRequest } from "./decide-pod-identity";
import { coversAction } from "./evaluation";
import type { AwsModel } from "./model";
import { isUnsettled } from "./role-checks";
import type { BareRole } from "./roles";
import type { Statement } from "./statement";

const CLUSTER = "aws:sourcearn";
const ASSUME = "sts:assumerole";
const TAG = "sts:tagsession";

/**
 * The ServiceAccounts that get a role through EKS Pod Identity: those of the associations that the files hold, and of those whose role is
 * unknown. Their tokens go to EKS, not to STS, so the issuer is an expression. Whom associations of other files let in is another way than a token.
 */
export function podShapes(role: BareRole, model: AwsModel, doubts: readonly string[]): TokenShape[] {
  const open = model.openAssociationsOf(role.roleName);
  const isMany = open.length > MOST_OPEN;
  const associations = [...model.associationsOf(role.address), ...(isMany ? [] : open)];
  if (associations.length + open.length === 0) return [];
  const allowing = role.trust.statements.filter((statement) => mayAllow(statement) !== "no");
  const shapes = associations.flatMap((association) => {
    const { address, role: named } = association;
    const unknown = named === undefined ? [...doubts, `which role ${show(address)} names is unknown`] : doubts;
    const request = requestOf(association, role);
    if (decidePodIdentity(role, request).verdict === "deny") return [];
    if (isUnsettled(role.trust)) return [shapeOf(podTests(association, []), [address, role.address], unknown)];
    return allowing.flatMap((statement) => shapeFor(statement, association, request, role, unknown));
  });
  if (!isMany || (allowing.length === 0 && !isUnsettled(role.trust))) return shapes;
  const told = open.map(({ cluster, namespace, serviceAccount }) => JSON.stringify([cluster, namespace, serviceAccount])).sort();
  const mark = createHash("sha256").update(told.join()).digest("hex").slice(0, 16);
  const why = `which roles ${open.length} associations name is unknown (sha256:${mark})`;
  return [...shapes, shapeOf([{ claim: "iss", test: "unknown", values: [why] }], [role.address], [...doubts, why])];
}

/** So many associations of an unknown role are told one by one. */
const MOST_OPEN = 20;

function podTests({ cluster, namespace, serviceAccount }: PodIdentityAssociation, clusters: readonly string[]): ClaimTest[] {
  const issuer = `EKS Pod Identity of the cluster ${show(cluster)}${clusters.length === 0 ? "" : ` if ${clusters.join(" and ")}`}`;
  return [
    { claim: "iss", test: "expression", values: [issuer] },
    { claim: "sub", test: "is", values: [`system:serviceaccount:${namespace}:${serviceAccount}`] },
  ];
}

/** Whether the statement lets EKS get the role. */
export function mayAllow({ effect, principals, actions }: Statement): "yes" | "no" | "unknown" {
  return effect === "Deny" ? "no" : all([coversService(principals, "Allow"), coversAction(actions, ASSUME)]);
}

function shapeFor(
  statement: Statement,
  association: PodIdentityAssociation,
  request: PodRequest,
  role: BareRole,
  doubts: readonly string[],
): TokenShape[] {
  const open = stillOpen(statement, request);
  if (open === undefined) return [];
  const { address, resource } = association;
  const unknown = [...doubts];
  if (mayAllow(statement) === "unknown") unknown.push(`whether ${statement.label} is for EKS Pod Identity is unknown`);
  if (resource.perhaps === true) unknown.push(`whether ${address} exists is unknown`);
  const isTagged = Object.keys(request.sessionTags).length > 0;
  if (isTagged && !allowsTags(role)) unknown.push("sts:TagSession is allowed under conditions of its own");
  const clusters = open.filter(({ key }) => key.lower === CLUSTER).map(conditionText);
  const tests: ClaimTest[] = [
    ...podTests(association, clusters),
    ...open.filter(({ key }) => key.lower !== CLUSTER).map(expression),
    ...denials(role, request, unknown),
  ];
  return [shapeOf(tests, [address, role.address], unknown)];
}

/** The conditions that the files do not settle for a pod; nothing, if one fails. */
function stillOpen({ tests }: Statement, request: PodRequest): ConditionTest[] | undefined {
  const context = podContext(request);
  const told = tests.map((test) => [test, holds(test, context)] as const);
  return told.some(([, truth]) => truth === "no") ? undefined : told.flatMap(([test, truth]) => (truth === "yes" ? [] : [test]));
}

/** What EKS asks for, for the pods of an association, as far as the files say. */
export function requestOf(
  { cluster, namespace, serviceAccount, sessionTags }: PodIdentityAssociation,
  { account }: BareRole,
): PodRequest {
  const sourceArn = `arn:${hole("the partition")}:eks:${hole("the region")}:${account.id}:cluster/${cluster}`;
  const tags = {
    "eks-cluster-arn": sourceArn,
    "eks-cluster-name": cluster,
    "kubernetes-namespace": namespace,
    "kubernetes-service-account": serviceAccount,
    "kubernetes-pod-name": hole("the pod's name"),
    "kubernetes-pod-uid": hole("the pod's uid"),
  };
  return { sessionTags: sessionTags ? tags : {}, sourceArn, sourceAccount: account.id };
}

/** Whether a statement without conditions allows EKS to pass session tags, or the same statement as allows the role. */
function allowsTags({ trust }: BareRole): boolean {
  const tagging = trust.statements.filter(
    ({ effect, principals, actions }) =>
      effect === "Allow" && coversService(principals, effect) === "yes" && coversAction(actions, TAG) === "yes",
  );
  return tagging.some(({ tests, actions }) => tests.length === 0 || coversAction(actions, ASSUME) === "yes");
}

const expression = (test: ConditionTest): ClaimTest => ({
  claim: test.key.text,
  test: "expression",
  values: [conditionText(test)],
});

/** What the Deny statements leave out; those that refuse all are decided before. */
function denials({ trust }: BareRole, request: PodRequest, unknown: string[]): ClaimTest[] {
  return trust.statements.flatMap((statement): ClaimTest[] => {
    const { effect, principals, actions, tests, label } = statement;
    if (effect === "Allow" || coversService(principals, effect) === "no") return [];
    if ([ASSUME, TAG].every((action) => coversAction(actions, action) === "no")) return [];
    if (stillOpen(statement, request) === undefined) return [];
    const [first] = tests;
    if (first === undefined) unknown.push(`whether ${label} denies is unknown`);
    const text = `unless ${tests.map(conditionText).join(" and ")}`;
    return first === undefined ? [] : [{ claim: first.key.text, test: "expression", values: [text] }];
  });
}
