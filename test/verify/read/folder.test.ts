import { readFiles, type ReadFilesOptions } from "../../../lib/verify/read-files";
import type { Json } from "../../../lib/verify/json";
import { shown } from "./reading";

/** The values of all resources, by address. */
function values(files: Record<string, string>, options: ReadFilesOptions = {}): Record<string, Json | undefined> {
  const { configuration } = readFiles(files, options);
  return Object.fromEntries(configuration.resources.map(({ address, values: all }) => [address, shown(all)]));
}

const problems = (files: Record<string, string>, options: ReadFilesOptions = {}): string[] =>
  readFiles(files, options).configuration.problems.map(
    ({ place: { file, address, line, column }, what }) => `${file}:${line}:${column} ${address}: ${what}`,
  );

const input = (value: string): string => `resource "terraform_data" "x" {\n  input = ${value}\n}\n`;

describe("the files of a folder", () => {
  test("are one module, in HCL and JSON", () => {
    const files = {
      "a.tf": 'locals { a = "x" }\n',
      "b.tf.json": '{"locals": {"b": "${local.a}y"}}',
      "c.tf": input("local.b"),
      "c.txt": "}",
      ".d.tf": "}",
      "e.tf~": "}",
    };
    expect(values(files)).toEqual({ "terraform_data.x": { input: "xy" } });
    expect(problems(files)).toEqual([]);
  });

  test("of OpenTofu stand for those of Terraform of the same name", () => {
    expect(values({ "a.tf": input("1"), "a.tofu": input("2") })).toEqual({ "terraform_data.x": { input: 2 } });
    expect(values({ "a.tf.json": "{", "a.tofu.json": JSON.stringify({ resource: { a: { b: {} } } }) })).toEqual({ "a.b": {} });
  });

  test("have a place for each resource and expression", () => {
    const files = { "a/main.tf": `\n${input("[")}`, "a/more.tf": `\n\n${input("local.none.b.c")}` };
    const { configuration } = readFiles(files);
    expect(problems(files)).toEqual(["a/main.tf:4:1 $: an expression is expected here"]);
    expect(configuration.resources.map(({ place }) => place)).toEqual([
      { file: "a/more.tf", address: "terraform_data.x", line: 3, column: 1 },
    ]);
    expect(configuration.unread.map(({ kind, place, content }) => ({ kind, place, content }))).toEqual([
      { kind: "file", place: { file: "a/main.tf", address: "$" }, content: files["a/main.tf"] },
    ]);
  });

  test("are changed by override files, argument by argument and block by block", () => {
    const main = `
resource "a_b" "c" {
  d = 1
  e = 2
  f { g = 1 }
  f { g = 2 }
  dynamic "h" {
    for_each = [1]
    content { i = h.value }
  }
  lifecycle {
    ignore_changes = [d]
  }
}
locals {
  one = 1
  two = 2
}
provider "p" { x = 1 }
provider "p" {
  alias = "q"
  x = 2
}
resource "a_b" "other" { o = [local.one, local.two] }`;
    const override = `
resource "a_b" "c" {
  e = 3
  f { g = 3 }
  h { i = 9 }
  lifecycle { prevent_destroy = true }
}
locals { two = 22 }
provider "p" {
  alias = "q"
  x = 3
}`;
    const json = '{"resource": {"a_b": {"c": {"d": 4}, "none": {}}}}';
    const files = {
      "main.tf": main,
      "override.tf": override,
      "z_override.tf.json": json,
      "nooverride.tf": "locals { three = 3 }",
    };
    expect(values(files)).toEqual({
      "a_b.c": { d: 4, e: 3, f: [{ g: 3 }], h: [{ i: 9 }] },
      "a_b.other": { o: [1, 22] },
      "a_b.none": {},
    });
    const { configuration } = readFiles(files);
    expect([...configuration.providers.values()].map(({ key, values: all }) => [key, all["x"]])).toEqual([
      ["p", 1],
      ["p.q", 3],
    ]);
    expect(configuration.at("a_b.c")?.ignoresChanges).toEqual(["d"]);
    expect(configuration.at("a_b.c")?.place).toEqual({ file: "main.tf", address: "a_b.c", line: 2, column: 1 });
    expect(problems(files)).toEqual([
      "z_override.tf.json:undefined:undefined a_b.none: an override file changes this, and there is nothing of that name",
    ]);
  });
});

describe("the value of a variable", () => {
  const main = `variable "v" { default = "default" }\n${input("var.v")}`;
  const of = (files: Record<string, string>, options: ReadFilesOptions = {}): Json | undefined =>
    (values({ "main.tf": main, ...files }, options)["terraform_data.x"] as Record<string, Json>)["input"];

  test.each<[string, Record<string, string>, ReadFilesOptions, Json]>([
    ["is unknown, whatever its default", {}, {}, "${var.v}"],
    ["is its default, if defaults are asked for", {}, { defaults: true }, "default"],
    ["may stand in the environment", {}, { environment: { TF_VAR_v: "env", TF_VAR_w: "" } }, "env"],
    [
      "in terraform.tfvars wins over that",
      { "terraform.tfvars": 'v = "tfvars"' },
      { environment: { TF_VAR_v: "env" } },
      "tfvars",
    ],
    ["in JSON wins over that", { "terraform.tfvars": 'v = "1"', "terraform.tfvars.json": '{"v": "2"}' }, {}, "2"],
    ["in an auto file wins over that", { "a.auto.tfvars": 'v = "auto"', "terraform.tfvars.json": '{"v": "2"}' }, {}, "auto"],
    ["in a later auto file wins over that", { "a.auto.tfvars": 'v = "a"', "b.auto.tfvars.json": '{"v": "b"}' }, {}, "b"],
    [
      "in a named file wins over that",
      { "a.auto.tfvars": 'v = "a"', "x/p.tfvars": 'v = "p"' },
      { variableFiles: ["x/p.tfvars"] },
      "p",
    ],
    ["in a later named file wins over that", { p: 'v = "p"', q: 'v = "q"' }, { variableFiles: ["p", "q"] }, "q"],
    ["told to the reader wins over all", { p: 'v = "p"' }, { variableFiles: ["p"], variables: { v: "told" } }, "told"],
    ["in another folder does not count", { "x/terraform.tfvars": 'v = "x"' }, {}, "${var.v}"],
  ])("%s", (_, files, options, expected) => {
    expect(of(files, options)).toEqual(expected);
  });

  test.each<[string, string, string, Json]>([
    ["a number is a text where one is wanted", "string", "1.50", "1.5"],
    ["a text is a number where one is wanted", "number", '"12"', 12],
    ["a text is a boolean where one is wanted", "bool", '"true"', true],
    ["a list", "list(string)", "[1, true]", ["1", "true"]],
    ["a set has each once, in order", "set(string)", '["b", "a", "b"]', ["a", "b"]],
    ["a map", "map(number)", '{ a = "1" }', { a: 1 }],
    [
      "an object has what its type names",
      'object({ a = string, b = optional(number), c = optional(string, "d") })',
      "{ a = 1, z = 2 }",
      { a: "1", b: null, c: "d" },
    ],
    ["objects within a map", 'map(object({ a = optional(list(string), ["x"]) }))', "{ k = {} }", { k: { a: ["x"] } }],
    ["anything", "any", '{ a = [1, "b"] }', { a: [1, "b"] }],
    ["what Terraform would refuse is unknown", "number", '"x"', "${var.t}"],
    ["what lacks an attribute is unknown", "object({ a = string })", "{}", "${var.t}"],
  ])("%s", (_, type, value, expected) => {
    const files = { "main.tf": `variable "t" {\n  type = ${type}\n}\n${input("var.t")}`, "terraform.tfvars": `t = ${value}\n` };
    expect(values(files)["terraform_data.x"]).toEqual({ input: expected });
  });

  test("is its default if it is null and may not be", () => {
    const main = (nullable: boolean): string =>
      `variable "n" {\n  default = 1\n  nullable = ${nullable}\n}\n${input("var.n == null ? 2 : 1")}`;
    expect(values({ "main.tf": main(false), "terraform.tfvars": "n = null" })["terraform_data.x"]).toEqual({ input: 1 });
    expect(values({ "main.tf": main(true), "terraform.tfvars": "n = null" })["terraform_data.x"]).toEqual({ input: 2 });
  });

  test("is a problem if it is not there, or an expression", () => {
    const files = { "main.tf": main, "a.tfvars": 'v = "a"\n\nw = file("x")\n' };
    expect(problems(files, { variableFiles: ["a.tfvars", "b.tfvars"] })).toEqual([
      "b.tfvars:undefined:undefined $: this file of values is not there",
      "a.tfvars:3:1 w: a value holds no expressions",
    ]);
  });

  test("of the workspace and paths is known as far as it can be", () => {
    const expression = '"${terraform.workspace} ${path.module} ${path.root} ${path.cwd}"';
    expect(values({ "a/main.tf": input(expression) }, { workspace: "prod" })["terraform_data.x"]).toEqual({
      input: "prod . . ${path.cwd}",
    });
  });
});

describe("files that expressions read", () => {
  const FILES = {
    "a/main.tf": input(
      '[file("${path.module}/x.json"), fileexists("x.json"), fileexists("y"), file("../b/y.txt"), file("none")]',
    ),
    "a/x.json": '{"a": "${b}"}\n',
    "b/y.txt": "y",
  };

  test("are seen from the root's folder", () => {
    expect(values(FILES)["terraform_data.x"]).toEqual({
      input: ['{"a": "${b}"}\n', true, '${fileexists("y")}', "y", '${file("none")}'],
    });
  });

  test("are templates, which know what they are given alone", () => {
    const files = {
      "main.tf": `locals {\n  a = 1\n}\n${input('[templatefile("t", { who = "you", all = [1, 2] }), templatefile("u", {})]')}`,
      t: "hi ${who}%{ for x in all } ${x}%{ endfor }",
      u: "${local.a}",
    };
    expect(values(files)["terraform_data.x"]).toEqual({
      input: ["hi you 1 2", expect.stringMatching(/^\$\{a name that a template does not have \(\d+\) of /)],
    });
  });
});
