import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** Where the `aws` provider lies on this machine. */
export interface ProviderMirror {
  readonly path: string;
  /** The newest version that the mirror holds for this platform. */
  readonly version: string;
}

const AWS_PROVIDER = join("registry.terraform.io", "hashicorp", "aws");

/** Terraform's names for this machine's platform, as they stand in a mirror's directories. */
const PLATFORM = `${process.platform === "win32" ? "windows" : process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;

/** What these tests need beyond `npm ci` and this machine lacks, in words. They are skipped then: nobody must install it to contribute. */
export function missingTools(): string[] {
  return [
    ...(isOnPath("terraform") ? [] : ["no `terraform` on the PATH"]),
    ...(isOnPath("moto_server") ? [] : ["no `moto_server` on the PATH (pip install 'moto[server]')"]),
    ...(providerMirror() === undefined ? [noMirror()] : []),
  ];
}

/** The first mirror that holds the provider: the one that TERRAFORM_PLUGIN_MIRROR names, or else those that are usual. */
export function providerMirror(): ProviderMirror | undefined {
  const named = process.env["TERRAFORM_PLUGIN_MIRROR"];
  for (const path of named === undefined ? usualMirrors() : [named]) {
    const version = versionsIn(join(path, AWS_PROVIDER)).sort(byVersion).pop();
    if (version !== undefined) return { path, version };
  }
  return undefined;
}

function noMirror(): string {
  const named = process.env["TERRAFORM_PLUGIN_MIRROR"];
  const provider = `hashicorp/aws for ${PLATFORM}`;
  return named === undefined
    ? `no mirror of ${provider} (name one in TERRAFORM_PLUGIN_MIRROR; "terraform providers mirror" makes one)`
    : `no ${provider} in TERRAFORM_PLUGIN_MIRROR=${named}`;
}

/** Terraform's implied mirrors (https://developer.hashicorp.com/terraform/cli/config/config-file), then what images keep below /opt. */
function usualMirrors(): string[] {
  const optional = subdirectories("/opt");
  return [
    join(homedir(), ".terraform.d", "plugins"),
    join(process.env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"), "terraform", "plugins"),
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
    ...optional,
    ...optional.flatMap(subdirectories),
  ];
}

/** A mirror is unpacked (a directory a version, with one a platform in it) or packed (a zip a version and platform). */
function versionsIn(provider: string): string[] {
  const packed = new RegExp(`^terraform-provider-aws_(.+)_${PLATFORM}\\.zip$`);
  return entries(provider).flatMap((name) => {
    if (existsSync(join(provider, name, PLATFORM))) return [name];
    return packed.exec(name)?.slice(1) ?? [];
  });
}

function byVersion(one: string, other: string): number {
  return one.localeCompare(other, "en", { numeric: true });
}

export function isOnPath(program: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((directory) => isExecutable(join(directory, program)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function subdirectories(path: string): string[] {
  return entries(path).map((name) => join(path, name));
}

/** A directory that is absent, unreadable, or a file has no entries. */
function entries(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
