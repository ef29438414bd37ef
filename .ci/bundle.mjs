// The packed JavaScript: one file for each entry point, and a chunk for what several of them share, because loading many small files
// costs an app more than running them does. The declarations are TypeScript's own, one for each source.
// usage: bundle.mjs [DIRECTORY]
import { resolve } from "node:path";
import { rolldown } from "rolldown";
import manifest from "../package.json" with { type: "json" };

const root = resolve(import.meta.dirname, "..");
const files = [...Object.values(manifest.exports).flatMap((entry) => entry.default ?? []), ...Object.values(manifest.bin)];
const names = files.map((file) => /^\.\/dist\/(.+)\.js$/.exec(file)[1]);

const bundle = await rolldown({
  cwd: root,
  input: Object.fromEntries(names.map((name) => [name, `lib/${name}.ts`])),
  // Packages are the user's or dependencies, never part of this one.
  external: /^[^./]/,
  platform: "node",
  treeshake: false,
});
await bundle.write({
  dir: resolve(root, process.argv[2] ?? "dist"),
  format: "cjs",
  exports: "named",
  chunkFileNames: "chunks/[name].js",
  codeSplitting: {
    groups: ["facts", "core", "kubernetes", "ci"].map((room) => ({ name: room, test: new RegExp(`/lib/${room}/`) })),
  },
  comments: { legal: true, annotation: false, jsdoc: false },
});
