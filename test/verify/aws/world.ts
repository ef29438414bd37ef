import { readAws, type AwsModel } from "../../../lib/verify/aws/model";
import { decideAws } from "../../../lib/verify/aws/decide";
import type { Decision } from "../../../lib/verify/decision";
import type { ReadOptions } from "../../../lib/verify/read/configuration";
import { readConfiguration } from "../../../lib/verify/read/read";
import type { AssumeRoleRequest } from "../../../lib/verify/request";
import type { ClaimTest } from "../../../lib/verify/shape";
import type { Token } from "../../../lib/verify/token";

export const ACCOUNT = "111122223333";
export const NOW = 1_729_603_000;
export const HOST = "oidc.example.com/id/1";
export const SUBJECT = "system:serviceaccount:shop:orders";
export const GITHUB = "token.actions.githubusercontent.com";

export const arnOf = (host: string, account = ACCOUNT): string => `arn:aws:iam::${account}:oidc-provider/${host}`;

export const token = (claims: object = {}): Token => ({
  iss: `https://${HOST}`,
  sub: SUBJECT,
  aud: ["sts.amazonaws.com"],
  iat: NOW - 60,
  exp: NOW + 600,
  ...claims,
});

export const statement = (extra: object = {}, host = HOST): object => ({
  Effect: "Allow",
  Principal: { Federated: arnOf(host) },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition: { StringEquals: { [`${host}:sub`]: SUBJECT, [`${host}:aud`]: "sts.amazonaws.com" } },
  ...extra,
});

export const policyOf = (...statements: object[]): object => ({ Version: "2012-10-17", Statement: statements });

export const model = (resource: object, options: ReadOptions = { awsAccounts: ACCOUNT }, rest: object = {}): AwsModel =>
  readAws(readConfiguration([{ name: "main.tf.json", json: { ...rest, resource } }], options));

export interface Trusted {
  readonly policy?: unknown;
  readonly providers?: object;
  readonly options?: ReadOptions;
}

/** A model of one role, `aws_iam_role.r`, and a provider for each host. */
export function roleModel({ policy = policyOf(statement()), providers, options }: Trusted = {}): AwsModel {
  const provider = { p: { url: `https://${HOST}`, client_id_list: ["sts.amazonaws.com"] } };
  return model(
    {
      aws_iam_openid_connect_provider: providers ?? provider,
      aws_iam_role: { r: { name: "demo", assume_role_policy: typeof policy === "string" ? policy : JSON.stringify(policy) } },
    },
    options,
  );
}

export const decide = (aws: AwsModel, claims: object = {}, request: Partial<AssumeRoleRequest> = {}, now = NOW): Decision =>
  decideAws(aws, { type: "AssumeRoleWithWebIdentity", role: "aws_iam_role.r", ...request }, token(claims), now);

export const TAGS = "https://aws.amazon.com/tags";
export const SOURCE_IDENTITY = "https://aws.amazon.com/source_identity";

const absent = (claim: string): ClaimTest => ({ claim, test: "absent", values: [] });

/** What a token must lack where the policy allows neither sts:TagSession nor sts:SetSourceIdentity. */
export const PLAIN: readonly ClaimTest[] = [absent(SOURCE_IDENTITY), absent(TAGS)];

export const verdictOf = ({ verdict, decisive }: Decision): string => `${verdict}: ${decisive}`;
