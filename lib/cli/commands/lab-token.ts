import { resolve } from "node:path";
import { atMost, required } from "../arguments";
import { CliError } from "../cli-error";
import type { Command } from "../command";
import { WHOSE } from "../lab/start";
import { tokenFrom } from "../lab/token-service";
import { whoseOf } from "../lab/whose";

const USAGE = "lab token --lab FOLDER --workload NAME [--cluster NAME] --audience AUD";

export const labTokenCommand: Command = {
  name: "lab token",
  summary: "A token from a running lab, of a workload or of a stranger",
  usage: USAGE,
  formats: [],
  options: { ...WHOSE, lab: { type: "string" }, expiration: { type: "string" } },
  help: `
Asks the lab that \`lab serve\` runs for a token with exactly the claims of a projected ServiceAccount token, signed by that lab's key of the
cluster. It is worth something to that lab alone, and only until it ends.

  cdktf-workload-identity lab token --lab FOLDER --workload orders --cluster eu --audience sts.amazonaws.com
  cdktf-workload-identity lab token --lab FOLDER --workload orders --cluster eu --audience sts.amazonaws.com |
    cdktf-workload-identity explain --token -

  --lab FOLDER            what \`lab serve\` printed
  --workload NAME, --cluster NAME, --as [NAMESPACE/]NAME, --as-cluster NAME, --expired, --foreign-key   as in \`lab run --help\`
  --audience AUD          \`aud\`: sts.amazonaws.com, api://AzureADTokenExchange, or the URL of a Google provider
  --expiration SECONDS    at least 600, as of the API server. Default: 3600

Exit codes: 0 printed, 2 a mistake.`,
  run: async (args, io) => {
    atMost(args, 0, USAGE);
    const folder = required(args, "lab", "the folder that `lab serve` printed");
    const audience = required(args, "audience", "the token's `aud`, such as sts.amazonaws.com");
    const expiration = args.text("expiration");
    if (expiration !== undefined && !/^\d{1,10}$/.test(expiration))
      throw new CliError(`--expiration ${JSON.stringify(expiration)} is not a number of seconds`, "give at least 600");
    const token = await tokenFrom(resolve(io.cwd, folder), folder, {
      ...whoseOf(args),
      audience,
      ...(expiration !== undefined && { expirationSeconds: Number(expiration) }),
    });
    io.out(`${token}\n`);
    return 0;
  },
};
