import { createHash, createHmac } from "node:crypto";
import type { Asked } from "./answer";
import { isEqual } from "./seal";

/** What a signed request says of its signer. */
export interface Signed {
  readonly accessKeyId: string;
  readonly sessionToken: string | undefined;
  readonly scope: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20260101T000000Z` */
  readonly date: string;
  readonly isPresigned: boolean;
}

/** How far a signature's time may be off. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
const SKEW_SECONDS = 300;

/** Reads an AWS Signature Version 4, from the header or, presigned, from the query. */
export function readSignature({ headers, url: { searchParams } }: Asked): Signed | undefined {
  const header = headers.authorization;
  if (header !== undefined) {
    const [, credential = "", signed = "", signature = ""] =
      /^AWS4-HMAC-SHA256 +Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/.exec(header) ?? [];
    const token = headers["x-amz-security-token"];
    return made(credential, signed, signature, one(headers["x-amz-date"]), one(token), false);
  }
  const query = (name: string): string | undefined => searchParams.get(`X-Amz-${name}`) ?? undefined;
  const [credential = "", signed = "", signature = ""] = [query("Credential"), query("SignedHeaders"), query("Signature")];
  return made(credential, signed, signature, query("Date"), query("Security-Token"), true);
}

const one = (header: string | readonly string[] | undefined): string | undefined =>
  typeof header === "string" ? header : header?.[0];

function made(
  credential: string,
  signed: string,
  signature: string,
  date: string | undefined,
  sessionToken: string | undefined,
  isPresigned: boolean,
): Signed | undefined {
  const slash = credential.indexOf("/");
  if (slash < 0 || signature === "" || date === undefined) return undefined;
  const [accessKeyId, scope] = [credential.slice(0, slash), credential.slice(slash + 1)];
  return { accessKeyId, sessionToken, scope, signedHeaders: signed.split(";"), signature, date, isPresigned };
}

/** Whether the request was signed with this key, about now. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export function isSignedWith(secretAccessKey: string, signed: Signed, asked: Asked, now: number): boolean {
  const time = Date.parse(signed.date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z")) / 1000;
  const lifetime = signed.isPresigned ? Number(asked.url.searchParams.get("X-Amz-Expires") ?? "0") : 0;
  if (!(time - SKEW_SECONDS <= now && now <= time + lifetime + SKEW_SECONDS)) return false;
  const toSign = ["AWS4-HMAC-SHA256", signed.date, signed.scope, sha256(canonicalRequest(signed, asked))].join("\n");
  const key = signed.scope.split("/").reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${secretAccessKey}`);
  return isEqual(hmac(key, toSign).toString("hex"), signed.signature);
}

function canonicalRequest({ signedHeaders, isPresigned }: Signed, { method, url, headers, body }: Asked): string {
  const query = [...url.searchParams]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort();
  const lines = signedHeaders.map((name) => `${name}:${[headers[name] ?? ""].flat().join(",").trim().replace(/ +/g, " ")}`);
  const hash = isPresigned && method === "GET" ? sha256("") : sha256(body);
  return [method, url.pathname, query.join("&"), ...lines, "", signedHeaders.join(";"), hash].join("\n");
}

const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
