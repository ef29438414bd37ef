import type { Configuration, ProviderBlock, Resource } from "./configuration";

/** Resources that are found by index. */
export function indexed(
  resources: readonly Resource[],
  providers: readonly ProviderBlock[],
): Pick<Configuration, "resources" | "ofType" | "at" | "providers"> {
  const byType = new Map<string, Resource[]>();
  const byAddress = new Map<string, Resource>();
  for (const resource of resources) {
    const namesakes = byType.get(resource.type);
    if (namesakes === undefined) byType.set(resource.type, [resource]);
    else namesakes.push(resource);
    if (!byAddress.has(resource.address)) byAddress.set(resource.address, resource);
  }
  return {
    resources,
    ofType: (type) => byType.get(type) ?? [],
    at: (address) => longestPrefix(address, byAddress),
    providers: new Map(providers.map((provider) => [provider.key, provider])),
  };
}

/** The address, or what it is an attribute of. */
function longestPrefix(address: string, byAddress: ReadonlyMap<string, Resource>): Resource | undefined {
  if (address.length > 10_000) return undefined;
  for (let end = address.length; end > 0; end = address.lastIndexOf(".", end - 1)) {
    const found = byAddress.get(address.slice(0, end));
    if (found !== undefined) return found;
  }
  return undefined;
}
