import type { Json } from "../../../lib/verify/json";
import { valueOf } from "./reading";

const X = "data.http.x.body";

describe("an expression whose parts are known", () => {
  test.each<[string, string, Json]>([
    ["text without expressions stays", "a $b % {c} \\n", "a $b % {c} \\n"],
    ["escaped openings are literal", "$${a} %%{b}", "${a} %{b}"],
    ["IAM variables keep their dollar", "arn/$${aws:username}", "arn/${aws:username}"],
    ["one expression keeps its type", "${1 + 2 * 3}", 7],
    ["in a text it becomes text", "n=${1 + 2 * 3}!", "n=7!"],
    ["white space may be trimmed", "a ${~ 1 ~} b", "a1b"],
    ["quotes and escapes", '${"a\\"b\\\\${1}\\u0041\\n"}', 'a"b\\1A\n'],
    ["precedence of and, or, equality", "${true || false && 1 == 2}", true],
    ["negation and comparison", "${!(2 > 1) || 3 <= -3 + 6}", true],
    ["equality heeds the type", '${"1" == 1}', false],
    ["conditionals nest", '${false ? "a" : true ? "b" : "c"}', "b"],
    ["lists and their index", "${[1, 2, [3]][2][0]}", 3],
    ["objects, keys bare and quoted", '${{a = 1, "b c" : 2}["b c"]}', 2],
    ["a local with a dotted index", "${local.list.0.name}", "first"],
    ["a local with a splat", "${local.list[*].name}", ["first", "second"]],
    ["a local with a dotted splat, then an index", "${local.list.*.name[1]}", "second"],
    ["a for over a list", '${[for i, v in ["a", "b"] : "${i}${v}" if v != "a"]}', ["1b"]],
    ["a for into an object", "${{for k, v in {a = 1, b = 2} : upper(k) => v * 2}}", { A: 2, B: 4 }],
    ["comments and lines", "${[\n1, # one\n2, // two\n/* and\nthree */ 3]}", [1, 2, 3]],
    ["a for that groups", '${{for v in ["ab", "c", "ad"] : substr(v, 0, 1) => v...}}', { a: ["ab", "ad"], c: ["c"] }],
    ["replace by a pattern", '${replace("aab", "/a+/", "c")}', "cb"],
    [
      "regex with groups, with names, without",
      '${[regex("(a)(b)?", "a"), regex("(?P<x>a)", "a"), regex("a+", "baa")]}',
      [["a", null], { x: "a" }, "aa"],
    ],
    [
      "try goes on where something is surely missing",
      '${[try(local.list[0].none, "c"), try(local.list[7], "d"), can(local.list[0].none)]}',
      ["c", "d", false],
    ],
    [
      "index, slice, max, alltrue",
      '${[index(["a", "b"], "b"), slice([1, 2, 3], 1, 2), max(1, 3, 2), alltrue([true, false])]}',
      [1, [2], 3, false],
    ],
    [
      "setsubtract, basename, dirname, trim, chomp",
      '${[setsubtract(["a", "b"], ["a"]), basename("a/b.c"), dirname("a/b.c"), trim("-a-", "-"), chomp("a\\n")]}',
      [["b"], "b.c", "a", "a", "a"],
    ],
    ["a heredoc", "${<<EOT\na ${1}\n  b\nEOT\n}", "a 1\n  b\n"],
    ["a heredoc without the indentation that its lines share", "${<<-EOT\n    a\n\n      ${1}\n  EOT\n}", "a\n\n  1\n"],
    ["if in a text", "%{ if 1 == 2 }a%{ else }b%{ endif }c%{ if false }d%{ endif }", "bc"],
    ["for in a text", '%{ for i, v in ["a", "b"] ~} ${i}=${v} %{~ endfor }', "0=a1=b"],
    [
      "jsonencode escapes as Terraform does",
      '${jsonencode({b = "<a>&", a = [1, 1.5, true, null]})}',
      '{"a":[1,1.5,true,null],"b":"\\u003ca\\u003e\\u0026"}',
    ],
    ["jsondecode", '${jsondecode("{\\"a\\":[1]}").a[0]}', 1],
    ["trimprefix only at the start", '${trimprefix("https://a/https://b", "https://")}', "a/https://b"],
    ["trimsuffix", '${trimsuffix("a//", "/")}', "a/"],
    ["replace everywhere", '${replace("a.b.c", ".", "$&")}', "a$&b$&c"],
    ["split, element and join", '${join("-", split(":", element(["x", "a:b"], 3)))}', "a-b"],
    ["format", '${format("%s/%d%%%v", "a", 3, true)}', "a/3%true"],
    ["concat, flatten, distinct, compact", '${distinct(compact(flatten(concat([["a"], ""], ["a", ["b"]]))))}', ["a", "b"]],
    ["merge, the later wins", "${merge({a = 1, b = 1}, {b = 2})}", { a: 1, b: 2 }],
    ["lookup and its default", '${"${lookup({a = 1}, "a", 0)}${lookup({a = 1}, "b", 0)}"}', "10"],
    [
      "keys and values, sorted",
      "${[keys({b = 1, a = 2}), values({b = 1, a = 2})]}",
      [
        ["a", "b"],
        [2, 1],
      ],
    ],
    [
      "one, coalesce, contains, length",
      '${[one(["a"]), coalesce("", "b"), contains(["c"], "c"), length({a = 1})]}',
      ["a", "b", true, 1],
    ],
    ["toset sorts and drops doubles", '${toset(["b", "a", "b"])}', ["a", "b"]],
    ["substr and trimspace", '${trimspace(substr(" hello", 0, 4))}', "hel"],
    [
      "lower, upper, startswith, endswith",
      '${[lower("A"), upper("b"), startswith("ab", "a"), endswith("ab", "a")]}',
      ["a", "B", true, false],
    ],
    ["base64", '${base64decode(base64encode("ä"))}', "ä"],
    ["an expanded last argument", '${concat([["a"], ["b"]]...)}', ["a", "b"]],
    ["try takes the first if it is known", '${try("a", "b")}', "a"],
  ])("%s", (_, expression, expected) => {
    const list = [{ name: "first" }, { name: "second" }];
    expect(valueOf(expression, { list })).toEqual(expected);
  });
});

describe("an expression whose parts are unknown", () => {
  test.each<[string, string, Json]>([
    ["a reference is a hole of its own name", `\${${X}}`, `\${${X}}`],
    ["in a text, between what is known", `a-\${${X}}-b`, `a-\${${X}}-b`],
    ["dotted and bracketed steps are the same", '${data.http.x.y["a"].0.b}', "${data.http.x.y.a[0].b}"],
    ["a function keeps its name, white space is ours", `\${sha256( ${X} )}`, `\${sha256(${X})}`],
    ["trimprefix of an unknown issuer", `\${trimprefix(${X}, "https://")}`, `\${trimprefix(${X}, "https://")}`],
    ["replace of the scheme is trimprefix", `\${replace(${X}, "https://", "")}`, `\${trimprefix(${X}, "https://")}`],
    ["trimprefix of a known start", `\${trimprefix("https://\${${X}}", "https://")}`, `\${${X}}`],
    ["trimprefix where the start differs", `\${trimprefix("http:\${${X}}", "https://")}`, `http:\${${X}}`],
    [
      "a pattern that RE2 may read otherwise is not evaluated",
      '${replace("aa", "/(a+)+/", "")}',
      '${replace("aa", "/(a+)+/", "")}',
    ],
    ["a pattern on something unknown is not evaluated", `\${replace(${X}, "/a+/", "")}`, `\${replace(${X}, "/a+/", "")}`],
    ["escaped for a policy's JSON", `\${trimsuffix(trimprefix(jsonencode(${X}), "\\""), "\\"")}`, `\${${X}}`],
    ["escaped for JSON, known", '${trimsuffix(trimprefix(jsonencode("a\\"<"), "\\""), "\\"")}', 'a\\"\\u003c'],
    ["jsonencode around a hole", `\${jsonencode({a = "x-\${${X}}", b = ${X}})}`, `{"a":"x-\${${X}}","b":"\${${X}}"}`],
    ["jsonencode of a hole", `\${jsonencode(${X})}`, `\${jsonencode(${X})}`],
    ["an unknown condition", `\${${X} ? "a" : "b"}`, `\${${X} ? "a" : "b"}`],
    ["an unknown condition of equal answers", `\${${X} ? "a" : "a"}`, "a"],
    ["one no decides and", `\${${X} && false}`, false],
    ["one yes decides or", `\${true || ${X}}`, true],
    ["known ends decide equality", `\${"a\${${X}}" == "b"}`, false],
    ["open equality", `\${${X} == "b"}`, `\${${X} == "b"}`],
    ["a variable, though it has a default", "${var.v}", "${var.v}"],
    [
      "what is not ours to know",
      "${path.module}/${terraform.workspace}/${module.m.out}",
      "${path.module}/${terraform.workspace}/${module.m.out}",
    ],
    ["a splat of an unknown list", `\${${X}[*].id}`, `\${${X}[*].id}`],
    ["a set with an unknown member is unknown", `\${length(toset(["a", ${X}]))}`, `\${length(toset(["a", ${X}]))}`],
    ["flatten of what may be a list is unknown", `\${length(flatten([${X}]))}`, `\${length(flatten([${X}]))}`],
    ["compact of what may be empty is unknown", `\${length(compact([${X}]))}`, `\${length(compact([${X}]))}`],
    ["split of what may hold the separator is unknown", `\${split(":", "a:\${${X}}")[0]}`, `\${(split(":", "a:\${${X}}"))[0]}`],
    ["try of something unknown is unknown", `\${try(${X}, "b")}`, `\${try(${X}, "b")}`],
    ["a function of a provider is unknown", `\${provider::aws::arn_parse("a")}`, `\${provider::aws::arn_parse("a")}`],
    ["a missing key is unknown", "${{a = 1}.b}", "${({a = 1}).b}"],
  ])("%s", (_, expression, expected) => {
    expect(valueOf(expression)).toEqual(expected);
  });

  test("holes of random values are never equal", () => {
    const [a, b] = valueOf(["${uuid()}", "${uuid()}"]) as string[];
    expect(a).not.toBe(b);
  });

  test("holes of for expressions are never equal, although they are over one collection", () => {
    const [a, b] = valueOf([`\${[for x in ${X} : x]}`, `\${[for x in ${X} : "\${x}!"]}`]) as string[];
    expect(a).not.toBe(b);
  });

  test.each(["${", "${a", "${a b}", "${1 +}", '${"a}', "%{ if true }a", "a%{ endif }", "%{ or }", "${<<EOT\na\n}", "${a::b}"])(
    "%s is not understood: a hole of its own, and a problem",
    (expression) => {
      const [a, b] = valueOf([expression, expression]) as string[];
      expect(a).toMatch(/^\$\{expression \(1\) of terraform_data\.x\.input\}$/);
      expect(b).not.toBe(a);
    },
  );
});
