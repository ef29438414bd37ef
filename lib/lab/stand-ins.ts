import { createHash } from "node:crypto";
import { isKnown } from "../verify";
import { partsOf } from "../verify/text";

/** Known values for what Terraform learns at apply, so that real clients have something to say. */
export interface StandIns {
  /** The text with each hole filled: the same hole always in the same way. */
  readonly concrete: (text: string) => string;
  /** The text that was made concrete as this one, holes and all; else the text itself. */
  readonly original: (concrete: string) => string;
}

/**
 * Fills holes by what they stand for: the first AWS account is `000000000000`, the next `000000000001`; client, tenant and object ids are
 * GUIDs, project numbers twelve digits, issuers URLs; all derived from the Terraform expression, so they stay the same from run to run.
 * Decisions are made on the originals: a made-up value never lets anybody in or keeps anybody out.
 */
export function standIns(): StandIns {
  const values = new Map<string, string>();
  const originals = new Map<string, string>();
  let accounts = 0;

  function valueOf(expression: string): string {
    const known = values.get(expression);
    if (known !== undefined) return known;
    const value =
      /account/i.test(expression) && !expression.includes("service_account") ? accountId(accounts++) : madeUp(expression);
    values.set(expression, value);
    return value;
  }

  return {
    concrete(text) {
      if (isKnown(text)) return text;
      const parts = partsOf(text).map((part, index) => (index % 2 === 1 ? valueOf(part) : part));
      const concrete = parts.join("");
      originals.set(concrete, text);
      return concrete;
    },
    original: (concrete) => originals.get(concrete) ?? concrete,
  };
}

const accountId = (index: number): string => String(index).padStart(12, "0");

function madeUp(expression: string): string {
  if (/_id\b|\.id$|application|tenant/.test(expression)) return guid(expression);
  if (/issuer|url$/i.test(expression)) return `https://${digest(expression).slice(0, 16)}.lab.invalid`;
  if (/number/i.test(expression)) return digits(expression);
  return `lab-${digest(expression).slice(0, 8)}`;
}

/** A GUID that is derived from a text. */
export function guid(text: string): string {
  const hex = digest(text);
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}

const digits = (text: string): string => String(100_000_000_000 + (parseInt(digest(text).slice(0, 12), 16) % 900_000_000_000));

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
