// An empty project beside the checkout, in which the packed library is installed and used as its users do.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const repository = resolve(import.meta.dirname, "..", "..");
const { packages: locked } = JSON.parse(readFileSync(join(repository, "package-lock.json"), "utf8"));

/** What the checkout itself was tested with: each package by its version in the lockfile. */
export const asLocked = (...names) => Object.fromEntries(names.map((name) => [name, locked[`node_modules/${name}`].version]));

export class Project {
  /** @param tarball the packed library. */
  constructor(directory, tarball) {
    this.directory = directory;
    this.tarball = resolve(tarball);
    mkdirSync(directory, { recursive: true });
  }

  run(command, ...args) {
    execFileSync(command, args, { cwd: this.directory, stdio: "inherit" });
  }

  write(name, content) {
    writeFileSync(join(this.directory, name), typeof content === "string" ? content : JSON.stringify(content));
  }

  copyExample(name) {
    copyFileSync(join(repository, "examples", name, "main.ts"), join(this.directory, "main.ts"));
  }

  /** As strict as npm is: a peer that does not fit is an error. */
  install(dependencies) {
    const all = { ...dependencies, "cdktf-workload-identity": `file:${this.tarball}` };
    this.write("package.json", { private: true, dependencies: all });
    this.run("npm", "install", "--strict-peer-deps", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error");
  }

  /** Type-checks and compiles these files to a folder of the resolution's name; our declarations too (`skipLibCheck` is off). */
  compile(files, { compiler = "typescript", module = "node16", moduleResolution = "node16", ...more } = {}) {
    const name = `tsconfig.${compiler}.${moduleResolution}.json`;
    const options = { target: "ES2022", lib: ["ES2022"], strict: true, skipLibCheck: false, types: ["node"], rootDir: "." };
    const compilerOptions = { ...options, outDir: moduleResolution, module, moduleResolution, ...more };
    this.write(name, { compilerOptions, files });
    this.run("node", join("node_modules", compiler, "bin", "tsc"), "-p", name);
  }

  stacks() {
    return readdirSync(join(this.directory, "cdktf.out", "stacks"));
  }

  /** The Terraform of a stack; of the only one without a name. */
  synthesized(stack = this.stacks()[0]) {
    return JSON.parse(readFileSync(join(this.directory, "cdktf.out", "stacks", stack, "cdk.tf.json"), "utf8"));
  }

  /** The package.json of an installed package. */
  manifest(name) {
    return JSON.parse(readFileSync(join(this.directory, "node_modules", name, "package.json"), "utf8"));
  }

  has(name) {
    return readdirSync(join(this.directory, "node_modules")).includes(name);
  }
}
