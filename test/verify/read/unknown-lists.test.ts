import type { Configuration } from "../../../lib/verify/read/configuration";
import { attribute, read, valueOf } from "./reading";

const addresses = ({ resources }: Configuration): string[] =>
  resources.map(({ address, perhaps }) => address + (perhaps === true ? " perhaps" : ""));

describe("what is made of each of an unknown list", () => {
  test.each([
    ["a for", '[for b in var.branches : "refs/heads/${b}"]', ["refs/heads/${each b of var.branches}"]],
    ["a for with a test", '[for b in var.branches : "r/${b}" if b != ""]', ["r/${each b of var.branches}"]],
    ["a for over a for", '[for r in [for b in var.x : "r/${b}"] : "${r}:*"]', ["r/${each b of var.x}:*"]],
    ["formatlist", 'formatlist("refs/heads/%s", var.branches)', ["refs/heads/${each of var.branches}"]],
    ["formatlist of several", 'formatlist("%s:%s", "a", var.x)', ["a:${each of var.x}"]],
    ["a set of them", 'toset([for b in var.x : "r/${b}"])', ["r/${each b of var.x}"]],
    ["beside known ones", 'concat(["a"], [for b in var.x : "r/${b}"])', ["a", "r/${each b of var.x}"]],
    ["flattened", 'flatten([for a in var.x : [for b in a.y : "r/${b}"]])', ["r/${each b of (each a of var.x).y}"]],
  ])("keeps its shape in a policy: %s", (_, expression, elements) => {
    const encoded = valueOf(`\${jsonencode({Action = ${expression}})}`) as string;
    const { Action } = JSON.parse(encoded) as { Action: string[] };
    expect(Action.filter((text) => !text.includes("if there is none"))).toEqual(elements);
    // Without a known element there may be none.
    expect(Action.length > elements.length).toBe(elements.every((text) => text.includes("${")));
  });

  test.each([
    ["has no known length", "length([for b in var.x : b])"],
    ["has no known first element", "[for b in var.x : b][0]"],
    ["is unknown to hold something", 'contains([for b in var.x : "r/${b}"], "a")'],
    ["is unknown if it is the same whatever the element", '[for b in var.x : "a"]'],
    ["is not a text", 'join(",", [for b in var.x : b])'],
    ["is not equal to another", '[for b in var.x : "r/${b}"] == [for b in var.x : "r/${b}"]'],
    ["is unknown where an argument takes it whole", '[for b in var.x : "r/${b}"]'],
    ["is, encoded, unknown to be empty", 'jsonencode([for b in var.x : "r/${b}"]) == "[]"'],
    ["is, encoded, unknown to be of one element", 'jsonencode([for b in var.x : b]) != "[\\"a\\"]"'],
    [
      "is, encoded with known ones, unknown to be these alone",
      'jsonencode(concat(["a"], [for b in var.x : "r/${b}"])) == "[\\"a\\"]"',
    ],
    ["is, encoded as statements, unknown to be none", 'jsonencode([for b in var.x : {Effect = "Allow", Resource = b}]) == "[]"'],
    ["is no condition of a known shape", 'jsonencode({for b in var.x : b => "a"})'],
  ])("%s", (_, expression) => {
    expect(valueOf(`\${${expression}}`)).toMatch(/^\$\{.*\}$/s);
  });

  test("is a statement with an unknown condition, of which there may be none", () => {
    const policy = valueOf('${jsonencode([for b in var.x : {Effect = "Allow", Action = "a", Resource = b}])}') as string;
    const whether = "${whether there is one of var.x}";
    expect(JSON.parse(policy)).toEqual([
      { Action: "a", Condition: { [whether]: whether }, Effect: "Allow", Resource: "${each b of var.x}" },
    ]);
  });

  test("is a statement of a policy document with an unknown condition", () => {
    const content = { actions: ["a"], resources: ["${statement.value}"] };
    const d = { dynamic: { statement: { for_each: "${var.x}", content } } };
    const configuration = read({ data: { aws_iam_policy_document: { d } } });
    const whether = "${whether there is one of var.x}";
    expect(JSON.parse(attribute(configuration, "data.aws_iam_policy_document.d", "json") as string)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "a",
          Resource: "${each statement.value of var.x}",
          Condition: { [whether]: { [whether]: [] } },
        },
      ],
    });
  });

  test("are unknown blocks where less of them is more", () => {
    const statement = [{ actions: ["a"], dynamic: { condition: { for_each: "${var.x}", content: { test: "StringEquals" } } } }];
    const configuration = read({ data: { aws_iam_policy_document: { d: { statement } } } });
    const document = attribute(configuration, "data.aws_iam_policy_document.d", "json") as string;
    expect(document).toContain('"Condition": "${the condition blocks (1) of data.aws_iam_policy_document.d.statement}"');
  });
});

describe("two blocks over one unknown list", () => {
  test.each([
    ["for_each", "each.key"],
    ["count", "count.index"],
  ])("have what belongs together by %s", (argument, key) => {
    const configuration = read({
      data: { x_document: { d: { [argument]: "${var.many}", json: `doc \${${key}}` } } },
      resource: {
        x_role: { r: { [argument]: "${var.many}", name: `\${${key}}`, policy: `\${data.x_document.d[${key}].json}` } },
      },
    });
    expect(attribute(configuration, "x_role.r", "policy")).toBe(`doc \${${key} of var.many}`);
    expect(attribute(configuration, "x_role.r", "name")).toBe(`\${${key} of var.many}`);
  });

  test("do not where they go over different ones", () => {
    const configuration = read({
      data: { x_document: { d: { for_each: "${var.other}", json: "doc" } } },
      resource: { x_role: { r: { for_each: "${var.many}", policy: "${data.x_document.d[each.key].json}" } } },
    });
    expect(attribute(configuration, "x_role.r", "policy")).toBe("${(data.x_document.d[each.key of var.many]).json}");
  });
});

describe("what is one of a few", () => {
  const role = (block: object): Configuration => read({ resource: { x_role: { r: { name: "r", ...block } } } });

  test.each<[string, object, string[]]>([
    ["count", { count: "${var.on ? 1 : 0}" }, ["x_role.r[0] perhaps"]],
    ["count with some for certain", { count: "${var.on ? 2 : 1}" }, ["x_role.r[0]", "x_role.r[1] perhaps"]],
    ["for_each of a set", { for_each: '${toset(var.on ? ["a", "b"] : ["b"])}' }, ['x_role.r["a"] perhaps', 'x_role.r["b"]']],
    ["for_each of a map", { for_each: "${var.on ? {a = 1} : {}}" }, ['x_role.r["a"] perhaps']],
  ])("makes as many resources perhaps: %s", (_, block, expected) => {
    expect(addresses(role(block))).toEqual(expected);
  });

  test.each([
    ["the first of a list that may be empty", '${(var.on ? ["x"] : [])[0]}', "x"],
    ["an attribute of what may be null", '${(var.on ? {a = "x"} : null).a}', "x"],
    ["what both have", '${(var.on ? {a = "x", b = 1} : {a = "x", b = 2}).a}', "x"],
    ["a function of both", '${upper(var.on ? "a" : "A")}', "A"],
    ["one or the other", '${var.on ? "a" : "b"}', '${var.on ? "a" : "b"}'],
    ["a number or a text, as it is converted", '${jsonencode(var.on ? 1 : "1")}', '${jsonencode(var.on ? 1 : "1")}'],
  ])("is it where it is there: %s", (_, expression, expected) => {
    expect(valueOf(expression)).toBe(expected);
  });

  test.each([
    ["one() of a splat", "${one(data.x_document.d[*].json)}"],
    ["the first instance", "${data.x_document.d[0].json}"],
    ["a conditional", "${var.on ? data.x_document.d[0].json : null}"],
  ])("is what an argument that cannot be null must be: %s", (_, policy) => {
    const configuration = read({
      data: { x_document: { d: { count: "${var.on ? 1 : 0}", json: "doc" } } },
      resource: { x_role: { r: { policy, description: policy } } },
    });
    expect(attribute(configuration, "x_role.r", "policy")).toBe("doc");
  });
});
