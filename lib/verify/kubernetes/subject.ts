import { passes } from "../claim-test";
import type { TokenShape } from "../shape";
import { all, type Truth } from "../text";
import type { ServiceAccount } from "./model";

/** The subject of a ServiceAccount's tokens. */
export function subjectOf({ namespace, name }: ServiceAccount): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

/** Whether a shape takes a subject: all its tests of `sub` hold. */
export function takes({ tests }: TokenShape, subject: string): Truth {
  return all(tests.filter(({ claim }) => claim === "sub").map((test) => passes(test, subject)));
}
