import fc from "fast-check";
import { readConfiguration } from "../../../lib/verify/read/read";
import { isKnown } from "../../../lib/verify/text";
import { attribute, read } from "./reading";

const RUNS = 300;

function expectWhole({ problems }: ReturnType<typeof read>): void {
  for (const { place, what, cure } of problems) {
    expect([place.file, place.address, what, cure].every((text) => text !== "")).toBe(true);
  }
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
}

describe("what is no Terraform is a problem", () => {
  const cyclic: Record<string, unknown> = {};
  cyclic["resource"] = cyclic;
  test.each<[string, string | object]>([
    ["empty text", ""],
    ["a number", "1"],
    ["null", "null"],
    ["a list", "[]"],
    ["half an object", '{"resource":'],
    ["an object that holds itself", cyclic],
    ["something else", '{"apiVersion":"v1"}'],
    ["null as an object", null as unknown as object],
  ])("%s", (_, json) => {
    const configuration = read(json);
    expect(configuration.resources).toEqual([]);
    expect(configuration.problems.map(({ place }) => place)).toEqual([{ file: "main.tf.json", address: "$" }]);
  });
});

test("an empty object is a file without blocks", () => {
  const { resources, problems } = read({});
  expect({ resources, problems }).toEqual({ resources: [], problems: [] });
});

test("__proto__ is a key like any other, and nothing is inherited", () => {
  const json =
    '{"resource":{"aws_iam_role":{"__proto__":{"name":"${local.__proto__}","__proto__":{"polluted":1},"tags":{"constructor":"${local.x}"}}}},"locals":{"__proto__":"p","x":"c"}}';
  const configuration = read(json);
  const { values, address } = configuration.resources[0]!;
  expect(address).toBe("aws_iam_role.__proto__");
  expect(values["name"]).toBe("p");
  expect(Object.getPrototypeOf(values)).toBeNull();
  expect(Object.getPrototypeOf(values["tags"])).toBeNull();
  expect("toString" in values).toBe(false);
  expectWhole(configuration);
});

test("a text that holds the marks of holes becomes unknown, and is reported", () => {
  for (const text of ["\uE000aws_iam_role.x.arn\uE001", "a\uE001"]) {
    for (const json of [JSON.stringify({ resource: { a_b: { c: { x: text } } } }), { resource: { a_b: { c: { x: text } } } }]) {
      const configuration = read(json);
      expect(attribute(configuration, "a_b.c", "x")).toBe("${a text with private characters at $.resource.a_b.c.x}");
      expect(configuration.problems).toHaveLength(1);
    }
  }
  const escaped = read('{"resource":{"a_b":{"c":{"x":"\\ue000y\\uE001"}}}}');
  expect(attribute(escaped, "a_b.c", "x")).toBe("${a text with private characters at $.resource.a_b.c.x}");
});

test("an escape in an expression, or base64, cannot make a hole", () => {
  const inner = Buffer.from("\uE000x\uE001").toString("base64");
  const configuration = read({ resource: { a_b: { c: { x: '${"\\ue000x\\ue001"}', y: `\${base64decode("${inner}")}` } } } });
  expect(attribute(configuration, "a_b.c", "x")).toBe("${a text with private characters at $.resource.a_b.c.x}");
  expect(attribute(configuration, "a_b.c", "y")).toBe(`\${base64decode("${inner}")}`);
});

test("escapes that JSON would turn into marks cannot make a hole, however they are put together", () => {
  const forged = (value: string): unknown => {
    const json = attribute(read({ resource: { a_b: { c: { x: value } } } }), "a_b.c", "x");
    return JSON.stringify(json)
      .slice(1, -1)
      .replace(/\(\d+\)/, "");
  };
  expect(forged('{"a":"\\ue000x\\uE001"}')).toBe("${a text with private characters at $.resource.a_b.c.x}");
  expect(forged('{"a":"\\ue0${"00"}x\\ue0${"01"}"}')).toBe("${a text with private characters  of a_b.c.x}");
  expect(forged('${jsondecode("{\\"a\\":\\"\\\\ue0${"00"}x\\\\ue001\\"}").a}')).not.toBe("${x}");
  expect(forged('${jsondecode("[\\"\\\\u${"e000"}x\\\\u${"e001"}\\"]")[0]}')).not.toBe("${x}");
});

test("circles are reported with an address, and their values are unknown", () => {
  const configuration = read({
    locals: { a: "${local.b}", b: "${local.a}", own: "${local.own}" },
    resource: { a_b: { c: { x: "${local.a}", y: "${local.own}", z: "${a_b.d.x}" }, d: { x: "${a_b.c.z}" } } },
  });
  expect(configuration.problems.map(({ place, what }) => `${place.address}: ${what}`)).toEqual([
    "local.a: this needs itself",
    "local.own: this needs itself",
    "a_b.c.z: this needs itself",
  ]);
  expect(isKnown(JSON.stringify(configuration.at("a_b.c")!.values["x"]))).toBe(false);
});

describe("what grows without bounds ends quickly", () => {
  const doubling = (step: (before: string) => string): Record<string, string> =>
    Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`l${index + 1}`, step(`local.l${index}`)]));

  test.each<[string, Record<string, unknown>]>([
    ["texts that double", { l0: "0123456789", ...doubling((one) => `\${${one}}\${${one}}`) }],
    ["lists that double", { l0: ["a"], ...doubling((one) => `\${concat(${one}, ${one})}`) }],
    ["lists of lists", { l0: ["a"], ...doubling((one) => `\${[${one}, ${one}]}`) }],
    ["holes that double", { l0: "${var.x}", ...doubling((one) => `\${sha1("\${${one}}\${${one}}")}`) }],
    ["JSON that doubles", { l0: "a", ...doubling((one) => `\${jsonencode([${one}, ${one}])}`) }],
    ["a chain of many", Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`l${index}`, `\${local.l${index + 1}}`]))],
    ["nested lists", { l0: "${" + "[".repeat(50_000) + "}" }],
    ["nested texts", { l0: '${"'.repeat(50_000) }],
    ["nested for", { l0: "${[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : 1]]]}" }],
  ])("%s", (_, locals) => {
    const last = Object.keys(locals).length > 1000 ? "l0" : `l${Object.keys(locals).length - 1}`;
    const start = Date.now();
    const configuration = read({ locals, resource: { a_b: { c: { x: `\${local.${last}}` } } } });
    expect(Date.now() - start).toBeLessThan(5000);
    expect(JSON.stringify(configuration.resources[0]!.values).length).toBeLessThan(50_000_000);
    expect(configuration.problems.length).toBeGreaterThan(0);
    expectWhole(configuration);
  });

  test("deep JSON", () => {
    const deep = `{"resource":{"a_b":{"c":{"x":${"[".repeat(100_000)}${"]".repeat(100_000)},"y":1}}}}`;
    const configuration = read(deep);
    expect(configuration.resources[0]!.values["y"]).toBe(1);
    expect(configuration.problems).toHaveLength(1);
  });
});

test("any JSON is read without an exception", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.object().map((value) => JSON.stringify(value)),
        fc.string(),
      ),
      (text) => {
        expectWhole(readConfiguration([{ name: "a", json: text }]));
      },
    ),
    { numRuns: RUNS },
  );
});

test("anything where a part of a file stands is read without an exception", () => {
  const part = fc.constantFrom(
    "resource",
    "data",
    "provider",
    "locals",
    "output",
    "module",
    "terraform",
    "planned_values",
    "values",
    "resource_changes",
    "configuration",
    "prior_state",
    "format_version",
    "version",
    "resources",
  );
  const nested = fc.object({
    key: fc.constantFrom(
      "a_b",
      "c",
      "for_each",
      "count",
      "dynamic",
      "content",
      "root_module",
      "resources",
      "address",
      "change",
      "after_unknown",
      "__proto__",
      "//",
    ),
    maxDepth: 5,
  });
  fc.assert(
    fc.property(fc.dictionary(part, fc.oneof(nested, fc.anything(), fc.array(nested))), (json) => {
      expectWhole(read(json));
    }),
    { numRuns: RUNS },
  );
});

test("any expression is read without an exception", () => {
  const token = fc.constantFrom(
    "${",
    "}",
    '"',
    "\\",
    "[",
    "]",
    "(",
    ")",
    "{",
    ".",
    ",",
    "=",
    "=>",
    "?",
    ":",
    "for",
    "in",
    "if",
    "a",
    "local.x",
    "local.y",
    "var.z",
    "*",
    "...",
    "1",
    "-",
    "!",
    "%{",
    "$${",
    "~",
    " ",
    "jsonencode(",
    "split(",
    "merge(",
    "flatten(",
    "lookup(",
    "toset(",
    "substr(",
    "format(",
    "try(",
    "uuid(",
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 25 }), fc.array(token, { maxLength: 12 }), (one, other) => {
      const configuration = read({
        locals: { x: `\${${one.join("")}}`, y: one.join("") },
        resource: {
          a_b: { c: { for_each: `\${${other.join("")}}`, x: other.join(""), [one.join("")]: "${local.x}${local.y}" } },
        },
      });
      expectWhole(configuration);
    }),
    { numRuns: 2 * RUNS },
  );
});
