// Prints what jest's JSON report counts: `N passed, N failed`, and `, N skipped` where any were. A file that could not run failed.
import { existsSync, readFileSync } from "node:fs";

const [, , path] = process.argv;
if (existsSync(path)) {
  const report = JSON.parse(readFileSync(path, "utf8"));
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const skipped = report.numPendingTests + report.numTodoTests;
  console.log(`${report.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
} else {
  console.log("no tests ran");
}
