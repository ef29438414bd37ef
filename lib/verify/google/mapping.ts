import { GOOGLE_LIMITS } from "../../facts/google";
import type { Check } from "../decision";
import type { JsonObject } from "../json";
import { evaluate } from "./cel-evaluate";
import { failed, open, type Outcome, textOf, textsOf, typeName } from "./cel-value";
import type { Step } from "./step";
import type { Expression } from "./trust";

/** What a provider makes of a token's claims. */
export interface Mapped {
  readonly subject: Outcome;
  readonly groups: Outcome | undefined;
  readonly attributes: ReadonlyMap<string, Outcome>;
  /** All of them, by what they are mapped to. */
  readonly all: readonly (readonly [string, Outcome])[];
}

const ATTRIBUTE = "attribute.";
/** All that is mapped, together. https://cloud.google.com/iam/docs/workload-identity-federation#mapping */
const MAX_TOTAL_BYTES = 8192;

/** Evaluates every expression of a mapping. Never throws. */
export function mapClaims(mapping: ReadonlyMap<string, Expression> | undefined, assertion: JsonObject): Mapped {
  if (mapping === undefined) {
    const subject = open("the mapping is unknown until apply");
    return { subject, groups: subject, attributes: new Map(), all: [["google.subject", subject]] };
  }
  const all = [...mapping].map(([target, { cel }]) => [target, evaluate(cel, { assertion })] as const);
  const attributes = all.filter(([target]) => target.startsWith(ATTRIBUTE));
  return {
    subject: all.find(([target]) => target === "google.subject")?.[1] ?? failed("google.subject is not mapped"),
    groups: all.find(([target]) => target === "google.groups")?.[1],
    attributes: new Map(attributes.map(([target, outcome]) => [target.slice(ATTRIBUTE.length), outcome])),
    all,
  };
}

/** Every expression must come to a text, `google.groups` to a list of texts, and `google.subject` to one of 1 to 127 bytes. */
export function checkMapping({ subject, all }: Mapped): Step {
  const no = (why: string, code: string, message: string): Step => [check("no", why), { code, message }];
  for (const [target, outcome] of [["google.subject", subject] as const, ...all]) {
    const isGroups = target === "google.groups";
    if (outcome.kind === "error") {
      return no(
        `${target}: ${outcome.why}`,
        "invalid_request",
        `Could not obtain a value for ${target} from the given credential.`,
      );
    }
    if (outcome.kind === "unknown") continue;
    if (isGroups ? textsOf(outcome.value) === undefined : typeof outcome.value !== "string") {
      const type = isGroups ? "LIST" : "STRING";
      const message = `The mapped attribute '${target}' must be of type ${type}.`;
      return no(
        `${target} is ${typeName(outcome.value)}, not ${isGroups ? "a list of texts" : "a text"}`,
        "unauthorized_client",
        message,
      );
    }
  }
  const unknown = [subject, ...all.map(([, outcome]) => outcome)].find(({ kind }) => kind === "unknown");
  return (
    checkSizes(subject, all) ?? [
      unknown?.kind === "unknown" ? check("unknown", unknown.why) : check("yes", `google.subject is ${textOf(subject)}`),
    ]
  );
}

const check = (passed: Check["passed"], why: string): Check => ({ name: "attribute-mapping", passed, why });

/** What is wrong with the sizes of mapped values, or not documented; those that are unknown count as nothing. */
function checkSizes(subject: Outcome, all: Mapped["all"]): Step | undefined {
  const text = textOf(subject);
  const { maxBytes } = GOOGLE_LIMITS.subject;
  if (subject.kind === "value" && text === "") {
    return [
      check("no", "google.subject is empty"),
      { code: "invalid_request", message: "Could not obtain a value for google.subject from the given credential." },
    ];
  }
  if (Buffer.byteLength(text) > maxBytes) {
    // The API counts bytes, the overview says characters.
    if (Array.from(text).length <= maxBytes)
      return [check("unknown", `whether ${maxBytes} are bytes or characters of google.subject is not documented`)];
    const message = `The size of mapped attribute google.subject exceeds the ${maxBytes} bytes limit. Either modify your attribute mapping or the incoming assertion to produce a mapped attribute that is less than ${maxBytes} bytes.`;
    return [
      check("no", `google.subject has ${Buffer.byteLength(text)} bytes, and ${maxBytes} fit`),
      { code: "invalid_request", message },
    ];
  }
  let [names, values] = [0, 0];
  for (const [target, outcome] of all) {
    names += Buffer.byteLength(target);
    values += Buffer.byteLength(wholeText(outcome));
  }
  if (names + values <= MAX_TOTAL_BYTES) return undefined;
  if (values <= MAX_TOTAL_BYTES)
    return [check("unknown", "whether the names of mapped attributes count for their 8 KB is not documented")];
  const message = `The size of the mapped attributes exceeds the ${MAX_TOTAL_BYTES} bytes limit.`;
  return [
    check("no", `all that is mapped has ${values} bytes, and ${MAX_TOTAL_BYTES} fit`),
    { code: "invalid_request", message },
  ];
}

/** A text, or the texts of a list behind one another. */
function wholeText(outcome: Outcome): string {
  return textOf(outcome) || (outcome.kind === "value" ? (textsOf(outcome.value) ?? []).join("") : "");
}
