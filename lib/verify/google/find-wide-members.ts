import type { Finding } from "../finding";
import { isKnown, show } from "../text";
import { saidTests } from "./exchange-shape";
import type { GoogleModel } from "./google-model";
import { providersNamed } from "./pools-named";
import { SOURCES } from "./sources";
import { sharedTenant } from "./tenant";
import type { Grant, Provider } from "./trust";

/** Claims that say which owner, and which of its repositories, projects or workspaces; all others that are compared narrow further. */
const OWNERS = [
  ...["repository_owner", "repository_owner_id", "enterprise", "enterprise_id", "namespace_path", "namespace_id"],
  ...["terraform_organization_id", "terraform_organization_name", "organization_id", "organization_slug"],
];
const PROJECTS = ["repository", "repository_id", "project_path", "project_id", "terraform_project_id", "terraform_project_name"];

/** Members that stand for a whole owner of a shared issuer, or for every branch and pull request of a repository. */
export function findWideMembers({ grants, indexes }: GoogleModel): Finding[] {
  return grants.flatMap((grant) => {
    const { kind } = grant.member;
    if (kind !== "attribute" && kind !== "subject") return [];
    return providersNamed(indexes, grant.member).flatMap((provider) => {
      const shared = sharedTenant(provider.issuer);
      return shared === undefined ? [] : wide(grant, provider, shared.name);
    });
  });
}

function wide({ member, place }: Grant, provider: Provider, issuer: string): Finding[] {
  const tests = saidTests(provider, member) ?? [];
  const compared = tests.filter(({ test }) => test !== "fits" && test !== "present");
  const isOnly = (claims: readonly string[]): boolean =>
    compared.length > 0 &&
    compared.every(({ claim, test, values }) => claims.includes(claim) && test === "is" && values.every(isKnown));
  const found = (id: string, who: string, cure: string): Finding => {
    const why = `the member and the condition of ${provider.address} compare nothing else`;
    return {
      id,
      severity: "warning",
      place,
      what: `the member ${show(member.text)} stands for ${who}`,
      why,
      cure,
      source: SOURCES.practices,
    };
  };
  if (isOnly(OWNERS))
    return [found("google-whole-owner", `all that an owner has at ${issuer}`, "name a repository, project or workspace")];
  if (!isOnly([...OWNERS, ...PROJECTS])) return [];
  return [
    found(
      "google-any-branch",
      "any branch, tag and pull request there",
      "compare the ref, the environment or the subject in the condition, too",
    ),
  ];
}
