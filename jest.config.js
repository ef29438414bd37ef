const { availableParallelism } = require("node:os");

const swc = ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }];

/** @type {import("jest").Config} */
module.exports = {
  // One more than cores: some tests wait for other programs, or for a token to expire.
  maxWorkers: availableParallelism() + 1,
  globalSetup: "<rootDir>/test/jest/temp-folder.js",
  globalTeardown: "<rootDir>/test/jest/remove-temp-folder.js",
  testSequencer: "<rootDir>/test/jest/longest-first.js",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  // jose is written in ES modules alone, which jest does not load as they are.
  transform: { "\\.ts$": swc, "/node_modules/jose/.+\\.js$": swc },
  transformIgnorePatterns: ["/node_modules/(?!jose/)"],
  // The examples import the library by its name, as users do; here that means the sources.
  moduleNameMapper: {
    // A dynamic import names a file as Node would.
    "^\\.\\./\\.\\./lab/index\\.js$": "<rootDir>/lib/lab/index.ts",
    "^cdktf-workload-identity$": "<rootDir>/lib/index.ts",
    "^cdktf-workload-identity/(.*)$": "<rootDir>/lib/$1/index.ts",
  },
};
