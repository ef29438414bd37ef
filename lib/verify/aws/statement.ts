import { isArray, isObject, textOf, type Json, type JsonObject } from "../json";
import { isKnown, lower, show } from "../text";
import { conditionKeyOf } from "./condition-key";
import { conditionValueOf } from "./comparisons";
import type { ConditionTest } from "./conditions";
import { operatorOf } from "./operators";
import { patternOf, type Pattern } from "../glob";
import { parsePrincipals, type Principals } from "./principals";

/** One statement of a trust policy. */
export interface Statement {
  /** For people: its Sid, or its place. */
  readonly label: string;
  readonly sid?: string;
  readonly effect: "Allow" | "Deny";
  readonly principals: Principals;
  readonly actions: Actions;
  /** All must hold. */
  readonly tests: readonly ConditionTest[];
  /** As it stands in the policy. */
  readonly source: JsonObject;
}

/** What a statement's Action or NotAction lists. */
export interface Actions {
  /** Whether the list is of what is left out: NotAction. */
  readonly negated: boolean;
  readonly texts: readonly string[];
  /** Those without wildcards, in lower case: actions are compared without regard to it. */
  readonly exact: readonly string[];
  /** The others, in lower case. */
  readonly patterns: readonly Pattern[];
}

interface Parsed {
  readonly statement?: Statement;
  readonly faults: readonly string[];
  readonly open: readonly string[];
}

const ELEMENTS: ReadonlySet<string> = new Set(["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Condition"]);

/** Reads a statement: what IAM would refuse is a fault, what is unknown stays so. @param variables whether values may hold them */
export function parseStatement(value: Json, index: number, variables: boolean): Parsed {
  const label = `statement ${index + 1}`;
  if (typeof value === "string" && !isKnown(value)) return { faults: [], open: [`${label} is unknown: ${show(value)}`] };
  if (!isObject(value)) return { faults: [`${label} is not an object`], open: [] };
  const faults: string[] = [];
  const open: string[] = [];
  const fault = (what: string): void => void faults.push(`${label} ${what}`);
  for (const name of Object.keys(value)) {
    if (ELEMENTS.has(name)) continue;
    if (!isKnown(name)) open.push(`${label} has an element that is unknown`);
    else fault(`has the element ${name}, which a trust policy does not take`);
  }
  const { Sid: sid, Effect: effect } = value;
  if (sid !== undefined && (typeof sid !== "string" || (isKnown(sid) && !/^[A-Za-z0-9]*$/.test(sid)))) {
    fault(`has the Sid ${JSON.stringify(sid)}; letters and digits alone may stand there`);
  }
  const principals = parsePrincipals(value, fault);
  const actions = parseActions(value, fault);
  const tests = parseConditions(value["Condition"], variables, fault);
  if (effect !== "Allow" && effect !== "Deny") {
    if (typeof effect === "string" && !isKnown(effect)) open.push(`whether ${label} allows or denies is unknown`);
    else fault(`has the Effect ${JSON.stringify(effect ?? null)}, which is neither Allow nor Deny`);
    return { faults, open };
  }
  const name = typeof sid === "string" && sid !== "" ? sid : undefined;
  return {
    statement: {
      label: name === undefined ? label : `statement ${show(name)}`,
      ...(name === undefined ? {} : { sid: name }),
      effect,
      principals,
      actions,
      tests,
      source: value,
    },
    faults,
    open,
  };
}

function parseActions(statement: JsonObject, fault: (what: string) => void): Actions {
  const { Action: action, NotAction: notAction } = statement;
  if ((action === undefined) === (notAction === undefined)) fault("needs either Action or NotAction");
  const value = action ?? notAction;
  const texts = (isArray(value) ? value : [value]).filter((text): text is string => typeof text === "string");
  if (texts.length === 0 || (isArray(value) && texts.length < value.length)) fault("has an Action that is not text");
  for (const text of texts) {
    if (isKnown(text) && text !== "*" && !/^[a-z0-9-]+:[A-Za-z0-9*?]+$/i.test(text)) {
      fault(`has the action ${JSON.stringify(text)}, which has no service before a colon`);
    }
  }
  const folded = texts.map(lower);
  const isExact = (text: string): boolean => isKnown(text) && !/[*?]/.test(text);
  const patterns = folded.filter((text) => !isExact(text)).map(patternOf);
  return { negated: action === undefined, texts, exact: folded.filter(isExact), patterns };
}

function parseConditions(value: Json | undefined, variables: boolean, fault: (what: string) => void): ConditionTest[] {
  if (value === undefined) return [];
  if (!isObject(value)) {
    if (typeof value !== "string" || isKnown(value)) fault("has a Condition that is not an object");
    return [{ operatorName: "a condition that is unknown", key: conditionKeyOf(typeof value === "string" ? value : "") }];
  }
  return Object.entries(value).flatMap(([operatorName, keys = null]) => {
    const operator = operatorOf(operatorName);
    if (operator === undefined && isKnown(operatorName))
      fault(`has the operator ${JSON.stringify(operatorName)}, which IAM has not`);
    const known = operator === undefined ? {} : { operator };
    if (!isObject(keys)) {
      if (typeof keys !== "string" || isKnown(keys)) fault(`has no keys under ${operatorName}`);
      return [{ operatorName, ...known, key: conditionKeyOf(typeof keys === "string" ? keys : "") }];
    }
    return Object.entries(keys).map(([key, listed]) => {
      const texts = textsOf(listed);
      if (texts === undefined) fault(`compares ${show(key)} with what is neither text nor a list of texts`);
      // A lone hole may turn out to be a list.
      const known_ = texts !== undefined && texts.length > 0;
      return {
        operatorName,
        ...known,
        key: conditionKeyOf(key),
        ...(known_ ? { values: texts.map((text) => conditionValueOf(text, operator, variables)) } : {}),
      };
    });
  });
}

function textsOf(value: Json | undefined): string[] | undefined {
  const texts = (isArray(value) ? value : [value]).map(textOf);
  return texts.every((text) => text !== undefined) ? texts : undefined;
}
