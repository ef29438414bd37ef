import { Issuer, Subject } from "../../lib";
import { AzureTrust, type AzureManagedIdentityOptions, type AzureTrustProps } from "../../lib/azure";
import { EDGE } from "../world";
import { long, SUBJECT, type Build, type Refusal } from "./refusal";

const TENANT = "22222222-2222-2222-2222-222222222222";

export const azureTrust =
  (props: Partial<AzureTrustProps>): Build =>
  (world) =>
    new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT, ...props });

export const managedIdentity =
  (options: AzureManagedIdentityOptions, count = 1, text = SUBJECT.text): Build =>
  (world) =>
    (azureTrust({})(world) as AzureTrust).managedIdentity(options).federate(
      world,
      "identity",
      Array.from({ length: count }, (_, index) => ({
        issuer: new Issuer({ name: `issuer-${index}`, url: `${EDGE}/${index}` }),
        subject: Subject.exactly(text),
      })),
    );

export const AZURE_REFUSALS: readonly Refusal[] = [
  [
    "SUBJECT_PATTERN_UNSUPPORTED",
    '"system:serviceaccount:shop:*"',
    (world) =>
      (azureTrust({})(world) as AzureTrust)
        .managedIdentity()
        .federate(world, "identity", [{ issuer: world.eu.issuer, subject: Subject.matching("system:serviceaccount:shop:*") }]),
  ],
  ["AZURE_NAME_INVALID", '"ab"', managedIdentity({ name: "ab" })],
  ["AZURE_NAME_INVALID", '"acme."', azureTrust({ resourceGroupName: "acme." })],
  ["AZURE_NAME_INVALID", '""', azureTrust({ location: "" })],
  ["AZURE_NAME_INVALID", '"germany"', azureTrust({ cloud: "germany" as never })],
  ["TENANT_INVALID", '"acme"', azureTrust({ tenantId: "acme" })],
  ["CREDENTIAL_LIMIT", "21 federated credentials", managedIdentity({}, 21)],
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
];
