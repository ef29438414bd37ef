// The packed library as its users meet it: installed into an empty project with the AWS and Kubernetes providers alone.
// usage: consumer-check.mjs TARBALL DIRECTORY
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const [, , tarball, directory] = process.argv;
const repository = resolve(import.meta.dirname, "..");
const { packages: locked } = JSON.parse(readFileSync(join(repository, "package-lock.json"), "utf8"));
const PACKAGES = ["cdktf", "constructs", "@cdktf/provider-aws", "@cdktf/provider-kubernetes", "typescript", "@types/node"];

function run(command, ...args) {
  execFileSync(command, args, { cwd: directory, stdio: "inherit" });
}

function write(name, content) {
  writeFileSync(join(directory, name), typeof content === "string" ? content : JSON.stringify(content));
}

function install() {
  mkdirSync(directory, { recursive: true });
  const dependencies = PACKAGES.map((name) => [name, locked[`node_modules/${name}`].version]);
  write("package.json", {
    private: true,
    dependencies: { ...Object.fromEntries(dependencies), "cdktf-workload-identity": `file:${resolve(tarball)}` },
  });
  run("npm", "install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error");
}

/** With `skipLibCheck` off, so that our declarations are checked too. */
function compile(module, moduleResolution) {
  const name = `tsconfig.${moduleResolution}.json`;
  const options = {
    target: "ES2022",
    lib: ["ES2022"],
    strict: true,
    skipLibCheck: false,
    types: ["node"],
    outDir: moduleResolution,
  };
  write(name, { compilerOptions: { ...options, module, moduleResolution }, files: ["main.ts", "prove.ts"] });
  run("npx", "tsc", "-p", name);
}

function checkTrust() {
  const stacks = join(directory, "cdktf.out", "stacks");
  const [stack] = readdirSync(stacks);
  const { resource } = JSON.parse(readFileSync(join(stacks, stack, "cdk.tf.json"), "utf8"));
  const [role] = Object.values(resource.aws_iam_role);
  const [{ Condition }] = JSON.parse(role.assume_role_policy).Statement;
  const claims = Object.keys(Condition.StringEquals).map((key) => key.split(":").pop());
  assert.deepEqual(claims.sort(), ["aud", "sub"]);
}

install();
write(
  "prove.ts",
  `import { readFileSync } from "node:fs";
   import { startLab } from "cdktf-workload-identity/lab";
   import { kubernetesToken, trustMatchers } from "cdktf-workload-identity/testing";
   import { findings, readModel } from "cdktf-workload-identity/verify";
   const model = readModel([{ name: "cdk.tf.json", json: readFileSync(process.argv[2]!, "utf8") }]);
   const well = findings(model).length === 0 && model.identities.length === 1 && typeof startLab === "function";
   if (!well || trustMatchers.toLetIn === undefined || kubernetesToken === undefined) process.exit(1);`,
);
copyFileSync(join(repository, "examples", "one-cloud", "main.ts"), join(directory, "main.ts"));
compile("commonjs", "node10");
compile("node16", "node16");
run("node", "node16/main.js");
checkTrust();
run(
  "node",
  "node16/prove.js",
  join("cdktf.out", "stacks", readdirSync(join(directory, "cdktf.out", "stacks"))[0], "cdk.tf.json"),
);
run("npx", "cdktf-workload-identity", "check");

write(
  "main.mjs",
  `import { FederatedWorkload } from "cdktf-workload-identity";
   import { AwsTrust } from "cdktf-workload-identity/aws";
   if (typeof FederatedWorkload !== "function" || typeof AwsTrust !== "function") process.exit(1);`,
);
run("node", "main.mjs");
console.log(
  "type-checks as node10 and as node16, synthesizes a role that trusts one sub and one aud, finds nothing wrong with it, and imports into ES modules",
);
