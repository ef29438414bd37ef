import { type GrantToUnknown, readsAnother } from "../grant-to-unknown";
import type { Permission } from "../model-identity";
import { textOf } from "../json";
import type { Configuration, Resource } from "../read/configuration";
import { hole, isKnown, same, show, type Truth } from "../text";
import { grantsOnUnknown } from "./grants-on-unknown";
import { readGroups } from "./groups";
import { isLoneHole, type Member } from "./member";
import type { Account, Grant } from "./trust";
import { isDisabled, nonEmpty, perhapsOf, projectOf, referent } from "./values";

/** The service accounts that the files create, read or bind something to, each once however it is spelled. */
export interface Accounts {
  readonly all: readonly Account[];
  /** By address, e-mail address or any other name; `undefined` if several have it. */
  readonly named: ReadonlyMap<string, Account | undefined>;
  /** The bindings of members that may be any of them. */
  readonly toUnknown: readonly Grant[];
}

interface Draft {
  readonly address: string;
  readonly isDeclared: boolean;
  readonly email: string;
  /** A number, which may stand in the place of the e-mail address. */
  readonly uniqueId?: string;
  readonly project: string;
  readonly names: Set<string>;
  readonly disabled: Truth;
  readonly perhaps?: true;
  readonly place: Account["place"];
  readonly grants: Grant[];
  readonly permissions: Permission[];
}

/** A grant as what its holder may do. */
export function permissionOf({ role, on, condition, content, address }: Grant): Permission {
  const told = { ...(condition === undefined ? {} : { condition }), ...(content === undefined ? {} : { content }) };
  return { name: role, on, ...told, address };
}

/** Reads service accounts, and puts every binding where it belongs: on the account that it guards, or to the one that it is given to. */
export function readAccounts(configuration: Configuration, grants: readonly Grant[]): Accounts {
  const drafts = new Map<string, Draft>();
  const byAddress = new Map<string, Draft>();
  for (const resource of configuration.ofType("google_service_account")) {
    const draft = declared(configuration, resource);
    const known = drafts.get(draft.email);
    if (known === undefined) drafts.set(draft.email, draft);
    else for (const name of draft.names) known.names.add(name);
    byAddress.set(resource.address, known ?? draft);
  }
  const byUniqueId = new Map<string, Draft>();
  for (const draft of drafts.values()) if (draft.uniqueId !== undefined) byUniqueId.set(draft.uniqueId, draft);
  const find = (spelled: string): Draft | undefined => {
    const text = emailIn(spelled);
    const referred = byAddress.get(referent(configuration, text)?.resource.address ?? "");
    return referred ?? drafts.get(text) ?? byUniqueId.get(text);
  };
  const membersOf = readGroups(configuration);
  const toUnknown: Grant[] = [];
  for (const grant of grants) {
    const { on, scope, member } = grant;
    if (scope === "service account") {
      const draft = find(on) ?? implied(grant, emailIn(on));
      drafts.set(draft.email, draft);
      if (isKnown(on)) draft.names.add(on);
      draft.grants.push(grant);
    }
    const holders = member.kind === "service account" ? [member.value] : membersOf(member.text);
    const found = new Set(holders.flatMap((holder) => find(holder) ?? []));
    for (const holder of found) holder.permissions.push(permissionOf(grant));
    if (found.size === 0 && mayBeAccount(configuration, member)) toUnknown.push(grant);
  }
  const different = [...new Set(drafts.values())].map(finished);
  const maybe = grantsOnUnknown(different);
  const all = different.map((account): Account => ({ ...account, maybeGrants: maybe(account) }));
  return { all, named: namesOf(all), toUnknown };
}

const OF_SERVICES = /^google_.+_service_(account|identity)$/;

/** Whether an account's e-mail address may stand in a member: not where something else makes it up, such as a service's agent. */
function mayBeAccount(configuration: Configuration, { kind, text, value }: Member): boolean {
  if ((kind !== "open" && kind !== "service account") || isKnown(text) || text.startsWith("principal")) return false;
  const read = kind === "open" ? text : value;
  const other = referent(configuration, read)?.resource;
  const isOther =
    other === undefined
      ? readsAnother(read, ["google_service_account"])
      : other.mode === "managed" || OF_SERVICES.test(other.type);
  return !isOther && same(text, `serviceAccount:${hole("id")}.iam.gserviceaccount.com`) !== "no";
}

/** A binding of an unknown member. */
export function grantToUnknown({ role, on, condition, content, member, place }: Grant): GrantToUnknown {
  const what = `${show(role)} on ${show(on)} for ${show(member.text)}`;
  return { place, what, content: JSON.stringify([condition, content]) };
}

function namesOf(accounts: readonly Account[]): Map<string, Account | undefined> {
  const named = new Map<string, Account | undefined>();
  for (const account of accounts) {
    for (const name of [account.address, ...account.names]) {
      named.set(name, named.has(name) && named.get(name) !== account ? undefined : account);
    }
  }
  return named;
}

/** The e-mail address in `projects/P/serviceAccounts/EMAIL`, `serviceAccount:EMAIL`, or the text itself. */
function emailIn(text: string): string {
  return text.slice(text.lastIndexOf("/serviceAccounts/") + 1).replace(/^(serviceAccounts\/|serviceAccount:)/, "");
}

function declared(configuration: Configuration, resource: Resource): Draft {
  const { address, values, place } = resource;
  const project = projectOf(configuration, resource);
  const id = textOf(values["account_id"]);
  const uniqueId = nonEmpty(textOf(values["unique_id"]));
  const email = nonEmpty(textOf(values["email"])) ?? emailOf(id, project) ?? hole(`${address}.email`);
  const names = ["name", "member", "unique_id", "account_id", "id"].map((name) => nonEmpty(textOf(values[name])));
  return {
    address,
    isDeclared: resource.mode === "managed",
    email: isLoneHole(email) ? (emailOf(id, project) ?? email) : email,
    ...(uniqueId === undefined ? {} : { uniqueId }),
    project,
    names: new Set(names.filter((name) => name !== undefined)),
    disabled: isDisabled(values),
    ...perhapsOf(resource),
    place,
    grants: [],
    permissions: [],
  };
}

/** https://cloud.google.com/iam/docs/service-account-types#user-managed: a project `example.com:shop` is `shop.example.com` there. */
function emailOf(id: string | undefined, project: string): string | undefined {
  if (id === undefined || !isKnown(id) || !isKnown(project)) return undefined;
  const tail = emailIn(id);
  if (tail.includes("@")) return tail;
  const [domain = "", name] = project.split(":");
  return `${tail}@${name === undefined ? project : `${name}.${domain}`}.iam.gserviceaccount.com`;
}

function implied({ place, address }: Grant, email: string): Draft {
  const [, domain = ""] = /@(.+)\.iam\.gserviceaccount\.com$/.exec(email) ?? [];
  const dot = domain.indexOf(".");
  const project = dot < 0 ? domain : `${domain.slice(dot + 1)}:${domain.slice(0, dot)}`;
  return {
    address: email,
    isDeclared: false,
    email,
    project: nonEmpty(project) ?? hole(`project of ${isKnown(email) ? email : address}`),
    names: new Set(),
    disabled: "no",
    place,
    grants: [],
    permissions: [],
  };
}

function finished({ names, ...draft }: Draft): Omit<Account, "maybeGrants"> {
  const { email, project, address } = draft;
  const spelled = [
    email,
    `serviceAccount:${email}`,
    `projects/${project}/serviceAccounts/${email}`,
    `projects/-/serviceAccounts/${email}`,
  ];
  const id = isKnown(email) ? email : ([...names].find((name) => isKnown(name)) ?? address);
  return { ...draft, label: id, names: [...new Set([...spelled, ...names])].filter((name) => name !== address) };
}
