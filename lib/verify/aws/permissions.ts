import { isObject, listOf, type Json } from "../json";
import { asFarAsKnown, type ManagedPolicies, readManagedPolicies, withContent } from "./managed-policies";
import { contentOf, denialsIn } from "./policy-content";
import { type GrantToUnknown, readsAnother } from "../grant-to-unknown";
import type { Permission } from "../model-identity";
import type { Configuration, Resource } from "../read/configuration";
import { expressionOf, isKnown, show } from "../text";
import { sameAccount, type Accounts } from "./accounts";

/** A policy of a role, and where it stands. */
export interface RolePolicy extends Permission {
  readonly kind: "managed" | "inline";
  /** The policy's text, if it is inline and in the files. */
  readonly document?: Json;
}

/** The policies of each role, by the role's address; computed once, in time linear to the files. */
export interface RolePolicies {
  of(role: Resource): readonly RolePolicy[];
  /** The permissions boundary: what caps everything that the role may do. */
  boundaryOf(role: Resource): readonly RolePolicy[];
  /** Those of roles that the files do not say; computed when it is first asked for. */
  toUnknown(): readonly GrantToUnknown[];
}

interface Source {
  readonly type: string;
  /** The names of the roles that the resource is for. */
  readonly roles: (resource: Resource) => readonly Json[];
  readonly policies: (resource: Resource, held: ManagedPolicies) => readonly RolePolicy[];
}

const managed = (arn: Json | undefined, { address }: Resource, held: ManagedPolicies): RolePolicy[] =>
  typeof arn === "string" && arn !== "" ? [withContent({ kind: "managed", name: arn, address }, () => held(arn))] : [];

const inline = (block: Json | undefined, resource: Resource): RolePolicy => {
  const { name: own, policy } = isObject(block) ? block : {};
  const name = typeof own === "string" && own !== "" ? own : resource.name;
  const told = { kind: "inline", name, address: resource.address } as const;
  return policy === undefined
    ? told
    : withContent({ ...told, document: policy }, () => asFarAsKnown(contentOf(policy), resource, "policy"));
};

const ROLES = ["aws_iam_role", "aws_iam_service_linked_role"];

const SOURCES: readonly Source[] = [
  {
    type: "aws_iam_role_policy_attachment",
    roles: ({ values }) => listOf(values["role"]),
    policies: (resource, held) => managed(resource.values["policy_arn"], resource, held),
  },
  {
    type: "aws_iam_policy_attachment",
    roles: ({ values }) => listOf(values["roles"]),
    policies: (resource, held) => managed(resource.values["policy_arn"], resource, held),
  },
  {
    type: "aws_iam_role_policy_attachments_exclusive",
    roles: ({ values }) => listOf(values["role_name"]),
    policies: (resource, held) => listOf(resource.values["policy_arns"]).flatMap((arn) => managed(arn, resource, held)),
  },
  {
    type: "aws_iam_role_policy",
    roles: ({ values }) => listOf(values["role"]),
    policies: (resource) => [inline(resource.values, resource)],
  },
  {
    type: "aws_iam_role_policies_exclusive",
    roles: ({ values }) => listOf(values["role_name"]),
    policies: (resource) => listOf(resource.values["policy_names"]).map((name) => inline({ name: name }, resource)),
  },
];

/** Reads which policies the files give to which roles, however they say it. */
export function readRolePolicies(configuration: Configuration, accounts: Accounts): RolePolicies {
  const rolesOf = roleFinder(configuration, accounts);
  const held = readManagedPolicies(configuration);
  const byRole = new Map<string, RolePolicy[]>();
  const open: (() => GrantToUnknown)[] = [];
  for (const { type, roles, policies } of SOURCES) {
    for (const resource of configuration.ofType(type)) {
      const found = policies(resource, held);
      for (const role of roles(resource)) {
        if (typeof role !== "string") continue;
        const named = rolesOf(role, resource);
        if (named.length === 0 && !isKnown(role) && !readsAnother(role, ROLES))
          open.push(...found.map((policy) => () => grantToUnknown(role, resource, policy)));
        for (const { address } of named) {
          const known = byRole.get(address);
          if (known === undefined) byRole.set(address, [...found]);
          else known.push(...found);
        }
      }
    }
  }
  return {
    of: (role) => {
      const own = [
        ...listOf(role.values["managed_policy_arns"]).flatMap((arn) => managed(arn, role, held)),
        ...listOf(role.values["inline_policy"]).map((block) => inline(block, role)),
      ];
      return onceEach([...(byRole.get(role.address) ?? []), ...own]);
    },
    boundaryOf: (role) => managed(role.values["permissions_boundary"], role, held),
    toUnknown: () => open.map((tell) => tell()),
  };
}

/** A policy whose role is unknown: another one's may be ours, whatever says it. */
function grantToUnknown(role: string, { place }: Resource, { name, kind, content }: RolePolicy): GrantToUnknown {
  const isDenying = content !== undefined && denialsIn(content) !== undefined;
  return {
    place,
    what: `the ${kind} policy ${show(name)} for the role ${show(role)}`,
    content: JSON.stringify(content ?? null),
    ...(isDenying ? { denies: true } : {}),
  };
}

/**
 * The roles that a resource means by a name or by an expression. A name is one of its own provider configuration; else of any other that may
 * reach the same account.
 */
function roleFinder(configuration: Configuration, accounts: Accounts): (role: string, resource: Resource) => readonly Resource[] {
  const byName = new Map<string, Resource[]>();
  for (const role of configuration.ofType("aws_iam_role")) {
    const { name } = role.values;
    if (typeof name !== "string") continue;
    for (const key of [name, `${role.provider}\n${name}`]) {
      const known = byName.get(key);
      if (known === undefined) byName.set(key, [role]);
      else known.push(role);
    }
  }
  return (role, resource) => {
    const expression = expressionOf(role);
    const source = expression === undefined ? undefined : configuration.at(expression);
    if (source?.type === "aws_iam_role") return [source];
    const own = byName.get(`${resource.provider}\n${role}`);
    if (own !== undefined) return own;
    const account = accounts(resource);
    return (byName.get(role) ?? []).filter((other) => sameAccount(accounts(other), account) !== "no");
  };
}

/** A state lists a role's policies with the role as well as with their attachments. Two of one name that say different things are two. */
function onceEach(policies: readonly RolePolicy[]): RolePolicy[] {
  const byName = new Map<string, RolePolicy>();
  for (const policy of policies) {
    const key = `${policy.kind} ${policy.name}`;
    const known = byName.get(key);
    if (known === undefined || (known.document === undefined && policy.document !== undefined)) byName.set(key, policy);
    else if (policy.document !== undefined && bare(policy.document) !== bare(known.document))
      byName.set(`${key} ${policy.address}`, policy);
  }
  return [...byName.values()];
}

/** A document without its white space. */
const bare = (document: Json | undefined): string => JSON.stringify(document).replace(/\\n|\s/g, "");
