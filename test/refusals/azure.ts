import { Subject } from "../../lib";
import { EntraTrust } from "../../lib/azuread";
import type { AzureTrust } from "../../lib/azure";
import { EDGE } from "../world";
import {
  GITHUB,
  OWNER,
  TENANT,
  application,
  azureTrust,
  existing,
  foreign,
  managedIdentity,
  ofUnknown,
  pattern,
  sharded,
  shared,
  sourcesOf,
  together,
  withSubject,
} from "./azure-builders";
import { long, SUBJECT, type Refusal } from "./refusal";

import { AZURE_OWNER_REFUSALS } from "./azure-owners";
import { AZURE_FORM_REFUSALS } from "./azure-forms";

export { azureTrust, managedIdentity };

const ROLE = "/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/y";

export const AZURE_REFUSALS: readonly Refusal[] = [
  ...AZURE_FORM_REFUSALS,
  ...AZURE_OWNER_REFUSALS,
  [
    "SUBJECT_PATTERN_UNSUPPORTED",
    '"system:serviceaccount:shop:*"',
    withSubject(Subject.matching("system:serviceaccount:shop:*")),
  ],
  ["CLAIM_UNSUPPORTED", '"repository_id"', withSubject(Subject.exactly("repo:acme/shop", { claims: { repository_id: "1" } }))],
  ["SUBJECT_DUPLICATE", "named twice", withSubject(SUBJECT, SUBJECT)],
  ["SHARDS_INVALID", "number of shards is 0", sharded({ shards: 0 })],
  ["SHARDS_INVALID", "number of shards is 1.5", sharded({ shards: 1.5 })],
  ["SHARDS_INVALID", 'the issuer "eu" is pinned to the shard 2', sharded({ pins: { eu: 2 } })],
  ["CREDENTIAL_LIMIT", "the shard 0 of 1 would get 21", sharded({ shards: 1 }, 21)],
  ["CREDENTIAL_LIMIT", "no other shard has room", sharded({ shards: 2 }, 41)],
  ["AZURE_NAME_INVALID", '"-orders"', sharded({ namePrefix: "-orders", shards: 1 })],
  ["SHARED_ISSUER_TOO_WIDE", "environment:production", shared(GITHUB, Subject.exactly("environment:production"))],
  [
    "SHARED_ISSUER_TOO_WIDE",
    "environment:production",
    shared(GITHUB, Subject.exactly("environment:production"), { repository_owner_id: "65" }),
  ],
  ["SHARED_ISSUER_TOO_WIDE", "environment:production", application(Subject.exactly("environment:production"))],
  [
    "SHARED_ISSUER_TOO_WIDE",
    "organization:acme*",
    application(Subject.matching("organization:acme*"), "https://app.terraform.io"),
  ],
  ["SHARED_ISSUER_TOO_WIDE", "project_path:*", application(Subject.matching("project_path:*"), "https://gitlab.com")],
  ["CLUSTER_PROVIDER_FOREIGN", 'stack "other"', foreign("managed")],
  ["CLUSTER_PROVIDER_FOREIGN", '"other/azurerm-provider"', foreign("existing")],
  ["CLUSTER_PROVIDER_FOREIGN", '"other/azuread-provider"', foreign("application")],
  ["CREDENTIAL_LIMIT", "21 federated credentials, one for each issuer and subject (12 of them for other", together(12, 9)],
  [
    "SUBJECT_PATTERN_UNSUPPORTED",
    "whose URL is unknown until apply",
    ofUnknown((url) => application(Subject.matching("project_path:acme/*"), url)),
  ],
  [
    "CLAIM_UNSUPPORTED",
    "whose URL is unknown until apply",
    ofUnknown((url) => application(Subject.exactly("a", { claims: OWNER }), url)),
  ],
  [
    "SUBJECT_INVALID",
    "is unknown until apply, and a single quote",
    ofUnknown((text) => application(Subject.exactly(`repo:acme/${text}`, { claims: OWNER }))),
  ],
  [
    "SUBJECT_INVALID",
    "is unknown until apply, and a single quote",
    ofUnknown((id) => application(Subject.exactly("repo:acme/shop:x", { claims: { repository_id: id } }))),
  ],
  [
    "VALUE_MISSING",
    "the managed identity is undefined",
    (world) =>
      (azureTrust({})(world) as AzureTrust).fromManagedIdentity(undefined as never).federate(world, "identity", sourcesOf(1)),
  ],
  [
    "VALUE_MISSING",
    "the list of sources is undefined",
    (w) => (azureTrust({})(w) as AzureTrust).managedIdentity().federate(w, "i", undefined as never),
  ],
  [
    "VALUE_MISSING",
    "the list of sources is undefined",
    (world) => new EntraTrust(world, "entra", { tenantId: TENANT }).application().federate(world, "i", undefined as never),
  ],
  ["VALUE_MISSING", "an owner's object id", application(SUBJECT, EDGE, { applicationOwners: [undefined as never] })],
  ["VALUE_MISSING", "a role assignment is undefined", managedIdentity({ roleAssignments: [undefined as never] })],
  ["AZURE_ID_INVALID", '"orders"', existing({ id: "orders" })],
  ["AZURE_ID_INVALID", 'the client id "orders"', existing({ clientId: "orders" })],
  ["AZURE_ID_INVALID", 'the principal id ""', existing({ principalId: "" })],
  ["SUBJECT_PATTERN_UNSUPPORTED", '"https://oidc.edge.example.com"', application(Subject.matching(pattern), EDGE)],
  [
    "SUBJECT_PATTERN_UNSUPPORTED",
    "https://app.terraform.io/",
    application(Subject.matching("organization:acme:*"), "https://app.terraform.io/"),
  ],
  ["CLAIM_UNSUPPORTED", '"https://oidc.edge.example.com"', application(Subject.exactly("a", { claims: OWNER }), EDGE)],
  [
    "CLAIM_UNSUPPORTED",
    '"ref" of GitHub',
    application(Subject.matching(pattern, { claims: { ...OWNER, ref: "refs/heads/main" } })),
  ],
  ["CLAIM_UNSUPPORTED", "of GitLab", application(Subject.exactly("a", { claims: { project_id: "20" } }), "https://gitlab.com")],
  [
    "CLAIM_MISSING",
    "project_id or user_id or namespace_id",
    application(Subject.matching("project_path:a/b:*"), "https://gitlab.com"),
  ],
  ["CLAIM_MISSING", "repository_id or repository_owner_id", application(Subject.matching(pattern))],
  [
    "CLAIM_MISSING",
    "repository_id or",
    application(Subject.exactly("repo:a/b", { claims: { job_workflow_ref: "a/b/c.yml@d" } })),
  ],
  ["SUBJECT_INVALID", "single quote", application(Subject.matching("repo:acme/it's-*", { claims: OWNER }))],
  ["SUBJECT_INVALID", "single quote", application(Subject.exactly("a", { claims: { ...OWNER, job_workflow_ref: "it's" } }))],
  ["CREDENTIAL_LIMIT", "an application would get 21", application(SUBJECT, EDGE, {}, 21)],
  ["AZURE_NAME_INVALID", "display name", application(SUBJECT, EDGE, { displayName: " " })],
  ["AZURE_NAME_INVALID", '"germany"', (world) => new EntraTrust(world, "entra", { tenantId: TENANT, cloud: "germany" as never })],
  ["TENANT_INVALID", '"acme"', (world) => new EntraTrust(world, "entra", { tenantId: "acme" })],
  ["FIELD_TOO_LONG", "601 characters", application(Subject.exactly(long(601)))],
  ["AZURE_NAME_INVALID", '"ab"', managedIdentity({ name: "ab" })],
  ["AZURE_NAME_INVALID", '"acme."', azureTrust({ resourceGroupName: "acme." })],
  ["AZURE_NAME_INVALID", '""', azureTrust({ location: "" })],
  ["AZURE_NAME_INVALID", '"germany"', azureTrust({ cloud: "germany" as never })],
  ["TENANT_INVALID", '"acme"', azureTrust({ tenantId: "acme" })],
  ["CREDENTIAL_LIMIT", "21 federated credentials", managedIdentity({}, 21)],
  ["CREDENTIAL_LIMIT", "azure.shardedIdentity({ shards: 3 })", managedIdentity({}, 21)],
  ["FIELD_TOO_LONG", "601 characters", managedIdentity({}, 1, long(601))],
  ["ROLE_ASSIGNMENT_INVALID", "no role", managedIdentity({ roleAssignments: [{ scope: "/subscriptions/x" }] })],
  [
    "ROLE_ASSIGNMENT_INVALID",
    "two roles",
    managedIdentity({
      roleAssignments: [{ scope: "/subscriptions/x", roleDefinitionName: "Reader", roleDefinitionId: ROLE }],
    }),
  ],
  ["ROLE_ASSIGNMENT_INVALID", '"acme"', managedIdentity({ roleAssignments: [{ scope: "acme", roleDefinitionName: "Reader" }] })],
  [
    "ROLE_ASSIGNMENT_INVALID",
    "twice",
    managedIdentity({
      roleAssignments: Array.from({ length: 2 }, () => ({ scope: "/subscriptions/x", roleDefinitionName: "Reader" })),
    }),
  ],
  [
    "ROLE_ASSIGNMENT_INVALID",
    '"conditionVersion" without a condition',
    managedIdentity({ roleAssignments: [{ scope: "/subscriptions/x", roleDefinitionName: "Reader", conditionVersion: "2.0" }] }),
  ],
  [
    "ROLE_ASSIGNMENT_INVALID",
    "the condition of a role assignment",
    managedIdentity({ roleAssignments: [{ scope: "/subscriptions/x", roleDefinitionName: "Reader", condition: " " }] }),
  ],
];
