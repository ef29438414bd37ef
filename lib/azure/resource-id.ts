import { isKnown, literalParts } from "../core/tokens";

/** Of resource ids, the words that stand for a kind, as azurerm writes them. Azure ignores their letter case; azurerm does not. */
const WORDS = new Map(
  [
    "subscriptions",
    "resourceGroups",
    "providers",
    "Microsoft.Authorization",
    "Microsoft.ContainerService",
    "Microsoft.Management",
    "Microsoft.ManagedIdentity",
    "managedClusters",
    "managementGroups",
    "roleDefinitions",
    "userAssignedIdentities",
  ].map((word) => [word.toLowerCase(), word]),
);

/** The places of a resource id where a word stands for a kind: names stand between them. */
const PLACES: readonly (readonly [place: number, words: readonly string[]])[] = [
  [1, ["subscriptions", "providers"]],
  [2, ["microsoft.management"]],
  [3, ["resourcegroups", "providers", "managementgroups"]],
  [5, ["providers"]],
  [6, ["microsoft.authorization", "microsoft.containerservice", "microsoft.managedidentity"]],
  [7, ["managedclusters", "roledefinitions", "userassignedidentities"]],
];

/**
 * A resource id in the one form that azurerm reads and Azure hands back: letter case of the words that stand for kinds, no slash at its end.
 * Names stay as they are, and so does what is unknown until apply. A changed scope is replaced at every apply otherwise.
 */
export function canonicalId(id: string): string {
  if (!id.startsWith("/") || id === "/") return id;
  const segments = id.replace(/\/+$/, "").split("/");
  for (const [place, words] of PLACES) {
    const segment = segments[place]?.toLowerCase();
    if (segment !== undefined && words.includes(segment)) segments[place] = WORDS.get(segment) ?? segment;
  }
  return segments.join("/");
}

/** The id as Azure compares ids. What is unknown until apply keeps its letter case, which counts in an expression. */
export function comparedId(id: string): string {
  const canonical = canonicalId(id);
  return isKnown(canonical) ? canonical.toLowerCase() : canonical;
}

/** The subscription of an id, where the id says so: known, or a token. */
export function subscriptionOf(id: string): string | undefined {
  const [, kind, subscription] = canonicalId(id).split("/");
  return kind === "subscriptions" ? subscription : undefined;
}

/** Whether what is known of a text that is unknown in part leaves it possible that it is an id of one of these forms, `*` standing for a name. */
export function couldBe(text: string, forms: readonly string[]): boolean {
  const parts = literalParts(text);
  const [first = "", last = ""] = [parts[0], parts.at(-1)];
  return forms.some((form) => {
    const wanted = form.toLowerCase().split("/");
    return (!text.startsWith(first) || fits(first, wanted)) && (!text.endsWith(last) || fits(last, wanted, true));
  });
}

/** Whether the segments of a text agree with a form's, from its start or from its end; the one that a token goes on may be cut. */
function fits(part: string, wanted: readonly string[], fromEnd = false): boolean {
  const [ours, theirs] = [part.toLowerCase().split("/"), [...wanted]];
  if (fromEnd) {
    ours.reverse();
    theirs.reverse();
  }
  return ours.every((segment, index) => {
    const want = theirs[index];
    if (want === undefined) return false;
    const isCut = index === ours.length - 1;
    if (want === "*") return isCut || segment !== "";
    if (!isCut) return segment === want;
    return fromEnd ? want.endsWith(segment) : want.startsWith(segment);
  });
}
