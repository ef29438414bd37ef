// The rules of ARCHITECTURE.md that a linter does not check.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const ROOT = join(__dirname, "..");

function files(folder: string): { readonly name: string; readonly text: string; readonly lines: number }[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const text = readFileSync(path, "utf8");
      return { name: relative(ROOT, path), text, lines: text.split("\n").length - 1 };
    });
}

const offenders = (folder: string, offends: (text: string, lines: number) => boolean): string[] =>
  files(folder)
    .filter(({ text, lines }) => offends(text, lines))
    .map(({ name }) => name);

describe("house rules", () => {
  it("keep the files of the library under 250 lines, and most of them under 120", () => {
    const lines = files("lib").map((file) => file.lines);
    expect(Math.max(...lines)).toBeLessThan(250);
    expect(lines.filter((count) => count < 120).length / lines.length).toBeGreaterThan(0.7);
  });

  it("keep every example under 60 lines", () => {
    expect(offenders("examples", (text, lines) => text.includes("new App()") && lines >= 60)).toEqual([]);
  });

  it("import single resources, never a provider's barrel", () => {
    expect(offenders("lib", (text) => /from "@cdktf\/provider-[a-z]+"/.test(text))).toEqual([]);
  });

  it("never ask for the class of a framework object, which another copy of the framework would have its own of", () => {
    expect(offenders("lib", (text) => /instanceof (Construct|TerraformStack|TerraformResource|App|Token)\b/.test(text))).toEqual(
      [],
    );
  });

  it("extend Construct or Error directly", () => {
    const basesIn = (isResource: boolean): (string | undefined)[] => {
      const found = files("lib").filter(({ name }) => name.includes("/resources/") === isResource);
      return found.flatMap(({ text }) => [...text.matchAll(/class \w+(?:<[^{]*>)? extends (\w+)/g)].map(([, base]) => base));
    };
    expect([...new Set(basesIn(false))].sort()).toEqual(["Construct", "Error"]);
    // What has no prebuilt package is a resource of Terraform's like those that have one.
    expect([...new Set(basesIn(true))].sort()).toEqual(["TerraformProvider", "TerraformResource"]);
  });

  it("create no static key", () => {
    const keys =
      /provider-aws\/lib\/iam-access-key|provider-google\/lib\/service-account-key|application-password|provider-kubernetes\/lib\/secret/;
    expect(offenders("lib", (text) => keys.test(text))).toEqual([]);
  });

  it("assert trust as whole objects", () => {
    const loose = new RegExp(
      ["toHaveResource" + "WithProperties", "object" + "Containing", "array" + "Containing", "toMatch" + "Object"].join("|"),
    );
    expect(offenders("test", (text) => loose.test(text))).toEqual([]);
  });

  it("say of every public option what happens without it", () => {
    const undocumented = files("lib").flatMap(({ name, text }) =>
      [...text.matchAll(/^export interface (\w+(?:Props|Options)\b)[^{]*\{\n([\s\S]*?)^\}/gm)].flatMap(([, owner, body]) =>
        [...body!.matchAll(/((?:^ {2}\/\*\*[\s\S]*?\*\/\n)?)^ {2}readonly (\w+)\?:/gm)]
          .filter(([, docs]) => !docs!.includes("@default"))
          .map(([, , option]) => `${name}: ${owner!}.${option!}`),
      ),
    );
    expect(undocumented).toEqual([]);
  });
});
