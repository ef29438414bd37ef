import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ProviderMirror } from "./tools";

/** What a plan would do to the resources: how many of each. */
export interface PlannedWork {
  readonly imported: number;
  readonly moved: number;
  readonly created: number;
  readonly changed: number;
  readonly destroyed: number;
  /** Addresses that are destroyed and made again. */
  readonly replaced: readonly string[];
}

interface PlannedChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly change: { readonly actions: readonly string[]; readonly importing?: object };
}

/** A directory of Terraform of its own, with a state of its own: only a root may have import blocks. */
export class Root {
  private readonly environment: NodeJS.ProcessEnv;

  constructor(
    readonly directory: string,
    { path }: ProviderMirror,
    awsUrl: string,
  ) {
    const home = join(directory, "home");
    mkdirSync(home, { recursive: true });
    const configuration = join(home, "terraform.rc");
    writeFileSync(configuration, `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(path)}\n  }\n}\n`);
    this.environment = {
      PATH: process.env["PATH"],
      TF_CLI_ARGS: "-no-color",
      HOME: home,
      TF_CLI_CONFIG_FILE: configuration,
      TF_IN_AUTOMATION: "1",
      CHECKPOINT_DISABLE: "1",
      AWS_ENDPOINT_URL: awsUrl,
      AWS_EC2_METADATA_DISABLED: "true",
      GOGC: "400",
    };
  }

  /** What stands in the directory from now on, in place of what stood there. */
  write(configuration: object): void {
    writeFileSync(join(this.directory, "main.tf.json"), JSON.stringify(configuration, undefined, 2));
  }

  async init(): Promise<void> {
    await this.run("init", "-input=false");
  }

  async plan(): Promise<PlannedWork> {
    await this.run("plan", "-input=false", "-out=plan");
    const { resource_changes: changes = [] } = JSON.parse(await this.run("show", "-json", "plan")) as {
      resource_changes?: readonly PlannedChange[];
    };
    const count = (is: (change: PlannedChange) => boolean): number => changes.filter(is).length;
    const does = (...actions: readonly string[]) => {
      return ({ change }: PlannedChange): boolean => change.actions.join() === actions.join();
    };
    const isReplaced = ({ change: { actions } }: PlannedChange): boolean => actions.length === 2;
    return {
      imported: count(({ change }) => change.importing !== undefined),
      moved: count(({ previous_address: before }) => before !== undefined),
      created: count(does("create")),
      changed: count(does("update")),
      destroyed: count(does("delete")),
      replaced: changes.filter(isReplaced).map(({ address }) => address.replace(/_[0-9A-F]{8}$/, "")),
    };
  }

  async apply(): Promise<void> {
    await this.run("apply", "-input=false", "-auto-approve");
  }

  /** Does what `plan` said, without planning again. */
  async applyPlan(): Promise<void> {
    await this.run("apply", "-input=false", "plan");
  }

  private run(...args: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      const options = { cwd: this.directory, env: this.environment, timeout: 240_000, maxBuffer: 2 ** 26 };
      execFile("terraform", args, options, (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(new Error(`terraform ${args.join(" ")} failed\n${stdout}\n${stderr}`));
      });
    });
  }
}
