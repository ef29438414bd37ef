import { inspect } from "node:util";
import { FederationError, quoted, type FederationErrorCode } from "../core/errors";

/** Two that want different things of one place in a pod. */
export interface Clash {
  readonly code: FederationErrorCode;
  /** Who wants what is there: `the container "app"`. */
  readonly owner: string;
  /** What both want: `the environment variable "AWS_ROLE_ARN"`. */
  readonly thing: string;
  /** What the owner makes of it. */
  readonly theirs: unknown;
  /** The workload, or who acts for it. */
  readonly rival: string;
  /** What the rival makes of it. */
  readonly ours: unknown;
}

/** An error that names both sides, and what each of them wants. */
export function clash(place: string, { code, owner, thing, theirs, rival, ours }: Clash): FederationError {
  return new FederationError(place, {
    code,
    what: `${owner} has ${thing} as ${shown(theirs)}, and ${rival} makes it ${shown(ours)}`,
    cure: "leave it out of the manifest, or give the manifest a workload without that identity",
  });
}

function shown(value: unknown): string {
  return typeof value === "object" && value !== null ? inspect(value, { breakLength: Infinity, depth: 4 }) : quoted(value);
}
