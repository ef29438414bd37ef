// Values that break careless readers.
import fc from "fast-check";

/** In places where a text is expected. */
export const HOSTILE_TEXTS: readonly string[] = [
  "",
  " ",
  "\0",
  "\uE000var.x\uE001",
  "\uE000\uE000\uE001",
  "\uD800",
  "\u{1F600}".repeat(200),
  "__proto__",
  "constructor",
  "toString",
  "a".repeat(100_000),
  `${"*a".repeat(40)}b`,
  `${"?*".repeat(500)}x`,
  "${",
  "}",
  "${}",
  "%{ if true }x%{ endif }",
  "$${x}",
  "${".repeat(2000),
  `\${${"(".repeat(5000)}`,
  `\${${"[".repeat(300)}1${"]".repeat(300)}}`,
  `\${${"!".repeat(3000)}true}`,
  `\${${'upper("a'.repeat(200)}}`,
  "${local.a}",
  "${local.b}${local.b}${local.b}${local.b}",
  "${aws_iam_role.cyclic.assume_role_policy}",
  "${aws_iam_role.__proto__.arn}",
  '${each.value[each.key][0]["__proto__"].constructor}',
  '${replace(var.x, "/(a+)+$/", "")}',
  '${jsonencode({"__proto__": {"polluted": true}})}',
  '${jsondecode("{\\"__proto__\\": {\\"polluted\\": true}}")}',
  '${jsondecode("[[[[[[")}',
  '${merge({"__proto__": 1}, local.a)}',
  '${join(",", [for x in range(1e9) : x])}',
  "${[for a in local.list : [for b in local.list : [for c in local.list : a]]]}",
  '${format("%1000000000s", "x")}',
  "${1/0}",
  "${1e999}",
  "${9999999999999999999999999999999}",
  '{"__proto__": {"polluted": true}}',
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*"}}',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":{"__proto__":[]}},"Action":["sts:*"],"Condition":{"ForAllValues:StringLike":{"a:sub":null,"__proto__":"x"}}}]}',
  `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"*"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringLike":{"oidc.example.com:sub":"${"*a".repeat(60)}b"}}}]}`,
  `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
  `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`,
  "assertion.sub.matches('^(a+)+$')",
  `assertion.sub.matches('${"(a|a)*".repeat(30)}b')`,
  `${"(".repeat(2000)}true${")".repeat(2000)}`,
  `${"!".repeat(5000)}true`,
  "[1,2,3].all(a, [1,2,3].all(b, [1,2,3].all(c, true)))",
  "assertion.map(x, assertion.map(y, assertion.map(z, x + y + z)))",
  `${"assertion.sub + ".repeat(3000)}''`,
  "assertion['__proto__']['constructor']",
  "assertion.sub.extract('{a}{b}')",
  "9223372036854775807 + 1",
  "'\\xff'",
  "claims['sub'] matches '" + "*a".repeat(200) + "b'",
  "claims['__proto__'] eq 'x' and ".repeat(500),
  "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/x/subject/",
  "principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/*/*",
  "serviceAccount:[[[/]]]",
  "arn:aws:iam::::::::::",
  "https://",
  "https://[::1]/%",
];

const text = fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: "binary", maxLength: 30 }));

/** A text that may be cut and glued, so that neighbours of the hostile ones come up too. */
export const hostileText = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 1, arbitrary: fc.tuple(text, text).map(([a, b]) => a.slice(0, a.length / 2) + b.slice(b.length / 2)) },
);

const hostileKey = fc.constantFrom(
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "//",
  "dynamic",
  "for_each",
  "count",
  "",
);

/** Any value of JSON, with hostile texts and keys in it. */
export const hostileJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    hostileText,
    fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, Number.MAX_SAFE_INTEGER),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.array(fc.tuple(fc.oneof(hostileKey, fc.string({ maxLength: 8 })), tie("value")), { maxLength: 3 }).map(own),
  ),
})).value;

/** An object whose keys are its own, `__proto__` too, as JSON.parse makes them. */
export function own(entries: readonly (readonly [string, unknown])[]): object {
  const result = {};
  for (const [key, value] of entries) {
    Object.defineProperty(result, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return result;
}

type Holder = Record<string | number, unknown>;

/** A change somewhere in a document: where (numbers that choose a way down), what is done there, and with which value. */
export const change = fc.record({
  way: fc.array(fc.nat(1000), { minLength: 1, maxLength: 10 }),
  kind: fc.constantFrom("replace", "replace", "delete", "wrap", "text", "copy", "add"),
  value: hostileJson,
  key: fc.oneof(hostileKey, fc.constantFrom("policy", "oidc", "subject", "condition", "provider", "member")),
});

/** Changes the document in place. */
export function apply(
  document: object,
  { way, kind, value, key }: typeof change extends fc.Arbitrary<infer T> ? T : never,
): void {
  let holder = document as Holder;
  let name: string | number = "resource";
  for (const step of way) {
    const inner: unknown = holder[name];
    if (typeof inner !== "object" || inner === null || Object.keys(inner).length === 0) break;
    holder = inner as Holder;
    name = Object.keys(inner)[step % Object.keys(inner).length]!;
  }
  const set = (at: string | number, what: unknown): unknown =>
    Object.defineProperty(holder, at, { value: what, enumerable: true, configurable: true, writable: true });
  const before = holder[name];
  if (kind === "replace") set(name, value);
  if (kind === "delete") Reflect.deleteProperty(holder, name);
  if (kind === "wrap") set(name, [before]);
  if (kind === "text") set(name, JSON.stringify(before));
  if (kind === "copy" && !Array.isArray(holder)) set(`${name}-copy`, before);
  if (kind === "add" && !Array.isArray(holder)) set(key, value);
}
