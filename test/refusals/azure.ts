import { Issuer, Subject } from "../../lib";
import { EntraTrust, type AzureApplicationOptions } from "../../lib/azuread";
import {
  AzureTrust,
  type AzureManagedIdentityOptions,
  type AzureShardedIdentityOptions,
  type AzureTrustProps,
  type ExistingManagedIdentity,
} from "../../lib/azure";
import { EDGE } from "../world";
import { long, SUBJECT, type Build, type Refusal } from "./refusal";

const TENANT = "22222222-2222-2222-2222-222222222222";

export const azureTrust =
  (props: Partial<AzureTrustProps>): Build =>
  (world) =>
    new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT, ...props });

/** So many issuers, each with a name and URL of its own. */
const sourcesOf = (count: number, subject = SUBJECT) =>
  Array.from({ length: count }, (_, index) => ({
    issuer: new Issuer({ name: `issuer-${index}`, url: `${EDGE}/${index}` }),
    subject,
  }));

export const managedIdentity =
  (options: AzureManagedIdentityOptions, count = 1, text = SUBJECT.text): Build =>
  (world) =>
    (azureTrust({})(world) as AzureTrust)
      .managedIdentity(options)
      .federate(world, "identity", sourcesOf(count, Subject.exactly(text)));

const withSubject =
  (...subjects: readonly Subject[]): Build =>
  (world) =>
    (azureTrust({})(world) as AzureTrust).managedIdentity().federate(
      world,
      "identity",
      subjects.map((subject) => ({ issuer: world.eu.issuer, subject })),
    );

const sharded =
  (options: Partial<AzureShardedIdentityOptions>, count = 1): Build =>
  (world) =>
    (azureTrust({})(world) as AzureTrust)
      .shardedIdentity({ shards: 2, ...options })
      .federate(world, "identity", sourcesOf(count));

const existing =
  (identity: Partial<ExistingManagedIdentity>): Build =>
  (world) =>
    (azureTrust({})(world) as AzureTrust)
      .fromManagedIdentity({ id: IDENTITY, clientId: TENANT, principalId: TENANT, ...identity })
      .federate(world, "identity", sourcesOf(1));

const IDENTITY =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/acme/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders";

const application =
  (
    subject: Subject,
    url = "https://token.actions.githubusercontent.com",
    options: AzureApplicationOptions = {},
    count = 1,
  ): Build =>
  (world) =>
    new EntraTrust(world, "entra", { tenantId: TENANT }).application(options).federate(
      world,
      "application",
      Array.from({ length: count }, (_, index) => ({
        issuer: new Issuer({ name: `issuer-${index}`, url: index === 0 ? url : `${url}/${index}` }),
        subject,
      })),
    );

const pattern = "repo:acme/*";
const OWNER = { repository_owner_id: "65" };

export const AZURE_REFUSALS: readonly Refusal[] = [
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
  ["AZURE_NAME_INVALID", '"-orders-0"', sharded({ namePrefix: "-orders", shards: 1 })],
  ["AZURE_ID_INVALID", '"orders"', existing({ id: "orders" })],
  ["AZURE_ID_INVALID", 'the client id "orders"', existing({ clientId: "orders" })],
  ["AZURE_ID_INVALID", 'the principal id ""', existing({ principalId: "" })],
  ["SUBJECT_PATTERN_UNSUPPORTED", '"https://oidc.edge.example.com"', application(Subject.matching(pattern), EDGE)],
  [
    "SUBJECT_PATTERN_UNSUPPORTED",
    "https://app.terraform.io/",
    application(Subject.matching(pattern), "https://app.terraform.io/"),
  ],
  ["CLAIM_UNSUPPORTED", '"https://oidc.edge.example.com"', application(Subject.exactly("a", { claims: OWNER }), EDGE)],
  [
    "CLAIM_UNSUPPORTED",
    '"ref" of GitHub',
    application(Subject.matching(pattern, { claims: { ...OWNER, ref: "refs/heads/main" } })),
  ],
  ["CLAIM_UNSUPPORTED", "of GitLab", application(Subject.exactly("a", { claims: { project_id: "20" } }), "https://gitlab.com")],
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
      roleAssignments: [{ scope: "/subscriptions/x", roleDefinitionName: "Reader", roleDefinitionId: "/subscriptions/x/y" }],
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
    "an empty condition",
    managedIdentity({ roleAssignments: [{ scope: "/subscriptions/x", roleDefinitionName: "Reader", condition: " " }] }),
  ],
];
