// `owner.mjs NAME` writes into package.json whose repository this is: the one place that says it, once for each of npm's fields.
// Without a name (prepublishOnly): refuses to publish while nobody has said it.
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

const [, , owner] = process.argv;
const path = resolve(import.meta.dirname, "..", "package.json");
const text = readFileSync(path, "utf8");
const PLACE = /(github\.com\/)([^/"]+)(?=\/cdktf-workload-identity)/g;

if (owner !== undefined) {
  writeFileSync(
    path,
    text.replace(PLACE, (_, host) => host + owner),
  );
} else if ([...text.matchAll(PLACE)].some(([, , name]) => name === "OWNER")) {
  console.error("package.json: the repository's owner is still called OWNER; say who it is: npm run owner -- NAME");
  process.exitCode = 1;
}
