import { AWS_LIMITS } from "../facts/aws";
import { TOKEN_SIGN } from "../facts/text-format";
import { number, record, text, type TextRule } from "../core/values";

/** The service model of IAM, which has the forms of its texts. */
export const IAM_MODEL = "https://github.com/boto/botocore/tree/develop/botocore/data/iam/2010-05-08";

/** A partition of AWS, in an ARN. */
const PARTITION = "aws(-[a-z]+)*";
const NAME = "[\\w+=,.@-]";

/** ARNs of IAM: around a token, a wildcard or a letter that no ARN has is as plain to see as in a known text. */
function iamArn(noun: string, rest: string, example: string, kind: string): TextRule {
  return text({
    noun,
    code: "ARN_INVALID",
    cure: `give the ARN of one IAM ${kind}, such as "${example}"`,
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns",
    does: "refused",
    example,
    maxLength: AWS_LIMITS.arn.maxLength,
    pattern: new RegExp(`^arn:${PARTITION}:iam::${rest}$`),
    part: /^[!#%-)+->@-~]+$/,
    // Where an ARN is known to begin, it begins as one of this kind; a token may stand for any part of it.
    half: new RegExp(`^(${TOKEN_SIGN}|arn:(?:${PARTITION}|[a-z-]*${TOKEN_SIGN}[a-z-]*):iam::[^:]*:(?:${kind}/|${TOKEN_SIGN}))`),
  });
}

export const policyArn = (noun: string): TextRule =>
  iamArn(noun, `(\\d{12}|aws):policy/([!-)+->@-~]+/)?${NAME}{1,128}`, "arn:aws:iam::111122223333:policy/workloads", "policy");

export const roleArn = (noun: string): TextRule =>
  iamArn(noun, `\\d{12}:role/([!-)+->@-~]+/)?${NAME}{1,64}`, "arn:aws:iam::111122223333:role/orders", "role");

export const providerArn = (noun: string): TextRule =>
  iamArn(
    noun,
    "\\d{12}:oidc-provider/[!#-)+->@-~]+",
    "arn:aws:iam::111122223333:oidc-provider/oidc.example.com",
    "oidc-provider",
  );

export const ROLE_NAME = text({
  noun: "the role name",
  code: "ROLE_NAME_INVALID",
  cure: 'use 1 to 64 letters, digits and "_+=,.@-", or leave the name out to have it derived',
  source: IAM_MODEL,
  does: "refused",
  example: "orders",
  ...AWS_LIMITS.roleName,
});

/** It must leave room for what is derived. */
export const ROLE_NAME_PREFIX = text({
  noun: "the role name prefix",
  code: "ROLE_NAME_INVALID",
  cure: 'use 1 to 32 letters, digits and "_+=,.@-"',
  source: "ours: half of a role's name is left for what is derived",
  does: "refused",
  example: "acme-",
  ...AWS_LIMITS.roleName,
  maxLength: AWS_LIMITS.roleNamePrefix.maxLength,
});

export const ROLE_PATH = text({
  noun: "the role path",
  code: "ROLE_PATH_INVALID",
  cure: 'begin and end it with "/", such as "/workloads/shop/"',
  source: IAM_MODEL,
  does: "refused",
  example: "/workloads/",
  ...AWS_LIMITS.path,
});

export const DESCRIPTION = text({
  noun: "the description",
  code: "FIELD_TOO_LONG",
  cure: "shorten it to 1,000 bytes of Latin-1 letters",
  source: IAM_MODEL,
  does: "escaped",
  example: "Reads orders",
  ...AWS_LIMITS.description,
});

export const AUDIENCE = text({
  noun: "the audience",
  code: "AUDIENCE_INVALID",
  cure: 'give it as the token spells it, such as "sts.amazonaws.com": 1 to 255 bytes without wildcards and white space',
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html",
  does: "refused",
  example: "sts.amazonaws.com",
  ...AWS_LIMITS.clientIds,
});

const TAG = {
  code: "TAG_INVALID",
  cure: 'use at most 50 tags, keys of 1 to 128 and values of up to 256 letters, digits, spaces and "_.:/=+-@"',
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html",
  does: "refused",
} as const;

/** IAM tells keys apart without letter case, and so does `checkTags`. */
export const TAGS = record({
  ...TAG,
  noun: "the tags",
  maxCount: AWS_LIMITS.tags.maxCount,
  mayBeUnknown: true,
  keys: text({
    ...TAG,
    noun: "the tag",
    example: "team",
    minLength: 1,
    maxLength: 128,
    pattern: /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/iu,
    part: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
  }),
  of: text({
    ...TAG,
    noun: "the tag",
    example: "orders",
    maxLength: 256,
    pattern: AWS_LIMITS.tags.value,
    part: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
  }),
});

export const SESSION_DURATION = number({
  noun: "maxSessionDuration",
  code: "SESSION_DURATION_INVALID",
  cure: "give whole seconds from 3600 (one hour) to 43200 (twelve hours)",
  source: IAM_MODEL,
  unit: "seconds",
  ...AWS_LIMITS.sessionDuration,
});

export const TRUST_POLICY_SIZE = number({
  noun: "maxTrustPolicySize",
  code: "TRUST_POLICY_TOO_LONG",
  cure: `give the account's quota in characters, up to ${AWS_LIMITS.trustPolicy.max}`,
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  unit: "characters",
  min: 1,
  max: AWS_LIMITS.trustPolicy.max,
  mustBeKnown: true,
});

/** The name of a managed policy that is made for a role: the role's, a dot and the key. */
export const CUSTOMER_POLICY_NAME = text({
  noun: "the customer policy's name",
  code: "POLICY_INVALID",
  cure: "shorten its key, or the role's name: both together, and the dot between, have 128 characters at most",
  source: IAM_MODEL,
  does: "refused",
  example: "orders.queue",
  ...AWS_LIMITS.policyName,
});

/** Managed policies take fewer letters in their paths than roles. */
export const CUSTOMER_POLICY_PATH = text({
  noun: "the path of the customer policies, which is the role's,",
  code: "ROLE_PATH_INVALID",
  cure: 'use letters, digits and ".,+@=_-" between single slashes, such as "/workloads/shop/", or give policies that exist in "policyArns"',
  source: IAM_MODEL,
  does: "refused",
  example: "/workloads/",
  ...AWS_LIMITS.policyPath,
});
