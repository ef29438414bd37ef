// The TypeScript that README and the docstrings show, as files that a compiler can be asked about.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";

const ROOT = join(__dirname, "..");
const WORLD = join(__dirname, "docs-world.d.ts");
const WORLD_NAMES = [...readFileSync(WORLD, "utf8").matchAll(/^export declare const (\w+)/gm)].map(([, name]) => name).join(", ");

export interface Snippet {
  /** Where it stands: `README.md:12`. */
  readonly place: string;
  readonly code: string;
}

const lineOf = (text: string, index: number): number => text.slice(0, index).split("\n").length;

/** The `ts` blocks of a Markdown file. */
export function markdownSnippets(name: string): Snippet[] {
  const text = readFileSync(join(ROOT, name), "utf8");
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match) => ({
    place: `${name}:${lineOf(text, match.index).toString()}`,
    code: match[1]!,
  }));
}

/** Those of README and of all guides. */
export function guideSnippets(): Snippet[] {
  const guides = readdirSync(join(ROOT, "docs")).filter((name) => name.endsWith(".md"));
  return ["README.md", ...guides.sort().map((name) => `docs/${name}`)].flatMap(markdownSnippets);
}

/** What stands below each `@example`, up to the next tag or the end of its comment. */
export function exampleSnippets(): Snippet[] {
  const names = readdirSync(join(ROOT, "lib"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  return names.sort().flatMap((name) => {
    const text = readFileSync(join(ROOT, "lib", name), "utf8");
    return [...text.matchAll(/^ *\* @example *\n((?: *\*(?! @)(?!\/).*\n)*)/gm)].map((match) => ({
      place: `lib/${name}:${lineOf(text, match.index).toString()}`,
      code: match[1]!.replace(/^ *\* ?/gm, ""),
    }));
  });
}

/**
 * Its imports, and the rest as the body of a method of a stack: so `this` is what it is in a stack's constructor, and a snippet may await.
 * All else that it takes as given is in docs-world.d.ts.
 */
function asModule({ code }: Snippet): string {
  const imports = /^(?:\s*import [\s\S]*?;[^\n]*\n)*/.exec(code)![0];
  const body = code.slice(imports.length);
  const method = `async function snippet(this: import("cdktf").TerraformStack): Promise<void> {`;
  return `import { ${WORLD_NAMES} } from "./test/docs-world";\n${imports}export ${method}${body}}\n`;
}

const OPTIONS: ts.CompilerOptions = {
  ...ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(ROOT, "tsconfig.json"), (file) => ts.sys.readFile(file)).config,
    ts.sys,
    ROOT,
  ).options,
  noEmit: true,
};

/** What the compiler says of the snippets, a line each: all are one program, because reading the providers' types takes the time. */
export function complaints(snippets: readonly Snippet[]): string[] {
  const files = new Map(snippets.map((snippet, i) => [join(ROOT, `snippet-${i.toString()}.ts`), snippet]));
  const disk = ts.createCompilerHost(OPTIONS);
  const own = (file: string): string | undefined => {
    const snippet = files.get(file);
    return snippet && asModule(snippet);
  };
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (file) => files.has(file) || disk.fileExists(file),
    readFile: (file) => own(file) ?? disk.readFile(file),
    getSourceFile: (file, ...rest) => {
      const text = own(file);
      if (text === undefined) return disk.getSourceFile(file, ...rest);
      return ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
    },
  };
  const program = ts.createProgram([...files.keys(), WORLD], OPTIONS, host);
  const of = (place: string, source: ts.SourceFile): string[] =>
    [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) => `${place} ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
    );
  return [
    ...of("test/docs-world.d.ts", program.getSourceFile(WORLD)!),
    ...[...files].flatMap(([file, { place }]) => of(place, program.getSourceFile(file)!)),
  ];
}
