import { isObject, listOf, type Json } from "../json";
import { asFarAsKnown, type ManagedPolicies, readManagedPolicies, withContent } from "./managed-policies";
import { contentOf } from "./policy-content";
import type { Permission } from "../model-identity";
import type { Configuration, Resource } from "../read/configuration";
import { expressionOf, holesIn, isKnown } from "../text";
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
  const open: RolePolicy[] = [];
  for (const { type, roles, policies } of SOURCES) {
    for (const resource of configuration.ofType(type)) {
      const found = policies(resource, held);
      for (const role of roles(resource)) {
        if (typeof role !== "string") continue;
        const named = rolesOf(role, resource);
        if (named.length === 0 && mayBeAny(role)) open.push(...found);
        for (const { address } of named) {
          const known = byRole.get(address);
          if (known === undefined) byRole.set(address, [...found]);
          else known.push(...found);
        }
      }
    }
  }
  const perhaps = ofSomeRole(open);
  return {
    of: (role) => {
      const own = [
        ...listOf(role.values["managed_policy_arns"]).flatMap((arn) => managed(arn, role, held)),
        ...listOf(role.values["inline_policy"]).map((block) => inline(block, role)),
      ];
      return onceEach([...(byRole.get(role.address) ?? []), ...own, ...perhaps]);
    },
    boundaryOf: (role) => managed(role.values["permissions_boundary"], role, held),
  };
}

/** Whether a role that is not among those of the files may be one of them. What an unread module says is its own role. */
const mayBeAny = (role: string): boolean =>
  !isKnown(role) && !holesIn(role).every((expression) => expression.startsWith("module."));

/** Policies of which the files do not say the role: as one, which every role may have, so that a diff sees one more. */
function ofSomeRole(policies: readonly RolePolicy[]): readonly RolePolicy[] {
  const [first] = policies;
  if (first === undefined) return [];
  const names = [...new Set(policies.map(({ name }) => name))].sort();
  const told = { kind: "managed", name: `perhaps ${names.join(", ")}`, address: first.address } as const;
  const why = `which role ${first.address} is for is not known`;
  return [
    withContent(told, () => {
      const contents = policies.flatMap(({ content }) => content ?? []);
      return {
        statements: contents.flatMap(({ statements }) => statements),
        unknown: [...new Set([...contents.flatMap(({ unknown }) => unknown), why])],
      };
    }),
  ];
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
