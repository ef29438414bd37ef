import { TOKEN_SIGN } from "../facts/text-format";
import { checkValues } from "./check-values";
import { checkText, FederationError, quoted } from "./errors";
import { SUBJECT_DETAILS } from "./subject-values";
import { changedByTerraform } from "./terraform-text";
import { isKnown, literalParts, replaceTokens } from "./tokens";

const BRAND = Symbol.for("cdktf-workload-identity/subject");

/** What is known of a subject beyond its text. */
export interface SubjectDetails {
  /**
   * Claims that a token must carry besides `sub`, all of them. A cloud that cannot compare one of them refuses the subject.
   * @default - none
   */
  readonly claims?: Readonly<Record<string, string>>;
  /** The ServiceAccount that the subject stands for. @default - it is not a ServiceAccount's */
  readonly serviceAccount?: ServiceAccountName;
}

/** A ServiceAccount of a cluster, by namespace and name. */
export interface ServiceAccountName {
  readonly namespace: string;
  readonly name: string;
}

/**
 * The `sub` claim that a token must carry: exact, unless a pattern is spelled out.
 *
 * @throws FederationError SUBJECT_INVALID
 * @example
 * import { Subject } from "cdktf-workload-identity";
 * Subject.exactly("system:serviceaccount:shop:orders");
 * Subject.matching("system:serviceaccount:preview-*:orders");   // AWS, and EntraTrust for a few issuers
 */
export class Subject {
  /** This subject and no other. May be a token. */
  static exactly(text: string, details: SubjectDetails = {}): Subject {
    checkText("Subject", "the subject", text);
    const isPlain = literalParts(text).every((part) => !/[*?]/.test(part));
    check(text, isPlain, "holds a wildcard", "call Subject.matching if a pattern is meant");
    return new Subject("exact", text, details);
  }

  /**
   * Every subject that matches: `*` stands for any number of characters (`/` and `:` too), `?` for exactly one.
   * AWS takes it, and so do the applications of EntraTrust for GitHub, GitLab and HCP Terraform; everything else compares exactly.
   * It must begin with plain text: a pattern that is wild from its first character lets strangers in.
   */
  static matching(pattern: string, details: SubjectDetails = {}): Subject {
    checkText("Subject", "the subject", pattern);
    check(pattern, isKnown(pattern), "is unknown until apply", "spell the pattern out, so that a reviewer can read it");
    check(pattern, /[*?]/.test(pattern), "has no wildcard", "call Subject.exactly");
    check(pattern, /^[^*?]/.test(pattern), "begins with a wildcard", "begin it with the plain text that every subject shares");
    return new Subject("pattern", pattern, details);
  }

  /** Claims that a token must carry besides `sub`. */
  readonly claims: Readonly<Record<string, string>>;
  /** The ServiceAccount that the subject stands for, where it does. */
  readonly serviceAccount: ServiceAccountName | undefined;
  /** Only a Subject is a Subject: an object of the same shape was never checked. */
  declare private readonly nominal: undefined;

  private constructor(
    readonly kind: "exact" | "pattern",
    readonly text: string,
    details: SubjectDetails,
  ) {
    const place = `Subject ${quoted(text)}`;
    checkValues(place, "the details of the subject", SUBJECT_DETAILS, details);
    this.claims = { ...details.claims };
    this.serviceAccount = details.serviceAccount && { ...details.serviceAccount };
    Object.defineProperty(this, BRAND, { value: true });
    if (this.serviceAccount !== undefined) checkServiceAccount(kind, text, this.serviceAccount);
    // Terraform would make another text of it; AWS reads ${...} in a policy as a variable: neither is the plain text that was meant.
    const changed = changedByTerraform(text);
    if (changed !== undefined)
      throw new FederationError(place, { code: "SUBJECT_INVALID", ...changed, what: `the subject ${changed.what}` });
    const isPlain = literalParts(text).every((part) => !/[\x00-\x1f\x7f-\x9f]/.test(part));
    check(text, isPlain, "holds a line break or another control character", "give plain text");
    const inside = replaceTokens(text, () => TOKEN_SIGN);
    check(
      text,
      inside !== "" && inside === inside.trim(),
      "is empty or has white space at an end",
      "give it as the token spells it",
    );
    for (const claim of Object.keys(this.claims)) checkClaimName(text, claim);
  }
}

/** Whether it was made by this class, of whichever copy of the library. */
export function isSubject(value: unknown): value is Subject {
  return typeof value === "object" && value !== null && BRAND in value;
}

/** What every ServiceAccount's subject begins with; node and user tokens of the same issuer do not. */
export const SERVICE_ACCOUNT_SUBJECT_PREFIX = "system:serviceaccount:";

/** Otherwise one text could be trusted in one cloud and another one in the next, which goes by namespace and name. */
function checkServiceAccount(kind: Subject["kind"], text: string, { namespace, name }: ServiceAccountName): void {
  const isSame = text === `${SERVICE_ACCOUNT_SUBJECT_PREFIX}${namespace}:${name}`;
  check(
    text,
    isSame && kind === "exact",
    `is not that of the ServiceAccount ${quoted(`${namespace}/${name}`)}`,
    "let FederatedWorkload make it",
  );
}

function check(text: string, ok: boolean, what: string, cure: string): void {
  if (ok) return;
  throw new FederationError(`Subject ${quoted(text)}`, { code: "SUBJECT_INVALID", what: `the subject ${what}`, cure });
}

function checkClaimName(subject: string, claim: string): void {
  const cure = "name a claim of the token other than sub, aud and iss";
  check(subject, !["sub", "aud", "iss"].includes(claim), `has a condition on the claim ${quoted(claim)}`, cure);
}
