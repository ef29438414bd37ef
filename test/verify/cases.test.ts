// Small inputs with the right answers: a folder each. TRUST_CASES names another folder of such folders.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decide, findings, type Model, readFiles, readModel, testText, type Token, whoCan } from "../../lib/verify";
import { written } from "./read/hcl/write";

const ROOT = process.env["TRUST_CASES"] ?? join(__dirname, "cases");

/** What is right of a case; `decide` is of the claims in `token.json`. */
interface Expected {
  readonly decide?: string;
  readonly as?: string;
  readonly now: number;
  /** Another answer that is as good, in words. */
  readonly alsoRight?: string;
  /** Options of the command line: `--complete`, `--var NAME=VALUE`, `--project-number PROJECT=NUMBER`. */
  readonly args?: readonly string[];
  readonly mustFind?: readonly string[];
  readonly mustNotFind?: readonly string[];
  /** The shapes of `as`, a line each, with what is unknown of them behind it. */
  readonly shapes?: readonly string[];
}

const cases = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const jsonOf = (name: string, file: string): object => JSON.parse(readFileSync(join(ROOT, name, file), "utf8")) as object;

function modelOf(name: string, file: string, args: readonly string[]): Model {
  const pairs = (option: string): Record<string, string> =>
    Object.fromEntries(
      args.flatMap((arg, index) => {
        const value = args[index + 1] ?? "";
        const at = value.indexOf("=");
        return arg === option ? [[value.slice(0, at), value.slice(at + 1)]] : [];
      }),
    );
  const options = {
    variables: pairs("--var"),
    googleProjectNumbers: pairs("--project-number"),
    complete: args.includes("--complete"),
  };
  if (file === HCL) return readFiles({ [file]: written(jsonOf(name, "main.tf.json")) }, options);
  return readModel([{ name: file, json: jsonOf(name, file) }], options);
}

/** The twin of `main.tf.json`. */
const HCL = "main.tf";

function shapesOf(model: Model, identity: string): string[] {
  return whoCan(model, identity).flatMap(({ shapes }) =>
    shapes.map(({ tests, unknown }) => [...tests.map(testText), ...unknown.map((what) => `unknown: ${what}`)].join(", ")),
  );
}

describe.each(cases)("the case %s", (name) => {
  const { args = [], as = "", now, ...expected } = jsonOf(name, "expected.json") as Expected;
  const files = ["main.tf.json", "plan.json"].filter((file) => existsSync(join(ROOT, name, file)));
  if (files.includes("main.tf.json")) files.push(HCL);

  it.each(files)("is answered as it is right, of %s", (file) => {
    const model = modelOf(name, file, args);
    const ids = new Set(findings(model).map(({ id }) => id));
    const answer =
      expected.decide === undefined
        ? undefined
        : decide(model, { token: jsonOf(name, "token.json") as Token, now, request: { type: "become", identity: as } });
    const isAsGood = expected.alsoRight?.includes("assumes") === true && "assumes" in (answer ?? {});
    expect({
      decide: isAsGood ? expected.decide : answer?.verdict,
      missing: expected.mustFind?.filter((id) => !ids.has(id)) ?? [],
      wrong: expected.mustNotFind?.filter((id) => ids.has(id)) ?? [],
      shapes: expected.shapes === undefined ? undefined : shapesOf(model, as),
    }).toEqual({ decide: expected.decide, missing: [], wrong: [], shapes: expected.shapes });
  });
});
