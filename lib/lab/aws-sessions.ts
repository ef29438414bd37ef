import { createHash, randomBytes } from "node:crypto";
import { makeSeal } from "./seal";

/** Who a session is. */
export interface Session {
  /** `arn:aws:sts::…:assumed-role/NAME/SESSION` */
  readonly arn: string;
  /** `AROA…:SESSION` */
  readonly userId: string;
  readonly account: string;
  /** Seconds since the epoch. */
  readonly expires: number;
}

/** Credentials that only the lab takes. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: string;
}

/** Hands out credentials, and knows its own again. */
export interface AwsSessions {
  issue(session: Session): SessionCredentials;
  /** The session that a session token stands for, and what its requests must be signed with. */
  find(sessionToken: string): (Session & Pick<SessionCredentials, "accessKeyId" | "secretAccessKey">) | undefined;
}

/** Sessions with keys of their own: another lab's credentials are none of this one's. */
export function makeAwsSessions(): AwsSessions {
  const seal = makeSeal("aws session");
  const keys = (sessionToken: string): Pick<SessionCredentials, "accessKeyId" | "secretAccessKey"> => ({
    accessKeyId: `ASIALAB${uniqueId(sessionToken).slice(0, 13)}`,
    secretAccessKey: seal.secret(sessionToken),
  });
  return {
    issue(session) {
      const sessionToken = seal.close({ ...session, nonce: randomBytes(9).toString("base64url") });
      return { ...keys(sessionToken), sessionToken, expiration: iso(session.expires) };
    },
    find(sessionToken) {
      const session = seal.open(sessionToken) as Session | undefined;
      return session === undefined ? undefined : { ...session, ...keys(sessionToken) };
    },
  };
}

/** A stable id in the letters of AWS's own: `AROA` and this for a role. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export function uniqueId(text: string): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  return [...createHash("sha256").update(text).digest()]
    .slice(0, 17)
    .map((byte) => letters[byte % 32])
    .join("");
}

/** A time as AWS writes it, without fractions. */
export function iso(seconds: number): string {
  return new Date(Math.floor(seconds) * 1000).toISOString().replace(/\.\d+Z$/, "Z");
}
