import { readHcl } from "../../../../lib/verify/read/hcl/hcl";
import { placeIn } from "../../../../lib/verify/read/hcl/place";

const read = (text: string): unknown => JSON.parse(JSON.stringify(readHcl(text).json));

const errors = (text: string): string[] => readHcl(text).errors.map(({ line, column, what }) => `${line}:${column} ${what}`);

describe("HCL", () => {
  test("is read as Terraform JSON", () => {
    const text = `
resource "aws_iam_role" "a" {
  name               = "a-\${var.b}"
  assume_role_policy = data.aws_iam_policy_document.a.json
  count              = 2
  lifecycle { prevent_destroy = true }
  dynamic "inline_policy" {
    for_each = var.c # all of them
    content {
      name = inline_policy.key
    }
  }
}
resource "aws_iam_role" "b" {}
locals {
  list = [1, true, null, "$\${x}"]
  deep = { "a:b" = { (var.k) = [] } }
  text = <<-EOT
    a
      \${b}
  EOT
}`;
    expect(read(text)).toEqual({
      resource: {
        aws_iam_role: {
          a: [
            {
              name: "a-${var.b}",
              assume_role_policy: "${data.aws_iam_policy_document.a.json}",
              count: 2,
              lifecycle: [{ prevent_destroy: true }],
              dynamic: { inline_policy: [{ for_each: "${var.c}", content: [{ name: "${inline_policy.key}" }] }] },
            },
          ],
          b: [{}],
        },
      },
      locals: [{ list: [1, true, null, "$${x}"], deep: { "a:b": { "${(var.k)}": [] } }, text: "a\n  ${b}\n" }],
    });
  });

  test("has a place for each block and argument", () => {
    const { json, places } = readHcl('# a\n\nresource "a" "b" {\n  c = 1\n  d {\n    e = 2\n  }\n}\n');
    const [block] = (json as { resource: { a: { b: [{ d: [object] }] } } }).resource.a.b;
    expect(placeIn(places, block)).toEqual({ line: 3, column: 1 });
    expect(placeIn(places, block, "c")).toEqual({ line: 4, column: 3 });
    expect(placeIn(places, block, "none")).toEqual({ line: 3, column: 1 });
    expect(placeIn(places, block.d[0], "e")).toEqual({ line: 6, column: 5 });
    expect(placeIn(places, {})).toBeUndefined();
  });

  test("of one block that is malformed is read without it", () => {
    const text = 'a "b" {\n  c = 1 2\n}\nd "e" {\n  f = [1,\n}\ng {\n  h = 3\n}\ni = ]\nj = 4\n';
    expect(read(text)).toEqual({ g: [{ h: 3 }], j: 4 });
    expect(errors(text)).toEqual([
      "2:9 the end of the line is expected here",
      "6:1 an expression is expected here",
      "10:5 an expression is expected here",
    ]);
  });

  test.each([
    ["a", '1:2 "=", a label or "{" is expected here'],
    ["a {\n", '2:1 "}" is missing, which ends the block'],
    ["a = 1\na = 2", "2:4 a is set twice"],
    ["a {}\na = 2", "2:4 a is set twice"],
    ["a {}\na b {}", "2:7 a has other labels elsewhere, or is an argument"],
    ["a = 1\na b {}", "2:7 a has other labels elsewhere, or is an argument"],
    ['a "${b}" {}', "1:9 a label holds no expressions"],
    ['a = "b\nc"', "1:7 this text is not closed in its line"],
    ["a = <<EOT\nb\n", "3:1 the line EOT is missing, which ends the text"],
    ['a = "%{if b}c"', "1:15 endif is missing"],
    ['a = "%{while b}c"', "1:13 there is no directive while"],
    ["a = /* b", "1:5 an expression is expected here"],
    ["a = [for b of c : d]", '1:14 "in" is expected here'],
    ["\ufeffa = 1", "1:1 an argument or a block is expected here"],
  ])("%j is refused where it goes wrong", (text, error) => {
    expect(errors(text)).toEqual([error]);
  });

  test("keeps a sign before an expression apart from its opening", () => {
    expect(read('a = "${"$"}${b} $$${c} %${d}"')).toEqual({ a: '${"$"}${b} $$${c} %${d}' });
  });
});

describe("hostile HCL", () => {
  const big = 50_000_000;

  test.each([
    ["lists within lists", () => `a = ${"[".repeat(big)}`],
    ["blocks within blocks", () => "a {\n".repeat(big / 4)],
    ["one line of numbers", () => `a = [${"1,".repeat(big / 2)}]`],
    ["one line of sums", () => `a = ${"1+".repeat(big / 2)}1`],
    ["one line of text", () => `a = "${"x".repeat(big)}`],
    ["one line of openings", () => `a = "${"${".repeat(big / 2)}`],
    ["comments that do not end", () => "a {\n/*".repeat(big / 50)],
    ["heredocs that do not end", () => "a = <<E\n".repeat(big / 50)],
    ["white space", () => `a${" ".repeat(big)}`],
    ["white space after an error", () => `a = ]\nb${" ".repeat(big)}`],
    ["a name", () => "a".repeat(big)],
    ["minus", () => `a = ${"-".repeat(big)}`],
    ["labels", () => `a ${"b ".repeat(big / 2)}`],
  ])("ends in an error within five seconds: %s", (_, make) => {
    const text = make();
    const start = performance.now();
    expect(errors(text).length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
