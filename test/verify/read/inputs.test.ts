import { read, valueOf } from "./reading";

const problems = (json: string | object): string[] => read(json).problems.map(({ place, what }) => `${place.address}: ${what}`);

describe("what looks like Terraform's output and is none", () => {
  test.each<[string, object, string]>([
    ["terraform validate", { format_version: "1.0", valid: true, diagnostics: [] }, "valid, diagnostics"],
    ["terraform providers schema", { format_version: "1.0", provider_schemas: {} }, "provider_schemas"],
    ["a plan that was cut", { format_version: "1.2", terraform_version: "1.9.0", configuration: {} }, "configuration"],
  ])("of %s is a problem", (_, json, keys) => {
    expect(problems(json)).toEqual([`$: this is not Terraform: it has ${keys}`]);
  });

  test.each<[object]>([[{ format_version: "1.0" }], [{ format_version: "1.0", terraform_version: "1.9.0", checks: [] }]])(
    "but an empty state is none: %j",
    (json) => {
      expect(problems(json)).toEqual([]);
    },
  );
});

describe("a key that stands twice", () => {
  const what = "this key stands twice in one object, and only the last is read: Terraform may read both";

  test.each([
    ["blocks", '{"resource": {"a_b": {"c": {}}}, "resource" : {}}', "$.resource"],
    ["resources", '{"resource": {"a_b": [{"c": {"x": "\\"}:"}, "\\u0063": {}}]}}', "$.resource.a_b.c"],
    ["nothing but the mark of a hole", '{"locals": {"\uE000": 1, "\uE000": 2}}', "$.locals.?"],
  ])("among %s is a problem", (_, json, address) => {
    expect(problems(json)).toContain(`${address}: ${what}`);
  });

  test.each(['{"resource": {"a": {"resource": {"a": ":"}}}}', '{"locals": {"a": ["b", "b"], "c": "\\\\", "d": "\\":"}}'])(
    "in different objects is none: %s",
    (json) => {
      expect(problems(json)).toEqual([]);
    },
  );
});

describe("what an expression that is not understood shows", () => {
  test.each([
    ["secret%{if true}more", "%{if true}"],
    ["secret${a..b}", "${a..b}"],
    ["secret%{secret", "%{…"],
    [`secret\${${"x".repeat(100)}..}`, "${…"],
  ])("is itself, and no text around it: %s", (text, shown) => {
    const what = `this expression is not understood: ${shown}`;
    expect(problems({ resource: { a_b: { c: { d: text } } } })).toEqual([`a_b.c.d: ${what}`]);
  });
});

describe("functions", () => {
  test("lookup finds null where it stands", () => {
    expect(valueOf('${lookup(local.m, "a", "x")}', { m: { a: null } })).toBe(null);
  });

  test("try takes what hangs on the account alone", () => {
    const json = {
      resource: { aws_iam_policy: { p: { name: "p" } }, terraform_data: { x: { input: '${try(aws_iam_policy.p.arn, "")}' } } },
    };
    expect(read(json).at("terraform_data.x")?.values["input"]).toBe(read(json).at("aws_iam_policy.p")?.values["arn"]);
    expect(valueOf("${try(var.x.y, 1)}")).toBe("${try(var.x.y, 1)}");
  });
});
