import type { Configuration, Problem, ProviderBlock, ReadOptions, Resource } from "./configuration";

/** A configuration that finds its resources by index. */
export function indexed(
  resources: readonly Resource[],
  providers: readonly ProviderBlock[],
  problems: readonly Problem[],
  options: ReadOptions,
): Configuration {
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
    problems,
    options,
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
