import { join } from "node:path";
import { makeAwsModule, type StandIns } from "./aws-part";
import { readIam, type Iam } from "./iam";
import type { Account } from "./moto";
import { Workspace, type Endpoints, type Module } from "./terraform";
import { providerMirror, type ProviderMirror } from "./tools";

/** A stack, the account that it is applied in, and what it is to find there. */
export interface StackProps {
  readonly account: Account;
  /** Writes the stack below a directory and returns its own. @default - runs the example of the stack's name */
  readonly synthesize?: (outdir: string) => string;
  readonly standIns?: StandIns;
  /** Creates what the stack needs to be there. */
  readonly prepare?: () => Promise<void>;
  /** Addresses of resources that need not be destroyed. @default - none */
  readonly leave?: readonly string[];
  /** What the stack creates besides IAM in its account. */
  readonly readElsewhere?: () => Promise<unknown>;
}

/** What became of a stack, from `terraform validate` to `terraform destroy`. */
export interface LifeCycle {
  /** Errors and warnings of `terraform validate`, of all stacks together. */
  readonly diagnostics: readonly unknown[];
  /** The account after `apply`. */
  readonly iam: Iam;
  /** What `readElsewhere` found after `apply`, if the stack has one. */
  readonly elsewhere?: unknown;
  readonly outputs: unknown;
  /** What a second apply would still change. */
  readonly pendingChanges: readonly string[];
  /** The account after `destroy`. */
  readonly leftovers: Iam;
  readonly leftElsewhere?: unknown;
}

/** Everything about a stack but what it creates: no warnings, nothing to do twice, nothing left. */
export const FLAWLESS = { diagnostics: [], outputs: {}, pendingChanges: [], leftovers: { roles: [], oidcProviders: [] } };

/** Takes all stacks through their lives at once, and returns what became of each, by its name. */
export async function lifeCycles(
  directory: string,
  endpoints: Endpoints,
  stacks: Readonly<Record<string, StackProps>>,
): Promise<Readonly<Record<string, LifeCycle>>> {
  const mirror = providerMirror();
  if (mirror === undefined) throw new Error("There is no mirror of the aws provider: this test should have been skipped.");
  const modules = await Promise.all(
    Object.entries(stacks).map(([name, props]) => moduleOf(name, join(directory, name), props, mirror)),
  );
  const workspace = new Workspace(directory, mirror, endpoints, modules);
  await workspace.init();
  const diagnostics = await workspace.validate();
  await workspace.apply();
  const created = await readAll(stacks);
  const outputs = await workspace.outputs();
  const pendingChanges = await workspace.pendingChanges();
  const left = Object.entries(stacks).flatMap(([name, { leave = [] }]) => leave.map((address) => `module.${name}.${address}`));
  await workspace.forget(left);
  await workspace.destroy();
  const remaining = await readAll(stacks);
  const lives = Object.keys(stacks).map((name): readonly [string, LifeCycle] => {
    const { iam, elsewhere } = created[name]!;
    const { iam: leftovers, elsewhere: leftElsewhere } = remaining[name]!;
    const about = { diagnostics, iam, outputs: outputs[name], pendingChanges: pendingChanges(name), leftovers };
    return [name, { ...about, ...(elsewhere !== undefined && { elsewhere, leftElsewhere }) }];
  });
  return Object.fromEntries(lives);
}

async function moduleOf(name: string, outdir: string, props: StackProps, { version }: ProviderMirror): Promise<Module> {
  const { account, standIns = {}, synthesize = (to) => synthesizeExample(name, to) } = props;
  const stackDirectory = synthesize(outdir);
  makeAwsModule(stackDirectory, { standIns, version, keys: await account.keys() });
  await props.prepare?.();
  return { name, directory: stackDirectory };
}

async function readAll(
  stacks: Readonly<Record<string, StackProps>>,
): Promise<Readonly<Record<string, { readonly iam: Iam; readonly elsewhere: unknown }>>> {
  const read = Object.entries(stacks).map(async ([name, { account, readElsewhere }]) => {
    return [name, { iam: await readIam(account), elsewhere: await readElsewhere?.() }] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

/** Runs examples/<name>/main.ts as `cdktf synth` does, in this process. Each has one stack of its own name. */
function synthesizeExample(name: string, outdir: string): string {
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
