import type { Json } from "../json";
import { seenFrom } from "./folder/tree";
import type { Stack } from "./stack";

/**
 * `path.module`, `path.root` and `terraform.workspace`, as far as they are known: Terraform runs in the root's folder.
 * https://developer.hashicorp.com/terraform/language/expressions/references#filesystem-and-workspace-info
 */
export function surrounding(stack: Stack, root: string, name: string): Json | undefined {
  const { module, root: top } = stack;
  if (root === "terraform" && name === "workspace") return stack.reading.options.workspace;
  if (root !== "path" || module === undefined || top.module === undefined) return undefined;
  if (name === "root") return ".";
  return name === "module" ? seenFrom(top.module.folder, module.folder) : undefined;
}
