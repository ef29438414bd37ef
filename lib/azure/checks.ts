import { FederationError, quoted } from "../core/errors";
import type { TokenSource } from "../core/identity";
import { isKnown } from "../core/tokens";
import { AZURE_LIMITS } from "./limits";

export function checkIdentityName(place: string, name: string): void {
  const { maxLength, pattern } = AZURE_LIMITS.identityName;
  if (!isKnown(name) || pattern.test(name)) return;
  throw new FederationError(place, {
    code: "AZURE_NAME_INVALID",
    what: `the managed identity's name ${quoted(name)} is not one that Azure takes`,
    cure: `use 3 to ${maxLength} letters, digits, "-" and "_", a letter or digit first`,
  });
}

export function checkResourceGroup(place: string, name: string): void {
  if (typeof name === "string" && (!isKnown(name) || (/^[\p{L}\p{N}_().-]{1,90}$/u.test(name) && !name.endsWith(".")))) return;
  throw new FederationError(place, {
    code: "AZURE_NAME_INVALID",
    what: `the resource group's name ${quoted(name)} is not one that Azure takes`,
    cure: 'use 1 to 90 letters, digits and "_().-", no "." last',
  });
}

export function checkLocation(place: string, location: string): void {
  if (typeof location === "string" && (!isKnown(location) || location.trim() !== "")) return;
  throw new FederationError(place, {
    code: "AZURE_NAME_INVALID",
    what: `the location is ${quoted(location)}`,
    cure: 'give the region of the managed identities, such as "westeurope"',
  });
}

export function checkTenant(place: string, tenantId: string): void {
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  if (typeof tenantId === "string" && (!isKnown(tenantId) || uuid.test(tenantId))) return;
  throw new FederationError(place, {
    code: "TENANT_INVALID",
    what: `the tenant id ${quoted(tenantId)} is not a UUID`,
    cure: 'give the output of "az account show --query tenantId", or data.azurerm_client_config.tenantId',
  });
}

/** Refuses what a federated credential cannot hold: a pattern, or a field that is too long. */
export function checkSource(place: string, { issuer, subject }: TokenSource): void {
  if (subject.kind === "pattern") {
    throw new FederationError(place, {
      code: "SUBJECT_PATTERN_UNSUPPORTED",
      what: `the subject pattern ${quoted(subject.text)} cannot be a federated credential: Entra compares subjects exactly`,
      cure: "name each subject with Subject.exactly",
    });
  }
  const { maxLength } = AZURE_LIMITS.credentialField;
  for (const [noun, text] of [
    ["issuer", issuer.url],
    ["subject", subject.text],
  ] as const) {
    if (!isKnown(text) || text.length <= maxLength) continue;
    throw new FederationError(place, {
      code: "FIELD_TOO_LONG",
      what: `the ${noun} ${quoted(text)} has ${text.length} characters`,
      cure: `Entra takes ${maxLength}: shorten it`,
    });
  }
}

export function checkCredentialCount(place: string, count: number): void {
  const { maxCount } = AZURE_LIMITS.credentials;
  if (count <= maxCount) return;
  throw new FederationError(place, {
    code: "CREDENTIAL_LIMIT",
    what: `a managed identity would get ${count} federated credentials, one for each issuer and subject, and Azure allows ${maxCount}`,
    cure: `name at most ${maxCount} clusters in this workload, and the others in a second workload with a managed identity of its own`,
  });
}
