import { lazily } from "../lazily";
import type { ModelIdentity, Permission } from "../model-identity";
import { ignoresChangesOf, type Resource } from "../read/configuration";
import { hole, isKnown } from "../text";
import type { Account, Accounts } from "./accounts";
import type { RolePolicies, RolePolicy } from "./permissions";
import { denialsIn } from "./policy-content";
import { parseTrustPolicy, type TrustPolicy } from "./trust-policy";

/** An IAM role. */
export interface AwsRoleIdentity extends ModelIdentity {
  readonly cloud: "aws";
  readonly kind: "role";
  readonly account: Account;
  /** Its name in IAM; a hole if Terraform or IAM makes it up. */
  readonly roleName: string;
  readonly arn: string;
  /** Whether the files create it, or only look it up. */
  readonly managed: boolean;
  readonly permissions: readonly RolePolicy[];
  /** Read when it is first asked for. */
  readonly trust: TrustPolicy;
  readonly resource: Resource;
}

/** A role without its ways in, which need the whole model. */
export type BareRole = Omit<AwsRoleIdentity, "shapes" | "otherWays">;

const ARN = /^(arn:aws[a-z-]*:iam::\d{12}:role)\/(?:.*\/)?[^/]+$/s;

/** Reads the roles that the files create or look up. */
export function readRole(resource: Resource, accounts: Accounts, policies: RolePolicies): BareRole {
  const { address, values, place } = resource;
  const account = accounts(resource);
  const roleName = textOr(values["name"], nameFrom(values["arn"]) ?? hole(`${address}.name`));
  const path = textOr(values["path"], "/");
  const arn = textOr(values["arn"], `arn:aws:iam::${account.id}:role${path.endsWith("/") ? path : `${path}/`}${roleName}`);
  const names = [roleName, arn, hole(`${address}.arn`), hole(`${address}.name`), hole(`${address}.id`)];
  const role: Omit<BareRole, "permissions" | "caps"> = {
    cloud: "aws",
    kind: "role",
    address,
    label: isKnown(roleName) ? roleName : address,
    names: [...new Set(names)],
    place,
    account,
    roleName,
    arn,
    managed: resource.mode === "managed",
    resource,
    trust: trustOf(resource),
  };
  const bare: BareRole = lazily(role, {
    permissions: () => policies.of(resource),
    caps: () => capsOf(policies.boundaryOf(resource), bare.permissions),
  });
  return bare;
}

/** The permissions boundary, and what policies deny: whatever others let do, these take away. */
function capsOf(boundary: readonly Permission[], permissions: readonly Permission[]): Permission[] {
  const denying = permissions.flatMap(({ name, address, content }) => {
    const denied = content === undefined ? undefined : denialsIn(content);
    return denied === undefined ? [] : [{ name: `what ${name} denies`, address, content: denied }];
  });
  return [...boundary, ...denying];
}

function trustOf(resource: Resource): TrustPolicy {
  const policy = parseTrustPolicy(resource.values["assume_role_policy"] ?? lookedUp(resource));
  if (!ignoresChangesOf(resource, "assume_role_policy")) return policy;
  const open = [...policy.open, "Terraform ignores changes of the trust policy: the role may have another one"];
  return { ...policy, open };
}

const textOr = (value: unknown, otherwise: string): string => (typeof value === "string" && value !== "" ? value : otherwise);

const nameFrom = (arn: unknown): string | undefined =>
  typeof arn === "string" && ARN.test(arn) ? arn.slice(arn.lastIndexOf("/") + 1) : undefined;

/** A role that is only looked up has its policy elsewhere. */
const lookedUp = ({ mode, address }: Resource): string | undefined =>
  mode === "data" ? hole(`${address}.assume_role_policy`) : undefined;
