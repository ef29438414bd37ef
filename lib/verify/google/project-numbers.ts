import { textOf } from "../json";
import type { Configuration } from "../read/configuration";
import { hole, isKnown } from "../text";
import { isLoneHole } from "./member";
import { blockOf, defaultProject, nonEmpty, projectOf, textsOf, unknownNumber } from "./values";

/** The number of a project, by its id: a hole, the same for each project, if nothing says it. */
export type ProjectNumbers = (project: string) => string;

/**
 * The numbers of projects: as the caller says, from `google_project` resources and data, from the names in a plan or state, and from
 * audiences in which a provider names itself.
 */
export function projectNumbers(configuration: Configuration): ProjectNumbers {
  const told = configuration.options.googleProjectNumbers ?? {};
  const found = new Map(configuration.projectNumbers);
  const learn = (project: string | undefined, number: string | undefined): void => {
    if (project !== undefined && number !== undefined && !found.has(project)) found.set(project, number);
  };
  for (const resource of configuration.ofType("google_project")) {
    const { values, provider, address } = resource;
    const project = nonEmpty(textOf(values["project_id"])) ?? defaultProject(configuration, provider);
    learn(project, textOf(values["number"]) ?? hole(`${address}.number`));
  }
  for (const resource of configuration.ofType("google_iam_workload_identity_pool")) {
    learn(projectOf(configuration, resource), numberIn(textOf(resource.values["name"])));
  }
  for (const resource of configuration.ofType("google_iam_workload_identity_pool_provider")) {
    const { values } = resource;
    const project = projectOf(configuration, resource);
    learn(project, numberIn(textOf(values["name"])));
    const oidc = blockOf(values["oidc"]);
    const audiences = typeof oidc === "object" ? (textsOf(oidc["allowed_audiences"]) ?? []) : [];
    const pool = textOf(values["workload_identity_pool_id"]);
    const id = textOf(values["workload_identity_pool_provider_id"]);
    for (const audience of audiences) learn(project, numberInAudience(audience, `${pool}/providers/${id}`));
  }
  return (project) => {
    if (/^\d+$/.test(project)) return project;
    const number = Object.hasOwn(told, project) ? told[project] : found.get(project);
    return number ?? unknownNumber(project);
  };
}

const numberIn = (name: string | undefined): string | undefined =>
  name !== undefined && isKnown(name) ? /^projects\/(\d+)\//.exec(name)?.[1] : undefined;

/** A provider's own name as an audience: it is what it would accept by default, so its author says the number. */
function numberInAudience(audience: string, self: string): string | undefined {
  const name = audience.replace(/^https:/, "");
  const [start, end] = ["//iam.googleapis.com/projects/", `/locations/global/workloadIdentityPools/${self}`];
  if (!name.startsWith(start) || !name.endsWith(end) || name.length <= start.length + end.length) return undefined;
  const number = name.slice(start.length, -end.length);
  return /^\d+$/.test(number) || isLoneHole(number) ? number : undefined;
}
