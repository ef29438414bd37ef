import { CLOUDS } from "./clouds";
import type { Model } from "./model";
import type { ModelIdentity } from "./model-identity";
import type { Input, ReadOptions } from "./read/configuration";
import { readInputs } from "./read-inputs";

/**
 * Reads Terraform and says who trusts whom: JSON as cdktf synthesizes it, of one or many stacks, or `terraform show -json` of a plan or a
 * state; or what stands in the cloud, as its own command line prints it (`aws iam get-account-authorization-details`…): the dumps of one
 * folder are read together. Never throws: what cannot be read is in `configuration.problems`, with its file and address; what Terraform learns at apply
 * stays unknown, and decisions that depend on it are `undetermined`.
 *
 * @example
 * import { readModel } from "cdktf-workload-identity/verify";
 * import { readFileSync } from "node:fs";
 * const model = readModel([{ name: "cdk.tf.json", json: readFileSync("cdktf.out/stacks/orders/cdk.tf.json", "utf8") }]);
 */
export function readModel(inputs: readonly Input[], options: ReadOptions = {}): Model {
  const configuration = readInputs(inputs, options);
  const clouds = new Map(CLOUDS.map((cloud) => [cloud.name, cloud.read(configuration)]));
  const parts = [...clouds.values()];
  const identities = parts.flatMap((part) => part.identities);
  const byName = new Map<string, ModelIdentity[]>();
  for (const identity of identities) {
    for (const name of new Set([identity.address, ...identity.names])) {
      const namesakes = byName.get(name);
      if (namesakes === undefined) byName.set(name, [identity]);
      else namesakes.push(identity);
    }
  }
  return {
    configuration,
    clouds,
    issuers: parts.flatMap(({ issuers }) => issuers),
    identities,
    named: (name) => byName.get(name) ?? parts.flatMap((part) => part.named?.(name) ?? []),
  };
}
