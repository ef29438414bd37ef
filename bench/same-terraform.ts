// Makes sure that the two programs do the same work.
import { isDeepStrictEqual } from "node:util";

type Block = Readonly<Record<string, unknown>>;
interface Terraform {
  readonly provider: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, Block>>>>;
}

/** The library derives these names from the construct path; by hand one makes them up. Their values may differ. */
const DERIVED_NAMES: Readonly<Record<string, string>> = {
  aws_iam_role: "name",
  azurerm_federated_identity_credential: "name",
  azurerm_user_assigned_identity: "name",
  google_service_account: "account_id",
};

/** Throws unless both hold the same resources with the same attributes, whatever their logical ids. Returns how many. */
export function checkSameTerraform(library: unknown, raw: unknown): number {
  const [ours, theirs] = [library as Terraform, raw as Terraform];
  if (!isDeepStrictEqual(ours.provider, theirs.provider)) throw new Error("the two programs configure different providers");
  const [mine, others] = [withoutIds(ours), withoutIds(theirs)];
  const differing = mine.find((text, i) => text !== others[i]);
  if (differing !== undefined || mine.length !== others.length) {
    throw new Error(
      `the two programs write different resources (${mine.length} and ${others.length}), first by the library:\n${differing ?? "-"}\n` +
        `by hand:\n${others.find((text, i) => text !== mine[i]) ?? "-"}`,
    );
  }
  return mine.length;
}

/** Every resource as text, in order, with each reference replaced by the text of the resource that it refers to. */
function withoutIds({ resource }: Terraform): string[] {
  const texts = new Map<string, string>();
  const textOf = (type: string, id: string): string => {
    const address = `${type}.${id}`;
    const known = texts.get(address);
    if (known !== undefined) return known;
    const attributes = { ...resource[type]?.[id], "//": undefined };
    const derived = DERIVED_NAMES[type];
    const named = derived === undefined ? attributes : { ...attributes, [derived]: "(a name)" };
    const text = `${type} ${JSON.stringify(named).replace(
      /([a-z]+_\w+)\.([\w-]+)/g,
      (reference, otherType: string, otherId: string) =>
        resource[otherType]?.[otherId] === undefined ? reference : `<${textOf(otherType, otherId)}>`,
    )}`;
    texts.set(address, text);
    return text;
  };
  return Object.entries(resource)
    .flatMap(([type, blocks]) => Object.keys(blocks).map((id) => textOf(type, id)))
    .sort();
}
