import type { IConstruct } from "constructs";
import type { ModelIdentity } from "../verify/model-identity";
import { show } from "../verify/text";
import { construct, pathsOf } from "./construct-paths";
import type { Trust } from "./trust";

/**
 * What names an identity: its address (`aws_iam_role.orders`), its construct path (`app/orders/aws`), what the cloud calls it (an ARN, a
 * name, an e-mail address), the construct itself, or a `FederatedWorkload` or `FederatedPipeline` for all of its identities.
 */
export type IdentityName = string | IConstruct | ModelIdentity | readonly IdentityName[];

/** One thing that a test names. It may be several in the cloud: the shards of an identity, the members of a principal. */
export interface Target {
  readonly name: string;
  readonly identities: readonly ModelIdentity[];
}

/**
 * Everything that a name stands for.
 *
 * @throws Error if it stands for nothing, because a test of nothing would pass
 */
export function targetsOf(trust: Trust, name: IdentityName): Target[] {
  if (isSeveral(name)) return name.flatMap((each) => targetsOf(trust, each));
  if (typeof name === "string") return byText(trust, name);
  if (!isConstruct(name)) return [{ name: show(name.address), identities: [name] }];
  const { identities } = name as { identities?: unknown };
  if (typeof identities === "object" && identities !== null && !Array.isArray(identities)) {
    return Object.values(identities as Record<string, IConstruct>).flatMap((each) => targetsOf(trust, each));
  }
  const found = byConstruct(trust, name);
  if (found.length === 0) throw unknownName(trust, name.node.path);
  // An identity of the library counts as one, whatever it is made of; another construct stands for all that is in it.
  return typeof (name as { settingsOn?: unknown }).settingsOn === "function"
    ? [{ name: name.node.path, identities: found }]
    : found.map(single);
}

const isSeveral = (name: IdentityName): name is readonly IdentityName[] => Array.isArray(name);
const isConstruct = (value: object): value is IConstruct => "node" in value;
const single = (identity: ModelIdentity): Target => ({ name: show(identity.address), identities: [identity] });

function byText(trust: Trust, name: string): Target[] {
  const named = trust.model.named(name);
  const found = named.length > 0 ? named : construct(trust, name);
  if (found.length === 0) throw unknownName(trust, name);
  return found.map(single);
}

function byConstruct(trust: Trust, { node, ...fields }: IConstruct): readonly ModelIdentity[] {
  const inside = construct(trust, node.path);
  if (inside.length > 0) return inside;
  // What exists already is created nowhere, so it is found by what the cloud calls it.
  const { arn, email, clientId, id, members } = fields as Partial<Record<string, unknown>>;
  const names = [arn, email, clientId, id, ...(Array.isArray(members) ? (members as unknown[]) : [])];
  return [...new Set(names.flatMap((text) => (typeof text === "string" ? trust.model.named(text) : [])))];
}

function unknownName(trust: Trust, name: string): Error {
  const paths = pathsOf(trust);
  const known = trust.model.identities.map((identity) => {
    const path = paths.get(identity);
    return `  ${show(identity.address)}${path === undefined ? "" : ` (${path})`}`;
  });
  const shown = known.length > 20 ? [...known.slice(0, 20), `  and ${known.length - 20} more`] : known;
  const list = known.length === 0 ? "It holds no identities." : `There are:\n${shown.join("\n")}`;
  return new Error(`no identity is called ${JSON.stringify(name)}, so the test would test nothing. ${list}`);
}
