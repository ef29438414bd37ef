import type { GrantToUnknown } from "../grant-to-unknown";
import type { Model } from "../model";
import type { Problem, Unread } from "../read/configuration";
import { withoutStack } from "./match";

/**
 * What could not be read of the second model and could of the first, or is not what it was: a module that is told something else, a file
 * with another text, a grant to somebody unknown. Whether it widens anything cannot be told.
 */
export function unreadChanges(before: Model, after: Model): Problem[] {
  const problems = newOnes(before.configuration.problems, after.configuration.problems, ({ place, what }) =>
    JSON.stringify([withoutStack(place.address), what]),
  );
  const inputs = newOnes(before.configuration.unread, after.configuration.unread, keyOf);
  const told = new Set(problems.map(({ place }) => place.address));
  return [
    ...problems,
    ...inputs.filter(({ place }) => !told.has(place.address)).map(problemOf),
    ...grantsToUnknown(before, after),
  ];
}

/** One that is new, or says something else; or one that is gone and took something away. */
function grantsToUnknown(before: Model, after: Model): Problem[] {
  const of = ({ clouds }: Model): GrantToUnknown[] => [...clouds.values()].flatMap((cloud) => cloud.grantsToUnknown?.() ?? []);
  const key = ({ what, content }: GrantToUnknown): string => JSON.stringify([what, content]);
  const [old, young] = [of(before), of(after)];
  return [...newOnes(old, young, key), ...newOnes(young, old, key).filter(({ denies }) => denies === true)].map(
    ({ place, what }) => ({
      place,
      what: `${what}: whose it is, is unknown, and it is new or not what it was`,
      cure: "give the values that it hangs on, or compare plans",
    }),
  );
}

const keyOf = ({ kind, place, what, content }: Unread): string =>
  JSON.stringify([kind, withoutStack(place.address), what, content]);

function newOnes<T>(before: readonly T[], after: readonly T[], key: (thing: T) => string): T[] {
  const old = new Set(before.map(key));
  return after.filter((thing) => !old.has(key(thing)));
}

const problemOf = ({ place, what }: Unread): Problem => ({
  place,
  what: `${what} is unread, and is new or not what it was`,
  cure: "compare plans, which hold what is in it",
});
