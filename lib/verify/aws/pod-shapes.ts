import { hasWildcard, patternOf } from "../glob";
import { shapeOf, type ClaimTest, type TokenShape } from "../shape";
import { all, hole, isKnown } from "../text";
import type { PodIdentityAssociation } from "./associations";
import { conditionText } from "./claim-tests";
import { isFixed } from "./comparisons";
import { holds, type ConditionTest } from "./conditions";
import { coversService, decidePodIdentity, podContext, type PodRequest } from "./decide-pod-identity";
import { coversAction } from "./evaluation";
import type { AwsModel } from "./model";
import type { BareRole } from "./roles";
import type { Statement } from "./statement";

const NAMESPACE = "aws:requesttag/kubernetes-namespace";
const SERVICE_ACCOUNT = "aws:requesttag/kubernetes-service-account";
const CLUSTER = "aws:sourcearn";
const ASSUME = "sts:assumerole";
const TAG = "sts:tagsession";

/**
 * The ServiceAccounts that get a role through EKS Pod Identity. Their tokens go to EKS, not to STS, so the issuer is an expression. The
 * trust policy sees session tags; associations say who gets the role at all, and anybody who may make one can make it for whoever the
 * policy does not refuse.
 */
export function podShapes(statement: Statement, role: BareRole, model: AwsModel, doubts: readonly string[]): TokenShape[] {
  const { principals, tests, actions, label } = statement;
  const covered = all([coversService(principals, "Allow"), coversAction(actions, ASSUME)]);
  if (covered === "no") return [];
  const gets = (request: PodRequest): boolean =>
    all(tests.map((test) => holds(test, podContext(request)))) !== "no" && decidePodIdentity(role, request).verdict !== "deny";
  const associations = model.associationsOf(role.address).filter((each) => gets(requestOf(each, role)));
  const [open] = model.openAssociations;
  const isWhole = model.configuration.options.complete === true;
  const complete = isWhole && open === undefined;
  const [tagged, untagged] = [gets(anyPod(role, true)), gets(anyPod(role, false))];
  if (associations.length === 0 && (complete || !(tagged || untagged))) return [];
  const unknown = [...doubts];
  if (covered === "unknown") unknown.push(`whether ${label} is for EKS Pod Identity is not known`);
  if (!isWhole) unknown.push("associations may be made outside of the files");
  else if (open !== undefined) unknown.push(`which role ${open.address} names is not known`);
  if (!complete && !tagged) unknown.push("no pod with session tags gets the role");
  if (tagged && !allowsTags(role)) unknown.push("sts:TagSession is allowed under conditions of its own");
  const clusters = tests.filter(({ key }) => key.lower === CLUSTER).map(conditionText);
  const [namespaces, names] = [simple(tests, NAMESPACE), simple(tests, SERVICE_ACCOUNT)];
  const told = [namespaces?.from, names?.from];
  const found: ClaimTest[] = [
    {
      claim: "iss",
      test: "expression",
      values: [`EKS Pod Identity of ${clusters.join(" and ") || "any cluster of the account"}`],
    },
    ...subjects(namespaces?.test, names?.test, complete ? associations : []),
    ...tests.filter((test) => test.key.lower !== CLUSTER && !told.includes(test)).map(expression),
    ...denials(role, unknown),
  ];
  const at = new Set([role.address, ...associations.map(({ address }) => address)]);
  return [shapeOf(found, [...at], unknown)];
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

/** What EKS would ask for, for pods of whatever association. */
function anyPod(role: BareRole, sessionTags: boolean): PodRequest {
  const [cluster, namespace, serviceAccount] = [hole("the cluster"), hole("the namespace"), hole("the ServiceAccount")];
  return requestOf({ cluster, namespace, serviceAccount, sessionTags } as PodIdentityAssociation, role);
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

/** The first condition on a key that lists values or patterns. */
function simple(
  tests: readonly ConditionTest[],
  key: string,
): { readonly from: ConditionTest; readonly test: ClaimTest } | undefined {
  return tests
    .filter((test) => test.key.lower === key)
    .flatMap((from) => {
      const test = simpleTest(from);
      return test === undefined ? [] : [{ from, test }];
    })[0];
}

function simpleTest({ operator, key, values }: ConditionTest): ClaimTest | undefined {
  if (operator === undefined || values === undefined || operator.negated || operator.set !== undefined || operator.ifExists)
    return undefined;
  if (!values.every((value) => isFixed(value) && value.template === undefined)) return undefined;
  const texts = values.map(({ text }) => text);
  const wild = operator.comparison === "like" && texts.some((text) => !isKnown(text) || hasWildcard(patternOf(text)));
  if (operator.comparison !== "equals" && operator.comparison !== "like") return undefined;
  return { claim: key.text, test: wild ? "like" : "is", values: texts };
}

/** What the policy says of subjects. Where it leaves the choice to associations, which there are is an expression. */
function subjects(
  namespaces: ClaimTest | undefined,
  names: ClaimTest | undefined,
  associations: readonly PodIdentityAssociation[],
): ClaimTest[] {
  const exact = namespaces?.test === "is" && names?.test === "is";
  const associated = [...new Set(associations.map(({ namespace, serviceAccount }) => subjectOf(namespace, serviceAccount)))];
  if (exact && associated.length > 0) return [{ claim: "sub", test: "is", values: associated }];
  const values = (namespaces?.values ?? ["*"]).flatMap((namespace) =>
    (names?.values ?? ["*"]).map((name) => subjectOf(namespace, name)),
  );
  const policy: ClaimTest = { claim: "sub", test: exact ? "is" : "like", values };
  if (associated.length === 0) return [policy];
  return [policy, { claim: "sub", test: "expression", values: [`associations name ${associated.join(" or ")}`] }];
}

const subjectOf = (namespace: string, name: string): string => `system:serviceaccount:${namespace}:${name}`;

/** What the Deny statements leave out; those that refuse all are decided before. */
function denials({ trust }: BareRole, unknown: string[]): ClaimTest[] {
  const about = trust.statements.filter(
    ({ effect, principals, actions }) =>
      effect === "Deny" &&
      coversService(principals, effect) !== "no" &&
      [ASSUME, TAG].some((action) => coversAction(actions, action) !== "no"),
  );
  return about.flatMap(({ tests, label }): ClaimTest[] => {
    const [first] = tests;
    if (first === undefined) unknown.push(`whether ${label} denies is not known`);
    const text = `unless ${tests.map(conditionText).join(" and ")}`;
    return first === undefined ? [] : [{ claim: first.key.text, test: "expression", values: [text] }];
  });
}
