import type { Truth } from "../text";
import { isKnown } from "../text";
import { normalConditions } from "./condition-text";
import { coversAction } from "./evaluation";
import type { Principals } from "./principals";
import type { BareRole } from "./roles";
import type { Statement } from "./statement";

/** What the rest of a trust policy says of those whom one statement names; by index. */
export interface PrincipalLimits {
  /** What Deny statements leave out, a condition each; nothing, if they refuse all. */
  denials(who: string, action: string): readonly string[] | undefined;
  /** What they may not bring along, a condition each: session tags and a source identity want an action of their own. */
  session(statement: Statement, who: string): readonly string[];
}

const FURTHER = ["sts:TagSession", "sts:SetSourceIdentity"] as const;
const EVERYONE = "*";
/** Of principals that could be anybody: expressions, and all but some. */
const ANYBODY = "";

export function principalLimits({ trust }: BareRole): PrincipalLimits {
  const allow = indexed(trust.statements, "Allow");
  const deny = indexed(trust.statements, "Deny");
  return {
    denials: (who, action) => {
      const found = deny(who).flatMap((statement) => limitOf(statement, who, action));
      return found.includes(undefined) ? undefined : [...new Set(found.flatMap((text) => text ?? []))];
    },
    session: (statement, who) => FURTHER.flatMap((name) => sessionLimit(name, statement, who, allow(who), deny(who))),
  };
}

function limitOf(statement: Statement, who: string, action: string): (string | undefined)[] {
  const covered = coversAction(statement.actions, action);
  if (covered === "no") return [];
  const conditions = normalConditions(statement);
  const about = isAbout(statement.principals, who);
  if (about === "yes") return [covered === "yes" && conditions === "" ? undefined : `unless ${conditions || statement.label}`];
  return [`unless ${namesOf(statement)}${conditions === "" ? "" : ` and ${conditions}`}`];
}

function sessionLimit(
  name: (typeof FURTHER)[number],
  own: Statement,
  who: string,
  allows: readonly Statement[],
  denies: readonly Statement[],
): string[] {
  const action = name.toLowerCase();
  const under = normalConditions(own);
  const covering = allows.filter(
    ({ actions, principals }) => coversAction(actions, action) !== "no" && (isRoot(who) || isAbout(principals, who) !== "no"),
  );
  const isAllowed = covering.some((statement) => {
    if (coversAction(statement.actions, action) !== "yes") return false;
    const isSame = isAbout(statement.principals, who) === "yes" && ["", under].includes(normalConditions(statement));
    return statement === own || isSame;
  });
  // What denies both is a condition of the way itself.
  const denied = denies
    .filter(({ actions }) => coversAction(actions, "sts:assumerole") !== "yes")
    .flatMap((statement) => limitOf(statement, who, action));
  if (covering.length === 0 || denied.includes(undefined)) return [`without ${name}`];
  const unless = denied.length === 0 ? "" : `, ${[...new Set(denied)].sort().join(", ")}`;
  if (isAllowed) return unless === "" ? [] : [`${name}${unless}`];
  const where = covering.map((statement) => `${namesOf(statement)} ${normalConditions(statement)}`);
  return [`${name} only of ${[...new Set(where)].sort().join(" or ")}${unless}`];
}

/** The statements of an effect that may be about somebody. */
function indexed(statements: readonly Statement[], effect: Statement["effect"]): (who: string) => readonly Statement[] {
  const byKey = new Map<string, Set<Statement>>();
  const ofEffect = statements.filter((statement) => statement.effect === effect);
  for (const statement of ofEffect) {
    for (const key of keysOf(statement.principals)) {
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, new Set([statement]));
      else known.add(statement);
    }
  }
  return (who) => {
    if (who === EVERYONE || !isKnown(who)) return ofEffect;
    const keys = [who, accountOf(who) ?? who, EVERYONE, ANYBODY];
    return [...new Set(keys.flatMap((key) => [...(byKey.get(key) ?? [])]))];
  };
}

/** What of the same account is denied may be part of who asks, or who asks part of it. */
function keysOf({ negated, everyone, open, federated, services, others }: Principals): string[] {
  if (negated || open) return [ANYBODY];
  const names = [...(everyone ? [EVERYONE] : []), ...federated, ...services, ...others];
  return names.flatMap((name) => (isKnown(name) ? [name, accountOf(name) ?? name] : [ANYBODY]));
}

function isAbout({ negated, everyone, open, federated, services, others }: Principals, who: string): Truth {
  if (negated) return "unknown";
  const names = [...federated, ...services, ...others];
  if (everyone || names.includes(who)) return "yes";
  const account = accountOf(who);
  if (account !== undefined && others.some((name) => isRoot(name) && accountOf(name) === account)) return "yes";
  return open || !isKnown(who) || who === EVERYONE || names.some((name) => !isKnown(name)) ? "unknown" : "no";
}

const namesOf = ({ principals: { negated, federated, services, others, everyone } }: Statement): string => {
  const names = [...(everyone ? [EVERYONE] : []), ...federated, ...services, ...others].sort();
  return `${negated ? "all but " : ""}${names.join(" or ") || "who is unknown"}`;
};

/** The account of an AWS principal, of the account itself too. */
const accountOf = (name: string): string | undefined => /^(?:arn:[^:]+:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(name)?.[1];

const isRoot = (name: string): boolean => /^\d{12}$|:root$/.test(name);
