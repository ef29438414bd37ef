import { checkText, FederationError, quoted } from "../core/errors";
import { changedByTerraform } from "../core/terraform-text";
import { isKnown, literalParts } from "../core/tokens";
import { celString } from "./cel";

/** When a role holds: a condition of IAM, in CEL over `request` and `resource`. */
export interface RoleCondition {
  readonly title: string;
  readonly expression: string;
  /** @default - none */
  readonly description?: string;
}

/**
 * A role until a moment, given in UTC as in `2026-12-31T23:59:59Z`.
 *
 * https://cloud.google.com/iam/docs/configuring-temporary-access
 * @throws FederationError CONDITION_INVALID
 * @example
 * import { expiresAt } from "cdktf-workload-identity/google";
 * const roles = [{ role: "roles/storage.objectViewer", condition: expiresAt("2026-12-31T23:59:59Z") }];
 */
export function expiresAt(timestamp: string): RoleCondition {
  const format = /^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;
  // A day that its month does not have would silently become another day.
  const isMoment = (): boolean =>
    format.test(timestamp) && new Date(timestamp).toISOString().slice(0, 19) === timestamp.slice(0, 19);
  checkText("Condition", "the moment", timestamp);
  const fits = isKnown(timestamp) ? isMoment() : literalParts(timestamp).every((part) => /^[\dTZ:-]+$/.test(part));
  if (!fits) {
    throw new FederationError("Condition", {
      code: "CONDITION_INVALID",
      what: `${quoted(timestamp)} is not a moment`,
      cure: 'give it in UTC, such as "2026-12-31T23:59:59Z"',
    });
  }
  return { title: `Until ${timestamp}`, expression: `request.time < timestamp(${celString(timestamp)})` };
}

/**
 * A role on the resources whose full name begins so, such as `projects/_/buckets/acme-orders/objects/public/`. A prefix that ends in
 * the middle of a name covers every name that goes on from there.
 *
 * Only some services know the name of a resource: https://cloud.google.com/iam/docs/conditions-resource-attributes
 * @throws FederationError CONDITION_INVALID
 */
export function resourceNameStartsWith(prefix: string): RoleCondition {
  checkText("Condition", "the prefix of the resource's name", prefix);
  if (prefix === "") {
    throw new FederationError("Condition", {
      code: "CONDITION_INVALID",
      what: "the prefix of the resource's name is empty, which every name has",
      cure: 'give the beginning of a full name, such as "projects/_/buckets/acme-orders/"',
    });
  }
  const changed = changedByTerraform(isKnown(prefix) ? prefix.replace(/[$%]\{/g, "").normalize("NFC") : prefix);
  if (changed !== undefined) {
    throw new FederationError("Condition", {
      code: "CONDITION_INVALID",
      what: `the prefix of the resource's name ${quoted(prefix)} ${changed.what}`,
      cure: changed.cure,
    });
  }
  return { title: "Resources by name", expression: `resource.name.startsWith(${celString(prefix)})` };
}
