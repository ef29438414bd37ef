import { TerraformStack, type TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import { FederationError, type FederationErrorCode } from "./errors";
import { isKnown, stableText } from "./tokens";

/** Who owns what, in each app: the construct that named a thing first, and what it said of it. */
const owners = new WeakMap<IConstruct, Map<string, { readonly owner: IConstruct; readonly as: string }>>();

/**
 * Notes that the construct owns a thing, and returns who owned it before as something else, if anybody did. Sees the whole app, so two
 * trusts or two workloads cannot write the same thing in the cloud without knowing of each other.
 */
export function ownedBefore(owner: IConstruct, thing: string, as: string): IConstruct | undefined {
  const { root } = owner.node;
  const things = owners.get(root) ?? new Map<string, { owner: IConstruct; as: string }>();
  owners.set(root, things);
  const before = things.get(thing);
  if (before === undefined) things.set(thing, { owner, as });
  return before === undefined || before.as === as ? undefined : before.owner;
}

/** Something that a cloud or a cluster keys by name, so that a second owner would write over the first. */
export interface OwnedThing {
  /** What kind of thing: `aws role`. */
  readonly kind: string;
  /** What the cloud tells it from its like by: account or project first, then names. Texts may hold tokens. */
  readonly key: readonly string[];
  /** Whether the cloud ignores letter case. @default - letter case counts */
  readonly ignoresCase?: boolean;
  /** What errors call it: `the role "orders"`. */
  readonly noun: string;
  /** Owners that say the same word here share it. @default - nobody shares it */
  readonly sharedAs?: string;
  /** What a user does about two owners. */
  readonly cure: string;
  /** @default "OWNER_DUPLICATE" */
  readonly code?: FederationErrorCode;
}

/**
 * Claims a thing for a construct.
 *
 * What is unknown until apply is known by its expression, which says the same within one stack alone: things of two stacks that are both
 * unknown are never taken for one.
 *
 * @throws FederationError OWNER_DUPLICATE
 */
export function claim(
  owner: IConstruct,
  { kind, key, ignoresCase, sharedAs, noun, cure, code = "OWNER_DUPLICATE" }: OwnedThing,
): void {
  const stack = key.every((text) => isKnown(text)) ? [] : [`in ${TerraformStack.of(owner).node.path}`];
  const texts = key.map((text) => {
    const stable = stableText(owner, text);
    // Letter case counts in Terraform's expressions.
    return ignoresCase === true && isKnown(text) ? stable.toLowerCase() : stable;
  });
  const before = ownedBefore(owner, JSON.stringify([kind, ...stack, ...texts]), sharedAs ?? owner.node.path);
  if (before === undefined) return;
  throw new FederationError(owner, { code, what: `${noun} is written by ${before.node.path} already`, cure });
}

/**
 * Where a Terraform provider writes, as far as it can be told now: two resources with one answer are in one account, subscription or
 * cluster. The default provider of a stack is a place of its own.
 */
export function placeOfProvider(scope: IConstruct, provider: TerraformProvider | undefined): string {
  // One without an alias is the default of its stack and type, whether it is named or not.
  if (provider?.alias !== undefined) return provider.node.path;
  return `${TerraformStack.of(provider ?? scope).node.path} (default provider)`;
}
