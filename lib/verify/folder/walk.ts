import { type Dirent, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Problem } from "../read/configuration";

/** Folders that hold other people's files. */
const SKIPPED = ["node_modules", ".git", ".terraform"];
const MOST_FOLDERS_DEEP = 12;

/** What stands in a folder and below it. */
export interface Walked {
  /** The paths of what may be Terraform, with `/`. */
  readonly files: readonly string[];
  /** The paths of other JSON, with `/`. */
  readonly json: readonly string[];
  /** The paths of YAML that is not the source of a Helm chart or of Kustomize, with `/`. */
  readonly yaml: readonly string[];
  /** What is not read although it may say who trusts whom. */
  readonly problems: readonly Problem[];
}

/**
 * Looks for Terraform in a folder and below it. Links to folders are not followed: they could lead in a circle.
 *
 * @param root Paths are as seen from here
 */
export function walk(folder: string, root: string): Walked {
  const found = filesIn(folder, 0).map(({ kind, path }) => ({ kind, path: nameFrom(root, path) }));
  const problem = (kind: Found["kind"], address: string, what: string, cure: string): Problem[] => {
    const [first, ...others] = found
      .filter((one) => one.kind === kind)
      .map(({ path }) => path)
      .sort();
    const more = others.length === 0 ? "" : ` (and ${others.length} more like it)`;
    return first === undefined ? [] : [{ place: { file: first, address }, what: `${what}${more}`, cure }];
  };
  return {
    files: found.flatMap(({ kind, path }) => (kind === "terraform" ? [path] : [])),
    json: found.flatMap(({ kind, path }) => (kind === "json" ? [path] : [])),
    yaml: found.flatMap(({ kind, path }) => (kind === "yaml" ? [path] : [])),
    problems: [
      ...problem("terragrunt", "*.hcl", "Terragrunt is unread", "give what `terragrunt render-json` writes, or a plan"),
      ...problem("chart", "charts", "the sources of Helm charts are unread", "give what `helm template` prints"),
      ...problem("kustomization", "bases", "the sources of Kustomize are unread", "give what `kubectl kustomize` prints"),
      ...problem("linked folder", "links", "links to folders are not followed", "name the folder itself"),
      ...problem("too deep", "folders", "folders this deep are not looked into", "name the folder itself"),
    ],
  };
}

interface Found {
  readonly kind: "terraform" | "json" | "yaml" | "chart" | "kustomization" | "terragrunt" | "linked folder" | "too deep";
  readonly path: string;
}

function filesIn(folder: string, depth: number): Found[] {
  if (depth > MOST_FOLDERS_DEEP) return [{ kind: "too deep", path: folder }];
  const entries = readdirSync(folder, { withFileTypes: true });
  const sources = entries.find(({ name }) => /^(Chart|[Kk]ustomization)\.ya?ml$/.test(name));
  if (sources !== undefined) {
    const kind = sources.name.startsWith("Chart") ? "chart" : "kustomization";
    return [
      { kind, path: join(folder, sources.name) },
      ...entriesIn(folder, depth, entries).filter((one) => one.kind !== "yaml"),
    ];
  }
  return entriesIn(folder, depth, entries);
}

function entriesIn(folder: string, depth: number, entries: readonly Dirent[]): Found[] {
  return entries.flatMap((entry): Found[] => {
    const path = join(folder, entry.name);
    if (SKIPPED.includes(entry.name)) return [];
    if (entry.isDirectory()) return filesIn(path, depth + 1);
    if (entry.isSymbolicLink() && isFolder(path)) return [{ kind: "linked folder", path }];
    if (/\.(?:tf|tofu)(?:\.json)?$/.test(entry.name)) return [{ kind: "terraform", path }];
    if (/\.ya?ml$/.test(entry.name)) return [{ kind: "yaml", path }];
    if (entry.name.endsWith(".json")) return [{ kind: "json", path }];
    return entry.name === "terragrunt.hcl" ? [{ kind: "terragrunt", path }] : [];
  });
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** A path as seen from a folder, with `/`. */
export const nameFrom = (root: string, path: string): string => relative(root, path).split(sep).join("/") || ".";
