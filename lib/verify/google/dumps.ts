import { type Dump, type DumpedResource, dumped, field, firstOf, objects } from "../dumps/dump";
import { type Json, type JsonObject, textOf } from "../json";

const POOL = /^projects\/([^/]+)\/locations\/global\/workloadIdentityPools\/([^/]+)$/;
const PROVIDER = /^projects\/([^/]+)\/locations\/global\/workloadIdentityPools\/([^/]+)\/providers\/([^/]+)$/;

const nameOf = (json: JsonObject | undefined): string => textOf(json?.["name"]) ?? "";
/** What was deleted stands in lists for 30 days, and lets nobody in. */
const isThere = (each: JsonObject): boolean => each["state"] !== "DELETED";

/** https://cloud.google.com/sdk/gcloud/reference/iam/workload-identity-pools/list */
const POOLS: Dump = {
  command: "gcloud iam workload-identity-pools list --format=json",
  is: (json) => POOL.test(nameOf(firstOf(json))),
  resources: (json) =>
    objects(json)
      .filter(isThere)
      .map((each) => {
        const [name = "", project, id] = POOL.exec(nameOf(each)) ?? [];
        const { disabled, mode } = each;
        return dumped("google_iam_workload_identity_pool", name, {
          name,
          project,
          workload_identity_pool_id: id,
          disabled,
          mode,
        });
      }),
};

/** https://cloud.google.com/sdk/gcloud/reference/iam/workload-identity-pools/providers/list */
const PROVIDERS: Dump = {
  command: "gcloud iam workload-identity-pools providers list --format=json",
  is: (json) => PROVIDER.test(nameOf(firstOf(json))),
  resources: (json) => objects(json).filter(isThere).map(provider),
};

function provider(each: JsonObject): DumpedResource {
  const [name = "", project, pool, id] = PROVIDER.exec(nameOf(each)) ?? [];
  const oidc = objects(each["oidc"]).map(
    ({ issuerUri, allowedAudiences, jwksJson }) =>
      dumped("", "", { issuer_uri: issuerUri, allowed_audiences: allowedAudiences ?? [], jwks_json: jwksJson }).values,
  );
  const aws = objects(each["aws"]).map(({ accountId }) => dumped("", "", { account_id: accountId }).values);
  const told = (list: readonly Json[]): Json | undefined => (list.length === 0 ? undefined : list);
  return dumped("google_iam_workload_identity_pool_provider", name, {
    name,
    project,
    workload_identity_pool_id: pool,
    workload_identity_pool_provider_id: id,
    attribute_mapping: each["attributeMapping"],
    attribute_condition: each["attributeCondition"],
    disabled: each["disabled"],
    oidc: told(oidc),
    aws: told(aws),
    saml: told(objects(each["saml"])),
    x509: told(objects(each["x509"])),
  });
}

/** https://cloud.google.com/sdk/gcloud/reference/iam/service-accounts/list */
const ACCOUNTS: Dump = {
  command: "gcloud iam service-accounts list --format=json",
  is: (json) => /^projects\/[^/]+\/serviceAccounts\//.test(nameOf(firstOf(json))),
  resources: (json) =>
    objects(json).map((each) => {
      const email = textOf(each["email"]) ?? "";
      return dumped("google_service_account", email, {
        account_id: email.split("@", 1)[0],
        email,
        name: each["name"],
        member: `serviceAccount:${email}`,
        project: each["projectId"],
        unique_id: each["uniqueId"],
        disabled: each["disabled"],
      });
    }),
};

/** https://cloud.google.com/sdk/gcloud/reference/projects/list */
const PROJECTS: Dump = {
  command: "gcloud projects list --format=json",
  is: (json) => firstOf(json)?.["projectNumber"] !== undefined,
  resources: (json) =>
    objects(json).map(({ projectId, projectNumber }) =>
      dumped("google_project", textOf(projectId) ?? "", { project_id: projectId, number: projectNumber }),
    ),
};

/** https://cloud.google.com/sdk/gcloud/reference/iam/roles/list: the permissions only with `--format="json(name,includedPermissions)"` of a description. */
const ROLES: Dump = {
  command: "gcloud iam roles describe --format=json",
  is: (json) => /^(projects|organizations)\/[^/]+\/roles\//.test(nameOf(firstOf(json) ?? objects(json)[0])),
  resources: (json) =>
    objects(json).map((each) => {
      const [, kind, parent, id] = /^(projects|organizations)\/([^/]+)\/roles\/(.+)$/.exec(nameOf(each)) ?? [];
      const isOfProject = kind === "projects";
      return dumped(isOfProject ? "google_project_iam_custom_role" : "google_organization_iam_custom_role", nameOf(each), {
        role_id: id,
        name: each["name"],
        [isOfProject ? "project" : "org_id"]: parent,
        permissions: each["includedPermissions"],
        stage: each["stage"],
      });
    }),
};

/** What a policy is of, by the full name of the resource. https://cloud.google.com/asset-inventory/docs/resource-name-format */
const SCOPES: readonly (readonly [RegExp, string, string])[] = [
  [/^\/\/iam\.googleapis\.com\/(projects\/[^/]+\/serviceAccounts\/.+)$/, "google_service_account", "service_account_id"],
  [/^\/\/cloudresourcemanager\.googleapis\.com\/projects\/(.+)$/, "google_project", "project"],
  [/^\/\/cloudresourcemanager\.googleapis\.com\/(folders\/.+)$/, "google_folder", "folder"],
  [/^\/\/cloudresourcemanager\.googleapis\.com\/organizations\/(.+)$/, "google_organization", "org_id"],
  [/^\/\/storage\.googleapis\.com\/(.+)$/, "google_storage_bucket", "bucket"],
  [/^\/\/([^/]+\/.+)$/, "google_resource", "resource"],
];

/** https://cloud.google.com/sdk/gcloud/reference/asset/search-all-iam-policies */
const POLICIES: Dump = {
  command: "gcloud asset search-all-iam-policies --format=json",
  is: (json) => textOf(firstOf(json)?.["resource"])?.startsWith("//") === true && firstOf(json)?.["policy"] !== undefined,
  resources: (json) =>
    objects(json).flatMap(({ resource, policy }) => bindingsOn(textOf(resource) ?? "", objects(field(policy, "bindings")))),
};

function bindingsOn(resource: string, bindings: readonly JsonObject[]): DumpedResource[] {
  const [type, argument, on] = SCOPES.flatMap(([pattern, type, argument]) => {
    const found = pattern.exec(resource)?.[1];
    return found === undefined ? [] : [[type, argument, found] as const];
  })[0] ?? ["google_resource", "resource", resource];
  return bindings.flatMap(({ role, members, condition }) => {
    const [expression] = objects(condition).map((each) => each["expression"]);
    const block = expression === undefined ? undefined : [dumped("", "", { expression }).values];
    const name = [resource, textOf(role), textOf(expression)].join(" ");
    return [dumped(`${type}_iam_binding`, name, { [argument]: on, role, members, condition: block })];
  });
}

/** A policy by itself does not tell what it is of. https://cloud.google.com/sdk/gcloud/reference/projects/get-iam-policy */
const POLICY: Dump = {
  command: "gcloud … get-iam-policy --format=json",
  is: (json) => field(json, "bindings") !== undefined && field(json, "etag") !== undefined,
  resources: () => [],
  lacks: {
    what: "this policy does not tell what it is of, so nothing of it is read",
    cure: "give what `gcloud asset search-all-iam-policies --format=json` prints: it names the resources",
  },
};

/** What `gcloud` prints. */
export const GOOGLE_DUMPS: readonly Dump[] = [POOLS, PROVIDERS, ACCOUNTS, PROJECTS, ROLES, POLICIES, POLICY];
