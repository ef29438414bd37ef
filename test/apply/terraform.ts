import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { ProviderMirror } from "./tools";

/** Where Terraform finds the clouds. */
export interface Endpoints {
  readonly aws: string;
  /** For EKS alone. */
  readonly eks: string;
}

/** A synthesized stack as a module of the workspace. */
export interface Module {
  readonly name: string;
  /** Below the workspace's directory. */
  readonly directory: string;
}

interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
}

/** A line of `terraform plan -json` (https://developer.hashicorp.com/terraform/internals/machine-readable-ui), as far as it matters here. */
interface PlanEvent {
  readonly type: string;
  readonly change?: { readonly action: string; readonly resource: { readonly addr: string; readonly module: string } };
  readonly outputs?: Readonly<Record<string, { readonly action?: string }>>;
}

const COMMAND_TIMEOUT = 240_000;
const MAX_OUTPUT = 2 ** 26;

/**
 * Terraform's working directory: all stacks at once, each a module with providers of its own, led to our endpoints. A command a stack
 * would load the provider's schema, which is most of the work, once for each.
 */
export class Workspace {
  private readonly environment: NodeJS.ProcessEnv;

  constructor(
    private readonly directory: string,
    mirror: ProviderMirror,
    endpoints: Endpoints,
    modules: readonly Module[],
  ) {
    const home = join(directory, "home");
    const configuration = join(home, "terraform.rc");
    mkdirSync(home);
    writeFileSync(configuration, cliConfiguration(mirror));
    writeFileSync(join(directory, "main.tf.json"), JSON.stringify(rootModule(directory, modules), undefined, 2));
    // Nothing of the developer's own: a profile, a certificate bundle, a proxy or TF_… would reach the real AWS or break the tests.
    this.environment = {
      PATH: process.env["PATH"],
      TF_CLI_ARGS: "-no-color",
      HOME: home,
      TF_CLI_CONFIG_FILE: configuration,
      TF_IN_AUTOMATION: "1",
      CHECKPOINT_DISABLE: "1",
      // Not in the provider's configuration, where an "endpoints" block costs two seconds of CPU each time that it is checked.
      AWS_ENDPOINT_URL: endpoints.aws,
      AWS_ENDPOINT_URL_EKS: endpoints.eks,
      AWS_EC2_METADATA_DISABLED: "true",
      // The provider's schema is huge: collecting garbage less often saves a quarter of each command's time.
      GOGC: "400",
    };
  }

  async init(): Promise<void> {
    await this.run(["init", "-input=false"]);
  }

  /** What `terraform validate` has to say, warnings included. It fails only on errors. */
  async validate(): Promise<readonly unknown[]> {
    const { stdout } = await this.run(["validate", "-json"], [0, 1]);
    return (JSON.parse(stdout) as { diagnostics: unknown[] }).diagnostics;
  }

  async apply(): Promise<void> {
    await this.run(["apply", "-input=false", "-auto-approve"]);
  }

  /** What a second apply would do in each module: nothing at all if Terraform sees no difference. */
  async pendingChanges(): Promise<(module: string) => readonly string[]> {
    const { exitCode, stdout } = await this.run(["plan", "-input=false", "-json", "-detailed-exitcode"], [0, 2]);
    const lines = stdout.trim().split("\n");
    const changes = lines.flatMap((line) => changesOf(JSON.parse(line) as PlanEvent));
    if (exitCode === 2 && changes.length === 0) throw new Error(`A second apply would change something else:\n${stdout}`);
    return (name) => changes.filter(({ module }) => module === `module.${name}`).map(({ what }) => what);
  }

  /** The outputs of each module, by its name. */
  async outputs(): Promise<Readonly<Record<string, unknown>>> {
    const { stdout } = await this.run(["output", "-json"]);
    const outputs = JSON.parse(stdout) as Record<string, { value: unknown }>;
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  /** Lets resources be: a `destroy` does not reach them then. */
  async forget(addresses: readonly string[]): Promise<void> {
    if (addresses.length > 0) await this.run(["state", "rm", ...addresses]);
  }

  async destroy(): Promise<void> {
    await this.run(["destroy", "-input=false", "-auto-approve"]);
  }

  private run(args: readonly string[], expected: readonly number[] = [0]): Promise<Ended> {
    return new Promise((resolve, reject) => {
      const options = { cwd: this.directory, env: this.environment, timeout: COMMAND_TIMEOUT, maxBuffer: MAX_OUTPUT };
      execFile("terraform", args, options, (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : error.code;
        if (typeof exitCode === "number" && expected.includes(exitCode)) resolve({ exitCode, stdout });
        else reject(new Error(`terraform ${args.join(" ")} ended with ${exitCode ?? "a signal"}\n${stdout}\n${stderr}`));
      });
    });
  }
}

/** The root has one output a module, of the module's name. */
function changesOf({ type, change, outputs = {} }: PlanEvent): { readonly module: string; readonly what: string }[] {
  if (type === "planned_change" && change !== undefined) {
    return [{ module: change.resource.module, what: `${change.action} ${change.resource.addr}` }];
  }
  const changed = Object.entries(outputs).filter(([, { action = "noop" }]) => action !== "noop");
  return changed.map(([name, { action }]) => ({ module: `module.${name}`, what: `${action} outputs` }));
}

function cliConfiguration({ path }: ProviderMirror): string {
  return `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(path)}\n  }\n}\n`;
}

function rootModule(directory: string, modules: readonly Module[]): object {
  return {
    module: Object.fromEntries(modules.map((module) => [module.name, { source: `./${relative(directory, module.directory)}` }])),
    output: Object.fromEntries(modules.map(({ name }) => [name, { value: `\${module.${name}}` }])),
  };
}
