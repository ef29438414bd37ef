import { CLOUDS } from "../../verify/clouds";
import { CliError } from "../cli-error";
import type { Command } from "../command";

const NAMES = CLOUDS.flatMap(({ name, collect }) => (collect === undefined ? [] : [name]));

export const collectCommand: Command = {
  name: "collect",
  summary: "A script that writes down what stands in an account, for the other commands to read",
  usage: "collect [CLOUD…]",
  formats: ["text"],
  options: {},
  help: `
Prints a shell script and runs nothing. Read it, and run it with credentials that may read: the clouds' own command lines write what they know
of trust into a folder, without keys and secrets. All other commands read such a folder as they read Terraform:

  cdktf-workload-identity collect aws > collect.sh
  sh collect.sh live                      # with your credentials; one folder an account
  cdktf-workload-identity report live
  cdktf-workload-identity diff . live     # what the cloud trusts and the files do not say

CLOUD is one of ${NAMES.join(", ")}; without one, the script asks all of them.

Exit codes: 0 answered, 2 a mistake.`,
  run: (args, io) => {
    const unknown = args.positionals.find((name) => !NAMES.includes(name));
    if (unknown !== undefined)
      throw new CliError(`there is no cloud ${JSON.stringify(unknown)}`, `use one of ${NAMES.join(", ")}`);
    const wanted = CLOUDS.filter(({ name }) => args.positionals.length === 0 || args.positionals.includes(name));
    io.out([HEAD, ...wanted.flatMap(({ collect }) => collect ?? [])].join("\n"));
    return 0;
  },
};

const HEAD = `#!/bin/sh
# Writes what stands in an account into a folder. Every call only reads. usage: sh collect.sh [FOLDER]
set -eu
out="\${1:-live}"
mkdir -p "$out"
`;
