// What a synthesized file's metadata says of OIDC providers that exist, and what it must never change.
import fc from "fast-check";
import { decide, findings, readModel, whoCan, type Decision, type Model } from "../../lib/verify";

const ACCOUNT = "111122223333";
const NOW = 1_729_603_000;
const HOST = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
const SUBJECT = "system:serviceaccount:shop:orders";
const ARN = `arn:aws:iam::${ACCOUNT}:oidc-provider/${HOST}`;
const TYPE = "aws_iam_openid_connect_provider";
const PROVIDER = { arn: ARN, url: `https://${HOST}`, client_id_list: ["sts.amazonaws.com"] };

const policy = (federated: string, condition: object = { [`${HOST}:sub`]: SUBJECT, [`${HOST}:aud`]: "sts.amazonaws.com" }) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: federated },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: condition },
      },
    ],
  });

const role = (federated = ARN, condition?: object) => ({
  aws_iam_role: { r: { name: "orders", assume_role_policy: policy(federated, condition) } },
});

const adopting = (adopted: unknown, rest: object = { resource: role() }): object => ({
  "//": { metadata: { stackName: "s", adopted } },
  ...rest,
});

const modelOf = (json: object | string, options: object = {}, ...others: object[]): Model =>
  readModel(
    [json, ...others].map((one, index) => ({ name: `s${index}/cdk.tf.json`, json: one })),
    options,
  );

const token = (claims: object = {}) => ({
  iss: `https://${HOST}`,
  sub: SUBJECT,
  aud: "sts.amazonaws.com",
  iat: NOW - 60,
  exp: NOW + 600,
  ...claims,
});

const ask = (model: Model, claims: object = {}, identity = "orders"): Decision =>
  decide(model, { token: token(claims), now: NOW, request: { type: "become", identity } });

const said = (values: object, type = TYPE) => [{ type, values }];
const OPTIONS = [{}, { complete: true }, { awsAccounts: ACCOUNT }, { complete: true, awsAccounts: ACCOUNT }];

describe("an adopted OIDC provider", () => {
  it.each(OPTIONS)("lets the right token in, with %j", (options) => {
    expect(ask(modelOf(adopting(said(PROVIDER)), options)).verdict).toBe("allow");
    expect(ask(modelOf(JSON.stringify(adopting(said(PROVIDER))), options)).verdict).toBe("allow");
  });

  it.each([
    { iss: `https://${HOST}0` },
    { iss: `https://${HOST.slice(0, -1)}` },
    { sub: `${SUBJECT}x` },
    { sub: SUBJECT.slice(0, -1) },
    { sub: "system:serviceaccount:shop2:orders" },
    { aud: "vault" },
    { aud: "sts.amazonaws.com.evil" },
    { exp: NOW - 1 },
  ])("keeps a token with %j out", (claims) => {
    for (const options of OPTIONS.filter(({ complete }) => complete === true || !("iss" in claims))) {
      expect(ask(modelOf(adopting(said(PROVIDER)), options), claims).verdict).toBe("deny");
    }
  });

  it("refuses an audience that is not among the client ids, whatever the policy says", () => {
    const model = modelOf(adopting(said({ ...PROVIDER, client_id_list: ["vault"] })));
    expect(ask(model).error).toEqual({ code: "InvalidIdentityToken", message: "Incorrect token audience" });
  });

  it("makes a certain shape, and is named where it is read", () => {
    const model = modelOf(adopting(said(PROVIDER)), { complete: true });
    const [{ shapes } = { shapes: [] }] = whoCan(model, "orders");
    expect(shapes.map(({ unknown, through }) => [unknown, through.map((each) => each.replace(/[0-9a-f]{12}$/, "HASH"))])).toEqual(
      [[[], [`adopted.${TYPE}.HASH`, "aws_iam_role.r"]]],
    );
  });

  it("has its values evaluated like any others, also when only apply knows its ARN", () => {
    const locals = { url: `https://${HOST}`, arn: ARN };
    const values = { arn: "${local.arn}", url: "${local.url}", client_id_list: ["${local.id}"] };
    const evaluated = modelOf(adopting(said(values), { locals: { ...locals, id: "vault" }, resource: role() }));
    expect(ask(evaluated).error?.message).toBe("Incorrect token audience");
    const late = { ...PROVIDER, arn: "${var.arn}" };
    for (const options of OPTIONS) {
      const model = modelOf(adopting(said(late), { resource: role("${var.arn}") }), options);
      expect(ask(model).verdict).toBe("allow");
      expect(ask(model, { sub: `${SUBJECT}x` }).verdict).toBe("deny");
      expect(ask(modelOf(adopting(said(late), { resource: role("${var.other}") }), options)).verdict).toBe("undetermined");
    }
  });

  it("is of the account of its Terraform provider alone", () => {
    const other = { resource: { aws_iam_role: { r: { ...role().aws_iam_role.r, provider: "aws.other" } } } };
    expect(ask(modelOf(adopting(said(PROVIDER), other), { complete: true })).verdict).toBe("undetermined");
    const told = modelOf(adopting(said({ ...PROVIDER, provider: "aws.other" }), other), { complete: true });
    expect(ask(told).verdict).toBe("allow");
    const elsewhere = { complete: true, awsAccounts: "999999999999" };
    expect(ask(modelOf(adopting(said(PROVIDER)), elsewhere)).verdict).toBe("deny");
  });

  it("does not count as one of the files' own", () => {
    const real = { resource: { ...role(), [TYPE]: { p: { url: `https://${HOST}`, client_id_list: ["sts.amazonaws.com"] } } } };
    expect(findings(modelOf(adopting(said(PROVIDER), real)))).toEqual([]);
    expect(findings(modelOf(adopting(said({ ...PROVIDER, client_id_list: [] }), {})))).toEqual([]);
    const pool = { workload_identity_pool_id: "p", workload_identity_pool_provider_id: "q", oidc: { issuer_uri: "http://x" } };
    expect(findings(modelOf(adopting(said(pool, "google_iam_workload_identity_pool_provider"), {})))).toEqual([]);
  });

  it("of any type is read as something that is looked up", () => {
    const { configuration } = modelOf(adopting(said({ a: '${upper("x")}', b: null }, "acme_thing"), {}));
    expect(configuration.ofType("acme_thing").map(({ mode, adopted, values }) => [mode, adopted, { ...values }])).toEqual([
      ["data", true, { a: "X" }],
    ]);
  });
});

describe("the files themselves", () => {
  const real = (ids: string[]) => ({ [TYPE]: { p: { url: `https://${HOST}`, client_id_list: ids } } });

  it("win where an adopted provider is said otherwise", () => {
    const word = said({ ...PROVIDER, client_id_list: ["vault"] });
    const json = adopting(word, { resource: { ...role(), ...real(["sts.amazonaws.com"]) } });
    for (const options of OPTIONS) {
      expect(ask(modelOf(json, { ...options, awsAccounts: ACCOUNT })).verdict).toBe("allow");
      // In another stack, and whether its account is the same is unknown.
      const answer = ask(modelOf(adopting(word), options, { resource: real(["sts.amazonaws.com"]) }));
      expect(answer.verdict).toBe("awsAccounts" in options ? "allow" : "undetermined");
    }
  });

  it("learn the client ids of a provider that they only look up", () => {
    const json = adopting(said({ ...PROVIDER, arn: `\${data.${TYPE}.d.arn}` }), {
      data: { [TYPE]: { d: { url: `https://${HOST}` } } },
      resource: role(`\${data.${TYPE}.d.arn}`),
    });
    expect(ask(modelOf(json, { complete: true })).verdict).toBe("allow");
    expect(ask(modelOf(json, { complete: true }), { aud: "vault" }).error?.code).toBe("InvalidIdentityToken");
  });

  it("do not let an ARN of one issuer stand for another's tokens", () => {
    const evil = { ...PROVIDER, url: "https://evil.example" };
    const condition = { "evil.example:sub": SUBJECT };
    const model = modelOf(adopting(said(evil), { resource: role(ARN, condition) }), { complete: true, awsAccounts: ACCOUNT });
    expect(ask(model, { iss: "https://evil.example" }).verdict).toBe("deny");
  });

  it("answer as before if the same stack also creates what is adopted", () => {
    const claim = (right: string) => fc.constantFrom(right, `${right}x`, right.slice(0, -1), "", "x");
    const scenario = fc.record({
      claims: fc.record({ iss: claim(`https://${HOST}`), sub: claim(SUBJECT), aud: claim("sts.amazonaws.com") }),
      ids: fc.uniqueArray(fc.constantFrom("sts.amazonaws.com", "vault", "x"), { minLength: 1 }),
      federated: fc.constantFrom(ARN, `\${${TYPE}.p.arn}`, `${ARN}x`, "${var.arn}"),
      arn: fc.constantFrom(ARN, `\${${TYPE}.p.arn}`),
      complete: fc.boolean(),
    });
    fc.assert(
      fc.property(scenario, fc.boolean(), ({ claims, ids, federated, arn, complete }, isKnown) => {
        const options = { complete, ...(isKnown ? { awsAccounts: ACCOUNT } : {}) };
        const rest = { resource: { ...role(federated), ...real(ids) } };
        const word = said({ arn, url: `https://${HOST}`, client_id_list: ids });
        const [before, after] = [modelOf(rest, options), modelOf(adopting(word, rest), options)];
        const [was, is] = [ask(before, claims), ask(after, claims)];
        // A literal ARN tells the account, which can settle what was open, and nothing else.
        if (isKnown || arn !== ARN) {
          expect(is).toEqual(was);
          expect(whoCan(after, "orders").map(({ shapes }) => shapes)).toEqual(
            whoCan(before, "orders").map(({ shapes }) => shapes),
          );
        } else if (was.verdict !== "undetermined") expect(is.verdict).toBe(was.verdict);
      }),
    );
  });

  it("answer as before whoever asks, but where what was open is settled", () => {
    const text = fc.constantFrom(ARN, HOST, `https://${HOST}`, "https://evil.example", "${var.arn}", "x", "*");
    const word = fc.record(
      { arn: text, url: text, client_id_list: fc.oneof(fc.array(text), fc.constant(["sts.amazonaws.com"]), text) },
      { requiredKeys: [] },
    );
    const claims = fc.record({
      iss: fc.constantFrom(`https://${HOST}`, "https://evil.example"),
      sub: fc.constantFrom(SUBJECT, "x"),
      aud: fc.constantFrom("sts.amazonaws.com", "x"),
    });
    const rest = { resource: { ...role("${aws_iam_openid_connect_provider.p.arn}"), ...real(["sts.amazonaws.com"]) } };
    fc.assert(
      fc.property(word, claims, (values, asked) => {
        const options = { awsAccounts: ACCOUNT };
        const [was, is] = [rest, adopting(said(values), rest)].map((json) => ask(modelOf(json, options), asked).verdict);
        const isStranger = asked.iss !== `https://${HOST}` || asked.sub !== SUBJECT || asked.aud !== "sts.amazonaws.com";
        expect(isStranger ? is === "allow" : is !== was).toBe(false);
      }),
    );
  });
});

describe("malformed metadata", () => {
  it.each([
    ["a text", "$.//.metadata.adopted"],
    [{ type: TYPE, values: PROVIDER }, "$.//.metadata.adopted"],
    [[1], "$.//.metadata.adopted.0"],
    [[null], "$.//.metadata.adopted.0"],
    [[{ type: TYPE }], "$.//.metadata.adopted.0"],
    [[{ type: TYPE, values: [PROVIDER] }], "$.//.metadata.adopted.0"],
    [[{ type: ["x"], values: PROVIDER }], "$.//.metadata.adopted.0"],
    [[{ type: "__proto__", values: PROVIDER }], "$.//.metadata.adopted.0"],
    [[{ type: `x.${TYPE}`, values: PROVIDER }], "$.//.metadata.adopted.0"],
  ])("%j is reported and not read", (adopted, address) => {
    const { configuration } = modelOf(adopting(adopted));
    expect(configuration.problems.map(({ place }) => place)).toEqual([{ file: "s0/cdk.tf.json", address }]);
    expect(configuration.resources.map(({ type }) => type)).toEqual(["aws_iam_role"]);
  });

  it.each([undefined, null, [], "x", 1])("is no metadata at all if it is %j", (metadata) => {
    expect(modelOf({ "//": metadata as never, resource: role() }).configuration.problems).toEqual([]);
    expect(modelOf({ "//": { metadata } as never, resource: role() }).configuration.problems).toEqual([]);
  });

  it("of the right shape with wrong values says nothing that is certain", () => {
    for (const ids of [{ a: 1 }, [5], [null], null]) {
      const model = modelOf(adopting(said({ ...PROVIDER, client_id_list: ids })));
      expect(ask(model).verdict).toBe("undetermined");
    }
    const text = `{"//":{"metadata":{"adopted":[{"type":"${TYPE}","values":{"__proto__":{"url":"x"},"constructor":"x","count":2}}]}}}`;
    const { configuration } = modelOf(text);
    expect(configuration.problems).toEqual([]);
    expect(configuration.resources).toHaveLength(1);
    expect(({} as { url?: string }).url).toBeUndefined();
  });
});
