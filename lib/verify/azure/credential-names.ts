import { textOf } from "../json";
import type { Configuration } from "../read/configuration";

/** What a credential calls its issuer. One that is called like who asks names that, and not the issuer. */
export function credentialNames(configuration: Configuration, address: string): string[] {
  const { name, display_name: shown, subject } = configuration.at(address)?.values ?? {};
  const called = textOf(name) ?? textOf(shown) ?? "";
  const [, derived] = /^(.+)-[0-9a-f]{8}$/.exec(called) ?? [];
  if (derived !== undefined) return [derived];
  const asks = /[^:]*$/.exec(textOf(subject) ?? "")?.[0] ?? "";
  return called.includes("/") || (asks !== "" && called.includes(asks)) ? [] : [called];
}
