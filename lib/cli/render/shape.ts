import { testText } from "../../verify/claim-test";
import type { ModelIdentity, Permission } from "../../verify/model-identity";
import type { ClaimTest, TokenShape } from "../../verify/shape";
import { cloudNamed } from "../../verify/clouds";
import type { CloudName } from "../../verify/trusted-issuer";

/** The cloud as people call it. */
export const cloudTitle = (name: CloudName): string => cloudNamed(name)?.title ?? name;

/** A shape in words, in three parts that every shape has, and what else it asks. */
export interface ShapeText {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  readonly others: readonly string[];
  /** The claims that a token must not have, which ordinary ones do not: of use where two shapes are compared. */
  readonly without: readonly string[];
}

export function shapeText(shape: TokenShape): ShapeText {
  const told = (claim: string, none: string): string => {
    let text = "";
    for (const test of shape.tests) if (test.claim === claim) text += `${text === "" ? "" : " and "}${valuesText(test)}`;
    return text === "" ? none : text;
  };
  const others = shape.tests.filter(({ claim }) => !["iss", "sub", "aud"].includes(claim));
  return {
    issuer: told("iss", "any issuer that is trusted"),
    subject: told("sub", "any subject"),
    audience: told("aud", "any that the provider takes"),
    others: others.filter(({ test }) => test !== "absent").map(testText),
    without: others.filter(({ test }) => test === "absent").map(({ claim }) => claim),
  };
}

function valuesText(test: ClaimTest): string {
  const values = test.values.join(" or ");
  switch (test.test) {
    case "is":
      return values;
    case "is-ignoring-case":
      return `${values} (in any case)`;
    case "like":
      return `like ${values}`;
    case "not":
      return `any but ${values}`;
    case "not-like":
      return `any not like ${values}`;
    case "present":
      return "any";
    case "absent":
      return "none";
    case "fits":
      return `any of ${test.values.join(" to ")} bytes`;
    case "expression":
      return values;
    case "unknown":
      return `unknown: ${values}`;
  }
}

/** Whether the shape takes more than one subject without end. */
export function isWide(shape: TokenShape): boolean {
  const tests = shape.tests.filter(({ claim }) => claim === "sub");
  return tests.length === 0
    ? !shape.tests.some(({ test }) => test === "expression")
    : !tests.some(({ test }) => test === "is" || test === "is-ignoring-case");
}

/** `AWS role orders` */
export function identityText({ cloud, kind, label }: ModelIdentity): string {
  return `${cloudTitle(cloud)} ${kind} ${label}`;
}

/** `roles/viewer on project acme if request.time < …` */
export function permissionText({ name, on = "", condition }: Pick<Permission, "name" | "on" | "condition">): string {
  return `${name}${on === "" ? "" : ` on ${on}`}${conditionText(condition)}`;
}

/** ` if request.time < …`; nothing without a condition. */
export const conditionText = (condition: string | undefined): string => (condition === undefined ? "" : ` if ${condition}`);
