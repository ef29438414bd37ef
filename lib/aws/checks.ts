import { TerraformStack, type TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import { checkText, FederationError, quoted, type FederationErrorCode } from "../core/errors";
import type { Issuer } from "../core/issuer";
import { isKnown } from "../core/tokens";
import { AWS_LIMITS } from "../facts/aws";

/** Around a token, a wildcard is as plain to see as in a known text. ArnEquals would match it. */
const WILDCARD = /[*?]/;

interface TextRule {
  readonly maxLength: number;
  readonly pattern: RegExp;
}

function checkRule(
  place: string,
  code: FederationErrorCode,
  noun: string,
  text: string | undefined,
  rule: TextRule,
  cure: string,
): void {
  if (text === undefined || !isKnown(text) || (text.length <= rule.maxLength && rule.pattern.test(text))) return;
  const what =
    text.length > rule.maxLength
      ? `has ${text.length} characters, ${rule.maxLength} are allowed`
      : "has characters that IAM refuses";
  throw new FederationError(place, { code, what: `the ${noun} ${quoted(text)} ${what}`, cure });
}

export function checkRoleName(place: string, name: string | undefined): void {
  checkRule(
    place,
    "ROLE_NAME_INVALID",
    "role name",
    name,
    AWS_LIMITS.roleName,
    'use 1 to 64 letters, digits and "_+=,.@-", or leave the name out to have it derived',
  );
}

export function checkPath(place: string, path: string | undefined): void {
  checkRule(
    place,
    "ROLE_PATH_INVALID",
    "role path",
    path,
    AWS_LIMITS.path,
    'begin and end it with "/", such as "/workloads/shop/"',
  );
}

export function checkDescription(place: string, description: string | undefined): void {
  checkRule(
    place,
    "FIELD_TOO_LONG",
    "description",
    description,
    AWS_LIMITS.description,
    "shorten it to 1,000 Latin-1 characters",
  );
}

export function checkSessionDuration(place: string, seconds: number | undefined): void {
  const { min, max } = AWS_LIMITS.sessionDuration;
  if (seconds === undefined || !isKnown(seconds) || (Number.isInteger(seconds) && seconds >= min && seconds <= max)) return;
  throw new FederationError(place, {
    code: "SESSION_DURATION_INVALID",
    what: `maxSessionDuration is ${seconds}`,
    cure: `give whole seconds from ${min} (one hour) to ${max} (twelve hours)`,
  });
}

/** What derived role names begin with: it must leave room for the rest. */
export function checkRoleNamePrefix(place: string, prefix: string | undefined): void {
  checkRule(
    place,
    "ROLE_NAME_INVALID",
    "role name prefix",
    prefix,
    { ...AWS_LIMITS.roleName, maxLength: AWS_LIMITS.roleNamePrefix.maxLength },
    'use 1 to 32 letters, digits and "_+=,.@-"',
  );
}

/**
 * Refuses what is not the ARN of one IAM resource of this kind. The partitions of China and GovCloud are as good as any; a wildcard
 * or a variable would be many resources.
 */
export function checkIamArn(place: string, noun: string, arn: string, kind: "policy" | "oidc-provider" | "role"): void {
  checkText(place, noun, arn);
  const account = kind === "policy" ? "(\\d{12}|aws)" : "\\d{12}";
  const pattern = new RegExp(`^arn:aws[a-z-]*:iam::${account}:${kind}/[!-#%-)+->@-~]+$`);
  if (isKnown(arn) ? arn.length <= AWS_LIMITS.arn.maxLength && pattern.test(arn) : !WILDCARD.test(arn)) return;
  throw new FederationError(place, {
    code: "ARN_INVALID",
    what: `${noun} ${quoted(arn)} is not the ARN of an IAM ${kind}`,
    cure: `give it as "arn:<partition>:iam::<account>:${kind}/<name>"`,
  });
}

/** Refuses what is not the ARN of this EKS cluster. */
export function checkClusterArn(place: string, arn: string, clusterName: string): void {
  checkText(place, "the cluster's ARN", arn);
  checkText(place, "the cluster's name", clusterName);
  const named = AWS_LIMITS.clusterArn.exec(arn)?.[1];
  if (isKnown(arn) ? named !== undefined && (!isKnown(clusterName) || named === clusterName) : !WILDCARD.test(arn)) return;
  throw new FederationError(place, {
    code: "ARN_INVALID",
    what: `the cluster ${quoted(clusterName)} has the ARN ${quoted(arn)}, which is ${named === undefined ? "not an EKS cluster's" : `of ${quoted(named)}`}`,
    cure: 'give it as "arn:<partition>:eks:<region>:<account>:cluster/<clusterName>"',
  });
}

export function checkTags(place: string, tags: Readonly<Record<string, string>>): void {
  const { maxCount, key: keyRule, value: valueRule } = AWS_LIMITS.tags;
  const entries = Object.entries(tags);
  for (const [key, value] of entries) checkText(place, `the tag ${quoted(key)}`, value);
  const bad = entries.find(([key, value]) => (isKnown(key) && !keyRule.test(key)) || (isKnown(value) && !valueRule.test(value)));
  const reserved = entries.find(([key]) => /^aws:/i.test(key));
  if (bad === undefined && reserved === undefined && entries.length <= maxCount) return;
  const [key, value] = bad ?? reserved ?? [];
  throw new FederationError(place, {
    code: "TAG_INVALID",
    what:
      key === undefined
        ? `there are ${entries.length} tags`
        : `the tag ${quoted(key)} = ${quoted(value)} is ${bad === undefined ? 'in the reserved namespace "aws:"' : "not what IAM takes"}`,
    cure: 'use at most 50 tags, keys of 1 to 128 and values of up to 256 letters, digits, spaces and "_.:/=+-@"',
  });
}

/** What IAM asks of an issuer beyond the OIDC standard: no port, at most 255 characters. */
export function checkIssuerForAws(place: string, issuer: Issuer): void {
  if (!isKnown(issuer.url)) return;
  const port = /^https:\/\/[^/]*:\d+/.test(issuer.url);
  const { maxLength } = AWS_LIMITS.issuerUrl;
  if (!port && issuer.url.length <= maxLength) return;
  throw new FederationError(place, {
    code: "ISSUER_INVALID",
    what: `the issuer ${quoted(issuer.url)} ${port ? "has a port" : `has ${issuer.url.length} characters, ${maxLength} are allowed`}`,
    cure: "IAM takes issuers on port 443 with a URL of at most 255 characters: set such a --service-account-issuer on the API server",
  });
}

export function checkClientIds(place: string, clientIds: readonly string[]): void {
  const { maxCount, maxLength } = AWS_LIMITS.clientIds;
  for (const id of clientIds) checkText(place, "a client id", id);
  const bad = clientIds.find((id) => isKnown(id) && (id.length === 0 || id.length > maxLength || /[*?\s]/.test(id)));
  if (bad === undefined && clientIds.length > 0 && clientIds.length <= maxCount) return;
  throw new FederationError(place, {
    code: "AUDIENCE_INVALID",
    what:
      bad === undefined
        ? `there are ${clientIds.length} client ids`
        : `the client id ${quoted(bad)} is empty, has wildcards or white space, or is longer than ${maxLength}`,
    cure: 'give 1 to 100 audiences, each spelled as the token spells it, such as "sts.amazonaws.com"',
  });
}

export function checkThumbprints(place: string, thumbprints: readonly string[]): void {
  const { maxCount, pattern } = AWS_LIMITS.thumbprints;
  for (const thumbprint of thumbprints) checkText(place, "a thumbprint", thumbprint);
  const bad = thumbprints.find((thumbprint) => isKnown(thumbprint) && !pattern.test(thumbprint));
  if (bad === undefined && thumbprints.length <= maxCount) return;
  throw new FederationError(place, {
    code: "ISSUER_INVALID",
    what:
      bad === undefined
        ? `there are ${thumbprints.length} thumbprints`
        : `the thumbprint ${quoted(bad)} is not 40 hexadecimal digits`,
    cure: "leave thumbprints out (IAM trusts issuers with a public certificate without one), or give at most five SHA-1 thumbprints",
  });
}

/** Refuses a provider of another stack: Terraform would not find it in this one. */
export function checkProviderStack(scope: IConstruct, provider: TerraformProvider | undefined): void {
  if (provider === undefined) return;
  const [own, other] = [TerraformStack.of(scope), TerraformStack.of(provider)];
  if (own === other) return;
  throw new FederationError(scope, {
    code: "CLUSTER_PROVIDER_FOREIGN",
    what: `the provider ${provider.node.path} lives in the stack ${quoted(other.node.path)}, but what is written through it in ${quoted(own.node.path)}`,
    cure: 'give a "provider" of this stack',
  });
}
