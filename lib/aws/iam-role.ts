import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { derivedNameOf } from "../core/derived-name";
import type { Subject } from "../core/subject";
import { isKnown } from "../core/tokens";
import {
  checkDescription,
  checkIamArn,
  checkPath,
  checkProviderStack,
  checkRoleName,
  checkSessionDuration,
  checkTags,
} from "./checks";
import { AWS_LIMITS } from "../facts/aws";
import type { RoleDefaults } from "./oidc-trust";
import type { RoleOptions } from "./role-options";
import { grantPolicies } from "./role-policies";

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
  readonly arn: string;
  readonly name: string;
  readonly tags: Record<string, string> | undefined;
}

/** Refuses what IAM would refuse of a role. */
export function checkRoleOptions(place: string, options: RoleOptions): void {
  checkRoleName(place, options.name);
  checkPath(place, options.path);
  checkDescription(place, options.description);
  checkSessionDuration(place, options.maxSessionDuration);
  checkTags(place, options.tags ?? {});
  if (options.permissionsBoundaryArn !== undefined)
    checkIamArn(place, "the permissions boundary", options.permissionsBoundaryArn, "policy");
}

/** Creates the role and its policies below the scope. */
export function createRole(scope: Construct, props: CreateRoleProps): CreatedRole {
  const { options, defaults, provider } = props;
  checkProviderStack(scope, provider);
  const name = options.name ?? derivedRoleName(scope, props.subject, defaults.roleNamePrefix);
  const path = options.path ?? defaults.rolePath;
  const tags = mergedTags(scope.node.path, defaults.tags, options.tags);
  const role = new IamRole(scope, "role", {
    provider,
    name,
    path,
    description: options.description,
    maxSessionDuration: options.maxSessionDuration,
    permissionsBoundary: options.permissionsBoundaryArn ?? defaults.permissionsBoundaryArn,
    assumeRolePolicy: props.trustPolicy,
    tags,
  });
  grantPolicies(scope, { ...options, ...props, name, path, tags, roleName: () => role.name });
  return { arn: role.arn, name, tags };
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
  const tags = { ...defaults, ...own };
  checkTags(place, tags);
  return tags;
}
