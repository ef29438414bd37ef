/** @type {import("jest").Config} */
module.exports = {
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  transform: { "\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  // The examples import the library by its name, as users do; here that means the sources.
  moduleNameMapper: {
    "^cdktf-workload-identity$": "<rootDir>/lib/index.ts",
    "^cdktf-workload-identity/(.*)$": "<rootDir>/lib/$1/index.ts",
  },
};
