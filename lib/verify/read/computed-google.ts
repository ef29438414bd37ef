import { textOf } from "../json";
import { expressionOf, hole, isKnown } from "../text";
import type { Rule, Rules, Source } from "./source";

/** The project: the resource's own, else its provider's. */
function projectOf(source: Source): string {
  return textOf(source.argument("project")) ?? textOf(source.ofProvider("project")) ?? hole(`project of ${source.provider}`);
}

/** The project's number: as the caller or the files say; else a hole. */
export function numberOf(project: string, { options, projectNumbers }: Pick<Source, "options" | "projectNumbers">): string {
  if (/^\d+$/.test(project)) return project;
  const given = options.googleProjectNumbers;
  if (given !== undefined && Object.hasOwn(given, project)) return given[project] ?? "";
  const told = projectNumbers.get(project) ?? "";
  return told === "" ? hole(`number of project ${expressionOf(project) ?? project}`) : told;
}

/** https://cloud.google.com/iam/docs/service-account-overview: `ID@PROJECT.iam.gserviceaccount.com`; of `example.com:PROJECT` another order. */
const email: Rule = (source) => {
  const account = textOf(source.argument("account_id"));
  if (account === undefined) return undefined;
  if (source.mode === "data" && (!isKnown(account) || account.includes("/"))) return undefined;
  if (account.includes("@")) return account;
  const project = projectOf(source);
  const [, domain, id] = /^([^:\uE000]+):([^:]+)$/.exec(project) ?? [];
  return `${account}@${domain === undefined ? project : `${id ?? ""}.${domain}`}.iam.gserviceaccount.com`;
};

const ofEmail =
  (write: (email: string, source: Source) => string): Rule =>
  (source) => {
    const known = email(source);
    return typeof known === "string" ? write(known, source) : undefined;
  };

const ACCOUNT_RULES: Readonly<Record<string, Rule>> = {
  email,
  name: ofEmail((address, source) => `projects/${projectOf(source)}/serviceAccounts/${address}`),
  id: ofEmail((address, source) => `projects/${projectOf(source)}/serviceAccounts/${address}`),
  member: ofEmail((address) => `serviceAccount:${address}`),
};

const pool =
  (project: (source: Source) => string): Rule =>
  (source) => {
    const id = textOf(source.argument("workload_identity_pool_id"));
    return id === undefined ? undefined : `projects/${project(source)}/locations/global/workloadIdentityPools/${id}`;
  };

const provider =
  (project: (source: Source) => string): Rule =>
  (source) => {
    const inPool = pool(project)(source);
    const id = textOf(source.argument("workload_identity_pool_provider_id"));
    return typeof inPool !== "string" || id === undefined ? undefined : `${inPool}/providers/${id}`;
  };

const projectNumber = (source: Source): string => numberOf(projectOf(source), source);

const ownProject = (source: Source): string | undefined => textOf(source.argument("project_id"));

/** What the Google provider computes: https://registry.terraform.io/providers/hashicorp/google/latest/docs, each resource's attribute reference. */
export const GOOGLE_RULES: Rules = {
  google_service_account: ACCOUNT_RULES,
  "data.google_service_account": ACCOUNT_RULES,
  // The name has the project's number, the id what the resource's project says.
  google_iam_workload_identity_pool: { name: pool(projectNumber), id: pool(projectOf) },
  google_iam_workload_identity_pool_provider: { name: provider(projectNumber), id: provider(projectOf) },
  google_project: {
    number: (source) => {
      const id = ownProject(source);
      return id === undefined ? undefined : numberOf(id, source);
    },
    id: (source) => {
      const id = ownProject(source);
      return id === undefined ? undefined : `projects/${id}`;
    },
  },
  "data.google_project": {
    project_id: (source) => ownProject(source) ?? textOf(source.ofProvider("project")) ?? hole(`project of ${source.provider}`),
    number: (source) =>
      numberOf(ownProject(source) ?? textOf(source.ofProvider("project")) ?? hole(`project of ${source.provider}`), source),
  },
  "data.google_client_config": {
    project: (source) => textOf(source.ofProvider("project")) ?? hole(`project of ${source.provider}`),
  },
};
