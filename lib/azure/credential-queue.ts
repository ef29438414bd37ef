import { TerraformStack, type ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";
import { isKnown, stableText } from "../core/tokens";
import { comparedId } from "./resource-id";

/** The credentials of one managed identity that the whole app writes. */
export interface CredentialQueue {
  /** How many there are: Azure counts them by identity, whoever asked for them. */
  count: number;
  /** What was written last, in each stack. Azure takes one write an identity at a time, and Terraform can order writes in a stack alone. */
  readonly last: Map<TerraformStack, ITerraformDependable>;
}

const queues = new WeakMap<IConstruct, Map<string, CredentialQueue>>();

/**
 * The credentials that the app writes to this managed identity so far, by any workload.
 *
 * Azure ignores the letter case of resource ids. One that is unknown until apply is told apart by its expression, which means
 * something in its own stack alone.
 */
export function credentialQueue(construct: IConstruct, identityId: string): CredentialQueue {
  const { root } = construct.node;
  const byIdentity = queues.get(root) ?? new Map<string, CredentialQueue>();
  queues.set(root, byIdentity);
  const key = isKnown(identityId)
    ? comparedId(identityId)
    : `${TerraformStack.of(construct).node.path} ${stableText(construct, identityId)}`;
  const queue = byIdentity.get(key) ?? { count: 0, last: new Map<TerraformStack, ITerraformDependable>() };
  byIdentity.set(key, queue);
  return queue;
}
