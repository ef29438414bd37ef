// All entry points and providers, as each supported TypeScript sees them.
import { asLocked, repository } from "./project.mjs";
import { asDocumented, checkedWith } from "./supported.mjs";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const PROVIDERS = ["aws", "azuread", "azurerm", "google", "kubernetes"].map((name) => `@cdktf/provider-${name}`);
const major = (version) => Number(version.split(".")[0]);

export function checkTypes(project) {
  const compilers = checkedWith("typescript").map((version) => [`typescript-${version}`, `npm:typescript@${version}`]);
  const peers = asDocumented("cdktf", "constructs", ...PROVIDERS);
  project.install({ ...peers, ...asLocked("@types/node", "@types/jest", "@jest/globals"), ...Object.fromEntries(compilers) });
  const { exports } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
  const entries = Object.keys(exports).filter((entry) => !entry.endsWith(".json"));
  const imports = entries.map((entry, i) => `import * as entry${i} from "cdktf-workload-identity${entry.slice(1)}";`);
  project.write("entries.ts", [...imports, `console.log([${entries.map((_, i) => `entry${i}`).join(", ")}].length);`].join("\n"));
  project.copyExample("three-clouds");
  for (const [compiler] of compilers) {
    const version = compiler.split("-")[1];
    const files = ["main.ts", "entries.ts"];
    project.compile(files, { compiler, noEmit: true });
    project.compile(files, { compiler, module: "preserve", moduleResolution: "bundler", noEmit: true });
    // TypeScript 6 wants to be told that this is on its way out, and 7 has left it.
    if (major(version) < 7) {
      const silence = major(version) === 6 ? { ignoreDeprecations: "6.0" } : {};
      project.compile(files, { compiler, module: "commonjs", moduleResolution: "node10", noEmit: true, ...silence });
    }
    console.log(`types: TypeScript ${version}`);
  }
}
