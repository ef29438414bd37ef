import { hole } from "../text";
import type { BareRole } from "./roles";

const SESSION_NAME = hole("the session's name");

/** What a role is while somebody has it. Without its path. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export function sessionArn({ arn, account, roleName }: BareRole, sessionName: string = SESSION_NAME): string {
  const partition = arn.startsWith("arn:aws:") ? "aws" : (/^arn:(aws[a-z-]*):/.exec(arn)?.[1] ?? "aws");
  return `arn:${partition}:sts::${account.id}:assumed-role/${roleName}/${sessionName}`;
}
