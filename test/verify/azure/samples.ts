import { type Decision, type ReadOptions, readModel, decide } from "../../../lib/verify";
import { azureOf } from "../../../lib/verify/azure/cloud";
import { findAzure } from "../../../lib/verify/azure/findings";
import type { Finding } from "../../../lib/verify/finding";
import type { Token } from "../../../lib/verify/token";

export const ID = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders";
export const APPLICATION = "/applications/11111111-2222-3333-4444-555555555555";
export const AKS = "https://eastus.oic.prod-aks.azure.com/tenant/cluster/";
export const GITHUB = "https://token.actions.githubusercontent.com";
export const EXCHANGE = "api://AzureADTokenExchange";
export const NOW = 1_729_603_000;

export const CREDENTIAL = {
  name: "orders",
  user_assigned_identity_id: ID,
  issuer: AKS,
  subject: "system:serviceaccount:shop:orders",
  audience: [EXCHANGE],
};
export const TOKEN: Token = {
  iss: AKS,
  sub: "system:serviceaccount:shop:orders",
  aud: [EXCHANGE],
  iat: NOW - 60,
  nbf: NOW - 60,
  exp: NOW + 600,
};

/** Terraform of federated credentials of managed identities. */
export function credentials(...all: readonly object[]): object {
  return {
    resource: { azurerm_federated_identity_credential: Object.fromEntries(all.map((each, index) => [`f${index}`, each])) },
  };
}

/** Terraform of one flexible credential. */
export function flexible(claims_matching_expression: string, issuer = GITHUB): object {
  const credential = {
    application_id: APPLICATION,
    display_name: "flexible",
    issuer,
    audience: EXCHANGE,
    claims_matching_expression,
  };
  return { resource: { azuread_application_flexible_federated_identity_credential: { f: credential } } };
}

export function decided(
  json: object,
  token: object,
  identity = ID,
  options: ReadOptions = { complete: true },
  now = NOW,
): Decision {
  const model = readModel([{ name: "main.tf.json", json }], options);
  return decide(model, { token: token as Token, now, request: { type: "client_assertion", identity } });
}

export function found(json: object): Finding[] {
  return findAzure(azureOf(readModel([{ name: "main.tf.json", json }])));
}

export function ids(json: object): string[] {
  return found(json).map(({ id }) => id);
}
