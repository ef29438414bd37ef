import { readFiles, type ReadFilesOptions } from "../../../lib/verify/read-files";
import type { Json } from "../../../lib/verify/json";
import { shown } from "./reading";

/** The inputs of all `terraform_data`, by address. */
function inputs(files: Record<string, string>, options: ReadFilesOptions = {}): Record<string, Json | undefined> {
  const { configuration } = readFiles(files, options);
  return Object.fromEntries(configuration.resources.map(({ address, values }) => [address, shown(values["input"])]));
}

const read = (files: Record<string, string>): ReturnType<typeof readFiles>["configuration"] => readFiles(files).configuration;

const data = (name: string, value: string): string => `resource "terraform_data" "${name}" {\n  input = ${value}\n}\n`;

describe("a module that is called", () => {
  const module = `
variable "name" { type = string }
variable "tags" {
  type    = map(string)
  default = { a = "b" }
}
${data("this", '"${var.name}-${var.tags["a"]}"')}
output "input" { value = terraform_data.this.input }
output "id" { value = terraform_data.this.id }`;

  test("has what its call gives it, and else its defaults, and gives its outputs", () => {
    const files = {
      "main.tf": `module "m" {\n  source = "./modules/m"\n  name = "x"\n}\n${data("root", "[module.m.input, module.m.id, module.m.none]")}`,
      "modules/m/main.tf": module,
    };
    expect(inputs(files)).toEqual({
      "module.m.terraform_data.this": "x-b",
      "terraform_data.root": ["x-b", "${module.m.terraform_data.this.id}", "${module.m.none}"],
    });
    const { problems, unread, coverage } = read(files);
    expect({ problems, unread, coverage }).toEqual({
      problems: [],
      unread: [],
      coverage: { files: 2, roots: 1, modules: 1, unreadModules: 0 },
    });
    expect(read(files).at("module.m.terraform_data.this")?.place).toEqual({
      file: "modules/m/main.tf",
      address: "module.m.terraform_data.this",
      line: 7,
      column: 1,
    });
  });

  test("is there as often as count and for_each say, within others too", () => {
    const files = {
      "env/main.tf": `module "c" {
  source = "../c"
  count  = 2
  names  = ["a", "b.c"]
  at     = count.index
}
${data("all", "[module.c[1].ids, module.c[*].first, [for m in module.c : m.first]]")}`,
      "c/main.tf": `variable "names" { type = set(string) }
variable "at" {}
module "e" {
  source   = "../e"
  for_each = var.names
  name     = "\${each.key}\${var.at}"
}
output "ids" { value = { for k, m in module.e : k => m.made } }
output "first" { value = module.e["a"].made }`,
      "e/main.tf": `variable "name" {}\n${data("x", "var.name")}\noutput "made" { value = terraform_data.x.input }`,
    };
    expect(inputs(files)).toEqual({
      'module.c[0].module.e["a"].terraform_data.x': "a0",
      'module.c[0].module.e["b.c"].terraform_data.x': "b.c0",
      'module.c[1].module.e["a"].terraform_data.x': "a1",
      'module.c[1].module.e["b.c"].terraform_data.x': "b.c1",
      "terraform_data.all": [{ a: "a1", "b.c": "b.c1" }, ["a0", "a1"], ["a0", "a1"]],
    });
  });

  test("is there perhaps, if it is unknown how often", () => {
    const files = {
      "main.tf": 'variable "v" {}\nmodule "m" {\n  source = "./m"\n  for_each = toset(var.v)\n  name = each.key\n}\n',
      "m/main.tf": module,
    };
    const [only, ...others] = read(files).resources;
    expect(others).toEqual([]);
    expect([only?.address, only?.perhaps]).toEqual(["module.m.terraform_data.this", true]);
  });

  test("reaches the accounts of the providers that it is handed", () => {
    const files = {
      "main.tf": `
provider "aws" { allowed_account_ids = ["111111111111"] }
provider "aws" {
  alias = "eu"
  allowed_account_ids = ["222222222222"]
}
module "same" { source = "./m" }
module "other" {
  source    = "./m"
  providers = { aws = aws.eu }
}
module "alias" {
  source    = "./n"
  providers = { aws.to = aws.eu }
}
`,
      "m/main.tf":
        'resource "aws_iam_role" "r" { name = "r" }\nmodule "n" {\n  source = "../n"\n  providers = { aws.to = aws }\n}\n',
      "n/main.tf": 'resource "aws_iam_role" "s" {\n  name = "s"\n  provider = aws.to\n}\n',
    };
    expect(read(files).resources.map(({ address, provider, values: { arn } }) => [address, provider, arn])).toEqual([
      ["module.same.aws_iam_role.r", "aws", "arn:aws:iam::111111111111:role/r"],
      ["module.same.module.n.aws_iam_role.s", "aws", "arn:aws:iam::111111111111:role/s"],
      ["module.other.aws_iam_role.r", "aws.eu", "arn:aws:iam::222222222222:role/r"],
      ["module.other.module.n.aws_iam_role.s", "aws.eu", "arn:aws:iam::222222222222:role/s"],
      ["module.alias.aws_iam_role.s", "aws.eu", "arn:aws:iam::222222222222:role/s"],
    ]);
  });

  test("is found where terraform get put it", () => {
    const manifest = {
      Modules: [
        { Key: "", Source: "", Dir: "." },
        { Key: "iam", Source: "registry.terraform.io/acme/iam/aws", Version: "1.0.0", Dir: ".terraform/modules/iam" },
        { Key: "iam.inner", Source: "./modules/inner", Dir: ".terraform/modules/iam/modules/inner" },
      ],
    };
    const files = {
      "env/main.tf": 'module "iam" { source = "acme/iam/aws" }\n',
      "env/.terraform/modules/modules.json": JSON.stringify(manifest),
      "env/.terraform/modules/iam/main.tf": `${data("x", "path.module")}\nmodule "inner" { source = "./modules/inner" }\n`,
      "env/.terraform/modules/iam/modules/inner/main.tf": data("y", "path.module"),
      "env/.terraform/modules/iam/examples/main.tf": data("z", "1"),
    };
    expect(inputs(files)).toEqual({
      "module.iam.terraform_data.x": ".terraform/modules/iam",
      "module.iam.module.inner.terraform_data.y": ".terraform/modules/iam/modules/inner",
    });
  });
});

describe("a module that is not there", () => {
  test.each([
    ["acme/iam/aws", "acme/iam/aws is not in .terraform/modules", "run `terraform get`, or give a plan"],
    ["./iam", "there is no Terraform in iam", "name a folder that holds it, too"],
    ["../iam", "there is no Terraform in ../iam", "name a folder that holds it, too"],
  ])("is unread: %s", (source, why, cure) => {
    const files = { "main.tf": `module "m" {\n  source = "${source}"\n  a = 1\n}\n${data("x", "module.m.id")}` };
    const { problems, unread, coverage } = read(files);
    const place = { file: "main.tf", address: "module.m", line: 1, column: 1 };
    expect(problems).toEqual([{ place, what: `this module is unread: ${why}`, cure }]);
    expect(unread.map(({ kind, what, place: at }) => ({ kind, what, at }))).toEqual([
      { kind: "module", what: `the module ${source}`, at: place },
    ]);
    expect(coverage).toEqual({ files: 1, roots: 1, modules: 0, unreadModules: 1 });
    expect(inputs(files)).toEqual({ "terraform_data.x": "${module.m.id}" });
  });

  test("is not missed where it is called for nothing", () => {
    const { problems, unread } = read({ "main.tf": 'module "m" {\n  source = "acme/iam/aws"\n  count = 0\n}\n' });
    expect([problems, unread]).toEqual([[], []]);
  });

  test("calls itself: a circle", () => {
    const files = {
      "main.tf": 'module "m" { source = "./m" }\n',
      "m/main.tf": 'module "n" { source = "../n" }\n',
      "n/main.tf": 'module "m" { source = "../m" }\n',
    };
    expect(read(files).problems.map(({ place, what }) => `${place.address}: ${what}`)).toEqual([
      "module.m.module.n.module.m: this module is unread: it calls itself",
    ]);
  });
});

describe("the roots of a folder", () => {
  test("are the folders that no other one calls", () => {
    const call = (source: string): string => `module "m" {\n  source = "${source}"\n}\n`;
    const files = {
      "envs/dev/main.tf": call("../../modules/app"),
      "envs/prod/main.tf": call("../../modules/app"),
      "modules/app/main.tf": `${data("x", "1")}${call("./inner")}`,
      "modules/app/inner/main.tf": data("y", "1"),
      "modules/unused/main.tf": data("z", "1"),
      "node_modules/a/main.tf": data("a", "1"),
      "cdktf.out/stacks/s/cdk.tf.json": '{"resource": {"a": {"b": {}}}}',
    };
    expect(Object.keys(inputs(files))).toEqual([
      "s/a.b",
      "dev/module.m.terraform_data.x",
      "dev/module.m.module.m.terraform_data.y",
      "prod/module.m.terraform_data.x",
      "prod/module.m.module.m.terraform_data.y",
      "unused/terraform_data.z",
    ]);
  });

  test("leave out no circle", () => {
    const files = {
      "a/main.tf": 'module "b" { source = "../b" }\n',
      "b/main.tf": `module "a" { source = "../a" }\n${data("x", "1")}`,
    };
    expect(inputs(files)).toEqual({ "module.b.terraform_data.x": 1 });
  });

  test("tell what cannot be read of a module once", () => {
    const call = 'module "m" { source = "../m" }\n';
    expect(read({ "a/main.tf": call, "b/main.tf": call, "m/main.tf": "x" }).problems.map(({ place }) => place)).toEqual([
      { file: "m/main.tf", address: "$", line: 1, column: 2 },
    ]);
  });
});

test("modules without end are given up", () => {
  const twice = (to: string): string => `module "a" { source = "../${to}" }\nmodule "b" { source = "../${to}" }\n`;
  const files = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`m${index}/main.tf`, twice(`m${index + 1}`)]));
  const start = performance.now();
  const { problems } = read({ ...files, "m25/main.tf": data("x", "1") });
  expect(performance.now() - start).toBeLessThan(5000);
  expect(problems.at(-1)?.what).toBe("this module is unread: modules are nested too deep, or there are too many");
});
