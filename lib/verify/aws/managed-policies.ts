import type { Permission } from "../model-identity";
import type { PermissionContent } from "../permission-content";
import { type Configuration, ignoresChangesOf, type Resource } from "../read/configuration";
import { contentOf } from "./policy-content";

/** What the managed policy of an ARN lets do, if the files hold it. By index. */
export type ManagedPolicies = (arn: string) => PermissionContent | undefined;

/** Reads the managed policies that the files create or look up; each is parsed when somebody asks. */
export function readManagedPolicies(configuration: Configuration): ManagedPolicies {
  const byArn = new Map<string, Resource>();
  const known = new Map<Resource, PermissionContent>();
  for (const resource of configuration.ofType("aws_iam_policy")) {
    const { arn, policy } = resource.values;
    if (typeof arn === "string" && policy !== undefined) byArn.set(arn, resource);
  }
  return (arn) => {
    const resource = byArn.get(arn);
    if (resource === undefined) return undefined;
    const content = known.get(resource) ?? asFarAsKnown(contentOf(resource.values["policy"]), resource, "policy");
    known.set(resource, content);
    return content;
  };
}

/** The content, and what makes it uncertain of the resource that holds it. */
export function asFarAsKnown(content: PermissionContent, resource: Resource, argument: string): PermissionContent {
  const unknown = [
    ...(resource.perhaps === true ? [`whether ${resource.address} exists is unknown`] : []),
    ...(ignoresChangesOf(resource, argument) ? ["Terraform ignores changes of the policy: it may be another one"] : []),
  ];
  return unknown.length === 0 ? content : { ...content, unknown: [...content.unknown, ...unknown] };
}

/** A permission whose content is read when it is first asked for; without the property, if there is none. */
export function withContent<T extends Permission>(permission: T, read: () => PermissionContent | undefined): T {
  let content: PermissionContent | undefined;
  let isRead = false;
  const get = (): PermissionContent | undefined => {
    content = isRead ? content : read();
    isRead = true;
    return content;
  };
  return Object.defineProperty(permission, "content", { enumerable: true, get });
}
