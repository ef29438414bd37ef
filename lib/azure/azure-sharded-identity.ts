import { Construct } from "constructs";
import type { ICluster } from "../core/cluster";
import { checkValues } from "../core/check-values";
import { derivedNameOf } from "../core/derived-name";
import { FederationError, quoted } from "../core/errors";
import type { Identity, IdentityRequest, TokenSource } from "../core/identity";
import type { IdentitySettings, TokenOptions } from "../core/identity-settings";
import { nearMiss, type Issuer } from "../core/issuer";
import type { JobSettings } from "../core/job-settings";
import { checkSources } from "../core/sources";
import { stableText } from "../core/tokens";
import { AzureManagedIdentity, type CommonManagedIdentityOptions } from "./azure-managed-identity";
import { AZURE_SHARDED_IDENTITY_PROPS } from "./identity-values";
import { checkSharding, checkShardSizes, spread } from "./shards";
import type { AzureTenant } from "./tenant";

/** What a user may say of an identity that is spread over several managed identities. */
export interface AzureShardedIdentityOptions extends CommonManagedIdentityOptions {
  /**
   * How many managed identities the issuers are spread over. Choose once, about one for each ten clusters that there may ever be:
   * another number moves most issuers to another client id. 1 to 1,000.
   */
  readonly shards: number;
  /** The shard (from 0) of single issuers, by the issuer's name. Moves those alone. @default - a hash of the name decides */
  readonly pins?: Readonly<Record<string, number>>;
  /**
   * Each managed identity is called this, `-` and the number of its shard. Up to 120 letters, digits, `-` and `_`.
   * @default - derived from the construct path, with a stable hash
   */
  readonly namePrefix?: string;
}

/** An identity over several managed identities, the trust that it belongs to, and who may become it. */
export interface AzureShardedIdentityProps extends AzureShardedIdentityOptions {
  readonly trust: AzureTenant;
  readonly sources: readonly TokenSource[];
}

export function requestShardedIdentity(
  trust: AzureTenant,
  options: AzureShardedIdentityOptions,
): IdentityRequest<AzureShardedIdentity> {
  return { federate: (scope, id, sources) => new AzureShardedIdentity(scope, id, { ...options, trust, sources }) };
}

/** Leaves room for a dash and the number of a shard in the 128 characters that Azure takes. */
const PREFIX = { maxLength: 120 };

/**
 * One identity over several user-assigned managed identities (shards), for workloads on more clusters than one can hold: Azure
 * takes 20 federated credentials a managed identity.
 *
 * Which shard an issuer belongs to is decided by its name alone, so adding a cluster never moves another. Pods of one cluster all
 * become the same shard. Every shard gets all the roles; a shard without issuers is not created.
 * https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
 *
 * @throws FederationError AZURE_NAME_INVALID, CLAIM_UNSUPPORTED, CLUSTER_PROVIDER_FOREIGN, CREDENTIAL_LIMIT, FIELD_TOO_LONG,
 * ISSUER_DUPLICATE, OWNER_DUPLICATE, ROLE_ASSIGNMENT_INVALID, SHARDS_INVALID, SHARED_ISSUER_TOO_WIDE, SUBJECT_PATTERN_UNSUPPORTED, TAG_INVALID, VALUE_MISSING
 * @example
 * const roleAssignments = [{ roleDefinitionName: "Reader", scope: group.id }];
 * const identities = { azure: azure.shardedIdentity({ shards: 4, roleAssignments }) };
 */
export class AzureShardedIdentity extends Construct implements Identity {
  /** The managed identities that were created, by the number of their shard. */
  readonly identities: readonly AzureManagedIdentity[];
  /** By the issuer's URL, or its expression: two reads of one attribute are two tokens and one issuer. */
  private readonly byIssuer: ReadonlyMap<string, AzureManagedIdentity>;

  constructor(scope: Construct, id: string, props: AzureShardedIdentityProps) {
    super(scope, id);
    const { path } = this.node;
    checkValues(path, "the sharded identity", AZURE_SHARDED_IDENTITY_PROPS, props);
    const { sources, shards, pins = {}, namePrefix, ...common } = props;
    checkSharding(path, { shards, pins });
    checkSources(this, sources);
    const byShard = spread(sources, { shards, pins });
    checkShardSizes(path, byShard, { shards, pins });

    const prefix = namePrefix ?? derivedNameOf(this, sources[0]?.subject, PREFIX);
    const built = [...byShard].map(([shard, members]) => {
      const name = `${prefix}-${shard}`;
      return [members, new AzureManagedIdentity(this, `shard-${shard}`, { ...common, name, sources: members })] as const;
    });
    this.identities = built.map(([, identity]) => identity);
    this.byIssuer = new Map(
      built.flatMap(([members, identity]) => members.map(({ issuer }) => [stableText(this, issuer.url), identity] as const)),
    );
  }

  /**
   * The client id that tokens of this issuer become.
   * @throws FederationError ISSUER_NOT_TRUSTED
   */
  clientIdOf(issuer: Issuer): string {
    return this.identityOf(issuer).clientId;
  }

  settingsOn(cluster: ICluster, tokens?: TokenOptions): IdentitySettings {
    return this.identityOf(cluster.issuer).settingsOn(cluster, tokens);
  }

  jobSettings(issuer: Issuer): JobSettings {
    return this.identityOf(issuer).jobSettings(issuer);
  }

  /**
   * The managed identity that tokens of this issuer become, such as to import it.
   * @throws FederationError ISSUER_NOT_TRUSTED
   */
  identityOf(issuer: Issuer): AzureManagedIdentity {
    const url = stableText(this, issuer.url);
    const identity = this.byIssuer.get(url);
    if (identity !== undefined) return identity;
    const near = nearMiss(url, [...this.byIssuer.keys()]);
    throw new FederationError(this, {
      code: "ISSUER_NOT_TRUSTED",
      what: `the issuer ${quoted(issuer.name)} (${url}) is in none of the shards${near === undefined ? "" : ` (${near})`}`,
      cure: "ask for an issuer that may become this identity, or add its cluster to the workload",
    });
  }
}
