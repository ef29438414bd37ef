import type { ClaimTest } from "../shape";
import type { Truth } from "../text";
import { restrictionOf } from "./claim-tests";
import { normalConditions } from "./condition-text";
import { coversAction } from "./evaluation";
import type { AwsModel } from "./model";
import type { BareRole } from "./roles";
import { SOURCE_IDENTITY_CLAIM, TAGS_CLAIM } from "./session-tags";
import type { Statement } from "./statement";
import { coversProvider, type TrustedProvider } from "./trusted-provider";

const WEB = "sts:assumerolewithwebidentity";

/** What a token may carry only where the policy allows one more action. */
const CARRIED = [
  { claim: TAGS_CLAIM, name: "sts:TagSession", action: "sts:tagsession" },
  { claim: SOURCE_IDENTITY_CLAIM, name: "sts:SetSourceIdentity", action: "sts:setsourceidentity" },
] as const;
type Carried = (typeof CARRIED)[number];

/**
 * What tokens may carry that a statement lets in: lists of tests, of which a token passes one. `undefined` as provider: whoever it may be.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export type SessionGates = (statement: Statement, provider: TrustedProvider | undefined) => readonly (readonly ClaimTest[])[];

/** Who may have the further action beside those whom a statement itself allows it. */
interface Allowance {
  /** The conditions of statements that allow it for certain. */
  readonly under: ReadonlySet<string>;
  /** `yes`: nobody has it, or all are denied it. `unknown`: some are. */
  readonly denied: Truth;
  /** Under which conditions, where that hangs on them. */
  readonly text: string;
}

export function sessionGates(role: BareRole, model: AwsModel): SessionGates {
  const known = new Map<string, Allowance>();
  const allowanceOf = (carried: Carried, provider: TrustedProvider | undefined): Allowance => {
    const key = `${carried.action} ${provider?.issuer?.address ?? ""} ${provider?.hostAndPath ?? ""}`;
    const found = known.get(key) ?? readAllowance(carried, provider, role, model);
    known.set(key, found);
    return found;
  };
  return (statement, provider) => {
    const own = normalConditions(statement);
    const options = CARRIED.map((carried): ClaimTest[][] => {
      const { under, denied, text } = allowanceOf(carried, provider);
      const isAllowed = coversAction(statement.actions, carried.action) === "yes" || under.has("") || under.has(own);
      const without: ClaimTest = { claim: carried.claim, test: "absent", values: [] };
      if (denied === "yes" || (!isAllowed && text === "")) return [[without]];
      if (isAllowed && denied === "no") return [[]];
      return [[without], [{ claim: carried.claim, test: "expression", values: [`${carried.name} ${text}`] }]];
    });
    return options.reduce<ClaimTest[][]>((all, each) => all.flatMap((tests) => each.map((more) => [...tests, ...more])), [[]]);
  };
}

function readAllowance({ action }: Carried, provider: TrustedProvider | undefined, role: BareRole, model: AwsModel): Allowance {
  const under = new Set<string>();
  const allows = new Set<string>();
  const denies = new Set<string>();
  let denied: Truth = "no";
  for (const statement of role.trust.statements) {
    const { effect, principals, actions } = statement;
    const covered = coversAction(actions, action);
    if (covered === "no") continue;
    const about = provider === undefined ? "unknown" : coversProvider(principals, effect, provider, role.account, model);
    if (about === "no") continue;
    const sure = about === "yes" && covered === "yes";
    const conditions = normalConditions(statement);
    if (effect === "Allow") {
      allows.add(`${sure ? "where" : `where ${statement.label} allows it,`} ${conditions || "always"}`);
      if (sure) under.add(conditions);
      continue;
    }
    // What denies both denies the role itself.
    if (about === "yes" && coversAction(actions, WEB) === "yes") continue;
    const restrictions = provider === undefined ? [] : statement.tests.map((test) => restrictionOf(test, provider));
    if (restrictions.includes("never")) continue;
    if (sure && restrictions.every((restriction) => restriction === "always")) denied = "yes";
    else if (denied === "no") denied = "unknown";
    denies.add(conditions || statement.label);
  }
  const unless = denies.size === 0 ? "" : ` unless ${[...denies].sort().join(" or ")}`;
  return { under, denied, text: allows.size === 0 ? "" : `${[...allows].sort().join(" or ")}${unless}` };
}
