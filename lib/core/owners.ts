import { TerraformProvider, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { FederationError, type FederationErrorCode } from "./errors";
import { isKnown, stableText, textParts } from "./tokens";

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
  /** What errors call it: `the role "orders"`. A function where it takes work to say. */
  readonly noun: string | (() => string);
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
  const texts = key.map((text) => stableText(owner, ignoresCase === true ? folded(text) : text));
  const before = ownedBefore(owner, JSON.stringify([kind, ...stack, ...texts]), sharedAs ?? owner.node.path);
  if (before === undefined) return;
  throw new FederationError(owner, {
    code,
    what: `${typeof noun === "string" ? noun : noun()} is written by ${before.node.path} already`,
    cure,
  });
}

/** Without letter case, which counts in Terraform's expressions alone. */
function folded(text: string): string {
  return textParts(text)
    .map((part) => (part.isToken ? part.text : part.text.toLowerCase()))
    .join("");
}

/** The default provider of each stack by its type, as it was when it was first asked for. */
const defaults = new WeakMap<TerraformStack, Map<string, TerraformProvider | undefined>>();

/**
 * The provider of a type, such as `aws`, that a resource of the scope is written through: the one that is given, or its stack's without an
 * alias. Undefined where the stack has none: Terraform then takes it from its surroundings.
 */
export function providerInUse(
  scope: IConstruct,
  provider: TerraformProvider | undefined,
  type: string,
): TerraformProvider | undefined {
  if (provider !== undefined) return provider;
  const stack = TerraformStack.of(scope);
  const byType = defaults.get(stack) ?? new Map<string, TerraformProvider | undefined>();
  defaults.set(stack, byType);
  if (!byType.has(type)) {
    const found = stack.node.findAll().find((construct): construct is TerraformProvider => {
      return TerraformProvider.isTerraformProvider(construct) && isDefault(construct, type);
    });
    byType.set(type, found);
  }
  return byType.get(type);
}

/**
 * Where a Terraform provider writes, as far as it can be told now: two resources with one answer are in one account, subscription or
 * cluster. The default provider of a stack, the one without an alias, is one place, whether it is named or not.
 */
export function placeOfProvider(scope: IConstruct, provider: TerraformProvider | undefined, type: string): string {
  if (provider !== undefined && !isDefault(provider, type)) return provider.node.path;
  return `${TerraformStack.of(provider ?? scope).node.path} (default provider)`;
}

function isDefault({ terraformResourceType, alias }: TerraformProvider, type: string): boolean {
  return alias === undefined && terraformResourceType === type;
}
