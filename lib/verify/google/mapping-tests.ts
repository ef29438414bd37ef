import { GOOGLE_LIMITS } from "../../facts/google";
import type { ClaimTest } from "../shape";
import type { Cel } from "./cel";
import { evaluate } from "./cel-evaluate";
import { templateParts } from "./cel-functions";
import { celText } from "./cel-text";
import { valued } from "./cel-value";
import { claimPath, claimsIn } from "./claim-path";
import { expressionTest, isPlain, type Pinned, tokenOf, without } from "./claim-tests";
import { checkMapping } from "./mapping";
import type { Provider } from "./trust";

/** What the mapping wants of a token: a target whose expression comes to nothing refuses the whole exchange. `undefined`: no token has it. */
export function mappingTests(mapping: Provider["mapping"], pinned: Pinned | undefined): readonly ClaimTest[] | undefined {
  if (mapping === undefined) return [];
  if (!mapping.has("google.subject")) return undefined;
  const tests: ClaimTest[] = [];
  for (const [target, { cel }] of mapping) {
    const found = cel.kind === "unsettled" ? [unknownTest(target, cel.what)] : targetTests(target, cel, pinned);
    if (found === undefined) return undefined;
    tests.push(...found);
  }
  return tests;
}

const unknownTest = (target: string, what: string): ClaimTest => ({ claim: target, test: "unknown", values: [what] });

function targetTests(target: string, cel: Cel, pinned: Pinned | undefined): readonly ClaimTest[] | undefined {
  const isSubject = target === "google.subject";
  if (without(claimsIn(cel), pinned)) {
    const outcome = evaluate(cel, { assertion: tokenOf(pinned) });
    const mapped = { subject: isSubject ? outcome : valued("a"), groups: undefined, attributes: new Map() };
    const [{ passed, why }] = checkMapping({ ...mapped, all: [[target, outcome]] });
    return passed === "no" ? undefined : passed === "yes" ? [] : [unknownTest(target, why)];
  }
  if (isSubject) return subjectTests(cel);
  return target === "google.groups" ? [isText(call("join", cel, ""))] : textTests(cel);
}

const { maxBytes } = GOOGLE_LIMITS.subject;

/** `google.subject` has 1 to 127 bytes. */
function subjectTests(cel: Cel): readonly ClaimTest[] | undefined {
  const parts = termsOf(cel);
  const fixed = parts.map((part) => (part.kind === "constant" && typeof part.value === "string" ? part.value : "")).join("");
  const [rest, ...others] = parts.filter(({ kind }) => kind !== "constant");
  const path = rest === undefined || others.length > 0 ? undefined : claimPath(rest);
  if (path === undefined || !isPlain(path)) return [expressionTest(celText(call("matches", cel, `^(?s:.{1,${maxBytes}})$`)))];
  const room = maxBytes - Buffer.byteLength(fixed);
  const values = [fixed === "" ? "1" : "0", String(room)];
  return room < 0 ? undefined : [{ claim: path.join("."), test: "fits", values }];
}

const termsOf = (cel: Cel): readonly Cel[] => (cel.kind === "call" && cel.name === "+" ? cel.args.flatMap(termsOf) : [cel]);

/** What makes an expression come to a text. */
function textTests(cel: Cel): readonly ClaimTest[] {
  if (cel.kind === "constant" && typeof cel.value === "string") return [];
  const path = claimPath(cel);
  if (path !== undefined && isPlain(path)) return [{ claim: path.join("."), test: "present", values: [] }];
  if (path?.join() === "iss") return [];
  if (cel.kind === "call" && cel.name === "+") return cel.args.flatMap(textTests);
  const [of, template] = cel.kind === "call" && cel.name === "extract" ? cel.args : [];
  const isTemplate = template?.kind === "constant" && typeof template.value === "string" && templateParts(template.value);
  return of === undefined || isTemplate === false || isTemplate === undefined ? [isText(cel)] : textTests(of);
}

const call = (name: string, of: Cel, text: string): Cel => ({
  kind: "call",
  name,
  args: [of, { kind: "constant", value: text }],
});

/** CEL has a word for it that Google does not name; every text begins with the empty one, and what is not a text is an error. */
const isText = (cel: Cel): ClaimTest => expressionTest(celText(call("startsWith", cel, "")));
