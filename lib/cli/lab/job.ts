import type { JobProps, Lab } from "../../lab";
import { type ModelIdentity, testOn } from "../../verify";
import { whatCanWithHoles } from "../../verify/what-can";
import type { Arguments } from "../arguments";
import { CliError } from "../cli-error";
import { A_WEEK, called } from "./whose";

/** A job of a CI system, in the lab's words. */
export interface Job extends JobProps {
  readonly as: NonNullable<JobProps["as"]>;
}

/** Whether the options name a job, and not a workload. */
export const namesJob = (args: Arguments): boolean => args.text("pipeline") !== undefined || args.text("subject") !== undefined;

/**
 * Finds the job: its subject, its issuer, and the identities of its pipeline.
 *
 * @throws CliError, LabError if a name stands for none or for several
 */
export async function jobOf(lab: Lab, args: Arguments): Promise<Job> {
  if (args.text("workload") !== undefined)
    throw new CliError("--workload names a pod, and --subject or --pipeline a job", "give one of them");
  const identities = ofPipeline(lab, args.text("pipeline"));
  const subject = args.text("subject") ?? onlySubject(identities);
  const claims = claimsIn(args.text("claim") ?? "");
  const issuer = await issuerOf(lab, subject, args.text("cluster"));
  const [as, asCluster, audience] = ["as", "as-cluster", "audience"].map((name) => args.text(name));
  return {
    ...{ issuer, subject, claims },
    ...(args.text("pipeline") !== undefined && { identities: identities.map(({ address }) => address) }),
    as: {
      ...(as !== undefined && { subject: as }),
      ...(asCluster !== undefined && { issuer: (await lab.issuer(asCluster)).url }),
      ...(audience !== undefined && { audience }),
      ...(args.flag("expired") && { issuedAt: Math.floor(Date.now() / 1000) - A_WEEK }),
      ...(args.flag("foreign-key") && { isForeign: true }),
    },
  };
}

/** A construct's logical id is its path, joined: the pipeline's id stands before those of its identities. */
function ofPipeline({ model }: Lab, pipeline: string | undefined): readonly ModelIdentity[] {
  if (pipeline === undefined) return model.identities;
  const found = model.identities.filter(({ address }) =>
    `_${address.slice(address.lastIndexOf(".") + 1)}`.includes(`_${pipeline}_`),
  );
  if (found.length > 0) return found;
  throw new CliError(`the files hold no identity of a pipeline ${JSON.stringify(pipeline)}`, "give its construct's id");
}

function onlySubject(identities: readonly ModelIdentity[]): string {
  const exact = identities.flatMap(({ shapes }) =>
    shapes.flatMap((shape) => {
      const test = testOn(shape, "sub");
      return test?.test === "is" ? test.values : [];
    }),
  );
  const [only, ...others] = new Set(exact);
  if (only !== undefined && others.length === 0) return only;
  const listed = [...new Set(exact)].slice(0, 8).join(", ");
  throw new CliError("which job?", `give its --subject${listed === "" ? "" : `, such as ${listed}`}`);
}

/** `repository_owner_id=65,environment=prod` */
function claimsIn(text: string): Record<string, string> {
  const pairs = text.split(",").filter((each) => each !== "");
  return Object.fromEntries(
    pairs.map((pair): [string, string] => {
      const at = pair.indexOf("=");
      if (at < 1) throw new CliError(`--claim ${JSON.stringify(pair)} is not a claim`, "give NAME=VALUE,NAME=VALUE");
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

async function issuerOf(lab: Lab, subject: string, told: string | undefined): Promise<string> {
  if (told !== undefined) return (await lab.issuer(told)).url;
  const trusted = lab.issuers.filter(({ text }) => whatCanWithHoles(lab.model, { issuer: text, subject }).length > 0);
  const [only, ...others] = trusted.length === 0 ? lab.issuers : trusted;
  if (only !== undefined && others.length === 0) return only.url;
  const problem = `which issuer? ${subject} may be of ${[only, ...others].flatMap((each) => (each === undefined ? [] : [called(each)])).join(" and ")}`;
  throw new CliError(problem, "give --cluster with its URL or name");
}
