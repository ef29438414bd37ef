import type { Finding } from "../finding";
import type { Place } from "../read/configuration";
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
  else if ((principals.everyone && !isOfSome(statement)) || principals.federated.includes("*"))
    findings.push(found("aws-principal-everyone", place, `${label} is for "*"`));
  for (const action of actions.texts) {
    if (isKnown(action) && !actions.negated && !/^sts:/i.test(action) && action !== "*") {
      findings.push(found("aws-action-not-sts", place, `${label} allows ${action}`));
    }
  }
  for (const name of principals.federated) {
    if (isKnown(name) && !isFederatedName(name))
      findings.push(found("aws-principal-malformed", place, `${label} is for ${name}`));
    if (/:oidc-provider\/https?:\/\//i.test(name))
      findings.push(found("aws-principal-scheme", place, `${label} is for ${show(name)}`));
  }
  findings.push(...findInAction(statement, place));
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
  return [...findings, ...oidc.flatMap((name) => findInProviderArn(name, label, role, model))];
}

/** An action by which none of the providers that a statement names hands out the role. */
function findInAction({ label, principals, actions }: Statement, place: Place): Finding[] {
  const names = principals.federated.filter((name) => !isKnown(name) || isFederatedName(name));
  const useful = [WEB, "sts:assumerolewithsaml", "sts:tagsession", "sts:setsourceidentity"];
  if (principals.negated || names.length === 0 || useful.some((action) => coversAction(actions, action) !== "no")) return [];
  return [found("aws-action-unfit", place, `${label} allows ${actions.texts.join(", ")} to ${names.map(show).join(", ")}`)];
}

/** Keys that say whose the caller is: everybody who meets them is of one organization, account or resource. */
const OF_SOME = /^aws:(principalorgid|principalorgpaths|principalaccount|principalarn|source(account|arn|orgid|orgpaths))$/;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
function isOfSome({ tests }: Statement): boolean {
  return tests.some(({ key, operator, values = [] }) => {
    if (operator === undefined || operator.negated || operator.ifExists || operator.set === "all") return false;
    const isText = ["equals", "equals-ignoring-case", "like", "arn"].includes(operator.comparison);
    return (
      isText && OF_SOME.test(key.lower) && values.length > 0 && !values.some(({ text }) => /^[*?:]*$|^arn:\*|^o-\*/.test(text))
    );
  });
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
