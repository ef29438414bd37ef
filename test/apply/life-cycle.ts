import { join } from "node:path";
import { keepAwsPart, type StandIns } from "./aws-part";
import { readIam, type Iam } from "./iam";
import type { Account } from "./moto";
import { Workspace } from "./terraform";
import { providerMirror } from "./tools";

/** What became of a stack, from `terraform validate` to `terraform destroy`. */
export interface LifeCycle {
  /** Errors and warnings of `terraform validate`. */
  readonly diagnostics: readonly unknown[];
  /** The account after `apply`. */
  readonly iam: Iam;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** What a second apply would still change. */
  readonly pendingChanges: string;
  /** The account after `destroy`. */
  readonly leftovers: Iam;
}

/** Everything about a stack but what it creates: no warnings, nothing to do twice, nothing left. */
export const FLAWLESS = { diagnostics: [], pendingChanges: "", leftovers: { roles: [], oidcProviders: [] } };

export async function lifeCycle(stackDirectory: string, account: Account): Promise<LifeCycle> {
  const mirror = providerMirror();
  if (mirror === undefined) throw new Error("There is no mirror of the aws provider: this test should have been skipped.");
  const workspace = new Workspace(stackDirectory, mirror, await account.endpoint());
  await workspace.init();
  const diagnostics = await workspace.validate();
  await workspace.apply();
  const iam = await readIam(account);
  const outputs = await workspace.outputs();
  const pendingChanges = await workspace.pendingChanges();
  await workspace.destroy();
  return { diagnostics, iam, outputs, pendingChanges, leftovers: await readIam(account) };
}

/** Takes the AWS part of an example through its life. */
export async function exampleLifeCycle(
  name: string,
  directory: string,
  account: Account,
  standIns: StandIns = {},
): Promise<LifeCycle> {
  const stackDirectory = synthesizeExample(name, directory);
  keepAwsPart(stackDirectory, standIns);
  return lifeCycle(stackDirectory, account);
}

/** Runs examples/<name>/main.ts as `cdktf synth` does, in this process. Each has one stack of its own name. */
function synthesizeExample(name: string, directory: string): string {
  const outdir = join(directory, name);
  const before = process.env["CDKTF_OUTDIR"];
  process.env["CDKTF_OUTDIR"] = outdir;
  try {
    // Modules of its own, so that an example is synthesized as if it were alone in its process.
    jest.isolateModules(() => jest.requireActual(`../../examples/${name}/main`));
  } finally {
    if (before === undefined) delete process.env["CDKTF_OUTDIR"];
    else process.env["CDKTF_OUTDIR"] = before;
  }
  return join(outdir, "stacks", name);
}
