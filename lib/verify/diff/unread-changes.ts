import type { Model } from "../model";
import type { Problem, Unread } from "../read/configuration";
import { withoutStack } from "./match";

/**
 * What could not be read of the second model and could of the first, or is not what it was: a module that is told something else, a file
 * with another text. Whether it widens anything cannot be told.
 */
export function unreadChanges(before: Model, after: Model): Problem[] {
  const problems = newOnes(before.configuration.problems, after.configuration.problems, ({ place, what }) =>
    JSON.stringify([withoutStack(place.address), what]),
  );
  const inputs = newOnes(before.configuration.unread, after.configuration.unread, keyOf);
  const told = new Set(problems.map(({ place }) => place.address));
  return [...problems, ...inputs.filter(({ place }) => !told.has(place.address)).map(problemOf)];
}

const keyOf = ({ kind, place, what, content }: Unread): string =>
  JSON.stringify([kind, withoutStack(place.address), what, content]);

function newOnes<T>(before: readonly T[], after: readonly T[], key: (thing: T) => string): T[] {
  const old = new Set(before.map(key));
  return after.filter((thing) => !old.has(key(thing)));
}

const problemOf = ({ place, what }: Unread): Problem => ({
  place,
  what: `${what} is not read, and is new or not what it was`,
  cure: "compare plans, which hold what is in it",
});
