// Runs an example and prints, from the Terraform that it wrote, what was written where and who may now become what.
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type ModelIdentity, readModel, show, testOn, type TokenShape } from "cdktf-workload-identity/verify";

type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

function print(file: string, json: string): void {
  const { resource } = JSON.parse(json) as { resource: Resources };
  console.log(`\nWritten to ${relative(process.cwd(), file)}\n`);
  table(
    ["what", "how many", "where"],
    Object.entries(resource).map(([type, byName]) => [type, String(Object.keys(byName).length), places(byName)]),
  );
  const { identities } = readModel([{ name: file, json }]);
  const ways = identities.flatMap((identity) => identity.shapes.map((shape) => [identity, shape] as const));
  const issuers = [...new Set(ways.map(([, shape]) => valuesOf(shape, "iss")))];
  console.log("\nWho signs\n");
  table(
    ["issuer", "URL"],
    issuers.map((issuer, index) => [`[${index + 1}]`, issuer]),
  );
  console.log("\nWho may now become what\n");
  table(
    ["issuer", "subject", "audience", "becomes", "with"],
    ways.map(([identity, shape]) => [
      `[${issuers.indexOf(valuesOf(shape, "iss")) + 1}]`,
      valuesOf(shape, "sub"),
      short(valuesOf(shape, "aud")),
      nameOf(identity),
      identity.permissions.map(({ name }) => short(show(name))).join(", "),
    ]),
  );
  console.log("\nNobody else, and no key anywhere. Next: look at the file, or run `npx --yes cdktf-cli@0.21.0 diff`.\n");
}

function places(byName: Resources[string]): string {
  const aliases = Object.values(byName).map(({ provider }) => (typeof provider === "string" ? provider : "default provider"));
  return [...new Set(aliases)].join(", ");
}

const valuesOf = (shape: TokenShape, claim: string): string => testOn(shape, claim)?.values.map(show).join(", ") ?? "any";

const CLOUDS: Readonly<Record<string, string>> = { aws: "AWS", google: "Google", azure: "Azure" };
const nameOf = ({ cloud, kind, label }: ModelIdentity): string =>
  `${CLOUDS[cloud] ?? cloud} ${kind} ${show(label).replace(/@.*/, "")}`;

const short = (text: string): string => text.replace(/^.*[:/]policy(?=\/)|^.*(?=\/providers\/)/, "…");

function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join("  ")}`.trimEnd();
  console.log([line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n"));
}

const name = process.argv[2] ?? "three-clouds";
const out = process.env["CDKTF_OUTDIR"] ?? "cdktf.out";
process.env["CDKTF_OUTDIR"] = out;

// eslint-disable-next-line @typescript-eslint/no-require-imports -- an example runs when it is loaded
require(join(__dirname, name, "main.ts"));
const written = join(out, "stacks", name, "cdk.tf.json");
print(written, readFileSync(written, "utf8"));
