// What the clouds must answer, by what was asked of the library, and not by the Terraform that it wrote.
import type { Token, Verdict } from "../../lib/verify";

/** One way in: who must sign, for whom, and for which audience. */
export interface Line {
  readonly issuer: string;
  readonly subject: string;
  /** Whether `*` and `?` of the subject are wildcards. */
  readonly isPattern: boolean;
  readonly audience: string;
  readonly claims: Readonly<Record<string, string>>;
}

/** A pod that EKS may hand a role to. */
export interface PodLine {
  readonly clusterArn: string;
  readonly namespace: string;
  readonly name: string;
}

/** An identity as it was asked for. */
export interface Intent {
  /** The construct path. */
  readonly path: string;
  readonly cloud: "aws" | "google" | "azure";
  readonly lines: readonly Line[];
  /** Of GKE's own pool: any cluster of the project, and the metadata server asks for the tokens. */
  readonly isGke: boolean;
  /** Of AWS: whether tokens may carry session tags. A source identity, no role of the library takes. */
  readonly sessionTags: boolean;
  readonly pods: readonly PodLine[];
}

export const NOW = 1_767_225_600;

export const TAGS = "https://aws.amazon.com/tags";
export const SOURCE_IDENTITY = "https://aws.amazon.com/source_identity";

/**
 * What the cloud must answer. Undetermined only where it is not documented what the cloud does: a slash more than the trust has at the
 * issuer's end on AWS, one more or less on Google Cloud, and several audiences of which one is right on AWS and Azure.
 */
export function expectedVerdict({ cloud, lines, isGke, sessionTags }: Intent, token: Token): Verdict {
  // A mutation may have taken a claim away, whatever the type says.
  const { iss, sub } = token as Partial<Token>;
  if (iss === undefined || sub === undefined || typeof token.exp !== "number" || token.exp < NOW) return "deny";
  if (cloud === "aws" && (SOURCE_IDENTITY in token || (TAGS in token && !sessionTags))) return "deny";
  const answers = lines.map((line): Verdict => {
    const { issuer, subject, isPattern, audience, claims } = line;
    const says = isPattern ? matches(subject, token.sub) : subject === token.sub;
    if (!says || Object.entries(claims).some(([claim, value]) => token[claim] !== value)) return "deny";
    if (isGke)
      return /^https:\/\/container\.googleapis\.com\/v1\/projects\/acme-prod\/locations\/[^/]+\/clusters\/[^/]+$/.test(token.iss)
        ? "allow"
        : "deny";
    const audiences = [token.aud as Token["aud"] | undefined].flat();
    if (!audiences.includes(audience)) return "deny";
    const isSettled = token.iss === issuer;
    const isSlashed = cloud === "aws" ? token.iss === `${issuer}/` : cloud === "google" && differsBySlash(token.iss, issuer);
    if (!isSettled && !isSlashed) return "deny";
    return isSettled && (audiences.length === 1 || cloud === "google") ? "allow" : "undetermined";
  });
  return answers.includes("allow") ? "allow" : answers.includes("undetermined") ? "undetermined" : "deny";
}

const differsBySlash = (one: string, other: string): boolean =>
  [one, other].filter((url) => url.endsWith("/")).length === 1 && (one === `${other}/` || other === `${one}/`);

/** As AWS and Entra read a pattern: `*` is any text, `?` one character. */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[\\s\\S]*")
    .replaceAll("?", "[\\s\\S]");
  return new RegExp(`^${source}$`, "u").test(text);
}
