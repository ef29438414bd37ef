import { holdsPrivateKey, type KeyCatalogue } from "../keys/key-catalogue";

const SECRET = { key: "a client secret of Entra", severity: "error" } as const;
const WRITTEN = /(azure_client_secret|arm_client_secret)["']?\s{0,9}[=:]\s{0,9}["']?[^\s"'$]/i;
const NAME = /(^|_)(azure|arm|aad|entra)_?client_?secret$/i;
const CREDENTIALS = [
  { name: "client_secret", key: "a client secret" },
  { name: "client_certificate_password", key: "a client certificate" },
] as const;

export const AZURE_KEYS: KeyCatalogue = {
  cure: "give the application or managed identity a federated credential instead: EntraTrust, or AzureTrust",
  source: "https://learn.microsoft.com/entra/workload-id/workload-identity-federation",
  resources: {
    azuread_application_password: { severity: "error", key: "a client secret of an application", secrets: ["value"] },
    azuread_service_principal_password: {
      severity: "error",
      key: "a client secret of a service principal",
      secrets: ["value"],
    },
    azuread_application_certificate: {
      severity: "note",
      key: "a certificate that an application signs in with",
      secrets: [],
    },
    azuread_service_principal_certificate: {
      severity: "note",
      key: "a certificate that a service principal signs in with",
      secrets: [],
    },
  },
  blocks: { azuread_application: { block: "password", key: "a client secret" } },
  providers: { azurerm: CREDENTIALS, azuread: CREDENTIALS, azapi: CREDENTIALS },
  spelled: (text) => (WRITTEN.test(text) ? SECRET : undefined),
  named: (name, text) => {
    if (NAME.test(name)) return SECRET;
    if (/(azure|arm|entra|client).?(certificate|cert|key)/i.test(name) && holdsPrivateKey(text))
      return { key: "a private key", severity: "error" };
    return /(^|[^a-z])client[_-]?secret$/i.test(name) ? { key: "a client secret", severity: "warning" } : undefined;
  },
};
