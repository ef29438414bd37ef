// One folder for all that a run leaves among the temporary files: cdktf makes one for each app and stack of a test and removes none.
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

/** jest's globalSetup: the workers start later, and inherit the variable. */
module.exports = function setup() {
  const before = process.env.TMPDIR;
  const folder = mkdtempSync(join(tmpdir(), "workload-identity-tests-"));
  process.env.TMPDIR = folder;
  // Kept for globalTeardown, which runs in the same process.
  globalThis.removeTempFolder = () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
};
