import { isArray, isObject, type Json, type JsonObject, listOf, textOf } from "../json";
import type { PermissionContent, PermissionStatement } from "../permission-content";
import { lower, show } from "../text";
import { conditionAsText } from "./condition-text";

/**
 * What a policy lets do: JSON, or a hole where Terraform learns it at apply. What is unknown of it is said as such.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function contentOf(document: Json | undefined): PermissionContent {
  const nothing = (why: string): PermissionContent => ({ statements: [], unknown: [why] });
  if (typeof document !== "string") return nothing("the policy is not a text");
  if (!document.trimStart().startsWith("{")) return nothing(`the policy is unknown: ${show(document)}`);
  let policy: Json;
  try {
    policy = JSON.parse(document) as Json;
  } catch {
    return nothing(`the policy is not JSON: ${show(document)}`);
  }
  const listed = isObject(policy) ? policy["Statement"] : undefined;
  const unknown: string[] = [];
  const statements = listOf(listed).flatMap((value, index) => statementOf(value, `statement ${index + 1}`, unknown) ?? []);
  if (listed === undefined) unknown.push("the policy has no Statement");
  return { statements, unknown };
}

function statementOf(value: Json, label: string, unknown: string[]): PermissionStatement | undefined {
  const effect = isObject(value) ? value["Effect"] : undefined;
  if (!isObject(value) || (effect !== "Allow" && effect !== "Deny")) {
    unknown.push(`${label} is unknown: ${show(JSON.stringify(value))}`);
    return undefined;
  }
  const [actions, exceptActions] = listsOf(value, "Action", "NotAction");
  const [resources, exceptResources] = listsOf(value, "Resource", "NotResource");
  if (actions.length === 0) unknown.push(`${label} has no action`);
  if (resources.length === 0) unknown.push(`${label} has no resource`);
  const conditions = conditionsOf(value["Condition"]);
  return { effect: effect === "Allow" ? "allow" : "deny", actions, exceptActions, resources, exceptResources, conditions };
}

/** What a list names, and what it leaves out. */
function listsOf(statement: JsonObject, name: string, not: string): readonly [readonly string[], readonly string[]] {
  const texts = (value: Json | undefined): string[] => listOf(value).flatMap((text) => textOf(text) ?? []);
  return statement[not] === undefined ? [texts(statement[name]), []] : [["*"], texts(statement[not])];
}

function conditionsOf(value: Json | undefined): string[] {
  if (value === undefined) return [];
  if (!isObject(value)) return [`a condition that is unknown: ${JSON.stringify(value)}`];
  const found = Object.entries(value).flatMap(([operator, keys = null]) =>
    isObject(keys)
      ? Object.entries(keys).map(([key, values]) => conditionAsText(operator, lower(key), valuesOf(values)))
      : [conditionAsText(operator, JSON.stringify(keys), undefined)],
  );
  return found.sort();
}

const valuesOf = (value: Json | undefined): string[] =>
  [...new Set((isArray(value) ? value : [value]).map((each) => textOf(each) ?? JSON.stringify(each)))].sort();

/** What a policy denies, if it denies anything: it caps whatever other policies let do. */
export function denialsIn({ statements, unknown }: PermissionContent): PermissionContent | undefined {
  const denied = statements.filter(({ effect }) => effect === "deny");
  return denied.length === 0 ? undefined : { statements: denied, unknown };
}
