import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";

/** Inside the package, where dependencies resolve; ignored by git. Its own build of the sources, so that dist/ may be older. */
const SCRATCH = path.join(__dirname, "..", "cdktf.out", "bench-verify");

/** Compiles the library and the programs, and gives the folder of the programs. */
export function compiledPrograms(): string {
  const programs = path.join(SCRATCH, "bench", "programs");
  compile(path.join(__dirname, "..", "lib"), path.join(SCRATCH, "lib"));
  compile(path.join(__dirname, "programs"), programs);
  return programs;
}

function compile(from: string, to: string): void {
  const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true };
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".ts")) continue;
    const source = path.join(entry.parentPath, entry.name);
    const target = path.join(to, path.relative(from, source).replace(/\.ts$/, ".js"));
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, transpileModule(readFileSync(source, "utf8"), { compilerOptions }).outputText);
  }
}
