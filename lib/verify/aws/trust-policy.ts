import { isArray, isObject, type Json, type JsonObject } from "../json";
import { isKnown, show } from "../text";
import { parseStatement, type Statement } from "./statement";

/** A role's trust policy, as IAM reads it. */
export interface TrustPolicy {
  /** Of version 2008-10-17, which is also that of a policy that names none, variables are text. */
  readonly version: string;
  readonly statements: readonly Statement[];
  /** What IAM refuses in it; a policy with any cannot be what a role has. */
  readonly faults: readonly string[];
  /** What is unknown of it, so that it may hold more than is read. */
  readonly open: readonly string[];
  /** As it stands in the role, if all of it is known. */
  readonly text?: string;
}

const VERSIONS: readonly string[] = ["2012-10-17", "2008-10-17"];
const ELEMENTS: ReadonlySet<string> = new Set(["Version", "Id", "Statement"]);

const broken = (fault: string): TrustPolicy => ({ version: "", statements: [], faults: [fault], open: [] });
const closed = (reason: string): TrustPolicy => ({ version: "", statements: [], faults: [], open: [reason] });

/** Reads a trust policy: JSON, or a hole where Terraform learns it at apply. */
export function parseTrustPolicy(value: Json | undefined): TrustPolicy {
  if (value === undefined || value === null || value === "") return broken("there is no trust policy");
  if (typeof value !== "string") return broken("the trust policy is not text");
  if (!value.trimStart().startsWith("{")) {
    return isKnown(value)
      ? broken("the trust policy is not a JSON object")
      : closed(`the trust policy is unknown: ${show(value)}`);
  }
  let policy: Json;
  try {
    policy = JSON.parse(value) as Json;
  } catch {
    const unreadable = "the trust policy is not JSON";
    return isKnown(value) ? broken(unreadable) : closed(`${unreadable} until apply, with ${show(value).slice(0, 200)}`);
  }
  if (!isObject(policy)) return broken("the trust policy is not a JSON object");
  const parsed = parsePolicyObject(policy);
  return isKnown(value) ? { ...parsed, text: value } : parsed;
}

/** Reads the object of a trust policy. */
export function parsePolicyObject(policy: JsonObject): TrustPolicy {
  const faults: string[] = [];
  const open: string[] = [];
  for (const name of Object.keys(policy)) {
    if (!ELEMENTS.has(name))
      (isKnown(name) ? faults : open).push(`the policy has the element ${show(name)}, which does not exist`);
  }
  const version = policy["Version"] ?? "2008-10-17";
  if (typeof version !== "string" || (isKnown(version) && !VERSIONS.includes(version))) {
    faults.push(`there is no policy version ${JSON.stringify(version)}`);
  } else if (!isKnown(version)) open.push("the policy's version is unknown");
  const value = policy["Statement"];
  if (typeof value === "string" && !isKnown(value)) open.push(`the statements are unknown: ${show(value)}`);
  else if (!isObject(value) && !isArray(value)) faults.push("the policy has no Statement");
  const listed = isArray(value) ? value : isObject(value) ? [value] : [];
  if (isArray(value) && value.length === 0) faults.push("the policy's Statement is empty");
  const statements: Statement[] = [];
  listed.forEach((item, index) => {
    const parsed = parseStatement(item, index, version === "2012-10-17");
    if (parsed.statement !== undefined) statements.push(parsed.statement);
    faults.push(...parsed.faults);
    open.push(...parsed.open);
  });
  const sids = statements.flatMap(({ sid }) => (sid === undefined || sid === "" ? [] : [sid]));
  const twice = sids.find((sid, index) => sids.indexOf(sid) !== index);
  if (twice !== undefined) faults.push(`two statements have the Sid ${twice}`);
  return { version: typeof version === "string" ? version : "", statements, faults, open };
}
