// The links of Markdown files: found, made absolute for the packed README, and looked up.
const { existsSync, readFileSync, statSync } = require("node:fs");
const { dirname, join, relative, sep } = require("node:path");

const withoutCode = (text) => text.replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1`*$/gm, "").replace(/`[^`\n]*`/g, "``");

/** What the links of a Markdown text lead to; what looks like a link inside of code is none. */
function linksOf(text) {
  const prose = withoutCode(text);
  const inline = [...prose.matchAll(/\]\(\s*<?([^()\s>]*(?:\([^()\s]*\)[^()\s>]*)*)>?(?:\s+"[^"]*")?\s*\)/g)];
  const named = [...prose.matchAll(/^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)>?/gm)];
  const html = [...prose.matchAll(/<(?:a|img)\b[^>]*?\s(?:href|src)="([^"]*)"/g)];
  return [...inline, ...named, ...html].map(([, target]) => target);
}

const isAbsolute = (target) => /^[a-z][a-z0-9+.-]*:/i.test(target);

/** Where a file of the repository stands on its host: from package.json's `repository`, the one place that names the owner. */
function repositoryUrl({ repository }) {
  return repository.url.replace(/^git\+/, "").replace(/\.git$/, "");
}

/** The README that is packed: what is not in the package is linked where the repository is. */
function packedReadme(text, manifest, isPacked) {
  const base = `${repositoryUrl(manifest)}/blob/HEAD/`;
  return text.replace(/\]\(([^()\s]+)\)/g, (link, target) =>
    isAbsolute(target) || target.startsWith("#") || isPacked(target.split("#")[0]) ? link : `](${base}${target})`,
  );
}

/** The anchors that GitHub gives the headings of a Markdown text. */
function anchorsOf(text) {
  const seen = new Map();
  const headings = [...text.replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1`*$/gm, "").matchAll(/^#{1,6} +(.+?) *#*$/gm)];
  return new Set(
    headings.map(([, heading]) => {
      const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
      const anchor = words.replace(/[^\p{L}\p{N}_\- ]/gu, "").replaceAll(" ", "-");
      const count = seen.get(anchor) ?? 0;
      seen.set(anchor, count + 1);
      return count === 0 ? anchor : `${anchor}-${count}`;
    }),
  );
}

/** Read once: API.md is long, and has hundreds of links to itself. */
const anchors = new Map();

/** Why a link of `file` below `root` leads nowhere, or undefined. Of other hosts only the form is looked at: nothing is fetched. */
function whyDead(target, file, root, { url, checkout }) {
  if (target.startsWith(`${url}/blob/HEAD/`)) {
    const path = decodeURI(target.slice(`${url}/blob/HEAD/`.length).split("#")[0]);
    return existsSync(join(checkout, path)) ? undefined : "is not in the repository";
  }
  if (isAbsolute(target)) return URL.canParse(target) ? undefined : "is not a URL";
  const [path, anchor] = target.split("#");
  const place = path === "" ? file : join(dirname(file), decodeURI(path));
  if (relative(root, place).startsWith(`..${sep}`)) return "leads out of the folder";
  if (!existsSync(place)) return "is not there";
  if (anchor === undefined || !place.endsWith(".md") || statSync(place).isDirectory()) return undefined;
  if (!anchors.has(place)) anchors.set(place, anchorsOf(readFileSync(place, "utf8")));
  return anchors.get(place).has(anchor) ? undefined : "has no such heading";
}

/** The dead links of these Markdown files below `root`, a line each. */
function deadLinks(files, root, repository) {
  return files.flatMap((file) =>
    linksOf(readFileSync(join(root, file), "utf8")).flatMap((target) => {
      const why = whyDead(target, join(root, file), root, repository);
      return why === undefined ? [] : [`${file}: ${target} ${why}`];
    }),
  );
}

module.exports = { anchorsOf, deadLinks, linksOf, packedReadme, repositoryUrl };
