import type { Cloud, CloudModel } from "../cloud";
import type { ModelIdentity } from "../model-identity";
import type { ClientAssertionRequest } from "../request";
import { decideAzure } from "./decide";
import { findAzure } from "./findings";
import { readAzure, type AzureModel } from "./model";

const requestFor = ({ address }: ModelIdentity): ClientAssertionRequest => ({ type: "client_assertion", identity: address });

export const AZURE: Cloud = {
  name: "azure",
  title: "Azure",
  usualAudience: "api://AzureADTokenExchange",
  requestFor,
  read: (configuration): CloudModel => {
    const azure = readAzure(configuration);
    return {
      issuers: azure.issuers,
      identities: azure.identities,
      // The letter case of ids does not count.
      named: (name) => azure.named(name),
      takes: ({ type }) => type === "client_assertion",
      decide: (request, token, now) => decideAzure(azure, request as ClientAssertionRequest, token, now),
      become: (identity, token, now) => decideAzure(azure, requestFor(identity), token, now),
      findings: () => findAzure(azure),
      own: azure,
    };
  },
};

/** What the files say of trust in Azure. */
export const azureOf = ({ clouds }: { readonly clouds: ReadonlyMap<string, CloudModel> }): AzureModel =>
  clouds.get(AZURE.name)?.own as AzureModel;
