// What the identities of an estate without variables may do, by the clouds' rules and not by what the library reads.
import type { Estate } from "../estates";
import { AZURE_IDENTITY, GOOGLE_ACCOUNT, ROLE } from "../estates";
import { isAllowed } from "./iam";
import { CI_PRINCIPAL } from "./azure";
import { policyOf } from "./aws";

/** An action, and which conditions hold where it is tried. */
export interface Act {
  readonly identity: string;
  readonly action: string;
  readonly resource: string;
}

/** Actions of policies, roles and role definitions, and on what. */
export const ACTS: readonly Act[] = [
  ...[
    ["s3:GetObject", "arn:aws:s3:::a/x"],
    ["s3:GetObject", "arn:aws:s3:::b/x"],
    ["s3:PutObject", "arn:aws:s3:::a/x"],
    ["sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q"],
    ["iam:CreateUser", "arn:aws:iam::111122223333:user/x"],
  ].map(([action = "", resource = ""]) => ({ identity: ROLE, action, resource })),
  ...["storage.objects.get", "storage.objects.delete"].map((action) => ({ identity: GOOGLE_ACCOUNT, action, resource: "x" })),
  ...["storageAccounts/read", "storageAccounts/write"].map((action) => ({
    identity: AZURE_IDENTITY,
    action: `Microsoft.Storage/${action}`,
    resource: "x",
  })),
  { identity: AZURE_IDENTITY, action: "Microsoft.Compute/virtualMachines/start/action", resource: "x" },
];

/** Where somebody acts. */
export interface Surroundings {
  /** The keys of a request to AWS. */
  readonly request: Readonly<Record<string, string>>;
  /** Whether the conditions of Google Cloud and Azure hold. */
  readonly holds: boolean;
}

/** Whether the identity's own permissions let it do something. */
export function may(
  { aws, google, azure }: Estate,
  { identity, action, resource }: Act,
  { request, holds }: Surroundings,
): boolean {
  if (identity === ROLE) {
    const policies = [aws.inline, aws.managed].filter((each) => each !== undefined && each.role !== "other");
    const capped = aws.boundary === undefined || isWithinBoundary(aws.boundary, action);
    return (
      capped &&
      isAllowed(
        policies.flatMap((each) => policyOf(each!.policy)),
        action,
        resource,
        request,
      )
    );
  }
  if (identity === GOOGLE_ACCOUNT) {
    const { holder, holdsIf, permissions, denied } = google;
    const isHeld = holder.endsWith("ci.member}") || holder === "serviceAccount:ci@acme.iam.gserviceaccount.com";
    const isDenied =
      denied !== undefined &&
      denied.permissions.includes(`storage.googleapis.com/${action.slice("storage.".length)}`) &&
      denied.principals.some((each) => !each.startsWith("principal://goog/subject/")) &&
      (denied.condition === undefined || holds);
    return isHeld && truth(holdsIf, holds) && permissions.includes(action) && !isDenied;
  }
  const hit = (patterns: readonly string[]): boolean =>
    patterns.some((each) => new RegExp(`^${each.replaceAll("*", ".*")}$`, "i").test(action));
  return azure.holder === CI_PRINCIPAL && (azure.holdsIf === undefined || holds) && hit(azure.actions) && !hit(azure.notActions);
}

/** Whether a condition of Google's holds. */
export const truth = (condition: string | undefined, holds: boolean): boolean =>
  condition === undefined || condition === "true" || (condition !== "false" && holds);

/** As far as the acts above go. */
const isWithinBoundary = (arn: string, action: string): boolean =>
  arn.endsWith("ReadOnlyAccess") ? action.startsWith("s3:Get") : !action.startsWith("iam:");
