import { folderWith, run } from "./world";

const MODULE = `variable "user" { type = string }
resource "aws_iam_access_key" "robot" {
  user = var.user
}
resource "aws_iam_role" "ci" {
  name               = "ci-\${var.user}"
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
      Condition = { StringEquals = {
        "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
        "token.actions.githubusercontent.com:sub" = "repo:acme/api:environment:\${terraform.workspace}"
      } }
    }]
  })
}
`;
const root = (user: string): string => `module "ci" {\n  source = "../../modules/ci"\n  user   = "${user}"\n}\n`;
const FILES = { "modules/ci/main.tf": MODULE, "envs/dev/main.tf": root("robot"), "envs/prod/main.tf": root("robot") };

describe("a folder of HCL", () => {
  it("is checked with file, line and column, once for a line that several roots share", () => {
    const folder = folderWith(FILES);
    const { code, out, err } = run(folder, ["check", ".", "--workspace", "prod"]);
    expect(out.match(/^\w+ {2}\S+ {2}\S+ {2}\S+$/gm)).toEqual([
      "error  static-key-created  module.ci.aws_iam_access_key.robot  modules/ci/main.tf:2:1",
      "note  aws-github-subject-format  module.ci.aws_iam_role.ci  modules/ci/main.tf:5:1",
    ]);
    expect([code, err]).toEqual([1, "read 3 files: 2 roots, 1 module\n"]);
  });

  it("is shown in SARIF with regions, and in JSON with lines", () => {
    const folder = folderWith(FILES);
    const sarif = run(folder, ["check", ".", "--format", "sarif"]).out;
    expect(sarif.match(/"region": \{[^}]*\}/g)?.[0]?.replace(/\s+/g, " ")).toBe('"region": { "startLine": 2, "startColumn": 1 }');
    const { findings } = JSON.parse(run(folder, ["check", ".", "--format", "json"]).out) as { findings: { place: object }[] };
    expect(findings[0]?.place).toEqual({
      file: "modules/ci/main.tf",
      address: "module.ci.aws_iam_access_key.robot",
      line: 2,
      column: 1,
    });
  });

  it("answers who-can, with and without what the files do not say", () => {
    const folder = folderWith(FILES);
    const subjects = (...argv: string[]): string[] =>
      run(folder, ["who-can", "module.ci.aws_iam_role.ci", "envs/prod", ...argv]).out.match(/repo:\S+/g) ?? [];
    expect(subjects("--workspace", "prod")).toEqual(["repo:acme/api:environment:prod"]);
    expect(subjects()).toEqual(["repo:acme/api:environment:${terraform.workspace}"]);
  });

  it("is read where cdktf wrote nothing, without being named", () => {
    expect(run(folderWith(FILES), ["check"]).code).toBe(1);
  });

  it("is compared with another: nobody may more, or somebody", () => {
    const folder = folderWith({
      ...Object.fromEntries(Object.entries(FILES).map(([name, text]) => [`a/${name}`, text])),
      ...Object.fromEntries(Object.entries(FILES).map(([name, text]) => [`b/${name}`, text.replace("environment:", "*:")])),
    });
    expect([run(folder, ["diff", "a", "a"]).code, run(folder, ["diff", "a", "b"]).code]).toEqual([0, 1]);
  });

  it("counts modules that are not there", () => {
    const folder = folderWith({ "main.tf": `${MODULE}module "x" { source = "acme/x/aws" }\n` });
    const { code, err } = run(folder, ["check", ".", "--fail-on", "warning"]);
    expect(code).toBe(1);
    expect(err).toBe(
      "cdktf-workload-identity: main.tf:19:1: module.x: this module is unread: acme/x/aws is not in .terraform/modules; run `terraform get`, or give a plan\n" +
        "read 1 file: 1 root, 0 modules, 1 call of modules not read\n",
    );
  });
});

it("takes modules alone that are not there for a gap, and for no mistake in the call", () => {
  const folder = folderWith({ "main.tf": 'module "x" { source = "acme/x/aws" }\n' });
  expect([run(folder, ["check", "."]).code, run(folder, ["check", ".", "--fail-on", "warning"]).code]).toEqual([0, 1]);
});

describe("the value of a variable", () => {
  const main = `variable "v" { default = "d" }\nresource "aws_iam_role" "r" {\n  name = var.v\n  assume_role_policy = "{}"\n}\n`;
  const folder = (): string => folderWith({ "main.tf": main, "p.tfvars": 'v = "p"\n', "q.tfvars": 'v = "q"\n' });
  const nameOf = (argv: string[], env = {}): string =>
    /AWS role (\S+)/.exec(run(folder(), ["who-can", "aws_iam_role.r", ".", ...argv], { env }).out)?.[1] ?? "";

  it.each<[string[], Record<string, string>, string]>([
    [["--defaults"], {}, "d"],
    [["--defaults"], { TF_VAR_v: "e" }, "e"],
    [["--var-file", "p.tfvars"], { TF_VAR_v: "e" }, "p"],
    [["--var-file", "p.tfvars", "--var-file", "q.tfvars"], {}, "q"],
    [["--var-file", "p.tfvars", "--var", "v=x"], {}, "x"],
    [["--var", "v=x", "--var-file", "p.tfvars"], {}, "p"],
  ])("is the last that is given, by %j and %j", (argv, env, expected) => {
    expect(nameOf(argv, env)).toBe(expected);
  });

  it("is refused in a file that is malformed", () => {
    const { code, err } = run(folderWith({ "main.tf": main, "p.tfvars": "v = ]\n" }), ["check", ".", "--var-file", "p.tfvars"]);
    expect([code, err]).toEqual([
      2,
      "cdktf-workload-identity: --var-file p.tfvars: 1:5: an expression is expected here; correct it: the value is unread\n",
    ]);
  });
});
