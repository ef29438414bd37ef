// Links of the repository's own Markdown, and of the README that is packed. What is in the tarball is checked by .ci/check-links.mjs.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Links {
  deadLinks(files: string[], root: string, repository: { url: string; checkout: string }): string[];
  linksOf(text: string): string[];
  packedReadme(text: string, manifest: { repository: { url: string } }, isPacked: (path: string) => boolean): string;
  repositoryUrl(manifest: { repository: { url: string } }): string;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- a script of .ci/, which has no types
const links = require("../.ci/links.cjs") as Links;
const ROOT = join(__dirname, "..");
const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  homepage: string;
  bugs: { url: string };
  repository: { url: string };
};
const url = links.repositoryUrl(manifest);
const markdown = [".", "docs", "bench"].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name)),
);

describe("links", () => {
  it("of the repository's Markdown all lead to a file that is there, and to a heading that it has", () => {
    expect(markdown.length).toBeGreaterThanOrEqual(7);
    expect(links.deadLinks(markdown, ROOT, { url, checkout: ROOT })).toEqual([]);
  });

  it("that lead nowhere are found", () => {
    const sampleUrl = "https://github.com/OWNER/cdktf-workload-identity";
    const dead = links.deadLinks(["test/package-links.sample.md"], ROOT, { url: sampleUrl, checkout: ROOT });
    expect(dead).toEqual([
      "test/package-links.sample.md: no-such-file.md is not there",
      "test/package-links.sample.md: ../README.md#no-such-heading has no such heading",
      "test/package-links.sample.md: ../../elsewhere.md leads out of the folder",
      `test/package-links.sample.md: ${sampleUrl}/blob/HEAD/no-such-file.md is not in the repository`,
      "test/package-links.sample.md: https:// is not a URL",
    ]);
  });

  it("of the packed README lead to the repository where the file is not packed", () => {
    const readme = "[a](API.md) [b](docs/lab.md) [c](#limits) [d](https://npmjs.com) [e](API.md#top)";
    expect(links.packedReadme(readme, manifest, (path) => path === "API.md")).toBe(
      `[a](API.md) [b](${url}/blob/HEAD/docs/lab.md) [c](#limits) [d](https://npmjs.com) [e](API.md#top)`,
    );
  });

  it("of package.json name one repository", () => {
    expect(manifest.homepage).toBe(`${url}#readme`);
    expect(manifest.bugs.url).toBe(`${url}/issues`);
  });
});
