import { createHash } from "node:crypto";
import { hole, isKnown, same, show } from "../text";
import { readMember } from "./member";
import type { Account, Grant } from "./trust";

/** So many bindings that may be on an account are told one by one; else bindings and accounts would multiply. */
const MANY = 20;

type Named = Pick<Account, "isDeclared" | "email" | "names" | "grants">;

/** The bindings on accounts of which the files do not say the name, and that may be a given one: each with that doubt. */
export function grantsOnUnknown(accounts: readonly Named[]): (account: Named) => readonly Grant[] {
  const open = accounts.filter(({ isDeclared, email, grants }) => !isDeclared && !isKnown(email) && grants.length > 0);
  const isMany = open.reduce((count, { grants }) => count + grants.length, 0) > MANY;
  const summed = isMany ? sumOf(open) : [];
  return (account) => {
    if (isMany) return open.length === 1 && open[0] === account ? [] : summed;
    return open
      .filter((other) => other !== account && mayBe(account, other))
      .flatMap(({ email, grants }) =>
        grants.map((grant) => ({ ...grant, doubt: `whether ${show(email)} is this service account` })),
      );
  };
}

/** Two known ids differ, whatever their projects are. */
function mayBe(one: Named, other: Named): boolean {
  const [a, b] = [idOf(one), idOf(other)];
  return (a === undefined || b === undefined || a === b) && same(one.email, other.email) !== "no";
}

/** What stands before the `@`. Numbers stand for accounts, too. */
function idOf({ email, names }: Named): string | undefined {
  const name = [email, ...names].find((each) => isKnown(each) && !/^\d+$/.test(each));
  return name
    ?.slice(name.lastIndexOf("/") + 1)
    .replace(/^serviceAccount:/, "")
    .replace(/@.*$/s, "");
}

/** All of them as one, of which nothing is known. */
function sumOf(open: readonly Named[]): Grant[] {
  const grants = open.flatMap((account) => account.grants);
  const told = grants.map(({ role, member, on, condition }) => JSON.stringify([role, member.text, on, condition])).sort();
  const mark = createHash("sha256").update(told.join()).digest("hex").slice(0, 16);
  const what = `which service accounts ${grants.length} bindings are on (sha256:${mark})`;
  const unknown = {
    impersonates: "unknown",
    acts: "unknown",
    holds: "yes",
    member: readMember(hole(what)),
    doubt: what,
  } as const;
  return grants.slice(0, 1).map(({ condition: _, ...rest }) => ({ ...rest, ...unknown }));
}
