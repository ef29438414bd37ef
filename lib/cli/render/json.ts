import { show } from "../../verify/text";
import type { ModelIdentity } from "../../verify/model-identity";
import type { TokenShape } from "../../verify/shape";

/** JSON for other programs; unknown values stand as `${expression}`. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, (_, each: unknown) => (typeof each === "string" ? show(each) : each), 2)}\n`;
}

/** An identity without its shapes. */
export function identityJson({ cloud, kind, address, label, names, permissions, place }: ModelIdentity): object {
  return { cloud, kind, address, label, names, permissions, file: place.file };
}

export function shapeJson({ tests, through, unknown }: TokenShape): object {
  return { tests, through, unknown };
}
