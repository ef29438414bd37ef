import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Arguments } from "../arguments";
import { CliError } from "../cli-error";
import type { Command } from "../command";
import type { Io } from "../io";
import { preparePods } from "../lab/pods";
import { serveText } from "../lab/serve-text";
import { hearSignals } from "../lab/signals";
import { withLab } from "../lab/start";
import { serveTokens } from "../lab/token-service";
import { ownerOf } from "../lab/whose";

const USAGE = "lab serve [--out FOLDER] [--port NUMBER] [path…]";

export const labServeCommand: Command = {
  name: "lab serve",
  summary: "Runs the token services until Ctrl-C, for programs that you start yourself",
  usage: USAGE,
  formats: [],
  options: { out: { type: "string" }, port: { type: "string" } },
  help: `
Like \`lab run\`, without a program: it prints where the services are, and for each workload on each of its clusters a file with the environment
of its pod, whose tokens it renews. \`lab token\` gets other tokens from it. It listens on 127.0.0.1 alone.

  cdktf-workload-identity lab serve
  . FOLDER/pod-1/environment.sh && aws sts get-caller-identity      in another shell

  --out FOLDER     a new folder, which is removed at the end. Default: a new one for temporary files
  --port NUMBER    of AWS, Google Cloud and the issuers; Entra always takes a free one. Default: a free one

Exit codes: 0 ended by a signal, 2 a mistake.`,
  run: async (args, io) => {
    const port = portOf(args);
    const stopped = new Promise<void>((end) => {
      const release = hearSignals(() => {
        release();
        end();
      });
    });
    const folder = newFolder(args, io);
    try {
      return await withLab(args, io, { folder, port }, async (lab) => {
        const pods = await preparePods(lab, io);
        const tokens = await serveTokens(folder, async ({ expirationSeconds, ...whose }) => {
          const { as, ...owner } = await ownerOf(lab, whose);
          const { cluster: issuer, namespace, serviceAccount } = { ...owner, ...as };
          const { issuedAt, isForeign } = as;
          return lab.serviceAccountToken({
            ...{ issuer, namespace, serviceAccount, audience: whose.audience },
            ...(expirationSeconds !== undefined && { expirationSeconds }),
            ...(issuedAt !== undefined && { issuedAt }),
            ...(isForeign !== undefined && { isForeign }),
          });
        });
        io.out(serveText(lab, pods, folder));
        await stopped;
        await tokens.close();
        return 0;
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function portOf(args: Arguments): number {
  const told = args.text("port") ?? "0";
  if (/^\d{1,5}$/.test(told) && Number(told) < 65_536) return Number(told);
  throw new CliError(`--port ${JSON.stringify(told)} is not a port`, "give a number up to 65535");
}

/** A folder of the lab's own: it is removed with everything in it. */
function newFolder(args: Arguments, io: Io): string {
  const told = args.text("out");
  const folder = told === undefined ? tmpdir() : resolve(io.cwd, told);
  try {
    if (told === undefined) return mkdtempSync(join(folder, "workload-identity-lab-"));
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const cure = "name a new folder in an existing one; the lab removes it at the end";
    throw new CliError(`${told ?? `a folder in ${folder}`} cannot be made (${String(code)})`, cure);
  }
  return folder;
}
