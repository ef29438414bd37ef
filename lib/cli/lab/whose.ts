import type { Lab, LabIssuer, PodProps, Stranger } from "../../lab";
import type { Arguments } from "../arguments";
import { CliError } from "../cli-error";
import { nameOf, type Workload, workloadCalled } from "./workloads";

/** Whose tokens are wanted, in the words of the command line. */
export interface Whose {
  readonly workload?: string | undefined;
  readonly cluster?: string | undefined;
  readonly audience?: string | undefined;
  /** `[NAMESPACE/]NAME` of a stranger. */
  readonly as?: string | undefined;
  readonly asCluster?: string | undefined;
  /** Whether its tokens were issued so long ago that they are over. */
  readonly expired?: boolean;
  /** Whether a key signs them that the issuer never had. */
  readonly foreignKey?: boolean;
}

/** The same in the lab's words. */
export interface Owner extends PodProps {
  readonly cluster: string;
  readonly as: Stranger;
}

/** Seconds: longer than any token of a pod lives, and than any clock is wrong. */
export const A_WEEK = 604_800;

/** What the options say about whose tokens are wanted. */
export const whoseOf = (args: Arguments): Whose => ({
  workload: args.text("workload"),
  cluster: args.text("cluster"),
  audience: args.text("audience"),
  as: args.text("as"),
  asCluster: args.text("as-cluster"),
  expired: args.flag("expired"),
  foreignKey: args.flag("foreign-key"),
});

/**
 * Finds the workload, its cluster and the stranger. An issuer that nobody trusts is added to the lab for a stranger alone.
 *
 * @throws CliError, LabError if a name stands for none or for several
 */
export async function ownerOf(lab: Lab, whose: Whose): Promise<Owner> {
  const { workload: told, cluster, audience, as, asCluster, expired, foreignKey } = whose;
  const workload = workloadCalled(lab, told);
  const { namespace, serviceAccount } = workload;
  const issuer = await issuerOf(lab, workload, cluster);
  const stranger = {
    ...(as !== undefined && serviceAccountOf(as)),
    ...(asCluster !== undefined && { cluster: (await lab.issuer(asCluster)).url }),
    ...(audience !== undefined && { audience }),
    ...(expired === true && { issuedAt: Math.floor(Date.now() / 1000) - A_WEEK }),
    ...(foreignKey === true && { isForeign: true }),
  };
  return { namespace, serviceAccount, cluster: issuer.url, as: stranger };
}

/** `[NAMESPACE/]NAME` */
function serviceAccountOf(text: string): Pick<Stranger, "namespace" | "serviceAccount"> {
  const [one = "", other, ...more] = text.split("/");
  if (more.length > 0) throw new CliError(`--as ${JSON.stringify(text)} is not a ServiceAccount`, "give [NAMESPACE/]NAME");
  return other === undefined ? { serviceAccount: one } : { namespace: one, serviceAccount: other };
}

async function issuerOf(lab: Lab, workload: Workload, told: string | undefined): Promise<LabIssuer> {
  if (told !== undefined) {
    if (told.startsWith("https://") && !lab.issuers.some(({ url }) => url === told)) {
      const cure = "name one of those that they trust, or a stranger's with --as-cluster";
      throw new CliError(`the files trust no issuer ${told} (they trust ${calledAll(lab.issuers)})`, cure);
    }
    return lab.issuer(told);
  }
  const trusted = lab.issuers.filter(({ text }) => workload.issuers.includes(text));
  const [only, ...others] = trusted.length === 0 ? lab.issuers : trusted;
  if (only === undefined) throw new CliError("the files trust no issuer", "give files of a stack that trusts a cluster");
  if (others.length === 0) return only;
  const problem = `which cluster? ${nameOf(workload)} is on ${calledAll([only, ...others])}`;
  throw new CliError(problem, `give --cluster ${nameOrUrl(only)}`);
}

const calledAll = (issuers: readonly LabIssuer[]): string => issuers.map(called).join(" and ");

/** `eu (https://…)` */
export const called = (issuer: LabIssuer): string =>
  nameOrUrl(issuer) === issuer.url ? issuer.url : `${nameOrUrl(issuer)} (${issuer.url})`;

/** The likeliest name of an issuer; its URL, if the files name it nowhere. */
export const nameOrUrl = ({ names, url }: LabIssuer): string => names[0] ?? url;
