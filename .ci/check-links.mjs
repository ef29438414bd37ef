// Every link of the packed Markdown files leads to a file of the package, to a heading, or to a file that the repository has.
// usage: check-links.mjs TARBALL
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { deadLinks, linksOf, repositoryUrl } from "./links.cjs";

const [, , tarball] = process.argv;
const checkout = resolve(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "packed-"));
try {
  execFileSync("tar", ["-xzf", resolve(tarball), "-C", folder]);
  const root = join(folder, "package");
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const files = readdirSync(root, { recursive: true }).filter((name) => name.endsWith(".md"));
  const dead = deadLinks(files, root, { url: repositoryUrl(manifest), checkout });
  const count = files.flatMap((file) => linksOf(readFileSync(join(root, file), "utf8"))).length;
  console.log([...dead, `${files.sort().join(", ")}: ${count} links, ${dead.length} dead`].join("\n"));
  process.exitCode = dead.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
