import type { AwsModel } from "../../../lib/verify/aws/model";
import type { ReadOptions } from "../../../lib/verify/read/configuration";
import { ACCOUNT, arnOf, GITHUB, HOST, model, policyOf, roleModel, statement } from "./world";

/** A trust, and what is found in it: whole, or by its severity and id. */
export type FindingCase = readonly [what: string, aws: AwsModel, expected: readonly string[]];

export const complete: ReadOptions = { awsAccounts: ACCOUNT, complete: true };
export const sub = `${HOST}:sub`;
export const aud = { [`${HOST}:aud`]: "sts.amazonaws.com" };
export const one = (extra: object, options?: ReadOptions) =>
  roleModel({ policy: policyOf(statement(extra)), ...(options ? { options } : {}) });
export const conditioned = (Condition: object) => one({ Condition });

export const providerOf = (host: string) => ({ p: { url: `https://${host}`, client_id_list: ["sts.amazonaws.com"] } });
export const on = (host: string, Condition: object, Principal: object = { Federated: arnOf(host) }) =>
  roleModel({ policy: policyOf(statement({ Condition, Principal }, host)), providers: providerOf(host) });
export const github = (Condition: object) => on(GITHUB, Condition);
export const githubSub = (value: string | string[], operator = "StringLike") =>
  github({ [operator]: { [`${GITHUB}:sub`]: value }, StringEqualsIgnoreCase: { [`${GITHUB}:aud`]: "sts.amazonaws.com" } });

export const withProvider = (provider: object, second?: object) =>
  roleModel({ policy: policyOf(), providers: { p: { client_id_list: ["a"], ...provider }, ...(second ? { q: second } : {}) } });

export const roleWith = (resources: object, role: object = {}) =>
  model({
    aws_iam_openid_connect_provider: providerOf(HOST),
    aws_iam_role: { r: { name: "demo", assume_role_policy: JSON.stringify(policyOf(statement())), ...role } },
    ...resources,
  });
