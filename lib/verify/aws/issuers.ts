import { listOf } from "../json";
import { type Configuration, ignoresChangesOf, type Resource } from "../read/configuration";
import { withoutScheme } from "../read/without-scheme";
import { hole, holesIn, isKnown } from "../text";
import type { TrustedIssuer } from "../trusted-issuer";
import type { Account, Accounts } from "./accounts";
import { claimKeysOf, type ClaimKeys } from "./claim-keys";
import { issuerUrlOf } from "./hosts";

/** An IAM OIDC provider of an account. */
export interface AwsIssuer extends TrustedIssuer {
  readonly cloud: "aws";
  readonly account: Account;
  /** The URL without `https://`: the end of its ARN, and the prefix of its condition keys. */
  readonly hostAndPath: string;
  readonly keys: ClaimKeys;
  /** Whether {@link audiences} are all that it takes; not, if the files do not say. */
  readonly audiencesKnown: boolean;
  readonly resource: Resource;
}

/** Reads the OIDC providers that the files create or look up, or say to exist. */
export function readIssuers(configuration: Configuration, accounts: Accounts): AwsIssuer[] {
  return configuration.ofType("aws_iam_openid_connect_provider").map((resource) => {
    const url = urlOf(resource);
    const hostAndPath = withoutScheme(url);
    const { clientIds, known } = clientIdsOf(resource);
    return {
      cloud: "aws",
      address: resource.address,
      url,
      audiences: clientIds,
      place: resource.place,
      account: accounts(resource),
      hostAndPath,
      keys: claimKeysOf(hostAndPath),
      audiencesKnown: known,
      resource,
    };
  });
}

function urlOf({ values, address }: Resource): string {
  const { url, arn } = values;
  if (typeof url === "string" && url !== "") return issuerUrlOf(url);
  const host = typeof arn === "string" ? /:oidc-provider\/(.+)$/s.exec(arn)?.[1] : undefined;
  return host === undefined ? hole(`${address}.url`) : issuerUrlOf(host);
}

function clientIdsOf(resource: Resource): { readonly clientIds: string[]; readonly known: boolean } {
  const value = resource.values["client_id_list"];
  const clientIds = listOf(value).filter((id): id is string => typeof id === "string");
  if (ignoresChangesOf(resource, "client_id_list")) return { clientIds: [], known: false };
  // A lone hole is the list itself; a missing one stands in a data source that was not read yet.
  if (value === undefined || (typeof value === "string" && !isKnown(value))) return { clientIds: [], known: false };
  // A list of something else says nothing of what it takes.
  return clientIds.length === listOf(value).length ? { clientIds, known: true } : { clientIds: [], known: false };
}

/** Whether a federated principal that is an expression reads this provider's ARN. Nothing, if it reads something else. */
export function providerReadBy(text: string, configuration: Configuration): Resource | undefined {
  const [expression = ""] = holesIn(text);
  if (text !== hole(expression) || !/\.(arn|id)$/.test(expression)) return undefined;
  const source = configuration.at(expression);
  return source?.type === "aws_iam_openid_connect_provider" ? source : undefined;
}
