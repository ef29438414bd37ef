import { holesIn, isKnown } from "../text";
import type { KeyCatalogue, KeyResource, SecretText } from "./key-catalogue";

/** What a text holds, and the cloud's catalogue that knows it. */
export interface FoundSecret extends SecretText {
  readonly catalogue: KeyCatalogue;
}

/** Longer texts are looked at this far. */
const LONGEST = 200_000;

/** The key of a cloud that a text holds under this name, if it does: because it reads a key's resource, by its own form, or by its name. */
export function secretIn(name: string, text: string, catalogues: readonly KeyCatalogue[]): FoundSecret | undefined {
  if (text === "") return undefined;
  const looked = text.slice(0, LONGEST);
  return (
    readSecret(looked, catalogues) ??
    spelledSecret(looked, catalogues) ??
    encodedSecret(looked, catalogues) ??
    namedSecret(name, looked, catalogues)
  );
}

function readSecret(text: string, catalogues: readonly KeyCatalogue[]): FoundSecret | undefined {
  const expressions = isKnown(text) ? [] : holesIn(text);
  return firstOf(catalogues, ({ resources }) => {
    const resource = expressions.map((expression) => keyReadBy(expression, resources)).find((found) => found !== undefined);
    return resource === undefined ? undefined : { key: resource.key, severity: "error" };
  });
}

/** The resource whose secret a Terraform expression reads. */
function keyReadBy(expression: string, resources: KeyCatalogue["resources"]): KeyResource | undefined {
  for (const [, type = "", attribute = ""] of expression.matchAll(
    /(?<![A-Za-z0-9_.-])([a-z]+_[a-z_]+)\.[^.\s]{1,300}\.([a-z0-9_]+)/g,
  )) {
    const resource = Object.hasOwn(resources, type) ? resources[type] : undefined;
    if (resource?.secrets.includes(attribute) === true) return resource;
  }
  return undefined;
}

const spelledSecret = (text: string, catalogues: readonly KeyCatalogue[]): FoundSecret | undefined =>
  firstOf(catalogues, ({ spelled }) => spelled(text));

/** Base64: of a Secret's `data`, and of what google_service_account_key gives. */
function encodedSecret(text: string, catalogues: readonly KeyCatalogue[]): FoundSecret | undefined {
  if (text.length < 16 || !/^[A-Za-z0-9+/_\r\n-]+=*\s*$/.test(text)) return undefined;
  return spelledSecret(Buffer.from(text, "base64").toString("utf8"), catalogues);
}

/** A mask and a path are not keys. */
function namedSecret(name: string, text: string, catalogues: readonly KeyCatalogue[]): FoundSecret | undefined {
  if (/^(\s|\*)*$/.test(text) || /^(\/|\.\/)[^\s]*$/.test(text)) return undefined;
  return firstOf(catalogues, ({ named }) => named(name.slice(-200), text));
}

function firstOf(
  catalogues: readonly KeyCatalogue[],
  find: (catalogue: KeyCatalogue) => SecretText | undefined,
): FoundSecret | undefined {
  for (const catalogue of catalogues) {
    const found = find(catalogue);
    if (found !== undefined) return { ...found, catalogue };
  }
  return undefined;
}
