import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Model, readModel, testText, whoCan } from "../../../lib/verify";
import { readFolder } from "../../../lib/verify/folder";
import { missingTools, providerMirror } from "../tools";

const missing = missingTools().filter((what) => !what.includes("moto"));
const itPlans = missing.length === 0 ? it : it.skip;
const REPOSITORY = join(__dirname, "repository");

/** What `terraform show -json` prints of a plan of a folder. */
function planOf(folder: string, workspace: string): string {
  const configuration = join(folder, "terraform.rc");
  const path = JSON.stringify(providerMirror()?.path);
  writeFileSync(configuration, `provider_installation {\n  filesystem_mirror {\n    path = ${path}\n  }\n}\n`);
  const env = {
    ...{ PATH: process.env["PATH"], HOME: folder, TF_CLI_CONFIG_FILE: configuration, CHECKPOINT_DISABLE: "1" },
    ...{ AWS_EC2_METADATA_DISABLED: "true", TF_WORKSPACE: workspace },
  };
  const terraform = (...args: string[]): string =>
    execFileSync("terraform", args, { cwd: folder, env, encoding: "utf8", maxBuffer: 2 ** 27, timeout: 240_000 });
  terraform("init", "-input=false");
  terraform("plan", "-input=false", "-out=plan");
  return terraform("show", "-json", "plan");
}

/** The shapes of each role, a line each. Of a plan, its permissions are unknown before apply. */
const trusts = (model: Model): Record<string, unknown> =>
  Object.fromEntries(
    model.identities.map((identity) => {
      const shapes = whoCan(model, identity.address).flatMap((who) => who.shapes);
      const lines = shapes.map(({ tests, unknown }) => [...tests.map(testText), ...unknown].join(", "));
      return [identity.address, { names: identity.names, shapes: lines.sort() }];
    }),
  );

describe(`a repository of HCL${missing.length === 0 ? "" : `: skipped, ${missing.join("; ")}`}`, () => {
  itPlans(
    "is the same read as it lies and as Terraform plans it",
    () => {
      const folder = join(mkdtempSync(join(tmpdir(), "hcl-")), "repository");
      cpSync(REPOSITORY, folder, { recursive: true });
      mkdirSync(join(folder, ".git"));
      const own = readFolder(join(folder, "envs/prod"), { environment: {} });
      expect(own.configuration.problems).toEqual([]);
      const plan = readModel([{ name: "plan.json", json: planOf(join(folder, "envs/prod"), "default") }]);
      const managed = (model: Model): string[] =>
        model.configuration.resources
          .filter(({ mode }) => mode === "managed")
          .map(({ address }) => address)
          .sort();
      expect(managed(own)).toEqual(managed(plan));
      expect(trusts(own)).toEqual(trusts(plan));
      for (const { address, mode, values } of plan.configuration.resources) {
        if (mode !== "managed") continue;
        const ours = own.configuration.at(address)?.values ?? {};
        for (const name of ["name", "path", "assume_role_policy", "policy", "url", "policy_arn"]) {
          if (values[name] === undefined || values[name] === null || ours[name] === undefined) continue;
          expect([address, name, normal(ours[name])]).toEqual([address, name, normal(values[name])]);
        }
      }
    },
    300_000,
  );
});

/** JSON as a value: providers write it in another order. */
function normal(value: unknown): unknown {
  try {
    return JSON.parse(String(value)) as unknown;
  } catch {
    return value;
  }
}
