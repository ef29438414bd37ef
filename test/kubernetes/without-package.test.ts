// The kubernetes provider's package is an optional peer: who writes nothing on a cluster does without.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const DIST = resolve(__dirname, "../../dist");

/** What a program prints in which the package cannot be found. */
function run(program: string): unknown {
  const script = `
    const Module = require("node:module");
    const find = Module._resolveFilename;
    Module._resolveFilename = (request, ...rest) => {
      if (!request.startsWith("@cdktf/provider-kubernetes")) return find(request, ...rest);
      throw Object.assign(new Error("Cannot find module '" + request + "'"), { code: "MODULE_NOT_FOUND" });
    };
    const { App, TerraformStack } = require("cdktf");
    const { Cluster, FederatedWorkload, FederationError } = require(${JSON.stringify(join(DIST, "index.js"))});
    const { AwsTrust } = require(${JSON.stringify(join(DIST, "aws/index.js"))});
    const stack = new TerraformStack(new App({ outdir: "/nowhere" }), "world");
    const eu = Cluster.eks(stack, "eu", { issuerUrl: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF" });
    const workload = (serviceAccount) => new FederatedWorkload(stack, "orders", {
      clusters: [eu], namespace: "shop", serviceAccountName: "orders", serviceAccount,
      identities: { aws: new AwsTrust(stack, "aws", { issuers: [eu.issuer] }).role() },
    });
    ${program}
  `;
  // Below the project, where packages are found.
  return JSON.parse(execFileSync(process.execPath, ["-e", script], { encoding: "utf8", cwd: resolve(__dirname, "../..") }));
}

/** Every declaration file that a user's compiler reads from this one on. */
function declarations(file: string, seen = new Map<string, string>()): ReadonlyMap<string, string> {
  if (seen.has(file)) return seen;
  const text = readFileSync(file, "utf8");
  seen.set(file, text);
  for (const [, from] of withoutComments(text).matchAll(/(?:from|import\() ?"(\.[^"]+)"/g)) {
    const base = join(dirname(file), from!);
    declarations(existsSync(`${base}.d.ts`) ? `${base}.d.ts` : join(base, "index.d.ts"), seen);
  }
  return seen;
}

/** Examples in comments import what their readers have. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\//g, "");
}

describe("without the kubernetes provider's package", () => {
  it("a workload is built whose ServiceAccount somebody else makes", () => {
    expect(run(`console.log(JSON.stringify(Object.keys(workload("existing").serviceAccountAnnotations(eu))))`)).toEqual([
      "eks.amazonaws.com/role-arn",
      "eks.amazonaws.com/audience",
    ]);
  });

  it("a workload that writes a ServiceAccount is refused, with what to install", () => {
    const refused = run(`
      try { workload("create"); } catch (error) {
        console.log(JSON.stringify([error instanceof FederationError, error.message]));
      }`);
    expect(refused).toEqual([
      true,
      'world/orders: a workload that writes a ServiceAccount needs the package @cdktf/provider-kubernetes, which is not installed; run "npm install @cdktf/provider-kubernetes", or give serviceAccount: "existing" and identities that need no file in the pod [PROVIDER_PACKAGE_MISSING]',
    ]);
  });

  it("the types of the root are whole", () => {
    const read = declarations(join(DIST, "index.d.ts"));
    expect(read.size).toBeGreaterThan(20);
    const needy = [...read]
      .filter(([, text]) => /(?:from|import\() ?"@cdktf\//.test(withoutComments(text)))
      .map(([file]) => file);
    expect(needy).toEqual([]);
  });
});
