import { isKnown } from "../text";

/** What an IAM member names. */
export type MemberKind =
  | "subject"
  | "group"
  | "attribute"
  /** Everyone in a pool. */
  | "pool"
  /** Of GKE's own pool: the uid of a ServiceAccount, a namespace, a cluster. */
  | "uid"
  | "namespace"
  | "cluster"
  /** `serviceAccount:PROJECT.svc.id.goog[NAMESPACE/NAME]`; the value is `NAMESPACE/NAME`. */
  | "gke"
  | "service account"
  | "allUsers"
  | "allAuthenticatedUsers"
  /** A member that nothing is known of. */
  | "open"
  /** A user, a group, a domain…, or what no token can be. */
  | "other";

/** A member of a binding, by its parts. https://cloud.google.com/iam/docs/principal-identifiers */
export interface Member {
  /** As the file has it. */
  readonly text: string;
  readonly kind: MemberKind;
  /** The pool, of the kinds that name one. */
  readonly pool?: PoolName;
  /** The attribute's name. */
  readonly name: string;
  /** The subject, group, value of the attribute, namespace…; of a service account its e-mail address. */
  readonly value: string;
}

/** A pool as a member names it: by number and id, or by a hole that stands for `projects/NUMBER/locations/global/workloadIdentityPools/ID`. */
export type PoolName =
  | {
      readonly number: string;
      readonly id: string;
      /** Set of a pool of the files, by reference: none of GKE's. */ readonly isOfFiles?: true;
    }
  | { readonly reference: string };

const HOLE = "\uE000[^\uE001]*\uE001";
const SEGMENT = `((?:${HOLE}|[^/\uE000])+)`;
const FEDERATED = /^(principal|principalSet):\/\/iam\.googleapis\.com\/([\s\S]*)$/;
const SPELLED = new RegExp(`^projects/${SEGMENT}/locations/global/workloadIdentityPools/${SEGMENT}/([\\s\\S]*)$`);
const REFERRED = new RegExp(`^(${HOLE})/([\\s\\S]*)$`);
const LONE_HOLE = new RegExp(`^${HOLE}$`);
const LEGACY = new RegExp(`^serviceAccount:((?:${HOLE}|[^\\[\uE000])+)\\.svc\\.id\\.goog\\[([^\\]]*)\\]$`);

/** What may stand behind the pool, for each of the two words. */
const PARTS: Readonly<Record<string, Readonly<Record<string, MemberKind>>>> = {
  principal: { subject: "subject", "kubernetes.serviceaccount.uid": "uid" },
  principalSet: { group: "group", namespace: "namespace", "kubernetes.cluster": "cluster" },
};

/** Reads a member. One that no token can be is `other`. */
export function readMember(text: string): Member {
  const member = (kind: MemberKind, value = "", rest: { pool?: PoolName; name?: string } = {}): Member => ({
    text,
    kind,
    name: rest.name ?? "",
    value,
    ...(rest.pool === undefined ? {} : { pool: rest.pool }),
  });
  if (text === "allUsers" || text === "allAuthenticatedUsers") return member(text);
  if (LONE_HOLE.test(text)) return member("open");
  const [, project, account] = LEGACY.exec(text) ?? [];
  if (project !== undefined && account !== undefined) {
    return member("gke", account, { pool: { number: "", id: `${project}.svc.id.goog` } });
  }
  if (text.startsWith("serviceAccount:")) return member("service account", text.slice("serviceAccount:".length));
  const [, word = "", path = ""] = FEDERATED.exec(text) ?? [];
  // A hole can hold what makes a member of it.
  const none = member(/^(principal|principalSet):|^\uE000/.test(text) && !isKnown(text) ? "open" : "other");
  if (word === "") return none;
  const spelled = SPELLED.exec(path);
  const referred = REFERRED.exec(path);
  const pool = spelled === null ? { reference: referred?.[1] ?? "" } : { number: spelled[1] ?? "", id: spelled[2] ?? "" };
  const rest = spelled?.[3] ?? referred?.[2];
  if (rest === undefined) return none;
  if (rest === "*") return word === "principalSet" ? member("pool", "", { pool }) : none;
  const slash = rest.startsWith("\uE000") ? -1 : rest.indexOf("/");
  if (slash < 0) return none;
  const [part, value] = [rest.slice(0, slash), rest.slice(slash + 1)];
  if (word === "principalSet" && part.startsWith("attribute.")) {
    return member("attribute", value, { pool, name: part.slice("attribute.".length) });
  }
  const kinds = PARTS[word] ?? {};
  const kind = Object.hasOwn(kinds, part) ? kinds[part] : undefined;
  return kind === undefined ? none : member(kind, value, { pool });
}

/** Whether the text is one hole and nothing else. */
export function isLoneHole(text: string): boolean {
  return LONE_HOLE.test(text);
}

/** Whether the pool is one that GKE makes for a project. */
export function isGkePool(pool: PoolName): boolean {
  return "id" in pool && pool.id.endsWith(".svc.id.goog");
}

/** The text without percent signs, as a URL is read. `undefined`: it is not one. */
export function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** `NAMESPACE:NAME` of the ServiceAccount that a member of GKE's pool names, if it names one in GKE's own form. */
export function serviceAccountIn({ kind, value }: Member): string | undefined {
  const [, namespace, name] = (kind === "gke" ? /^([^:/]+)\/([^:/]+)$/ : /^ns\/([^:/]+)\/sa\/([^:/]+)$/).exec(value) ?? [];
  return namespace === undefined || name === undefined ? undefined : `${namespace}:${name}`;
}
