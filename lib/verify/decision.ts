import type { Truth } from "./text";

/** What a cloud answers. `undetermined`: what is known does not settle it; the checks say why. */
export type Verdict = "allow" | "deny" | "undetermined";

/** One step of a cloud's decision. */
export interface Check {
  /** The step: `issuer`, `time`, `audience`, `principal`, `action`, `condition`, `explicit-deny`, `tag-session`, `idp-control`,
   * `disabled`, `attribute-mapping`, `attribute-condition`, `binding`, `subject`, `claims-matching-expression`… */
  readonly name: string;
  readonly passed: Truth;
  /** What was compared with what, in one sentence. */
  readonly why: string;
  /** The address of what decided: a provider, a role, a binding, a credential. */
  readonly at?: string;
}

/** The cloud's own error. */
export interface CloudError {
  /** `AccessDenied`, `InvalidIdentityToken`, `invalid_grant`, `AADSTS700213`… */
  readonly code: string;
  readonly message: string;
}

/** What a cloud answers, and why. */
export interface Decision {
  readonly verdict: Verdict;
  /** In the cloud's order, up to the first that failed; those that stayed unknown stand before it. */
  readonly checks: readonly Check[];
  /** The check that decided: the first that failed; else the first that stayed unknown; `all` if everything passed. */
  readonly decisive: string;
  /** Only of `deny`. */
  readonly error?: CloudError;
  /** What the identity can be reached as: the session's ARN, the member string, the client id. Only of `allow`. */
  readonly becomes?: string;
  /** Only of `deny`: what would change it if it existed outside these files. `complete` says that it does not. @default - nothing */
  readonly assumes?: readonly string[];
}

/** The checks that let somebody in, where all pass: what a trust says of who asks. */
const GATES: readonly string[] = ["condition", "binding", "claims-matching-expression", "subject"];

/** The check that people want to read: the gate that let in, or the one that decided against it. */
export function reasonOf({ verdict, decisive, checks }: Pick<Decision, "verdict" | "decisive" | "checks">): Check | undefined {
  if (verdict === "allow") return GATES.flatMap((gate) => checks.filter(({ name }) => name === gate)).at(0) ?? checks.at(-1);
  return checks.find(({ name, passed }) => name === decisive && passed !== "yes") ?? checks.at(-1);
}

const RANK: Readonly<Record<Verdict, number>> = { allow: 2, undetermined: 1, deny: 0 };

/** The best of the answers of several ways in; of refusals, that of the way which came furthest, and of equal ones the first. */
export function bestOf([first, ...others]: readonly [Decision, ...Decision[]]): Decision {
  return others.reduce((best, other) => {
    const better = RANK[other.verdict] - RANK[best.verdict] || other.checks.length - best.checks.length;
    return better > 0 ? other : best;
  }, first);
}

/**
 * The verdict of checks in order: the first that failed denies; else an unknown one leaves it undetermined; else it is allowed.
 * An unknown check before a failed one does not save the token: it is refused either way.
 */
export function decisionOf(checks: readonly Check[], error?: CloudError, becomes?: string): Decision {
  const last = checks.findIndex(({ passed }) => passed === "no");
  const failed = checks[last];
  if (failed !== undefined) {
    return {
      verdict: "deny",
      checks: checks.slice(0, last + 1),
      decisive: failed.name,
      ...(error === undefined ? {} : { error }),
    };
  }
  const open = checks.find(({ passed }) => passed === "unknown");
  if (open !== undefined) return { verdict: "undetermined", checks, decisive: open.name };
  return { verdict: "allow", checks, decisive: "all", ...(becomes === undefined ? {} : { becomes }) };
}
