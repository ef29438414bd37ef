import { COLLECT_AZURE } from "./collect";
import { AZURE_DUMPS } from "./dumps";
import { AZURE_KEYS } from "./keys";
import type { Cloud, CloudModel } from "../cloud";
import type { ClientAssertionRequest } from "../request";
import type { AzureIdentity } from "./azure-identity";
import { credentialNames } from "./credential-names";
import { becomeAzure, decideAzure } from "./decide";
import { findAzure } from "./findings";
import { readAzure, type AzureModel } from "./model";

export const AZURE: Cloud = {
  name: "azure",
  title: "Azure",
  dumps: AZURE_DUMPS,
  collect: COLLECT_AZURE,
  keys: AZURE_KEYS,
  usualAudience: "api://AzureADTokenExchange",
  requestFor: ({ address }) => ({ type: "client_assertion", identity: address }),
  read: (configuration): CloudModel => {
    const azure = readAzure(configuration);
    return {
      issuers: azure.issuers,
      identities: azure.identities,
      grantsToUnknown: () => azure.grantsToUnknown(),
      // The letter case of ids does not count.
      named: (name) => azure.named(name),
      issuerNames: ({ address }) => credentialNames(configuration, address),
      takes: ({ type }) => type === "client_assertion",
      decide: (request, token, now) => decideAzure(azure, request as ClientAssertionRequest, token, now),
      become: (identity, token, now) => becomeAzure(azure, identity as AzureIdentity, token, now),
      findings: () => findAzure(azure),
      own: azure,
    };
  },
};

/** What the files say of trust in Azure. */
export const azureOf = ({ clouds }: { readonly clouds: ReadonlyMap<string, CloudModel> }): AzureModel =>
  clouds.get(AZURE.name)?.own as AzureModel;
