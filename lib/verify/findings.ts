import { CLOUDS } from "./clouds";
import type { Finding } from "./finding";
import { findStaticKeys } from "./keys/static-keys";
import type { Model } from "./model";

const SEVERITIES = ["error", "warning", "note"];

/** All that is over-broad, broken, or would be refused at apply; the worst first, then by place. */
export function findings(model: Model): Finding[] {
  // What exists elsewhere is not for these files to mend.
  const elsewhere = new Set(model.configuration.resources.filter(({ adopted }) => adopted === true).map(({ place }) => place));
  const catalogues = CLOUDS.flatMap(({ keys }) => keys ?? []);
  const found = [
    ...[...model.clouds.values()].flatMap((part) => part.findings(model)),
    ...findStaticKeys(model.configuration, catalogues),
  ].filter(({ place }) => !elsewhere.has(place));
  const key = ({ severity, place, id, what }: Finding): string =>
    [SEVERITIES.indexOf(severity), place.file, place.address, id, what].join("\n");
  return once(found).sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** What is found alike at one line, by the same address in several roots, is one finding. */
function once(found: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return found.filter(({ id, what, place: { file, line, column, address } }) => {
    const key = [id, file, line, column, address, what].join("\n");
    const isNew = line === undefined || !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
