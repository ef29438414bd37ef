import { spawn } from "node:child_process";
import { CliError } from "../cli-error";
import { codeOfSignal } from "./signals";

/** A program that runs. */
export interface Program {
  /** Its exit code; of one that a signal ended, 128 and the signal's number. @throws CliError if it could not be started */
  readonly ended: Promise<number>;
  send(signal: NodeJS.Signals): void;
}

/** Starts a program that reads and writes where this process does. */
export function startProgram(command: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Program {
  const [name = "", ...args] = command;
  const child = spawn(name, args, { cwd, env, stdio: "inherit" });
  return {
    ended: new Promise((resolve, reject) => {
      child.once("error", ({ code }: NodeJS.ErrnoException) => {
        const cure = "check its name, and that it may be executed";
        reject(new CliError(`${name} could not be started (${code ?? "unknown error"})`, cure));
      });
      child.once("exit", (code, signal) => {
        resolve(signal === null ? (code ?? 1) : codeOfSignal(signal));
      });
    }),
    send(signal) {
      // The terminal sends its own Ctrl-C to the program, too.
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    },
  };
}
