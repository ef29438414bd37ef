import { diff } from "../../verify/diff";
import type { Model } from "../../verify/model";
import { atMost } from "../arguments";
import { CliError } from "../cli-error";
import type { Command } from "../command";
import { rootOf } from "../inputs";
import { nothingRead, readPaths } from "../model-of";
import { diffJson, diffMarkdown, diffText } from "../render/diff";
import { jsonText } from "../render/json";
import { withIssuerNames } from "../render/named-issuers";
import { styleOf } from "../render/style";

const USAGE = "diff BEFORE AFTER";

export const diffCommand: Command = {
  name: "diff",
  summary: "What trust a change adds, removes, widens or narrows",
  usage: USAGE,
  formats: ["text", "markdown", "json"],
  options: {},
  help: `
BEFORE and AFTER are folders, plans or states: the base branch synthesized, and the pull request. An identity is known again by its address, or
by what its cloud calls it. What the files leave undetermined is shown as "changed, undetermined" and counts as wider; so does a permission or an
audience more.

  cdktf-workload-identity diff base/cdktf.out cdktf.out
  cdktf-workload-identity diff before.json after.json --format markdown > comment.md

  --format text|markdown|json   Markdown fits a comment on a pull request

Exit codes: 0 nobody may become or do more, 1 somebody may or that is undetermined, 2 a mistake.`,
  run: (args, io) => {
    const [before, after] = args.positionals;
    if (before === undefined || after === undefined)
      throw new CliError("diff needs two paths", `usage: cdktf-workload-identity ${USAGE}`);
    atMost(args, 2, USAGE);
    const read = (path: string): Model => readPaths([path], args, io, path === "-" ? io.cwd : rootOf(path, io));
    const models = [read(before), read(after)] as const;
    // Either may be empty: a stack begins and ends.
    if (models.every(({ configuration }) => configuration.resources.length === 0)) throw nothingRead([before, after]);
    const changes = diff(...models);
    if (args.format === "json") io.out(jsonText(diffJson(changes)));
    else {
      const text = args.format === "markdown" ? diffMarkdown(changes) : diffText(changes, styleOf(args, io));
      io.out(withIssuerNames(text, ...models));
    }
    return changes.wider ? 1 : 0;
  },
};
