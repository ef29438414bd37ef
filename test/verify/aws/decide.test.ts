import { hole } from "../../../lib/verify/text";
import { ACCOUNT, arnOf, decide, HOST, model, NOW, policyOf, roleModel, statement, SUBJECT, verdictOf } from "./world";

const provider = (url: string, ...ids: string[]) => ({ p: { url, client_id_list: ids } });
const one = (extra: object, host = HOST) => roleModel({ policy: policyOf(statement(extra, host)) });

describe("sts:AssumeRoleWithWebIdentity", () => {
  it("lets the one subject with the one audience in, and says as what and why", () => {
    expect(decide(roleModel(), {}, { sessionName: "s" })).toEqual({
      verdict: "allow",
      decisive: "all",
      becomes: `arn:aws:sts::${ACCOUNT}:assumed-role/demo/s`,
      checks: [
        {
          name: "issuer",
          passed: "yes",
          why: "aws_iam_openid_connect_provider.p: its URL is the token's iss",
          at: "aws_iam_openid_connect_provider.p",
        },
        { name: "expired", passed: "yes", why: `exp ${NOW + 600} is after ${NOW}` },
        {
          name: "audience",
          passed: "yes",
          why: "sts.amazonaws.com among sts.amazonaws.com",
          at: "aws_iam_openid_connect_provider.p",
        },
        { name: "principal", passed: "yes", why: "statement 1 names aws_iam_openid_connect_provider.p", at: "aws_iam_role.r" },
        { name: "action", passed: "yes", why: "statement 1 allows sts:AssumeRoleWithWebIdentity", at: "aws_iam_role.r" },
        {
          name: "condition",
          passed: "yes",
          why: `statement 1 allows: StringEquals ${HOST}:sub "${SUBJECT}", StringEquals ${HOST}:aud "sts.amazonaws.com"`,
          at: "aws_iam_role.r",
        },
        { name: "explicit-deny", passed: "yes", why: "no statement denies sts:AssumeRoleWithWebIdentity", at: "aws_iam_role.r" },
      ],
    });
  });

  it("says which statement, key and values refused a subject", () => {
    const { checks, error } = decide(roleModel(), { sub: "system:serviceaccount:shop:other" });
    expect(checks.find(({ passed }) => passed === "no")).toEqual({
      name: "condition",
      passed: "no",
      why: `no statement has conditions that hold: statement 1, StringEquals ${HOST}:sub "${SUBJECT}": the key is "system:serviceaccount:shop:other"`,
      at: "aws_iam_role.r",
    });
    expect(error).toEqual({ code: "AccessDenied", message: "Not authorized to perform sts:AssumeRoleWithWebIdentity" });
  });

  it("looks no further than the first check that failed, but past one that stays open", () => {
    const told = (claims: object, aws = roleModel()) => decide(aws, claims).checks.map(({ name, passed }) => `${name} ${passed}`);
    expect(told({ aud: "x", exp: NOW - 1, sub: "x" })).toEqual(["issuer yes", "expired no"]);
    expect(told({ exp: undefined, sub: "x" })).toEqual([
      "issuer yes",
      "expired unknown",
      "audience yes",
      "principal yes",
      "action yes",
      "condition no",
    ]);
    expect(told({}, one({ Action: "sts:AssumeRole" })).slice(3)).toEqual(["principal yes", "action no"]);
  });

  it.each([
    ["a role that is not in the files", roleModel(), {}, { role: "nobody" }, "undetermined: role"],
    ["a role by its name", roleModel(), {}, { role: "demo" }, "allow: all"],
    ["a role by its ARN", roleModel(), {}, { role: `arn:aws:iam::${ACCOUNT}:role/demo` }, "allow: all"],
    [
      "an issuer without https://, and no provider of it in the files",
      one({}, "x.example.com"),
      { iss: "x.example.com" },
      {},
      "deny: issuer",
    ],
    ["an expired token", roleModel(), { exp: NOW }, {}, "deny: expired"],
    ["a token of the last second", roleModel(), { exp: NOW + 1 }, {}, "allow: all"],
    ["a token without exp", roleModel(), { exp: undefined }, {}, "undetermined: expired"],
    ["a token from the future", roleModel(), { iat: NOW + 1 }, {}, "undetermined: expired"],
    ["a token not valid yet", roleModel(), { nbf: NOW + 1 }, {}, "undetermined: expired"],
    ["a token valid since now", roleModel(), { nbf: NOW, iat: NOW }, {}, "allow: all"],
    ["a token from the future for somebody else", roleModel(), { iat: NOW + 1, sub: "x" }, {}, "deny: condition"],
    ["no audience", roleModel(), { aud: [] }, {}, "deny: audience"],
    ["another audience", roleModel(), { aud: "x" }, {}, "deny: audience"],
    ["an audience in another case", roleModel(), { aud: "STS.amazonaws.com" }, {}, "deny: audience"],
    [
      "several audiences, all good",
      roleModel(),
      { aud: ["sts.amazonaws.com", "sts.amazonaws.com"] },
      {},
      "undetermined: audience",
    ],
    ["several audiences, one good", roleModel(), { aud: ["sts.amazonaws.com", "x"] }, {}, "undetermined: audience"],
    ["several audiences, none good", roleModel(), { aud: ["x", "y"] }, {}, "deny: audience"],
    ["several audiences and a good azp", roleModel(), { aud: ["x", "y"], azp: "sts.amazonaws.com" }, {}, "allow: all"],
    ["an azp that is not text", roleModel(), { azp: 7 }, {}, "undetermined: audience"],
    ["an issuer in another case", roleModel(), { iss: `https://${HOST.toUpperCase()}` }, {}, "deny: issuer"],
    ["an issuer with a slash more", roleModel(), { iss: `https://${HOST}/` }, {}, "undetermined: issuer"],
    ["an issuer with http", roleModel(), { iss: `http://${HOST}` }, {}, "deny: issuer"],
    ["an issuer that is the beginning", roleModel(), { iss: "https://oidc.example.com" }, {}, "deny: issuer"],
    ["another issuer", roleModel(), { iss: "https://evil.example.com" }, {}, "deny: issuer"],
  ])("answers to %s", (_, aws, claims, request, expected) => {
    expect(verdictOf(decide(aws, claims, request))).toBe(expected);
  });

  it.each([
    ["a longer path", { Principal: { Federated: arnOf(`${HOST}/x`) } }, "deny: principal"],
    ["another account", { Principal: { Federated: arnOf(HOST, "999988887777") } }, "deny: principal"],
    ["the host alone", { Principal: { Federated: HOST } }, "deny: principal"],
    ["a list with the provider", { Principal: { Federated: [arnOf("x.example.com"), arnOf(HOST)] } }, "allow: all"],
    ["everybody", { Principal: "*" }, "undetermined: principal"],
    ["everybody in AWS", { Principal: { AWS: "*" } }, "undetermined: principal"],
    ["everybody federated", { Principal: { Federated: "*" } }, "undetermined: principal"],
    ["all but somebody", { Principal: undefined, NotPrincipal: { AWS: "x" } }, "undetermined: principal"],
    ["an account", { Principal: { AWS: ACCOUNT } }, "deny: principal"],
    ["a service", { Principal: { Service: "pods.eks.amazonaws.com" } }, "deny: principal"],
    ["the action by wildcard", { Action: "sts:AssumeRoleWith*" }, "allow: all"],
    ["all actions of STS", { Action: "sts:*" }, "allow: all"],
    ["all actions", { Action: "*" }, "allow: all"],
    ["an action with one character too few", { Action: "sts:AssumeRoleWithWebIdentity?" }, "deny: action"],
    ["a list of actions", { Action: ["sts:TagSession", "sts:AssumeRoleWithWebIdentity"] }, "allow: all"],
    ["another action", { Action: "sts:AssumeRoleWithSAML" }, "deny: action"],
    ["all actions but another", { Action: undefined, NotAction: "sts:AssumeRole" }, "allow: all"],
    ["all actions but this", { Action: undefined, NotAction: "sts:AssumeRoleWith*" }, "deny: action"],
    ["no condition", { Condition: undefined }, "allow: all"],
    ["a Condition that is a list", { Condition: [] }, "undetermined: trust-policy"],
    ["a Resource", { Resource: "*" }, "undetermined: trust-policy"],
    ["an unknown operator", { Condition: { StringEqual: { [`${HOST}:sub`]: SUBJECT } } }, "undetermined: trust-policy"],
    ["an effect in lower case", { Effect: "allow" }, "undetermined: trust-policy"],
  ])("answers to a statement with %s", (_, extra, expected) => {
    expect(verdictOf(decide(one(extra)))).toBe(expected);
  });

  it("lets a Deny win, for everybody or for the provider, and leaves open what is open", () => {
    const denied = (extra: object) =>
      verdictOf(decide(roleModel({ policy: policyOf(statement(), statement({ Effect: "Deny", ...extra })) })));
    expect(denied({ Condition: undefined })).toBe("deny: explicit-deny");
    expect(denied({ Principal: "*", Condition: undefined })).toBe("deny: explicit-deny");
    expect(denied({ Action: "sts:*" })).toBe("deny: explicit-deny");
    expect(denied({ Action: "sts:TagSession" })).toBe("allow: all");
    expect(denied({ Principal: { Federated: arnOf("x.example.com") } })).toBe("allow: all");
    expect(denied({ Condition: { StringLike: { [`${HOST}:sub`]: "*:other" } } })).toBe("allow: all");
    expect(denied({ Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } })).toBe("undetermined: explicit-deny");
  });

  it("takes statements apart: one that fails does not hinder another that allows", () => {
    const policy = policyOf(statement({ Action: "sts:AssumeRole" }), statement({ Sid: "second" }));
    expect(verdictOf(decide(roleModel({ policy })))).toBe("allow: all");
    const mixed = policyOf(
      statement({ Condition: { StringEquals: { [`${HOST}:sub`]: "other" } } }),
      statement({ Action: "sts:AssumeRole" }),
    );
    expect(verdictOf(decide(roleModel({ policy: mixed })))).toBe("deny: condition");
  });

  it("does not answer for a policy that is unknown, and refuses early what no policy could change", () => {
    const unread = roleModel({ policy: "${aws_s3_object.policy.body}" });
    expect(verdictOf(decide(unread))).toBe("undetermined: trust-policy");
    expect(verdictOf(decide(unread, { aud: "x" }))).toBe("deny: audience");
    expect(verdictOf(decide(roleModel({ policy: "{" })))).toBe("undetermined: trust-policy");
    expect(verdictOf(decide(roleModel({ policy: '{"Statement":"${var.statements}"}' })))).toBe("undetermined: trust-policy");
  });

  it("knows an issuer by its expression, and leaves open one that it does not know", () => {
    const url = "${aws_eks_cluster.c.identity[0].oidc[0].issuer}";
    const host = '${replace(aws_eks_cluster.c.identity[0].oidc[0].issuer, "https://", "")}';
    const policy = JSON.stringify(
      policyOf({
        Effect: "Allow",
        Principal: { Federated: "${aws_iam_openid_connect_provider.p.arn}" },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { "HOST:sub": SUBJECT, "HOST:aud": "sts.amazonaws.com" } },
      }),
    ).replaceAll("HOST", host);
    const aws = roleModel({ policy, providers: provider(url, "sts.amazonaws.com") });
    const iss = hole("aws_eks_cluster.c.identity[0].oidc[0].issuer");
    expect(verdictOf(decide(aws, { iss }))).toBe("allow: all");
    expect(verdictOf(decide(aws, { iss, sub: "x" }))).toBe("deny: condition");
    expect(verdictOf(decide(aws))).toBe("undetermined: issuer");
    expect(verdictOf(decide(aws, { aud: "x" }))).toBe("deny: audience");
  });

  it("looks for the provider in the role's own account alone", () => {
    const resource = {
      aws_iam_openid_connect_provider: { p: { ...provider(`https://${HOST}`, "sts.amazonaws.com").p, provider: "aws.other" } },
      aws_iam_role: { r: { name: "demo", assume_role_policy: JSON.stringify(policyOf(statement())) } },
    };
    const providers = { provider: { aws: [{ region: "eu-west-1" }, { alias: "other", region: "eu-west-1" }] } };
    const of = (awsAccounts: object, complete = false) =>
      verdictOf(decide(model(resource, { awsAccounts: awsAccounts as Record<string, string>, complete }, providers)));
    expect(of({ aws: ACCOUNT, "aws.other": "999988887777" })).toBe("undetermined: issuer");
    expect(of({ aws: ACCOUNT, "aws.other": "999988887777" }, true)).toBe("deny: issuer");
    expect(of({ aws: ACCOUNT, "aws.other": ACCOUNT })).toBe("allow: all");
    expect(of({ aws: ACCOUNT })).toBe("undetermined: issuer");
  });

  it("does not know of providers outside of the files, unless the files are all", () => {
    const outside = roleModel({ providers: {} });
    expect(verdictOf(decide(outside))).toBe("undetermined: issuer");
    expect(verdictOf(decide(outside, { sub: "x" }))).toBe("deny: condition");
    expect(verdictOf(decide(outside, { iss: "https://x.example.com" }))).toBe("deny: issuer");
    expect(verdictOf(decide(roleModel({ providers: {}, options: { awsAccounts: ACCOUNT, complete: true } })))).toBe(
      "deny: issuer",
    );
  });

  it("answers for roles of one name only what all of them answer", () => {
    const role = (Statement: object) => ({ name: "demo", assume_role_policy: JSON.stringify(policyOf(Statement)) });
    const resource = {
      aws_iam_openid_connect_provider: provider(`https://${HOST}`, "sts.amazonaws.com"),
      aws_iam_role: { a: role(statement()), b: role(statement({ Action: "sts:AssumeRole" })) },
    };
    expect(verdictOf(decide(model(resource), {}, { role: "demo" }))).toBe("undetermined: role");
    expect(verdictOf(decide(model(resource), { aud: "x" }, { role: "demo" }))).toBe("deny: audience");
  });
});
