import { isArray, isObject, type Json, listOf, textOf } from "../json";
import { hole, isKnown } from "../text";
import type { Source } from "./source";

const ACCOUNT_OF_ARN = /^arn:[^:\uE000]*:[^:\uE000]*:[^:\uE000]*:(\d{12}|\uE000[^\uE001]*\uE001):/;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const PARTITIONS: readonly (readonly [string, string])[] = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["us-iso-", "aws-iso"],
  ["us-isob-", "aws-iso-b"],
  ["eu-isoe-", "aws-iso-e"],
  ["us-isof-", "aws-iso-f"],
  ["eusc-", "aws-eusc"],
];

/** The AWS account of the provider: as the caller says, else the only one that it allows, else that of the role it assumes, else that of adopted things; else a hole. */
export function accountOf(source: Source): string {
  return given(source) ?? allowed(source) ?? assumed(source) ?? source.toldAccount ?? hole(`account of ${source.provider}`);
}

function given({ options: { awsAccounts }, provider, providerName }: Source): string | undefined {
  if (typeof awsAccounts !== "object") return awsAccounts;
  const key = [provider, providerName].find((name) => Object.hasOwn(awsAccounts, name));
  return key === undefined ? undefined : awsAccounts[key];
}

function allowed(source: Source): string | undefined {
  const accounts = source.ofProvider("allowed_account_ids");
  return isArray(accounts) && accounts.length === 1 ? textOf(accounts[0]) : undefined;
}

/** Roles are assumed one after the other: the last one counts. */
function assumed(source: Source): string | undefined {
  const last = (name: string): Json | undefined => listOf(source.ofProvider(name)).at(-1);
  const role = last("assume_role") ?? last("assume_role_with_web_identity");
  const arn = isObject(role) ? textOf(role["role_arn"]) : undefined;
  return arn === undefined ? undefined : accountOfArn(arn);
}

/** The account in an ARN, if it has one; a text of one hole if that part is unknown. */
export function accountOfArn(arn: string): string | undefined {
  return ACCOUNT_OF_ARN.exec(arn)?.[1];
}

/** The provider's region, or a hole. */
export function regionOf(source: Source): string {
  return textOf(source.argument("region")) ?? textOf(source.ofProvider("region")) ?? hole(`region of ${source.provider}`);
}

/** The partition of the provider's region: `aws` unless a region of another one is named. */
export function partitionOf(source: Source): string {
  const region = textOf(source.ofProvider("region")) ?? "";
  if (!isKnown(region)) return hole(`partition of ${source.provider}`);
  return PARTITIONS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";
}
