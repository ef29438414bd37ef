import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { CliError } from "../cli-error";
import type { Command } from "../command";
import type { Io } from "../io";
import { modelOf } from "../model-of";
import { reportPage } from "../page/page";
import { type ReportData, reportData } from "../render/report-data";
import { reportMarkdown } from "../render/report-markdown";

export const reportCommand: Command = {
  name: "report",
  summary: "Who may become what, as Markdown and as a page with a picture",
  usage: "report [--out FILE|FOLDER] [path…]",
  formats: ["markdown", "html"],
  options: { out: { type: "string" }, title: { type: "string" } },
  help: `
The page is one HTML file: a picture of issuers, subjects, identities and permissions, folded by namespace and cloud, a table that can be
filtered, and the findings. It loads nothing, works without JavaScript, on a phone and in print. The same files give the same report, byte for
byte.

  cdktf-workload-identity report --out trust.html
  cdktf-workload-identity report --out docs plan.json      writes docs/trust-report.html and docs/trust-report.md
  cdktf-workload-identity report > trust.md

  --out FILE|FOLDER        a file that ends in .html or .md, or a folder for both. Default: standard output
  --title TEXT             Default: Who may become what
  --format markdown|html   for standard output

Exit codes: 0 written, 2 a mistake.`,
  run: (args, io) => {
    const out = args.text("out");
    const files = out === undefined ? [] : filesFor(out, io);
    const model = modelOf(args.positionals, args, io);
    const data = reportData(model, args.text("title") ?? "Who may become what");
    if (out === undefined) io.out(rendered(data, args.format));
    for (const file of files) write(file, rendered(data, extname(file) === ".md" ? "markdown" : "html"), io);
    return 0;
  },
};

const rendered = (data: ReportData, format: string): string => (format === "html" ? reportPage(data) : reportMarkdown(data));

function filesFor(out: string, io: Io): string[] {
  if ([".html", ".md"].includes(extname(out)) && !isFolder(resolve(io.cwd, out))) return [out];
  if (extname(out) !== "" && !isFolder(resolve(io.cwd, out))) {
    throw new CliError(
      `--out ${out} is neither HTML nor Markdown`,
      "name a file that ends in .html or .md, or a folder for both",
    );
  }
  return [join(out, "trust-report.html"), join(out, "trust-report.md")];
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function write(file: string, text: string, io: Io): void {
  const whole = resolve(io.cwd, file);
  try {
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, text);
  } catch (error) {
    throw new CliError(
      `${file} cannot be written (${String((error as NodeJS.ErrnoException).code)})`,
      "check the folder and its permissions",
    );
  }
  io.err(`wrote ${file}\n`);
}
