import type { OtherWay } from "../other-way";
import { isBuiltIn } from "./claim-keys";
import { normalCondition } from "./condition-text";
import { POD_IDENTITY_SERVICE } from "./decide-pod-identity";
import { coversAction } from "./evaluation";
import type { AwsModel } from "./model";
import { principalLimits, type PrincipalLimits } from "./principal-limits";
import { providerArnOf } from "./provider-arn";
import type { BareRole } from "./roles";
import { roleDoubts } from "./role-checks";
import type { Statement } from "./statement";

const ASSUME = "sts:assumerole";
const SAML = "sts:assumerolewithsaml";

/** Beside a way in without it, which needs no assertion of an identity provider's. */
const BY_SAML = "by sts:AssumeRoleWithSAML";

/** Who a statement names, and the action that is their way in. */
interface Named {
  readonly kind: OtherWay["kind"];
  readonly who: string;
  readonly action: string;
  /** What of the principal itself is a condition. */
  readonly but: readonly string[];
}

/**
 * The ways into a role that need no token: one for each principal of each statement that allows one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function otherWaysOf(role: BareRole, model: AwsModel): readonly OtherWay[] {
  const { trust, address } = role;
  const doubts = roleDoubts(role);
  const limits = principalLimits(role);
  const ways = trust.statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap((statement) => namedIn(statement).flatMap((named) => wayOf(statement, named, limits, role, doubts)))
    .flatMap((way) => (way.kind === "cluster" ? podsOfOthers(way, model) : [way]));
  const unread = trust.open.map((who): OtherWay => ({
    kind: "unknown",
    who,
    through: [address],
    conditions: [],
    unknown: doubts,
  }));
  return [...ways, ...unread];
}

function wayOf(
  statement: Statement,
  { kind, who, action, but }: Named,
  limits: PrincipalLimits,
  { address }: BareRole,
  doubts: readonly string[],
): OtherWay[] {
  const covered = coversAction(statement.actions, action);
  const denied = limits.denials(who, action);
  if (covered === "no" || denied === undefined) return [];
  const conditions = [...but, ...statement.tests.map(normalCondition), ...limits.session(statement, who), ...denied];
  const open = covered === "unknown" ? [`the action of ${statement.label} is unknown`] : [];
  return [{ kind, who, through: [address], conditions: [...new Set(conditions)].sort(), unknown: [...doubts, ...open] }];
}

function namedIn({ principals, source }: Statement): Named[] {
  const { negated, everyone, federated, services, others, open } = principals;
  const names = [...federated, ...services, ...others];
  if (negated) {
    const but = [...names, ...(everyone ? ["*"] : [])].map((name) => `is not ${name}`);
    return [
      { kind: "everyone", who: "*", action: ASSUME, but },
      { kind: "everyone", who: "*", action: SAML, but: [...but, BY_SAML] },
    ];
  }
  const one = (kind: OtherWay["kind"], who: string, action = ASSUME): Named => ({ kind, who, action, but: [] });
  return [
    ...(everyone ? [one("everyone", "*"), one("saml", "*", SAML)] : []),
    ...others.map((who) => one("principal", who)),
    ...services.map((who) => one(who === POD_IDENTITY_SERVICE ? "cluster" : "service", who)),
    ...federated.filter((name) => providerArnOf(name) === undefined && !isBuiltIn(name)).map((who) => one("saml", who, SAML)),
    ...(open
      ? [
          one("unknown", JSON.stringify(source["Principal"])),
          { ...one("unknown", JSON.stringify(source["Principal"]), SAML), but: [BY_SAML] },
        ]
      : []),
  ];
}

/** Of EKS Pod Identity: associations of other files. Those of these files are shapes. */
function podsOfOthers(way: OtherWay, { configuration }: AwsModel): OtherWay[] {
  const outside = "associations may be made outside of the files";
  return configuration.options.complete === true ? [] : [{ ...way, unknown: [...way.unknown, outside] }];
}
