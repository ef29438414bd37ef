import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { holdsMarks } from "../verify/text";
import type { Token } from "../verify/token";
import { CliError } from "./cli-error";
import type { Io } from "./io";

/** A token, and whether it was a signed one; the signature is not looked at. */
export interface GivenToken {
  readonly token: Token;
  readonly wasSigned: boolean;
}

/** Reads a JWT, or its claims as JSON. @throws CliError if it is neither */
export function tokenOf(file: string, io: Io): GivenToken {
  const text = textOf(file, io)
    .trim()
    .replace(/^Bearer\s+/i, "");
  const parts = text.split(".");
  const [, payload] = parts;
  const isJwt = !text.startsWith("{") && parts.length === 3 && payload !== undefined;
  const claims = objectOf(isJwt ? Buffer.from(payload, "base64url").toString("utf8") : text);
  const { iss, sub, aud } = claims;
  if (typeof iss !== "string" || typeof sub !== "string" || !isAudience(aud)) {
    throw new CliError(
      `the token in ${nameOf(file)} lacks iss, sub or aud`,
      "give a whole JWT, or all of its claims as a JSON object",
    );
  }
  // They stand for what is unknown: with them, a forged claim would be equal to it.
  if (holdsMarks(JSON.stringify(claims))) {
    throw new CliError(
      `the token in ${nameOf(file)} holds private-use characters (U+E000, U+E001)`,
      "no issuer signs them: check where the token comes from",
    );
  }
  return { token: { ...claims, iss, sub, aud }, wasSigned: isJwt };
}

const nameOf = (file: string): string => (file === "-" ? "standard input" : file);

const isAudience = (value: unknown): value is string | string[] =>
  typeof value === "string" || (Array.isArray(value) && value.every((each) => typeof each === "string"));

function textOf(file: string, io: Io): string {
  if (file === "-") return io.stdin();
  try {
    return readFileSync(resolve(io.cwd, file), "utf8");
  } catch {
    throw new CliError(`${file} cannot be read`, "give a file that holds a JWT or its claims, or - for standard input");
  }
}

/** The claims without a prototype, so that `__proto__` is a claim like any other. */
function objectOf(text: string): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new CliError(
      "the token is neither a JWT nor JSON",
      "give the three parts of a JWT as they are, or its claims as a JSON object",
    );
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new CliError(
      "the token's claims are not a JSON object",
      'give something like {"iss": "https://…", "sub": "…", "aud": "…"}',
    );
  }
  return parsed as Readonly<Record<string, unknown>>;
}
