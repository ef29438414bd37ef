import type { Configuration } from "../read/configuration";
import { withoutStack } from "./match";

/** Whether Terraform lets go of an address without destroying it: what stood there is in the cloud as it was. */
export function forgottenIn({ forgotten }: Configuration): (address: string) => boolean {
  if (forgotten.length === 0) return () => false;
  const roots = new Set(forgotten.map(({ address }) => withoutStack(address)));
  return (address) => {
    const own = withoutStack(address);
    return prefixesOf(own).some((prefix) => roots.has(prefix));
  };
}

/** The address itself, and what it may be an instance of or stand in: a block, a module. */
function prefixesOf(address: string): string[] {
  const ends = [...address.matchAll(/[.[]/g)].map(({ index }) => index);
  return [address, ...ends.map((end) => address.slice(0, end))];
}
