// The reports in docs/ are what the command writes today. To write them anew: UPDATE_DOCS=1 npx jest test/cli/docs
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./world";

const DOCS = join(__dirname, "../../docs");
const FILES = ["three-clouds-report.html", "three-clouds-report.md"];

describe("docs", () => {
  const out = mkdtempSync(join(tmpdir(), "docs-"));
  const before = process.env["CDKTF_OUTDIR"];
  afterAll(() => {
    rmSync(out, { recursive: true, force: true });
  });

  it("hold the report of the three-clouds example", () => {
    process.env["CDKTF_OUTDIR"] = join(out, "cdktf.out");
    jest.isolateModules(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- an example runs when it is loaded
      require("../../examples/three-clouds/main.ts");
    });
    if (before === undefined) delete process.env["CDKTF_OUTDIR"];
    else process.env["CDKTF_OUTDIR"] = before;
    const target = process.env["UPDATE_DOCS"] === undefined ? out : DOCS;
    for (const file of FILES) {
      const { code } = run(out, ["report", "--title", "Three clouds: who may become what", "--out", join(target, file)]);
      expect(code).toBe(0);
      expect(readFileSync(join(DOCS, file), "utf8")).toBe(readFileSync(join(target, file), "utf8"));
    }
  });
});
