import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readFolder } from "../../../lib/verify/folder";

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "folder-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const call = (source: string): string => `module "m" { source = "${source}" }\n`;
const resource = 'resource "terraform_data" "x" {}\n';

const addresses = (folder: string): string[] => readFolder(folder).configuration.resources.map(({ address }) => address);

const problems = (folder: string): string[] =>
  readFolder(folder).configuration.problems.map(({ place, what }) => `${place.address}: ${what}`);

describe("a folder on a disk", () => {
  test("is read with the modules of its repository", () => {
    const folder = folderWith({ ".git/HEAD": "", "envs/prod/main.tf": call("../../modules/m"), "modules/m/main.tf": resource });
    expect(addresses(join(folder, "envs/prod"))).toEqual(["module.m.terraform_data.x"]);
    expect(addresses(folder)).toEqual(["module.m.terraform_data.x"]);
  });

  test("is read with no file outside of its repository, or of itself", () => {
    const folder = folderWith({
      "repo/.git/HEAD": "",
      "repo/main.tf": call("../other"),
      "other/main.tf": resource,
      "plain/main.tf": call("../other"),
    });
    for (const root of ["repo", "plain"]) {
      expect(problems(join(folder, root))).toEqual([
        expect.stringMatching(/^module\.m: this module is unread: there is no Terraform in \S+other$/),
      ]);
    }
  });

  test("is not left by links", () => {
    const folder = folderWith({
      "repo/.git/HEAD": "",
      "repo/main.tf": resource,
      "secret.tf": resource,
      "more/main.tf": resource,
    });
    symlinkSync(join(folder, "secret.tf"), join(folder, "repo/linked.tf"));
    symlinkSync(join(folder, "more"), join(folder, "repo/linked"));
    symlinkSync(join(folder, "repo"), join(folder, "repo/circle"));
    symlinkSync("nowhere", join(folder, "repo/broken.tf"));
    expect(addresses(join(folder, "repo"))).toEqual(["terraform_data.x"]);
    expect(problems(join(folder, "repo"))).toEqual([
      "$: this file is unread",
      "$: this file is unread",
      "links: links to folders are not followed (and 1 more like it)",
    ]);
  });

  test("has its values from the environment and from files", () => {
    const main = 'variable "a" {}\nvariable "b" {}\nresource "terraform_data" "x" { input = [var.a, var.b] }\n';
    const folder = folderWith({ "main.tf": main, "p.tfvars": 'b = "file"' });
    const options = { variableFiles: [join(folder, "p.tfvars")], environment: { TF_VAR_a: "env", TF_VAR_b: "env" } };
    const { configuration } = readFolder(folder, options);
    expect(configuration.at("terraform_data.x")?.values).toEqual({ input: ["env", "file"] });
    expect(configuration.problems).toEqual([]);
  });
});
