import type { Lab, LabPod, Stranger } from "../../lab";
import type { Arguments } from "../arguments";
import { CliError } from "../cli-error";
import type { Command } from "../command";
import type { Io } from "../io";
import { jobOf, namesJob } from "../lab/job";
import { startProgram, type Program } from "../lab/program";
import { codeOfSignal, hearSignals } from "../lab/signals";
import { WHOSE, withLab } from "../lab/start";
import { called, ownerOf, whoseOf } from "../lab/whose";
import { nameOf } from "../lab/workloads";
import { plain } from "../render/plain";
import { identityText } from "../render/shape";

const USAGE = "lab run (--workload NAME | --subject SUBJECT) [--cluster NAME] [path…] -- PROGRAM [argument…]";

export const labRunCommand: Command = {
  name: "lab run",
  summary: "Runs a program as a workload's pod or a pipeline's job, against token services on this machine",
  usage: USAGE,
  formats: [],
  options: { ...WHOSE, pipeline: { type: "string" }, subject: { type: "string" }, claim: { type: "string" } },
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
A job of a CI system has what the clouds' tools read, and what the CI system sets; GitHub's tools ask the lab for tokens:
  --subject SUBJECT    the job: repo:acme/api:ref:refs/heads/main. Default: the only one that the pipeline names
  --pipeline NAME      the construct's id, for its identities alone. Default: every identity that lets the subject in
  --claim NAME=VALUE,… further claims of its tokens, such as repository_owner_id=65
A stranger is the same pod, with the same environment, but with other tokens:
  --as [NAMESPACE/]NAME   of another ServiceAccount, of any name; of a job, another subject
  --as-cluster NAME       of another issuer, or of any URL that nobody trusts
  --audience AUD          for another audience
  --expired               whose time is over
  --foreign-key           that a key of nobody's signs

Your environment is passed on without the variables of cloud SDKs and tools (AWS_*, GOOGLE_*, GCLOUD_*, GCP_*, GCE_*, CLOUDSDK_*, AZURE_*,
ARM_*, MSI_*, IDENTITY_*, IMDS_*, BOTO_*): keys and profiles of yours would get in where the pod does not. What the program reads itself from
your home folder stays there.

It is not the clouds: no API but theirs for tokens is there (no S3, no Pub/Sub, no Key Vault), and nothing is decided better than this
program's rules know. What is undetermined is refused, and the log says so.

Exit codes: the program's own, 128 and the number of the signal that ended it, or 2 for a mistake.`,
  run: async (args, io) => {
    if (args.program.length === 0) throw new CliError("lab run needs a program after --", `usage: ${USAGE}`);
    let program: Program | undefined;
    let stopped: NodeJS.Signals | undefined;
    const release = hearSignals((signal) => {
      stopped ??= signal;
      program?.send(signal);
    });
    try {
      return await withLab(args, io, {}, async (lab) => {
        const { pod, lines } = await (namesJob(args) ? jobIn(lab, args) : podIn(lab, args));
        if (stopped !== undefined) return codeOfSignal(stopped);
        const environment = pod.environment(io.env);
        introduce(lines, pod, io);
        pod.keepFresh();
        program = startProgram(args.program, io.cwd, environment);
        return program.ended;
      });
    } finally {
      release();
    }
  },
};

/** What runs, and what is said of it. */
interface Introduced {
  readonly pod: LabPod;
  readonly lines: readonly string[];
}

async function podIn(lab: Lab, args: Arguments): Promise<Introduced> {
  const owner = await ownerOf(lab, whoseOf(args));
  const pod = await lab.pod(owner);
  const { namespace = owner.namespace, serviceAccount = owner.serviceAccount, cluster = owner.cluster } = owner.as;
  const whose = `${namespace}/${serviceAccount} on ${at(lab, cluster)}`;
  return {
    pod,
    lines: [`the pod of ${nameOf(owner)} on ${at(lab, owner.cluster)}, ${becomes(pod)}`, ...stranger(whose, owner.as)],
  };
}

async function jobIn(lab: Lab, args: Arguments): Promise<Introduced> {
  const job = await jobOf(lab, args);
  const pod = await lab.job(job);
  const whose = `${job.as.subject ?? job.subject} of ${at(lab, job.as.issuer ?? job.issuer)}`;
  return { pod, lines: [`the job ${job.subject} of ${at(lab, job.issuer)}, ${becomes(pod)}`, ...stranger(whose, job.as)] };
}

const at = ({ issuers }: Lab, url: string): string =>
  issuers
    .filter((issuer) => issuer.url === url)
    .map(called)
    .join();

function becomes({ carries }: LabPod): string {
  const all = carries.map(identityText).join(", ");
  return `set up to become ${all || "nothing: the files let it in nowhere"}`;
}

function stranger(whose: string, as: Pick<Stranger, "audience" | "issuedAt" | "isForeign">): string[] {
  if (Object.keys(as).length === 0) return [];
  const marks = [
    ...(as.audience === undefined ? [] : [`for ${as.audience}`]),
    ...(as.issuedAt === undefined ? [] : ["expired"]),
    ...(as.isForeign === true ? ["signed by a foreign key"] : []),
  ];
  return [`a stranger in its place: the tokens are those of ${[whose, ...marks].join(", ")}`];
}

function introduce(lines: readonly string[], pod: LabPod, io: Io): void {
  const say = (text: string): void => {
    io.err(`lab: ${plain(text)}\n`);
  };
  lines.forEach(say);
  for (const line of pod.onlyHere) say(`not in a real pod: ${line}`);
  const passed = pod.environment(io.env);
  const left = Object.keys(io.env).filter(
    (name) => io.env[name] !== undefined && !/^no_proxy$/i.test(name) && passed[name] !== io.env[name],
  );
  if (left.length > 0) say(`left out or replaced in the program's environment: ${left.sort().join(", ")}`);
}
