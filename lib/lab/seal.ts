import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { parsed } from "./answer";

/** Writes what the lab must remember into the tokens that it hands out, so that it keeps no list of them. */
export interface Seal {
  /** A token that holds the value. */
  close(value: object): string;
  /** The value in a token of this seal; `undefined` if it is none. */
  open(token: string): unknown;
  /** A secret that belongs to a text. */
  secret(text: string): string;
}

/** A seal with a key of its own. `kind` keeps tokens of one kind from passing for another. */
export function makeSeal(kind: string): Seal {
  const key = randomBytes(32);
  const mac = (text: string): string => createHmac("sha256", key).update(`${kind} ${text}`).digest("base64url");
  return {
    close(value) {
      const body = Buffer.from(JSON.stringify(value)).toString("base64url");
      return `${body}.${mac(body)}`;
    },
    open(token) {
      const [body = "", tag = "", ...rest] = token.split(".");
      if (rest.length > 0 || !isEqual(tag, mac(body))) return undefined;
      return parsed(Buffer.from(body, "base64url").toString("utf8"));
    },
    secret: (text) => mac(`secret ${text}`).slice(0, 40),
  };
}

/** Compares secrets without telling by time how far they agree. */
export function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
