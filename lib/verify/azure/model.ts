import { lazily } from "../lazily";
import type { GrantToUnknown } from "../grant-to-unknown";
import type { Permission } from "../model-identity";
import type { Configuration } from "../read/configuration";
import type { TrustedIssuer } from "../trusted-issuer";
import { type AzureIdentity, nameKey } from "./azure-identity";
import { type AzureBinding, readBindings, shapesOfBindings } from "./bindings";
import type { AzureCredential } from "./credential";
import { grantsToUnknown } from "./grants-to-unknown";
import { grouped } from "./grouped";
import { readGroups } from "./groups";
import { maybeSame } from "./maybe-same";
import { readOtherWays } from "./other-ways";
import { permissionsByPrincipal } from "./permissions";
import { readCredentials } from "./read-credentials";
import { type IdentityDraft, namedByCredential, readIdentities } from "./read-identities";
import { MOST_OTHERS, shapesOf, shapesOfOthers } from "./shapes";

/** What the files say of trust in this cloud. */
export interface AzureModel {
  /** One for each credential. */
  readonly issuers: readonly TrustedIssuer[];
  readonly identities: readonly AzureIdentity[];
  readonly configuration: Configuration;
  /** What is granted to principals that the files do not say. */
  grantsToUnknown(): readonly GrantToUnknown[];
  /** The identities that an address or a name of Azure's stands for, by index; the letter case of ids does not count. */
  named(name: string): readonly AzureIdentity[];
  /** Others that the files name and that may be this one: what only apply knows may name it twice. */
  maybe(identity: AzureIdentity, most?: number): readonly AzureIdentity[];
}

/** Reads the cloud's part of a configuration. Never throws: what cannot be read stays unknown. */
export function readAzure(configuration: Configuration): AzureModel {
  const credentials = readCredentials(configuration);
  const drafts = readIdentities(configuration);
  const byId = new Map<string, { readonly draft: IdentityDraft; readonly credentials: AzureCredential[] }>();
  const entries = drafts.map((draft) => ({ draft, credentials: [] as AzureCredential[] }));
  for (const entry of entries) for (const id of entry.draft.ids) byId.set(nameKey(id), entry);
  for (const credential of credentials) {
    let entry = byId.get(nameKey(credential.parent));
    if (entry === undefined) {
      entry = { draft: namedByCredential(credential), credentials: [] };
      entries.push(entry);
      if (credential.parent !== "") byId.set(nameKey(credential.parent), entry);
    }
    entry.credentials.push(entry.draft.perhaps === true ? { ...credential, perhaps: true } : credential);
  }
  const bindings = grouped(readBindings(configuration), ({ identity }) => nameKey(identity));
  const boundTo = (ids: readonly string[]): AzureBinding[] => ids.flatMap((id) => bindings.get(nameKey(id)) ?? []);
  const direct = permissionsByPrincipal(configuration);
  const groupsOf = readGroups(configuration);
  const granted = (principal: string): readonly Permission[] =>
    [nameKey(principal), ...groupsOf(principal)].flatMap((key) => direct.get(key) ?? []);
  const maybe: AzureModel["maybe"] = (identity, most) => others(identity, most);
  const waysInto = readOtherWays(configuration, (id) => byId.has(nameKey(id)));
  const shared: Shared = { granted, maybe, waysInto };
  const identities = entries.map((entry) => identityOf(entry.draft, entry.credentials, boundTo(entry.draft.ids), shared));
  const others = maybeSame(identities);
  const byName = index(identities);
  return {
    issuers: credentials.map(issuerOf),
    identities,
    configuration,
    grantsToUnknown: () =>
      grantsToUnknown(configuration, direct, new Set(drafts.flatMap((draft) => draft.principals.map(nameKey)))),
    named: (name) => byName.get(nameKey(name)) ?? [],
    maybe,
  };
}

/** What identities look up of the whole model. */
interface Shared {
  readonly granted: (principal: string) => readonly Permission[];
  readonly maybe: AzureModel["maybe"];
  readonly waysInto: ReturnType<typeof readOtherWays>;
}

function identityOf(
  draft: IdentityDraft,
  credentials: readonly AzureCredential[],
  bindings: readonly AzureBinding[],
  { granted, maybe, waysInto }: Shared,
): AzureIdentity {
  const { kind, address, label, ids, otherNames, principals, clientId, resourceName, origin, place, disabled } = draft;
  const read: Omit<AzureIdentity, "shapes" | "otherWays"> = {
    cloud: "azure",
    kind,
    address,
    label,
    names: [...new Set([...ids, ...otherNames])],
    permissions: [...new Set(principals.flatMap(granted))],
    place,
    credentials,
    ...(bindings.length === 0 ? {} : { bindings }),
    ids,
    clientId,
    resourceName,
    origin,
    ...(disabled === undefined ? {} : { disabled }),
  };
  const identity: AzureIdentity = lazily(read, {
    otherWays: () => waysInto(identity, principals),
    shapes: () =>
      disabled === "yes"
        ? []
        : [...shapesOf(credentials, disabled), ...shapesOfBindings(bindings), ...shapesOfOthers(maybe(identity, MOST_OTHERS))],
  });
  return identity;
}

function index(identities: readonly AzureIdentity[]): ReadonlyMap<string, readonly AzureIdentity[]> {
  const named = identities.flatMap((identity) =>
    [...new Set([identity.address, ...identity.names].map(nameKey))].map((key) => ({ key, identity })),
  );
  const byName = grouped(named, ({ key }) => key);
  return new Map([...byName].map(([key, found]) => [key, found.map(({ identity }) => identity)]));
}

function issuerOf({ address, issuer, audiences, place }: AzureCredential): TrustedIssuer {
  return { cloud: "azure", address, url: issuer, audiences, place };
}
