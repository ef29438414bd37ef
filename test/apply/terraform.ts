import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { ProviderMirror } from "./tools";

/** Who Terraform claims to be, and where it finds the clouds. */
export interface Endpoint {
  readonly url: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly sessionToken: string;
}

interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
}

const COMMAND_TIMEOUT = 120_000;

/** A synthesized stack's directory as Terraform's working directory, with the `aws` provider of the mirror, led to our endpoint. */
export class Workspace {
  private readonly environment: NodeJS.ProcessEnv;

  constructor(
    private readonly directory: string,
    mirror: ProviderMirror,
    endpoint: Endpoint,
  ) {
    const home = join(directory, "home");
    const configuration = join(home, "terraform.rc");
    mkdirSync(home);
    writeFileSync(configuration, cliConfiguration(mirror));
    // Terraform merges files of this name into the others, so that cdk.tf.json stays as CDKTF wrote it.
    writeFileSync(join(directory, "test_override.tf.json"), JSON.stringify(override(mirror), undefined, 2));
    // Nothing of the developer's own: a profile, a certificate bundle, a proxy or TF_… would reach the real AWS or break the tests.
    this.environment = {
      PATH: process.env["PATH"],
      HOME: home,
      TF_CLI_CONFIG_FILE: configuration,
      TF_IN_AUTOMATION: "1",
      CHECKPOINT_DISABLE: "1",
      // Not in the provider's configuration, where an "endpoints" block costs two seconds of CPU each time that it is checked.
      AWS_ENDPOINT_URL: endpoint.url,
      AWS_ACCESS_KEY_ID: endpoint.accessKey,
      AWS_SECRET_ACCESS_KEY: endpoint.secretKey,
      AWS_SESSION_TOKEN: endpoint.sessionToken,
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

  /** The plan of a second apply, as a person reads it: empty if Terraform finds nothing to do. */
  async pendingChanges(): Promise<string> {
    const { exitCode, stdout } = await this.run(["plan", "-input=false", "-detailed-exitcode"], [0, 2]);
    return exitCode === 0 ? "" : stdout;
  }

  async outputs(): Promise<Readonly<Record<string, unknown>>> {
    const { stdout } = await this.run(["output", "-json"]);
    const outputs = JSON.parse(stdout) as Record<string, { value: unknown }>;
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  async destroy(): Promise<void> {
    await this.run(["destroy", "-input=false", "-auto-approve"]);
  }

  private run(args: readonly string[], expected: readonly number[] = [0]): Promise<Ended> {
    return inTurn(
      () =>
        new Promise((resolve, reject) => {
          const options = { cwd: this.directory, env: this.environment, timeout: COMMAND_TIMEOUT };
          const [command = "", ...flags] = args;
          execFile("terraform", [command, "-no-color", ...flags], options, (error, stdout, stderr) => {
            const exitCode = error === null ? 0 : error.code;
            if (typeof exitCode === "number" && expected.includes(exitCode)) resolve({ exitCode, stdout });
            else reject(new Error(`terraform ${args.join(" ")} ended with ${exitCode ?? "a signal"}\n${stdout}\n${stderr}`));
          });
        }),
    );
  }
}

function cliConfiguration({ path }: ProviderMirror): string {
  return `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(path)}\n  }\n}\n`;
}

function override({ version }: ProviderMirror): object {
  return {
    terraform: {
      // @cdktf/provider-aws requires the one version that it was generated from; the mirror may hold another.
      required_providers: { aws: { source: "aws", version } },
      // CDKTF would keep the state in the directory from which the tests run.
      backend: { local: { path: "terraform.tfstate" } },
    },
  };
}

let free = availableParallelism();
const waiting: (() => void)[] = [];

/** One command a core: Terraform and its provider keep one busy and take a gigabyte, so that more at once end no sooner. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (free > 0) free--;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) free++;
    else next();
  }
}
