// The command line as a program of its own, from today's sources: built as it is packed, where it finds the packages, and removed afterwards.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const CACHE = join(ROOT, "node_modules/.cache");
let place: string;

/** Before the tests of a file: the program. */
export function buildProgram(): void {
  beforeAll(() => {
    mkdirSync(CACHE, { recursive: true });
    place = mkdtempSync(join(CACHE, "program-"));
    cpSync(join(ROOT, "package.json"), join(place, "package.json"));
    execFileSync(process.execPath, [join(ROOT, ".ci/bundle.mjs"), join(place, "dist")]);
  });
  afterAll(() => {
    rmSync(place, { recursive: true, force: true });
  });
}

/** Where it is, for `node`. */
export const programFile = (): string => join(place, "dist/cli/main.js");

export interface Running {
  readonly child: ChildProcess;
  /** All that it wrote until now. */
  readonly said: { out: string; err: string };
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>;
  /** Waits until it has written this on standard output or error. */
  wrote(text: RegExp): Promise<RegExpExecArray>;
}

/** Starts it in a folder. */
export function start(cwd: string, argv: readonly string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(process.execPath, [programFile(), ...argv], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const said = { out: "", err: "" };
  let look = (): void => undefined;
  child.stdout.on("data", (chunk: Buffer) => {
    said.out += chunk.toString();
    look();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    said.err += chunk.toString();
    look();
  });
  const ended = new Promise<number | string | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      resolve(code ?? signal);
    });
  });
  const wrote = (text: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      look = () => {
        const found = text.exec(said.out) ?? text.exec(said.err);
        if (found !== null) resolve(found);
      };
      look();
      void ended.then((code) => {
        reject(new Error(`it ended with ${code} and never wrote ${text}:\n${said.out}\n${said.err}`));
      }, reject);
    });
  return { child, said, ended, wrote };
}

/** Runs it to its end. */
export async function runProgram(
  cwd: string,
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ readonly code: number | string | null; readonly out: string; readonly err: string }> {
  const { ended, said } = start(cwd, argv, env);
  const code = await ended;
  return { code, ...said };
}
