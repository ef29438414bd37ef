#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "./cli";

// A reader that has seen enough, such as `head`, is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});

const { version } = JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8")) as { version: string };

const code = main(
  process.argv.slice(2),
  {
    cwd: process.cwd(),
    env: process.env,
    outIsTerminal: process.stdout.isTTY,
    errIsTerminal: process.stderr.isTTY,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    stdin: () => readFileSync(0, "utf8"),
    now: () => Math.floor(Date.now() / 1000),
  },
  version,
);

void Promise.resolve(code).then((ended) => {
  process.exitCode = ended;
});
