import type { Finding } from "../../verify/finding";
import { findings } from "../../verify/findings";
import type { Configuration, Problem } from "../../verify/read/configuration";
import type { Arguments } from "../arguments";
import { CliError } from "../cli-error";
import type { Command } from "../command";
import type { Io } from "../io";
import { modelOf } from "../model-of";
import { findingsMarkdown, findingsText } from "../render/findings";
import { jsonText } from "../render/json";
import { withIssuerNames } from "../render/named-issuers";
import { sarifOf } from "../render/sarif";
import { styleOf } from "../render/style";

const LEVELS = ["error", "warning", "note"];

export const checkCommand: Command = {
  name: "check",
  summary: "What is too broad, broken, or would be refused at apply",
  usage: "check [path…]",
  formats: ["text", "json", "sarif", "markdown"],
  options: { "fail-on": { type: "string" }, ignore: { type: "string", multiple: true } },
  help: `
Each finding says where, what, why and what to do, with the vendor's page.

  cdktf-workload-identity check
  cdktf-workload-identity check plan.json --fail-on warning
  cdktf-workload-identity check --format sarif > trust.sarif
  cdktf-workload-identity check --ignore aws-audience-missing --ignore aws-subject-missing@aws_iam_role.demo

  --fail-on error|warning|note|never   what makes the exit code 1. Default: error
  --ignore ID[@ADDRESS]                a finding that is accepted, everywhere or at one address; may be repeated, and is counted
  --format text|json|sarif|markdown    SARIF 2.1.0 keeps ignored findings, as suppressed ones

What could not be read, such as a module, is reported on standard error and counts as a warning.

Exit codes: 0 nothing of that severity, 1 something, 2 a mistake.`,
  run: (args, io) => {
    const failOn = failOnOf(args);
    const model = modelOf(args.positionals, args, io);
    const all = findings(model);
    const isIgnored = ({ id, place }: Finding): boolean =>
      args.texts("ignore").some((ignore) => ignore === id || ignore === `${id}@${place.address}`);
    const kept = all.filter((finding) => !isIgnored(finding));
    const ignored = all.filter(isIgnored);
    const { problems } = model.configuration;
    const named = (text: string): string => withIssuerNames(text, model);
    io.out(rendered(args, { kept, ignored, problems }, named, () => findingsText(kept, ignored.length, styleOf(args, io))));
    if (args.format === "text") sayCoverage(model.configuration, io);
    const fails = (severity: string): boolean => LEVELS.indexOf(severity) <= LEVELS.indexOf(failOn);
    return kept.some(({ severity }) => fails(severity)) || (problems.length > 0 && fails("warning")) ? 1 : 0;
  },
};

/** How much of HCL was read. */
function sayCoverage({ coverage, resources }: Configuration, io: Io): void {
  if (coverage === undefined || !resources.some(({ place }) => place.line !== undefined)) return;
  const { files, roots, modules, unreadModules } = coverage;
  const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
  const unread = unreadModules === 0 ? "" : `, ${counted(unreadModules, "call")} of modules not read`;
  io.err(`read ${counted(files, "file")}: ${counted(roots, "root")}, ${counted(modules, "module")}${unread}\n`);
}

interface Checked {
  readonly kept: readonly Finding[];
  readonly ignored: readonly Finding[];
  readonly problems: readonly Problem[];
}

type Named = (text: string) => string;

function rendered(args: Arguments, { kept, ignored, problems }: Checked, named: Named, text: () => string): string {
  if (args.format === "json") return jsonText({ findings: kept, ignored: ignored.length, notRead: problems });
  if (args.format === "sarif") return jsonText(sarifOf(kept, ignored, problems));
  return named(args.format === "markdown" ? findingsMarkdown(kept, ignored.length) : text());
}

function failOnOf(args: Arguments): string {
  const told = args.text("fail-on") ?? "error";
  if (told === "never" || LEVELS.includes(told)) return told;
  throw new CliError(`--fail-on ${JSON.stringify(told)} is not a severity`, "use error, warning, note or never");
}
