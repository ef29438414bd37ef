import { CLOUDS } from "./clouds";
import type { Dump } from "./dumps/dump";
import { isDump, withDumps } from "./dumps/with-dumps";
import type { Configuration, Input, ReadOptions } from "./read/configuration";
import { readConfiguration } from "./read/read";

/** All that inputs hold: Terraform, and what the clouds' own command lines print. Never throws. */
export function readInputs(inputs: readonly Input[], options: ReadOptions = {}): Configuration {
  return readConfiguration(withDumps(inputs, dumpsOfAll()), options);
}

/** Whether a file of JSON is such a dump. */
export const isOfAccount = (input: Input): boolean => isDump(input, dumpsOfAll());

const dumpsOfAll = (): Dump[] => CLOUDS.flatMap(({ dumps }) => dumps ?? []);
