// Two readings of one trust policy must agree: the shapes of token that it accepts, and the decision on a token.
import fc from "fast-check";
import { audiencesOf } from "../../../lib/verify/aws/claim-keys";
import { sessionTagsOf } from "../../../lib/verify/aws/session-tags";
import { passes } from "../../../lib/verify/claim-test";
import type { TokenShape } from "../../../lib/verify/shape";
import { all, type Truth } from "../../../lib/verify/text";
import type { Token } from "../../../lib/verify/token";
import { ACCOUNT, arnOf, decide, GITHUB, HOST, roleModel, SOURCE_IDENTITY, TAGS, token } from "./world";

const RUNS = Number(process.env["AGREE_RUNS"] ?? 3000);
const HCP = "app.terraform.io";
const GOOGLE = "accounts.google.com";
const COGNITO = "cognito-identity.amazonaws.com";
/** Once in a while, for what changes most answers. */
const seldom = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
/** Issuers, and a claim of each that is a key, if it has one: of a provider, of a built-in issuer, and of neither. */
const CLAIMS: Readonly<Record<string, string>> = {
  [HOST]: "sub",
  [GITHUB]: "ref",
  [HCP]: "sub",
  [GOOGLE]: "oaud",
  [COGNITO]: "amr",
  "gitlab.com": "user_login",
};
const HOSTS = Object.keys(CLAIMS);
const PROVIDERS = Object.fromEntries(
  [HOST, GITHUB, HCP].map((host, index) => [
    `p${index}`,
    { url: `https://${host}`, client_id_list: index === 0 ? ["sts.amazonaws.com", "a"] : ["a"] },
  ]),
);
/** Providers whose URL apply tells, as of clusters that the same stack creates. */
const OPEN = "aws_iam_openid_connect_provider.open";
const OPEN_PROVIDERS = {
  open: { url: "${var.url}", client_id_list: ["a"] },
  other: { url: "${var.other}", client_id_list: ["sts.amazonaws.com"] },
};

// Few texts, so that policies and tokens meet; case, wildcards and what only looks like one among them.
const texts = fc.constantFrom("a", "A", "ab", "b", "", "a*", "sts.amazonaws.com");
const values = fc.oneof(
  { weight: 6, arbitrary: texts },
  { weight: 4, arbitrary: fc.constantFrom("*", "a*", "?", "*b", "?b") },
  { weight: 1, arbitrary: fc.constantFrom("$${*}", "a$${*}", "*$${?}", "$${aws:RequestTag/t}", "a$${aws:TokenIssueTime}") },
  { weight: 1, arbitrary: fc.constantFrom("true", "false", "False", "2030-01-01T00:00:00Z", "7") },
  { weight: 1, arbitrary: fc.constantFrom("${var.x}", "a${var.x}", "${var.y}b") },
);
const bases = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("StringEquals", "StringLike") },
  { weight: 2, arbitrary: fc.constantFrom("StringNotEquals", "StringNotLike", "StringEqualsIgnoreCase") },
  {
    weight: 1,
    arbitrary: fc.constantFrom("StringNotEqualsIgnoreCase", "ArnLike", "ArnNotLike", "NumericEquals", "Bool", "DateLessThan"),
  },
);
const operators = fc.oneof(
  { weight: 4, arbitrary: bases },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom("ForAllValues:", "ForAnyValue:"), bases).map((parts) => parts.join("")) },
  { weight: 1, arbitrary: bases.map((name) => `${name}IfExists`) },
  { weight: 1, arbitrary: bases.map((name) => `ForAllValues:${name}IfExists`) },
  { weight: 1, arbitrary: bases.map((name) => `ForAnyValue:${name}IfExists`) },
);
const keyOf = (host: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(`\${${OPEN}.url}:sub`, `\${${OPEN}.url}:aud`) },
    { weight: 4, arbitrary: fc.constant(`${host}:sub`) },
    { weight: 3, arbitrary: fc.constant(`${host}:aud`) },
    { weight: 4, arbitrary: fc.constant(`${host}:${CLAIMS[host] ?? ""}`) },
    { weight: 1, arbitrary: fc.constantFrom("REF", "amr", "email", "oaud", "nothing").map((claim) => `${host}:${claim}`) },
    { weight: 1, arbitrary: fc.constantFrom(`${HOST}:sub`, `${host.toUpperCase()}:sub`, "${var.k}:sub", `${host}:\${var.k}`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("sts:RoleSessionName", "sts:ExternalId", "aws:CurrentTime", "aws:RequestTag/t", "x"),
    },
  );
const many = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> =>
  fc.oneof({ weight: 3, arbitrary: one }, { weight: 1, arbitrary: fc.array(one, { minLength: 1, maxLength: 3 }) });
const nulls = many(fc.constantFrom("true", "false", "True", "${var.n}"));

const conditionOf = (host: string): fc.Arbitrary<object> => {
  const test = fc.oneof(
    { weight: 6, arbitrary: fc.tuple(operators, keyOf(host), many(values)) },
    { weight: 1, arbitrary: fc.tuple(fc.constant("Null"), keyOf(host), nulls) },
  );
  return fc.array(test, { maxLength: 3 }).map((tests) => {
    const condition: Record<string, Record<string, unknown>> = {};
    for (const [operator, key, wanted] of tests) condition[operator] = { ...condition[operator], [key]: wanted };
    return condition;
  });
};

const nameOf = (host: string): string => ([GOOGLE, COGNITO].includes(host) ? host : arnOf(host));
const principalOf = (host: string): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant({ Federated: nameOf(host) }) },
    { weight: 3, arbitrary: fc.constantFrom(...HOSTS).map((other) => ({ Federated: [nameOf(host), nameOf(other)] })) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<unknown>(
        "*",
        { Federated: "*" },
        { Federated: arnOf(host, "999988887777") },
        { Federated: `\${${OPEN}.arn}` },
        { Service: "a.b" },
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom<unknown>("${var.p}", { Federated: "${var.p}" }, { Federated: arnOf(host, "${var.p}") }),
    },
  );
const plainStatementOf = (host: string): fc.Arbitrary<object> =>
  fc.record({
    Effect: fc.oneof({ weight: 4, arbitrary: fc.constant("Allow") }, { weight: 1, arbitrary: fc.constant("Deny") }),
    Principal: principalOf(host),
    Action: fc.oneof(
      { weight: 8, arbitrary: fc.constant("sts:AssumeRoleWithWebIdentity") },
      { weight: 2, arbitrary: fc.constant(["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]) },
      {
        weight: 3,
        arbitrary: fc.constantFrom("sts:*", "STS:assumerolewith*", "sts:TagSession", "sts:SetSourceIdentity", "${var.a}"),
      },
    ),
    Condition: conditionOf(host),
  });
const statementOf = (host: string): fc.Arbitrary<object | string> =>
  fc.oneof({ weight: 40, arbitrary: plainStatementOf(host) }, { weight: 1, arbitrary: fc.constant("${var.s}") });

const claimsOf = (host: string): fc.Arbitrary<object> =>
  fc.record(
    {
      iss: fc.oneof(
        { weight: 12, arbitrary: fc.constant(`https://${host}`) },
        {
          weight: 1,
          arbitrary: fc.constantFrom(...HOSTS.map((other) => `https://${other}`), host, `http://${host}`, `https://${host}/`),
        },
      ),
      sub: fc.option(texts, { nil: undefined, freq: 20 }),
      aud: fc.oneof(
        { weight: 3, arbitrary: fc.constant("a") },
        { weight: 1, arbitrary: many(texts) },
        { weight: 1, arbitrary: fc.constantFrom([], undefined) },
      ),
      [TAGS]: seldom(
        fc.constantFrom<unknown>(
          { principal_tags: { t: "a" } },
          { principal_tags: { t: ["ab"], u: ["b"] }, transitive_tag_keys: ["t"] },
          { principal_tags: {} },
          "a",
        ),
      ),
      [`${TAGS}/principal_tags/t`]: seldom(fc.constant("a")),
      [SOURCE_IDENTITY]: seldom(fc.constantFrom<unknown>("a", "a", 7)),
      azp: texts,
      ref: texts,
      amr: many(texts),
      email: texts,
      oaud: texts,
      user_login: texts,
    },
    { requiredKeys: ["iss", "sub", "aud"] },
  );

interface Case {
  readonly statements: readonly (object | string)[];
  readonly version: string;
  readonly claims: object;
  readonly complete: boolean;
  readonly providers: object;
  readonly awsAccounts: string | undefined;
  readonly sessionName: string | undefined;
}

const cases: fc.Arbitrary<Case> = fc.constantFrom(...HOSTS).chain((host) =>
  fc.record({
    statements: fc.array(statementOf(host), { minLength: 1, maxLength: 3 }),
    version: fc.oneof({ weight: 6, arbitrary: fc.constant("2012-10-17") }, { weight: 1, arbitrary: fc.constant("2008-10-17") }),
    claims: claimsOf(host),
    complete: fc.boolean(),
    providers: fc.constantFrom<object>(PROVIDERS, PROVIDERS, { ...PROVIDERS, ...OPEN_PROVIDERS }, OPEN_PROVIDERS),
    awsAccounts: fc.oneof({ weight: 6, arbitrary: fc.constant(ACCOUNT) }, { weight: 1, arbitrary: fc.constant(undefined) }),
    sessionName: fc.option(texts, { nil: undefined }),
  }),
);

/** What a shape says of a token. A claim that is not text, and more than one audience, are not said anything of. */
function truthOf({ tests, unknown }: TokenShape, told: Token): Truth {
  const claimOf = (claim: string): string | undefined => {
    const value = claim === "aud" ? audiencesOf(told).values[0] : told[claim];
    if (typeof value === "string") return value;
    return value === undefined || Array.isArray(value) ? undefined : JSON.stringify(value);
  };
  return all([...tests.map((test) => passes(test, claimOf(test.claim))), unknown.length === 0 ? "yes" : "unknown"]);
}

/** Each unknown value another one: that one value is not both `a` and not `a`, shapes notice and a decision on a token does not. */
function apart(policy: string): string {
  let count = 0;
  return policy.replace(/\$\{var\.\w+\}/g, () => `\${var.v${count++}}`);
}

/** Whether what clouds do with the token's form is documented. */
const isPlain = (told: Token): boolean =>
  [audiencesOf(told).open, sessionTagsOf(told).open].every((open) => open === undefined) &&
  typeof (told[SOURCE_IDENTITY] ?? "") === "string" &&
  typeof told.sub === "string";

describe("the shapes of a role and the decision on a token", () => {
  it("agree, whatever the policy says", () => {
    const seen = { certain: 0, allow: 0, deny: 0, undetermined: 0, expressions: 0 };
    const check = ({ statements, version, claims, complete, providers, awsAccounts, sessionName }: Case): void => {
      const options = { complete, ...(awsAccounts === undefined ? {} : { awsAccounts }) };
      const policy = apart(JSON.stringify({ Version: version, Statement: statements }));
      const model = roleModel({ policy, providers, options });
      const told = token(claims);
      const { verdict, checks } = decide(model, claims, sessionName === undefined ? {} : { sessionName });
      const shapes = model.identities[0]?.shapes ?? [];
      const truths = shapes.map((shape) => truthOf(shape, told));
      const found = { shapes, truths, verdict, checks };
      seen[verdict] += 1;
      if (truths.includes("yes")) seen.certain += 1;
      if (truths.includes("unknown")) seen.expressions += 1;
      // What is allowed is never more than the shapes say, and what they say for certain is never denied.
      if (verdict === "allow")
        expect({ ...found, none: truths.every((truth) => truth === "no") }).toEqual({ ...found, none: false });
      if (verdict === "deny" && typeof told.sub === "string")
        expect({ ...found, certain: truths.includes("yes") }).toEqual({ ...found, certain: false });
      if (!isPlain(told)) return;
      if (truths.includes("yes")) expect(found).toEqual({ ...found, verdict: "allow" });
      // Where a URL is unknown, a decision may leave open what the shapes settle.
      if (!("open" in providers) && truths.every((truth) => truth === "no")) expect(found).toEqual({ ...found, verdict: "deny" });
    };
    fc.assert(fc.property(cases, check), { numRuns: RUNS });
    // Every sort of case comes up.
    expect(Object.entries(seen).filter(([, count]) => count < RUNS / 50)).toEqual([]);
  });
});
