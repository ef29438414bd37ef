import { FederationError, quoted } from "../core/errors";

/** Hands out what only one identity of a job may have: a second one would take the first one's place in silence. */
export function claims(place: string, verb: "set" | "run"): (thing: string, key: string) => string {
  const owners = new Map<string, string>();
  return (thing, key) => {
    const owner = owners.get(thing);
    if (owner !== undefined) {
      throw new FederationError(place, {
        code: "ENV_COLLISION",
        what: `the identities ${quoted(owner)} and ${quoted(key)} both ${verb} ${quoted(thing)} in one job`,
        cure: "put one of them into a pipeline of its own, for a job of its own",
      });
    }
    owners.set(thing, key);
    return thing;
  };
}
