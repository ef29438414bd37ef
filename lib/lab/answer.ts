import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** A request that reached the lab. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  /** Path and query as they came, before any decoding: signatures cover them. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the lab answers. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers requests. */
export type Handler = (asked: Asked) => Answer | Promise<Answer>;

/** An answer in JSON. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  const type = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };
  return { status, headers: { ...type, ...headers }, body: JSON.stringify(value) };
}

/** An answer in XML, as AWS's Query protocol has it. */
export function xml(status: number, body: string): Answer {
  return { status, headers: { "content-type": "text/xml", "x-amzn-requestid": randomUUID() }, body };
}

/** The fields of a form, or of a JSON object's texts; `undefined` if the body is neither. The first of several equal names counts. */
export function fieldsOf({ headers, body }: Asked): ReadonlyMap<string, string> | undefined {
  if (!(headers["content-type"] ?? "").includes("json")) {
    const fields = new Map<string, string>();
    for (const [name, value] of new URLSearchParams(body)) if (!fields.has(name)) fields.set(name, value);
    return fields;
  }
  const value = parsed(body);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value).flatMap(([name, field]) => (typeof field === "string" ? [[name, field] as const] : [])));
}

/** What the text says as JSON; `undefined` if it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The token of an `Authorization: Bearer` header. */
export function bearerOf({ headers }: Asked): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
}
