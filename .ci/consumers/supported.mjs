// What README says is supported, and with which commands: the checks install exactly that.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { asLocked, repository } from "./project.mjs";

const readme = readFileSync(join(repository, "README.md"), "utf8");

/** The exact versions of a row of README's table of versions, for example `["5.9.3", "6.0.3"]`. */
export function checkedWith(name) {
  const [, cells] = new RegExp(`^\\| \`${name}\`[^|]*\\|[^|]*\\|([^|]*)\\|`, "m").exec(readme) ?? [];
  if (cells === undefined) throw new Error(`README's table of versions has no row for ${name}`);
  return cells.match(/\d+\.\d+\.\d+/g);
}

/** As in the lockfile, and as in README. */
export function asDocumented(...names) {
  const versions = asLocked(...names);
  for (const [name, version] of Object.entries(versions)) {
    const documented = checkedWith(name);
    if (!documented.includes(version)) throw new Error(`README says ${name} ${documented}, the lockfile ${version}`);
  }
  return versions;
}

/** The commands of the first `sh` block below a heading. */
export function commandsBelow(heading) {
  const [, section] = readme.split(`\n## ${heading}\n`);
  const [, block] = /^```sh\n([\s\S]*?)^```/m.exec(section);
  return block.trim().split("\n");
}
