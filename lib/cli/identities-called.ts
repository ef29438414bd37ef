import { withoutStack } from "../verify/diff/match";
import type { Model } from "../verify/model";
import type { ModelIdentity } from "../verify/model-identity";
import { CliError } from "./cli-error";
import { nearest } from "./nearest";

/** The logical id of an identity of the library's constructs: the path of its workload, joined, the identity's key, and what it is. */
const FIRST_PART = /^([^_]+)_/;

/**
 * The identities that somebody means by a name: an address, or what the cloud calls it; an address without its stack, if it is of one stack
 * alone; a workload, by its construct's id or its ServiceAccount's name, for all of its identities.
 *
 * @throws CliError if nothing is called so
 */
export function identitiesCalled(model: Model, name: string): readonly ModelIdentity[] {
  const named = model.named(name);
  if (named.length > 0) return named;
  const short = model.identities.filter(({ address }) => withoutStack(address) === name);
  if (short.length === 1) return short;
  if (short.length > 1) {
    const addresses = short.map(({ address }) => address).join(", ");
    throw new CliError(`several stacks have an identity ${JSON.stringify(name)}`, `name one of ${addresses}`);
  }
  const ofWorkload = model.identities.filter((identity) => isOf(identity, name));
  if (ofWorkload.length > 0) return ofWorkload;
  throw noSuchIdentity(model, name);
}

function isOf({ address, shapes }: ModelIdentity, workload: string): boolean {
  const id = withoutStack(address).split(".").at(-1) ?? "";
  if (FIRST_PART.exec(id)?.[1] === workload) return true;
  const [, namespace, name = workload] = /^([^/]+)\/([^/]+)$/.exec(workload) ?? [];
  const subjects = shapes.flatMap(({ tests }) => tests.filter(({ claim }) => claim === "sub").flatMap(({ values }) => values));
  return subjects.some((subject) => {
    const [, ofNamespace, ofName] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(subject) ?? [];
    return ofName === name && (namespace === undefined || ofNamespace === namespace);
  });
}

/** The error for a name that nothing has, with those that read most like it. */
function noSuchIdentity(model: Model, name: string): CliError {
  const names = model.identities.flatMap((identity) => [identity.address, identity.label]);
  const close = nearest(name, names, 3);
  const cure = close.length === 0 ? "the files hold no identity that trusts an issuer" : `did you mean ${close.join(", ")}?`;
  return new CliError(`the files hold no identity called ${JSON.stringify(name)}`, cure);
}
