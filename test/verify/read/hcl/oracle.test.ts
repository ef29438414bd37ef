import * as fc from "fast-check";
import { readHcl } from "../../../../lib/verify/read/hcl/hcl";
import { brokenFiles, files } from "./files";

/** `HCL_FILES=20000 HCL_SEED=7 npx jest test/verify/read/hcl/oracle` compares more files, and others. */
const numRuns = Number(process.env["HCL_FILES"] ?? 1000);
const seed = Number(process.env["HCL_SEED"] ?? 1);

/** HashiCorp's own parser, as WebAssembly. */
interface Oracle {
  parse(name: string, text: string): Promise<unknown>;
}

function oracleHere(): Oracle | undefined {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return require(require.resolve("@cdktn/hcl2json")) as Oracle;
  } catch {
    return undefined;
  }
}

const oracle = oracleHere();

(oracle === undefined ? describe.skip : describe)(
  `files of HCL, read here and by HashiCorp's parser${oracle === undefined ? ": skipped, @cdktn/hcl2json is missing here" : ""}`,
  () => {
    const theirs = async (text: string): Promise<unknown> => {
      try {
        return inOrder(plain(await oracle?.parse("main.tf", text)));
      } catch {
        return "an error";
      }
    };
    const ours = (text: string): unknown => {
      const { json, errors } = readHcl(text);
      return errors.length > 0 ? "an error" : inOrder(plain(json));
    };
    const compare = async (text: string): Promise<void> => {
      // Of an argument and blocks of one name, their JSON has one alone.
      fc.pre(!readHcl(text).errors.some(({ what }) => /^\S+ (is set twice|has other labels)/.test(what)));
      expect({ text, read: ours(text) }).toEqual({ text, read: await theirs(text) });
    };

    test(
      "are the same",
      async () => {
        await fc.assert(fc.asyncProperty(files, compare), { numRuns, seed });
      },
      120_000 + numRuns * 10,
    );

    test(
      "are refused by both, or the same, if somebody mistyped",
      async () => {
        await fc.assert(fc.asyncProperty(brokenFiles, compare), { numRuns, seed });
      },
      120_000 + numRuns * 10,
    );
  },
);

/** Without what their JSON does not tell: that a value with trimmed white space beside it is a text, a sign just before an opening. */
const plain = (json: unknown): unknown => JSON.parse(JSON.stringify(json).replace(/\$\{\\"([$%]?)\\"\}/g, "$1"));

/** The keys of objects in one order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, inOrder(item)]),
  );
}
