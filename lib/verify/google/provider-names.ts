import { namesOfLabel } from "../issuer-names";
import { textOf } from "../json";
import type { GoogleModel } from "./google-model";

/** What a provider and its pool call the issuer: their display names; without any, the provider's address says it. */
export function providerNames({ configuration, indexes }: GoogleModel, address: string): string[] {
  const pool = indexes.providersById.get(address)?.[0]?.pool.address ?? "";
  const shown = [address, pool].flatMap((each) => textOf(configuration.at(each)?.values["display_name"]) ?? []);
  return shown.length === 0 ? namesOfLabel({ address }) : shown;
}
