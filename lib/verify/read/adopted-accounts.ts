import { accountOfArn } from "./aws-account";
import { textOf } from "../json";
import { isKnown } from "../text";
import type { Stack } from "./stack";

/**
 * The AWS account of each provider configuration, as the ARNs of adopted OIDC providers tell it: a role trusts those of its own account. Where
 * they contradict each other, it is unknown.
 */
export function adoptedAccounts({ adopted }: Stack): [string, string][] {
  const found = new Map<string, string | undefined>();
  for (const { type, body, provider } of adopted) {
    const arn = type === "aws_iam_openid_connect_provider" ? textOf(body["arn"]) : undefined;
    const account = arn === undefined || /[$%]\{/.test(arn) ? undefined : accountOfArn(arn);
    if (account === undefined || !isKnown(account)) continue;
    found.set(provider, found.has(provider) && found.get(provider) !== account ? undefined : account);
  }
  return [...found].flatMap(([provider, account]): [string, string][] => (account === undefined ? [] : [[provider, account]]));
}
