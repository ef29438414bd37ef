// The same matchers in vitest, which no test of jest's can import: in a process of its own.
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");

describe("vitest", () => {
  it("takes the matchers by expect.extend", () => {
    const runner = join(ROOT, "node_modules", "vitest", "vitest.mjs");
    const { NODE_OPTIONS: _options, JEST_WORKER_ID: _worker, ...env } = process.env;
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [runner, "run", "--config", join(__dirname, "vitest.config.mjs"), "--root", ROOT, "--reporter", "json"],
      { encoding: "utf8", cwd: ROOT, env: { ...env, NODE_ENV: "test", CI: "1" } },
    );
    const report = stdout.slice(stdout.indexOf("{"));
    if (status !== 0) throw new Error(stdout + stderr);
    const { numPassedTests, numFailedTests } = JSON.parse(report) as Record<string, number>;
    expect({ numPassedTests, numFailedTests }).toEqual({ numPassedTests: 2, numFailedTests: 0 });
  }, 60_000);
});
