// `write` (prepack): README.md becomes the one that is packed, with links that lead somewhere outside of the repository too.
// `restore` (postpack): README.md is again the repository's.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { packedReadme } from "./links.cjs";

const root = resolve(import.meta.dirname, "..");
const readme = join(root, "README.md");
const cache = join(root, "node_modules", ".cache");
const kept = join(cache, "README.repository.md");

function write() {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const packed = (path) =>
    ["LICENSE", "README.md", ...manifest.files].some((entry) => path === entry || path.startsWith(`${entry}/`));
  // A pack that was cut off left the packed README in place, and the repository's here.
  restore();
  mkdirSync(cache, { recursive: true });
  const text = readFileSync(readme, "utf8");
  writeFileSync(kept, text);
  writeFileSync(readme, packedReadme(text, manifest, packed));
}

function restore() {
  if (existsSync(kept)) renameSync(kept, readme);
}

({ write, restore })[process.argv[2]]();
