import type { Finding } from "../finding";
import { isKnown, same, show } from "../text";
import { coversAction } from "./evaluation";
import { isBuiltIn } from "./claim-keys";
import { providerArnOf } from "./provider-arn";
import type { AwsModel } from "./model";
import type { AwsRoleIdentity } from "./roles";
import { isFederatedName } from "./principals";
import { found } from "./rules";
import type { Statement } from "./statement";
import { namesProvider, providerNamed, providerOf } from "./trusted-provider";

const WEB = "sts:assumerolewithwebidentity";

/** What is wrong with whom a statement names, and what it lets them do. */
export function findInPrincipals(statement: Statement, role: AwsRoleIdentity, model: AwsModel): Finding[] {
  if (statement.effect === "Deny") return [];
  const { place } = role;
  const { label, principals, actions } = statement;
  const findings: Finding[] = [];
  if (principals.negated) findings.push(found("aws-principal-not", place, `${label} has a NotPrincipal`));
  else if (principals.everyone || principals.federated.includes("*"))
    findings.push(found("aws-principal-everyone", place, `${label} is for "*"`));
  for (const action of actions.texts) {
    if (isKnown(action) && !actions.negated && !/^sts:/i.test(action) && action !== "*") {
      findings.push(found("aws-action-not-sts", place, `${label} allows ${action}`));
    }
  }
  for (const name of principals.federated) {
    if (isKnown(name) && !isFederatedName(name))
      findings.push(found("aws-principal-malformed", place, `${label} is for ${name}`));
  }
  const oidc = principals.federated.filter((name) => providerArnOf(name) !== undefined || isBuiltIn(name));
  if (principals.negated || oidc.length === 0) return findings;
  const { federated, others, services } = principals;
  if (federated.length + others.length + services.length > 1) {
    const names = [...federated, ...others, ...services].map(show).join(", ");
    findings.push(found("aws-principals-several", place, `${label} is for ${names}`));
  }
  const web = coversAction(actions, WEB);
  if (web === "yes" && coversAction(actions, "sts:assumerole") === "yes") {
    findings.push(
      found("aws-action-wide", place, `${label} allows ${actions.negated ? "all but " : ""}${actions.texts.join(", ")}`),
    );
  }
  const supports = ["sts:tagsession", "sts:setsourceidentity"].some((action) => coversAction(actions, action) !== "no");
  if (web === "no" && !supports)
    findings.push(
      found("aws-action-unfit", place, `${label} allows ${actions.texts.join(", ")} to ${oidc.map(show).join(", ")}`),
    );
  return [...findings, ...oidc.flatMap((name) => findInProviderArn(name, label, role, model))];
}

function findInProviderArn(name: string, label: string, role: AwsRoleIdentity, model: AwsModel): Finding[] {
  const arn = providerArnOf(name);
  const { place, account } = role;
  if (arn === undefined) return [];
  const what = `${label} names ${show(name)}`;
  if (same(arn.account, account.id) === "no") {
    return [found("aws-principal-other-account", place, `${what}; the role is in ${show(account.id)}`)];
  }
  const { hostAndPath } = arn;
  const exact = model.issuersAt(`https://${hostAndPath}`);
  if (
    exact.some((issuer) => namesProvider(name, providerOf(issuer, "yes", ""), account, model) !== "no") ||
    !isKnown(hostAndPath)
  )
    return [];
  const [near] = model.issuersLike(`https://${hostAndPath}`);
  if (near !== undefined) return [found("aws-provider-nearly", place, `${what}; the provider in the files is ${near.url}`)];
  const missing = model.configuration.options.complete === true && !providerNamed(hostAndPath, "yes", "").builtIn;
  return missing ? [found("aws-provider-missing", place, what)] : [];
}
