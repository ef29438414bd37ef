import importX from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

const BARRELS = ["aws", "azuread", "azurerm", "google", "kubernetes"].map((name) => ({
  name: `@cdktf/provider-${name}`,
  message: `Import the one resource: @cdktf/provider-${name}/lib/<resource>. The barrels cost seconds and gigabytes.`,
}));

/** Who may import whom: the picture in ARCHITECTURE.md. */
const rooms = (room, ...forbidden) => ({
  files: [`lib/${room}/**/*.ts`],
  rules: {
    "no-restricted-imports": ["error", { paths: BARRELS, patterns: forbidden.map((group) => ({ group: [group].flat() })) }],
  },
});
const CLOUDS = ["aws", "google", "azure", "azuread"];
const others = (cloud) =>
  CLOUDS.filter((other) => other !== cloud).flatMap((other) => [`**/${other}/**`, `@cdktf/provider-${other}*/**`]);

/** verify/ judges what the constructs write, so it shares nothing with them but facts/. */
const verifyWall = (files, up) => ({
  files: [files],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        paths: ["cdktf", "constructs"],
        patterns: [
          { group: ["@cdktf/**", "**/testing/**", "**/lab/**", "**/cli/**"] },
          { regex: `^${up}(core|kubernetes|ci|aws|google|azure|azuread)/` },
        ],
      },
    ],
  },
});

export default tseslint.config(
  { ignores: ["dist/", "cdktf.out/", "node_modules/", "coverage/"] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    files: ["**/*.ts"],
    plugins: { "import-x": importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      "import-x/resolver": { node: { extensions: [".ts", ".js"] } },
      "import-x/parsers": { "@typescript-eslint/parser": [".ts"] },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-unused-expressions": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true, varsIgnorePattern: "^_" }],
      "import-x/no-cycle": ["error", { ignoreExternal: true }],
      "import-x/no-extraneous-dependencies": "off",
      "no-restricted-imports": ["error", { paths: BARRELS }],
      "max-lines": ["error", 250],
      eqeqeq: "error",
    },
  },
  verifyWall("lib/verify/*.ts", "\\.\\./"),
  verifyWall("lib/verify/*/*.ts", "\\.\\./\\.\\./"),
  // lab/ signs and checks; verify/ decides.
  rooms(
    "lab",
    "cdktf",
    "constructs",
    "@cdktf/**",
    "**/cli/**",
    "**/testing/**",
    ...["core", "kubernetes", "ci"].map((room) => `../${room}/**`),
  ),
  rooms("cli", "cdktf", "constructs", "@cdktf/**", "**/testing/**"),
  rooms("facts", "cdktf", "constructs", "@cdktf/**", "../*/**"),
  rooms("core", "@cdktf/**", "**/kubernetes/**", "**/ci/**", ...CLOUDS.map((cloud) => `**/${cloud}/**`)),
  rooms("ci", "@cdktf/**", "**/kubernetes/**", ...CLOUDS.map((cloud) => `**/${cloud}/**`)),
  rooms("kubernetes", "**/ci/**", ...CLOUDS.flatMap((cloud) => [`**/${cloud}/**`, `@cdktf/provider-${cloud}*/**`])),
  rooms("aws", "**/kubernetes/**", "**/ci/**", "@cdktf/provider-kubernetes/**", ...others("aws"), "@cdktf/provider-azurerm/**"),
  rooms(
    "google",
    "**/kubernetes/**",
    "**/ci/**",
    "@cdktf/provider-kubernetes/**",
    ...others("google"),
    "@cdktf/provider-azurerm/**",
  ),
  rooms("azure", "**/kubernetes/**", "**/ci/**", "@cdktf/provider-kubernetes/**", ...others("azure")),
  // azuread/ shares with azure/ what Entra is to both, and nothing that loads the azurerm provider.
  rooms(
    "azuread",
    "**/kubernetes/**",
    "**/ci/**",
    ["@cdktf/provider-*/**", "!@cdktf/provider-azuread/**"],
    ...["aws", "google"].map((cloud) => `**/${cloud}/**`),
    [
      "**/azure/**",
      ...["adopting", "checks", "entra-settings", "move-credential", "shared-values", "sources", "token-audience"].map(
        (file) => `!**/azure/${file}`,
      ),
    ],
  ),
  { files: ["**/*.{js,mjs,cjs}"], ...tseslint.configs.disableTypeChecked },
  { files: ["jest.config.js", "test/jest/*.js", ".ci/*.cjs"], rules: { "@typescript-eslint/no-require-imports": "off" } },
  {
    files: ["test/**/*.ts", "bench/**/*.ts", "examples/**/*.ts"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
    },
  },
);
