/** Random numbers that are the same for a seed (mulberry32). */
export type Random = (below: number) => number;

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

type Maker = (depth: number) => string;

const TEXTS = [
  ...["", "a", "b", "A", "1", "1.50", "true", "repo:acme/api:ref:refs/heads/main", "https://oidc.example/id", "https://", "/"],
  ...[
    "a,b",
    " a ",
    "\\ta\\n",
    "é",
    "e\\u0301",
    "\\u0301",
    "ß",
    "İ",
    "ΑΣ",
    "\\ufeffa",
    "\\u0085a\\u00a0",
    "<&>",
    '\\"q\\"',
    "\\\\",
  ],
  ...["😀", "～", "$${x}", "%%{x}", "/a/", "//", "%s", "[1]", '{\\"a\\":1.10}', "1e3", "-0", "0x1", "null", "*", "dGVzdA=="],
];
const NUMBERS = [
  ...["0", "1", "2", "3", "10", "-1", "1.5", "0.1", "0.2", "1.10", "1e3", "1e21", "1e-7", "100000000000000"],
  ...["9007199254740991", "9007199254740993", "12345678901234567890", "0.30000000000000000001", "123456789.123456789"],
];
const KEYS = ["a", "b", "c", '"é"', '"1"', '"A b"', '("😀")', '("～")'];

const PATTERNS = [
  "/a/",
  "/[a-z]+/",
  "/^https:\\\\/\\\\//",
  "/(a)(b)?/",
  "/[^:]+$/",
  "/a|b/",
  "/\\\\d+/",
  "/^.*provider\\\\//",
  "/x*/",
];

/** Makes expressions of Terraform: mostly of the types that functions want, sometimes not. */
export function expressionMaker(random: Random): Maker {
  const pick = <T>(items: readonly T[]): T => items[random(items.length)]!;
  const some = (make: () => string, most: number): string[] => Array.from({ length: random(most + 1) }, make);
  const one = (makers: readonly Maker[], depth: number): string => pick(makers)(depth - 1);

  const text: Maker = (depth) =>
    depth <= 0 || random(3) === 0 ? `"${pick(TEXTS)}"` : random(12) === 0 ? any(depth - 1) : one(texts, depth);
  const number: Maker = (depth) =>
    depth <= 0 || random(2) === 0 ? pick(NUMBERS) : random(12) === 0 ? any(depth - 1) : one(numbers, depth);
  const bool: Maker = (depth) => (depth <= 0 || random(3) === 0 ? pick(["true", "false"]) : one(bools, depth));
  const list: Maker = (depth) =>
    depth <= 0
      ? pick(["[]", '["a"]', '["b", "a"]', "[1]", '[1, "a"]', "[null]", '["a", "a", ""]'])
      : random(3) === 0
        ? `[${some(() => any(depth - 1), 3).join(", ")}]`
        : random(15) === 0
          ? any(depth - 1)
          : one(lists, depth);
  const object: Maker = (depth) =>
    random(3) > 0 || depth <= 0 ? `{${some(() => `${pick(KEYS)} = ${any(depth - 1)}`, 3).join(", ")}}` : one(objects, depth);
  const primitive: Maker = (depth) => pick([text, text, number, bool])(depth);
  const any: Maker = (depth) =>
    random(25) === 0 ? "null" : pick([text, text, number, bool, list, list, object, conditional, choice])(depth);

  const conditional: Maker = (depth) => {
    const make = pick([text, primitive, primitive, list, list, object, object, any]);
    return `(${bool(depth - 1)} ? ${make(depth - 1)} : ${make(depth - 1)})`;
  };
  const choice: Maker = (depth) =>
    pick([
      () => `coalesce(${[primitive(depth - 1), ...some(() => primitive(depth - 1), 2)].join(", ")})`,
      () => `try(${any(depth - 1)}, ${any(depth - 1)})`,
      () => `element(${list(depth - 1)}, ${pick(["0", "1", "2", "5"])})`,
      () => `${list(depth - 1)}[${pick(["0", "1", '"0"', "1.0"])}]`,
      () => `lookup(${object(depth - 1)}, "a", ${any(depth - 1)})`,
      () => `${object(depth - 1)}["${pick(["a", "b", "1"])}"]`,
      () => `one(${list(depth - 1)})`,
      () => `jsondecode(jsonencode(${any(depth - 1)}))`,
      () => `jsondecode(${text(depth - 1)})`,
    ])();

  const of =
    (name: string, ...makers: readonly Maker[]): Maker =>
    (depth) =>
      `${name}(${makers.map((make) => make(depth)).join(", ")})`;
  const paths: Maker = () => `"${pick(["", "/", "a", "a/b", "a/b/", "/a/../b", "./a//b", "..", "a/.", "//a"])}"`;
  const texts: Maker[] = [
    (depth) => `"${pick(["", "x", "e", "a-"])}\${${primitive(depth)}}${pick(["", "y", "-b"])}\${${primitive(depth)}}"`,
    (depth) => `"x\${${any(depth)}}"`,
    of("trimprefix", text, text),
    of("trimsuffix", text, text),
    of("replace", text, text, text),
    of("lower", text),
    of("upper", text),
    of("trimspace", text),
    of("title", text),
    (depth) => `join(${text(depth)}, ${list(depth)})`,
    (depth) => `substr(${text(depth)}, ${pick(["0", "1", "-1", "5", "1.5"])}, ${pick(["0", "1", "-1", "3"])})`,
    (depth) => `format("${pick(["%s", "a%s", "%v-%%", "%d", "%s%s", "e%s", "%03d", "%00d", "%02s"])}", ${primitive(depth)})`,
    (depth) => `format("%s:%s", ${primitive(depth)}, ${primitive(depth)})`,
    of("tostring", primitive),
    of("jsonencode", (depth) => any(depth)),
    of("base64encode", text),
    of("base64decode", text),
    of("chomp", text),
    of("trim", text, text),
    of("basename", paths),
    of("dirname", paths),
    of("sha256", text),
    (depth) => `replace(${text(depth)}, "${pick(PATTERNS)}", ${text(depth)})`,
    (depth) => `"%{ if ${bool(depth)} ~} x %{ else }${text(0).slice(1, -1)}%{ endif }"`,
    (depth) => `"%{ for i, x in ${pick([list, object])(depth)} ~} \${i} %{ endfor }"`,
    (depth) => `(<<-EOT\n    a\n      \${${primitive(depth)}}\n   EOT\n)`,
    conditional,
    choice,
  ];
  const numbers: Maker[] = [
    (depth) => `${number(depth)} ${pick(["+", "-", "*", "/", "%"])} ${number(depth)}`,
    (depth) => `-${number(depth)}`,
    of("length", (depth) => any(depth)),
    of("tonumber", primitive),
    of("max", number, number),
    of("min", number, number, number),
    of("abs", number),
    of("ceil", number),
    of("floor", number),
    of("index", list, primitive),
    (depth) => `(${number(depth)})`,
  ];
  const bools: Maker[] = [
    (depth) => `(${any(depth)} ${pick(["==", "!="])} ${any(depth)})`,
    (depth) => ((make) => `(${make(depth)} ${pick(["==", "!="])} ${make(depth)})`)(pick([text, list, object, number])),
    (depth) => `(${number(depth)} ${pick(["<", ">", "<=", ">="])} ${number(depth)})`,
    (depth) => `(${bool(depth)} ${pick(["&&", "||"])} ${bool(depth)})`,
    (depth) => `!${bool(depth)}`,
    of("contains", list, (depth) => any(depth)),
    of("startswith", text, text),
    of("endswith", text, text),
    of("strcontains", text, text),
    of("tobool", primitive),
    of("can", (depth) => any(depth)),
    of("alltrue", list),
    of("anytrue", list),
    (depth) => `alltrue([${some(() => bool(depth), 3).join(", ")}])`,
  ];
  const lists: Maker[] = [
    (depth) => `concat(${[list(depth), ...some(() => list(depth), 2)].join(", ")})`,
    of("tolist", list),
    of("toset", list),
    of("distinct", list),
    of("compact", list),
    of("flatten", list),
    of("sort", list),
    of("keys", object),
    of("values", object),
    of("coalescelist", list, list),
    of("setunion", list, list),
    of("split", text, text),
    (depth) => `formatlist("${pick(["%s", "a-%s", "%s:x"])}", ${list(depth)})`,
    of("reverse", list),
    of("setsubtract", list, list),
    of("setintersection", list, list),
    (depth) => `slice(${list(depth)}, ${pick(["0", "1"])}, ${pick(["0", "1", "2"])})`,
    (depth) => `regexall("${pick(PATTERNS).slice(1, -1)}", ${text(depth)})`,
    (depth) => `regex("${pick(PATTERNS).slice(1, -1)}", ${text(depth)})`,
    () => `range(${pick(["0", "2", "2.5", "-1"])})`,
    (depth) =>
      `[for x in ${pick([list, object])(depth)} : ${pick(["x", '"${x}"', "[x]", "{a = x}", "x == 1", 'try(x.a, "z")'])}]`,
    (depth) => `[for k, v in ${pick([list, object])(depth)} : ${pick(["k", '"${k}"', "v", "[k, v]"])}]`,
    (depth) => `[for x in ${list(depth)} : x if ${pick(["x != 1", 'x == "a"', "true"])}]`,
    (depth) => `${list(depth)}[*]`,
    (depth) => `${list(depth)}[*].a`,
    conditional,
    choice,
  ];
  const objects: Maker[] = [
    (depth) => `merge(${[object(depth), ...some(() => object(depth), 2)].join(", ")})`,
    of("tomap", object),
    of("zipmap", list, list),
    (depth) => `{for k, v in ${pick([list, object])(depth)} : k => v}`,
    (depth) => `{for x in ${list(depth)} : x => x}`,
    (depth) => `{for k, v in ${pick([list, object])(depth)} : ${pick(['"${k}"', '"x"', "v"])} => k...}`,
    () => 'regex("(?P<owner>[a-z]+)/(?P<name>[a-z]+)?", "repo:acme/api")',
    conditional,
    choice,
  ];
  return any;
}
