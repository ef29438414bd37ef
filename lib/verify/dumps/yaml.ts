import type * as Library from "yaml";
import type { Problem } from "../read/configuration";

/** Larger files are not manifests that people write or tools make. */
const MOST_CHARACTERS = 20_000_000;

/** The documents of a file of YAML. Those that cannot be read are problems. Aliases that would multiply are refused by the parser. */
export function documentsOf(name: string, text: string, problems: Problem[]): unknown[] {
  const problem = (what: string, cure: string, line = 1): void => {
    problems.push({ place: { file: name, address: "$", line, column: 1 }, what, cure });
  };
  if (text.length > MOST_CHARACTERS) {
    problem("this file of YAML is too large: it is unread", "split it");
    return [];
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when a manifest is read, and not by every command
  const { isCollection, parseAllDocuments, visit } = require("yaml") as typeof Library;
  const line = (offset: number): number => text.slice(0, offset).split("\n").length;
  try {
    return [...parseAllDocuments(text)].flatMap((document) => {
      const [error] = document.errors;
      // `{{ x }}` is a mapping whose key is a mapping to YAML.
      let isTemplate = error !== undefined && text.includes("{{");
      visit(document, { Pair: (_, { key }) => void (isTemplate ||= isCollection(key)) });
      if (isTemplate) problem("this is the template of a Helm chart, which is unread", "give what `helm template` prints");
      else if (error !== undefined) problem(`this is not YAML: ${firstLine(error.message)}`, "correct it", line(error.pos[0]));
      else return [document.toJS({ maxAliasCount: 100 }) as unknown];
      return [];
    });
  } catch (thrown) {
    const why = firstLine(thrown instanceof Error ? thrown.message : "");
    problem(`this YAML is unread: ${why}`, "write it without aliases, and not as deep");
    return [];
  }
}

const firstLine = (text: string): string => text.split("\n", 1)[0]?.slice(0, 200) ?? "";
