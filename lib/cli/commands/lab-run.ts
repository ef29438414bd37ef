import type { Lab, LabPod } from "../../lab";
import { CliError } from "../cli-error";
import type { Command } from "../command";
import type { Io } from "../io";
import { startProgram, type Program } from "../lab/program";
import { codeOfSignal, hearSignals } from "../lab/signals";
import { WHOSE, withLab } from "../lab/start";
import { called, type Owner, ownerOf, whoseOf } from "../lab/whose";
import { nameOf } from "../lab/workloads";
import { plain } from "../render/plain";

const USAGE = "lab run --workload NAME [--cluster NAME] [path…] -- PROGRAM [argument…]";

export const labRunCommand: Command = {
  name: "lab run",
  summary: "Runs a program as a workload's pod, against token services on this machine",
  usage: USAGE,
  formats: [],
  options: WHOSE,
  takesProgram: true,
  help: `
Starts an issuer for each cluster and the token services of AWS, Google Cloud and Azure, which answer by what the Terraform says. The program
gets the environment and token files of the workload's pod; its SDKs, as they are, get in or are refused. Standard error says who asked for
what and why it was let in or refused. Tokens are renewed while it runs; afterwards everything is gone.

  cdktf-workload-identity lab run --workload orders --cluster eu -- aws sts get-caller-identity
  cdktf-workload-identity lab run --workload orders --cluster eu --as shop/evil -- aws sts get-caller-identity
  cdktf-workload-identity lab run --workload shop/orders --cluster eu plan.json -- node server.js

  --workload NAME      a ServiceAccount: its name, NAMESPACE/NAME, or its construct's id. Default: the only one
  --cluster NAME       an issuer: its URL or its end, or a name from the files. Default: the only one that the workload is on
A stranger is the same pod, with the same environment, but with other tokens:
  --as [NAMESPACE/]NAME   of another ServiceAccount, of any name
  --as-cluster NAME       of another issuer, or of any URL that nobody trusts
  --audience AUD          for another audience
  --expired               whose time is over
  --foreign-key           that a key of nobody's signs

Your environment is passed on without the variables of cloud SDKs and tools (AWS_*, GOOGLE_*, GCLOUD_*, GCP_*, GCE_*, CLOUDSDK_*, AZURE_*,
ARM_*, MSI_*, IDENTITY_*, IMDS_*, BOTO_*): keys and profiles of yours would get in where the pod does not. What the program reads itself from
your home folder stays there.

It is not the clouds: no API but theirs for tokens is there (no S3, no Pub/Sub, no Key Vault), and nothing is decided better than this
program's rules know. What those leave open is refused, and said.

Exit codes: the program's own, 128 and the number of the signal that ended it, or 2 for a mistake.`,
  run: async (args, io) => {
    if (args.program.length === 0) throw new CliError("lab run runs a program, and none stands after --", `usage: ${USAGE}`);
    let program: Program | undefined;
    let stopped: NodeJS.Signals | undefined;
    const release = hearSignals((signal) => {
      stopped ??= signal;
      program?.send(signal);
    });
    try {
      return await withLab(args, io, {}, async (lab) => {
        const owner = await ownerOf(lab, whoseOf(args));
        const pod = await lab.pod(owner);
        if (stopped !== undefined) return codeOfSignal(stopped);
        const environment = pod.environment(io.env);
        introduce(lab, owner, pod, io);
        pod.keepFresh();
        program = startProgram(args.program, io.cwd, environment);
        return program.ended;
      });
    } finally {
      release();
    }
  },
};

function introduce({ issuers }: Lab, owner: Owner, pod: LabPod, io: Io): void {
  const say = (text: string): void => {
    io.err(`lab: ${plain(text)}\n`);
  };
  const at = (url: string): string =>
    issuers
      .filter((issuer) => issuer.url === url)
      .map(called)
      .join();
  const becomes = pod.carries.map(({ cloud, kind, label }) => `${cloud} ${kind} ${label}`).join(", ");
  say(
    `the pod of ${nameOf(owner)} on ${at(owner.cluster)}, set up to become ${becomes || "nothing: the files let it in nowhere"}`,
  );
  const { namespace = owner.namespace, serviceAccount = owner.serviceAccount, cluster = owner.cluster, audience } = owner.as;
  if (Object.keys(owner.as).length > 0) {
    const { issuedAt, isForeign } = owner.as;
    const marks = [
      ...(audience === undefined ? [] : [`for ${audience}`]),
      ...(issuedAt === undefined ? [] : ["expired"]),
      ...(isForeign === true ? ["signed by a foreign key"] : []),
    ];
    say(
      `a stranger in its place: the tokens are those of ${[`${namespace}/${serviceAccount} on ${at(cluster)}`, ...marks].join(", ")}`,
    );
  }
  for (const line of pod.onlyHere) say(`not in a real pod: ${line}`);
  const passed = pod.environment(io.env);
  const left = Object.keys(io.env).filter(
    (name) => io.env[name] !== undefined && !/^no_proxy$/i.test(name) && passed[name] !== io.env[name],
  );
  if (left.length > 0) say(`left out or replaced in the program's environment: ${left.sort().join(", ")}`);
}
