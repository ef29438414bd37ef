import { shapeOf, type ClaimTest, type TokenShape } from "../shape";
import { all, isKnown } from "../text";
import type { PodIdentityAssociation } from "./associations";
import { conditionText, passes } from "./claim-tests";
import { isFixed } from "./comparisons";
import type { ConditionTest } from "./conditions";
import { POD_IDENTITY_SERVICE } from "./decide-pod-identity";
import { coversAction } from "./evaluation";
import type { AwsModel } from "./model";
import { hasWildcard, patternOf } from "./pattern";
import type { BareRole } from "./roles";
import type { Statement } from "./statement";

const NAMESPACE = "aws:requesttag/kubernetes-namespace";
const SERVICE_ACCOUNT = "aws:requesttag/kubernetes-service-account";

/**
 * The ServiceAccounts that get a role through EKS Pod Identity. Their tokens go to EKS, not to STS, so the issuer is an expression; the
 * trust policy sees session tags, and associations say who gets the role at all.
 */
export function podShapes(statement: Statement, role: BareRole, model: AwsModel, doubts: readonly string[]): TokenShape[] {
  const { principals, tests, actions } = statement;
  const covered = coversAction(actions, "sts:assumerole");
  if (principals.negated || !principals.services.includes(POD_IDENTITY_SERVICE) || covered === "no") return [];
  const associations = model.associationsOf(role.address);
  const complete = model.configuration.options.complete === true;
  if (associations.length === 0 && complete) return [];
  const unknown = [...doubts, ...(covered === "unknown" ? [`the action of ${statement.label} is not known`] : [])];
  const namespaces = simple(tests, NAMESPACE);
  const names = simple(tests, SERVICE_ACCOUNT);
  const fitting = associations.filter((association) => fits(association, namespaces, names));
  if (complete && fitting.length === 0) return [];
  if (!complete) unknown.push("associations may be made outside of the files");
  const clusters = tests.filter(({ key }) => key.lower === "aws:sourcearn").map(conditionText);
  const found: ClaimTest[] = [
    {
      claim: "iss",
      test: "expression",
      values: [`EKS Pod Identity of ${clusters.join(" and ") || "any cluster of the account"}`],
    },
    ...subjects(namespaces, names, complete ? fitting : []),
    ...tests.filter(({ key }) => isOther(key.lower)).map(expression),
    ...[NAMESPACE, SERVICE_ACCOUNT].flatMap((key) =>
      tests.filter((test) => test.key.lower === key && simpleTest(test) === undefined).map(expression),
    ),
  ];
  const at = new Set([role.address, ...fitting.map(({ address }) => address)]);
  return [shapeOf(found, [...at], unknown)];
}

const isOther = (key: string): boolean => ![NAMESPACE, SERVICE_ACCOUNT, "aws:sourcearn"].includes(key);

const expression = (test: ConditionTest): ClaimTest => ({
  claim: test.key.text,
  test: "expression",
  values: [conditionText(test)],
});

/** The first test on a key that lists values or patterns. */
function simple(tests: readonly ConditionTest[], key: string): ClaimTest | undefined {
  return tests
    .filter((test) => test.key.lower === key)
    .map(simpleTest)
    .find((test) => test !== undefined);
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

function fits({ namespace, serviceAccount }: PodIdentityAssociation, namespaces?: ClaimTest, names?: ClaimTest): boolean {
  const truths = [
    namespaces === undefined ? "yes" : passes(namespaces, namespace),
    names === undefined ? "yes" : passes(names, serviceAccount),
  ] as const;
  return all(truths) !== "no";
}

function subjects(
  namespaces: ClaimTest | undefined,
  names: ClaimTest | undefined,
  associations: readonly PodIdentityAssociation[],
): ClaimTest[] {
  if (associations.length > 0) {
    const values = associations.map(({ namespace, serviceAccount }) => `system:serviceaccount:${namespace}:${serviceAccount}`);
    return [{ claim: "sub", test: "is", values: [...new Set(values)] }];
  }
  if (namespaces === undefined && names === undefined) return [];
  const wild = [namespaces, names].some((test) => test === undefined || test.test === "like");
  const values = (namespaces?.values ?? ["*"]).flatMap((namespace) =>
    (names?.values ?? ["*"]).map((name) => `system:serviceaccount:${namespace}:${name}`),
  );
  return [{ claim: "sub", test: wild ? "like" : "is", values }];
}
