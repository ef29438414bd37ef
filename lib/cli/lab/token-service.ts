import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { writePrivate } from "../../lab/files";
import { type Listening, listen } from "../../lab/server";
import { CliError } from "../cli-error";
import type { Whose } from "./whose";

/** What `lab token` asks a running lab for. */
export interface TokenQuestion extends Whose {
  readonly audience: string;
  readonly expirationSeconds?: number;
}

/** Where a running lab makes tokens, and the word that only readers of its folder know. */
interface Address {
  readonly url: string;
  readonly secret: string;
}

const fileIn = (folder: string): string => join(folder, "lab.json");

/** Makes tokens for whoever can read the folder, until it is closed. */
export async function serveTokens(folder: string, make: (question: TokenQuestion) => Promise<string>): Promise<Listening> {
  const secret = randomBytes(32).toString("base64url");
  const service = await listen(async ({ headers, body }) => {
    if (headers.authorization !== `Bearer ${secret}`) return answer(401, { error: "not the secret of this lab" });
    try {
      return answer(200, { token: await make(JSON.parse(body) as TokenQuestion) });
    } catch (error) {
      return answer(400, { error: error instanceof Error ? error.message : String(error) });
    }
  });
  const address: Address = { url: `http://127.0.0.1:${service.port}/`, secret };
  await writePrivate(fileIn(folder), JSON.stringify(address));
  return service;
}

const answer = (status: number, content: object) => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(content),
});

/**
 * A token from the lab that runs in a folder.
 *
 * @throws CliError if none runs there, or it refuses
 */
export async function tokenFrom(folder: string, shown: string, question: TokenQuestion): Promise<string> {
  const { url, secret } = addressIn(folder, shown);
  const asked = { method: "POST", headers: { authorization: `Bearer ${secret}` }, body: JSON.stringify(question) };
  const response = await fetch(url, asked).catch(() => undefined);
  if (response === undefined) throw new CliError(`no lab answers in ${shown}`, "it has ended; start `lab serve` again");
  const { token, error = `status ${response.status}` } = (await response.json()) as { token?: string; error?: string };
  if (token !== undefined) return token;
  throw new CliError(...halves(error));
}

/** What and cure of an error's line. */
function halves(line: string): [string, string] {
  const [what = line, ...cure] = line.split("; ");
  return [what, cure.length === 0 ? "see `lab token --help`" : cure.join("; ")];
}

function addressIn(folder: string, shown: string): Address {
  try {
    return JSON.parse(readFileSync(fileIn(folder), "utf8")) as Address;
  } catch {
    throw new CliError(`no lab runs in ${shown}`, "start `lab serve`, which says its folder");
  }
}
