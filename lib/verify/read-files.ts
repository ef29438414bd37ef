import type { Model } from "./model";
import type { ReadOptions } from "./read/configuration";
import { inputsAmong } from "./read/folder/inputs";
import { treeOf } from "./read/folder/tree";
import { readModel } from "./read-model";

/** What files of Terraform do not say by themselves. */
export interface ReadFilesOptions extends ReadOptions {
  /**
   * Files of values for variables, as `terraform plan -var-file` takes them: later ones win, and `variables` over all.
   * @default - what Terraform reads by itself: `terraform.tfvars`, `*.auto.tfvars`, the same in JSON
   */
  readonly variableFiles?: readonly string[];
  /** The environment, of which `TF_VAR_…` counts. Files win. @default - nothing */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads files of Terraform, by their paths: HCL and JSON, all that Terraform would read of each folder, with override files and files of values.
 * Each folder that no other one calls is a root; the modules that it calls are read from their folders, also from those that `terraform get` put
 * into `.terraform/modules`. Never throws, as {@link readModel}.
 *
 * @example
 * import { readFiles } from "cdktf-workload-identity/verify";
 * const model = readFiles({ "main.tf": 'resource "aws_iam_role" "orders" { name = "orders" }' });
 */
export function readFiles(files: Readonly<Record<string, string>>, options: ReadFilesOptions = {}): Model {
  const { variableFiles = [], environment = {}, ...others } = options;
  return readModel(inputsAmong(treeOf(files), Object.keys(files), { valuesFiles: variableFiles, environment }), others);
}
