import type { Lab } from "../../lab";
import { isKnown, type Model, testOn } from "../../verify";
import { CliError } from "../cli-error";
import { nearest } from "../nearest";
import { awsOf } from "../../verify/aws/cloud";
import { kubernetesOf } from "../../verify/kubernetes/cloud";

/** A ServiceAccount that the files know. */
export interface Workload {
  readonly namespace: string;
  readonly serviceAccount: string;
  /** The issuers of whose tokens it may become something, as the files name them. */
  readonly issuers: readonly string[];
}

const SUBJECT = /^system:serviceaccount:([^:*?]+):([^:*?]+)$/;
/** The logical id of a ServiceAccount of `FederatedWorkload`: the construct path, joined. */
const LOGICAL_ID = /(?:^|_)([^_]+)_service-account[^_]*_[0-9A-F]{8}$/;
const MOST_LISTED = 8;

/** `namespace/name` */
export const nameOf = ({ namespace, serviceAccount }: Omit<Workload, "issuers">): string => `${namespace}/${serviceAccount}`;

/** Every ServiceAccount that an identity names exactly, that an association names, or that the files create; by name. */
export function workloadsOf({ model, issuers }: Pick<Lab, "model" | "issuers">): Workload[] {
  const found = new Map<string, Set<string>>();
  const add = (namespace: string, name: string, issuer?: string): void => {
    if (![namespace, name].every(isKnown)) return;
    const known = found.get(`${namespace}/${name}`) ?? new Set();
    if (issuer !== undefined) known.add(issuer);
    found.set(`${namespace}/${name}`, known);
  };
  for (const shape of model.identities.flatMap((identity) => identity.shapes)) {
    const [issuer, subject] = [testOn(shape, "iss"), testOn(shape, "sub")];
    if (issuer?.test !== "is" || subject?.test !== "is") continue;
    for (const text of subject.values) {
      const [, namespace, name] = SUBJECT.exec(text) ?? [];
      if (namespace !== undefined && name !== undefined)
        issuer.values.forEach((url) => {
          add(namespace, name, url);
        });
    }
  }
  for (const { namespace, serviceAccount, cluster } of awsOf(model).associations)
    add(namespace, serviceAccount, issuers.find(({ clusters }) => clusters.includes(cluster))?.text);
  for (const { namespace, name } of kubernetesOf(model).serviceAccounts) add(namespace, name);
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, urls]) => {
      const [namespace = "", serviceAccount = ""] = name.split("/");
      return { namespace, serviceAccount, issuers: [...urls] };
    });
}

/**
 * The workload that is called so: by its ServiceAccount with or without the namespace, or by its construct's id.
 *
 * @throws CliError if none or several are
 */
export function workloadCalled(lab: Pick<Lab, "model" | "issuers">, told: string | undefined): Workload {
  const all = workloadsOf(lab);
  const names = all.map(nameOf);
  const listed = (told === undefined ? names.slice(0, MOST_LISTED) : nearest(told, names, MOST_LISTED)).join(", ");
  const others = names.length > MOST_LISTED ? ` and ${names.length - MOST_LISTED} more` : "";
  const choice = `name one of ${listed}${others}`;
  const called = told === undefined ? all : byName(all, lab.model, told);
  const [only] = called;
  if (all.length === 0) throw new CliError("the files name no exact ServiceAccount", "give files of a stack that lets one in");
  if (only === undefined)
    throw new CliError(`the files have no workload ${JSON.stringify(told)}`, `${choice}; a stranger is --as`);
  if (called.length === 1) return only;
  const problem =
    told === undefined ? "the files hold several workloads" : `several workloads are called ${JSON.stringify(told)}`;
  throw new CliError(problem, `name one of ${called.map(nameOf).slice(0, MOST_LISTED).join(", ")}: --workload ${nameOf(only)}`);
}

function byName(all: readonly Workload[], model: Model, told: string): Workload[] {
  const called = all.filter((each) => nameOf(each) === told || each.serviceAccount === told);
  if (called.length > 0) return called;
  const constructs = kubernetesOf(model).serviceAccounts.flatMap(({ address, namespace, name }) =>
    LOGICAL_ID.exec(address.slice(address.lastIndexOf(".") + 1))?.[1] === told ? [`${namespace}/${name}`] : [],
  );
  return all.filter((each) => constructs.includes(nameOf(each)));
}
