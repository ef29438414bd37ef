import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { derivedNameOf } from "../core/derived-name";
import { quoted } from "../core/errors";
import type { Subject } from "../core/subject";
import { isKnown } from "../core/tokens";
import { claim } from "../core/owners";
import { plainText, plainTexts } from "../core/terraform-text";
import { AWS_LIMITS } from "../facts/aws";
import { accountOfProvider } from "./account";
import { checkProviderStack, checkTagKeys } from "./checks";
import type { RoleDefaults } from "./oidc-trust";
import type { RoleOptions } from "./role-options";
import { grantPolicies } from "./role-policies";
import { ownBeforeDefaults } from "./tags";

/** What a role of any kind is made of. */
export interface CreateRoleProps {
  readonly options: RoleOptions;
  readonly defaults: RoleDefaults;
  readonly provider: TerraformProvider | undefined;
  /** The subject that a derived name stands for. */
  readonly subject: Subject | undefined;
  readonly trustPolicy: string;
  /** The roles that it may go on to. */
  readonly assumes: readonly string[];
  /** Whether session tags go along to those. */
  readonly sessionTags: boolean;
}

/** A role that was created. */
export interface CreatedRole {
  /** The role, to be imported or moved. */
  readonly resource: IamRole;
  /** What binds a managed policy (by its ARN) or is an inline one (by its name), to be moved. */
  readonly policies: ReadonlyMap<string, TerraformResource>;
  readonly arn: string;
  readonly name: string;
  readonly tags: Record<string, string> | undefined;
}

/** Creates the role and its policies below the scope. */
export function createRole(scope: Construct, props: CreateRoleProps): CreatedRole {
  const { options, defaults, provider } = props;
  checkProviderStack(scope, provider);
  const name = options.name ?? derivedRoleName(scope, props.subject, defaults.roleNamePrefix);
  const path = options.path ?? defaults.rolePath;
  const tags = mergedTags(scope.node.path, defaults.tags, options.tags);
  claim(scope, {
    kind: "aws role",
    // IAM tells names apart without letter case, whatever their paths.
    key: [accountOfProvider(scope, provider), name],
    ignoresCase: true,
    noun: `the role ${quoted(name)}`,
    cure: "give each role a name of its own, or leave the names out to have them derived",
  });
  const role = new IamRole(scope, "role", {
    provider,
    name,
    path,
    description: plainText(options.description),
    maxSessionDuration: options.maxSessionDuration,
    permissionsBoundary: options.permissionsBoundaryArn ?? defaults.permissionsBoundaryArn,
    assumeRolePolicy: props.trustPolicy,
    tags,
  });
  // By id and not by name, which both are: a new path replaces the role, and what hangs on it must be replaced along.
  const policies = grantPolicies(scope, { ...options, ...props, name, path, tags, roleId: () => role.id });
  return { resource: role, policies, arn: role.arn, name, tags };
}

function derivedRoleName(scope: Construct, subject: Subject | undefined, prefix = ""): string {
  const { roleName, roleNamePrefix } = AWS_LIMITS;
  const taken = isKnown(prefix) ? prefix.length : roleNamePrefix.maxLength;
  return prefix + derivedNameOf(scope, subject, { maxLength: roleName.maxLength - taken });
}

function mergedTags(
  place: string,
  defaults: RoleDefaults["tags"],
  own: RoleDefaults["tags"],
): Record<string, string> | undefined {
  if (defaults === undefined && own === undefined) return undefined;
  checkTagKeys(place, own ?? {});
  const tags = ownBeforeDefaults(defaults, own);
  checkTagKeys(place, tags);
  return plainTexts(tags);
}
