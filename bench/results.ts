import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import path from "node:path";

const FILE = path.join(__dirname, "RESULTS.md");

/** Writes a section of the results, and leaves the others as they are. */
export function writeSection(title: string, body: string): void {
  const [head = "", ...sections] = readFileSync(FILE, "utf8").trimEnd().split(/^## /m);
  const text = `${title}\n\n${body}\n`;
  const index = sections.findIndex((section) => section.startsWith(`${title}\n`));
  const all = index === -1 ? [...sections, text] : sections.map((section, i) => (i === index ? text : section));
  writeFileSync(FILE, `${[head.trimEnd(), ...all.map((section) => `## ${section.trimEnd()}`)].join("\n\n")}\n`);
}

/** When and on what it ran. */
export function ranOn(command: string): string {
  const gib = Math.round(totalmem() / 2 ** 30);
  const date = new Date().toISOString().slice(0, 10);
  return `Last run of \`${command}\`: ${date}, ${availableParallelism()} cores, ${gib} GiB, Node ${process.versions.node}.`;
}
