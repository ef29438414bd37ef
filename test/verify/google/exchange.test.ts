import { IMPERSONATE, type Case, decisionOf, answer, mapping, UNKNOWN } from "./answers";
import { binding, EMAIL, ISSUER, NOW, pool, PROVIDER, subjectMember, SUBJECT, USER } from "./build";

test("An allowed impersonation says every check, and what the bearer becomes", () => {
  expect(decisionOf({ resource: { ...pool(), ...binding(subjectMember()) }, request: IMPERSONATE })).toEqual({
    verdict: "allow",
    decisive: "all",
    becomes: EMAIL,
    checks: [
      ["disabled", "neither the provider nor its pool is disabled"],
      ["issuer", `the token's issuer is ${ISSUER}, and the provider takes ${ISSUER}`],
      ["time", `the token was issued at ${NOW - 60} and expires at ${NOW + 3600}; now is ${NOW}`],
      ["audience", "the token's audience is aud, and the provider takes aud"],
      ["attribute-mapping", `google.subject is ${SUBJECT}`],
      ["attribute-condition", "the provider has no attribute condition"],
      ["binding", `${USER} is given to ${subjectMember()}`],
    ].map(([name, why]) => ({
      name,
      passed: "yes",
      why,
      at: name === "binding" ? "google_service_account_iam_member.m" : "google_iam_workload_identity_pool_provider.p",
    })),
  });
});

test("A refusal carries Google's own error, and ends at the check that failed", () => {
  const decision = decisionOf({ token: { sub: "x".repeat(128) } });
  expect([decision.verdict, decision.error, decision.checks.map(({ name }) => name)]).toEqual([
    "deny",
    {
      code: "invalid_request",
      message:
        "The size of mapped attribute google.subject exceeds the 127 bytes limit. Either modify your attribute mapping or the incoming assertion to produce a mapped attribute that is less than 127 bytes.",
    },
    ["disabled", "issuer", "time", "audience", "attribute-mapping"],
  ]);
});

const condition = (text: string) => pool({ attribute_condition: text });

test.each<[string, Case, string]>([
  ["a token that all is right with", {}, "allow"],
  ["a disabled pool", { resource: pool({}, {}, { disabled: true }) }, "deny disabled"],
  [
    "a disabled provider, before a wrong issuer",
    { resource: pool({ disabled: true }), token: { iss: "https://x" } },
    "deny disabled",
  ],
  ["disabled that is unknown", { resource: pool({ disabled: "${var.v}" }), rest: UNKNOWN }, "undetermined disabled"],
  ["a slash at the end of iss", { token: { iss: `${ISSUER}/` } }, "undetermined issuer"],
  ["a slash at the end of issuer_uri", { resource: pool({}, { issuer_uri: `${ISSUER}/` }) }, "undetermined issuer"],
  ["two slashes", { token: { iss: `${ISSUER}//` } }, "deny issuer"],
  ["another case in iss", { token: { iss: "https://Cluster.example.com" } }, "deny issuer"],
  ["no iss", { token: { iss: undefined } }, "deny issuer"],
  ["an issuer that is unknown", { resource: pool({}, { issuer_uri: "https://${var.v}" }), rest: UNKNOWN }, "undetermined issuer"],
  [
    "a wrong audience, whatever the issuer will be",
    { resource: pool({}, { issuer_uri: "${var.v}" }), rest: UNKNOWN, token: { aud: "x" } },
    "deny audience",
  ],
  ["no exp", { token: { exp: undefined } }, "deny time"],
  ["no iat", { token: { iat: undefined } }, "deny time"],
  ["exp as a text", { token: { exp: String(NOW + 60) } }, "deny time"],
  ["expired 61 seconds ago", { token: { exp: NOW - 61 } }, "deny time"],
  ["expired 60 seconds ago", { token: { exp: NOW - 60 } }, "undetermined time"],
  ["expired 59 seconds ago", { token: { exp: NOW - 59 } }, "allow"],
  ["issued in 61 seconds", { token: { iat: NOW + 61 } }, "deny time"],
  ["issued in 59 seconds", { token: { iat: NOW + 59 } }, "allow"],
  ["a life of 48 hours", { token: { iat: NOW, exp: NOW + 48 * 3600 } }, "undetermined time"],
  ["a life of a second less", { token: { iat: NOW, exp: NOW + 48 * 3600 - 1 } }, "allow"],
  ["nbf in the future", { token: { nbf: NOW + 61 } }, "undetermined time"],
  ["one of several audiences", { token: { aud: ["x", "aud"] } }, "allow"],
  ["none of several audiences", { token: { aud: ["x", "y"] } }, "deny audience"],
  ["no audience", { token: { aud: [] } }, "deny audience"],
  ["an audience in another case", { token: { aud: "AUD" } }, "deny audience"],
  [
    "a listed audience with https: before it",
    { resource: pool({}, { allowed_audiences: ["//aud"] }), token: { aud: "https://aud" } },
    "deny audience",
  ],
  [
    "the default audience where a list replaces it",
    { token: { aud: `https://iam.googleapis.com/${PROVIDER}` } },
    "deny audience",
  ],
  [
    "the default audience",
    { resource: pool({}, { allowed_audiences: [] }), token: { aud: `//iam.googleapis.com/${PROVIDER}` } },
    "allow",
  ],
  [
    "the default audience by http",
    { resource: pool({}, { allowed_audiences: null }), token: { aud: `http://iam.googleapis.com/${PROVIDER}` } },
    "deny audience",
  ],
  [
    "the default audience with the project's id",
    {
      resource: pool({}, { allowed_audiences: [] }),
      token: { aud: `//iam.googleapis.com/${PROVIDER.replace("123", "my-project")}` },
    },
    "deny audience",
  ],
  [
    "the default audience of a project whose number is unknown",
    {
      resource: pool({}, { allowed_audiences: [] }),
      token: { aud: `//iam.googleapis.com/${PROVIDER}` },
      options: { googleProjectNumbers: {} },
    },
    "undetermined audience",
  ],
  [
    "audiences that are unknown",
    { resource: pool({}, { allowed_audiences: "${var.v}" }), rest: UNKNOWN },
    "undetermined audience",
  ],
  ["a subject of 127 bytes", { token: { sub: "x".repeat(127) } }, "allow"],
  ["127 characters of more bytes", { token: { sub: "\u00e4".repeat(127) } }, "undetermined attribute-mapping"],
  ["128 characters of more bytes", { token: { sub: "\u00e4".repeat(128) } }, "deny attribute-mapping"],
  ["an empty subject", { token: { sub: "" } }, "deny attribute-mapping"],
  ["no subject", { token: { sub: undefined } }, "deny attribute-mapping"],
  ["a subject that is a number", { token: { sub: 7 } }, "deny attribute-mapping"],
  [
    "a mapping without google.subject",
    { resource: pool({ attribute_mapping: { "attribute.x": "assertion.sub" } }) },
    "deny attribute-mapping",
  ],
  ["a mapped claim that is missing", { resource: mapping({ "attribute.x": "assertion.x" }) }, "deny attribute-mapping"],
  [
    "a mapped claim that is a list",
    { resource: mapping({ "attribute.x": "assertion.aud" }), token: { aud: ["aud"] } },
    "deny attribute-mapping",
  ],
  ["groups that are a text", { resource: mapping({ "google.groups": "assertion.sub" }) }, "deny attribute-mapping"],
  ["groups that are a list", { resource: mapping({ "google.groups": "assertion.g" }), token: { g: ["a"] } }, "allow"],
  ["groups of numbers", { resource: mapping({ "google.groups": "assertion.g" }), token: { g: [1] } }, "deny attribute-mapping"],
  [
    "more than 8 KB",
    { resource: mapping({ "attribute.x": "assertion.x" }), token: { x: "x".repeat(8200) } },
    "deny attribute-mapping",
  ],
  [
    "8 KB but for the names",
    { resource: mapping({ "attribute.x": "assertion.x" }), token: { x: "x".repeat(8150) } },
    "undetermined attribute-mapping",
  ],
  [
    "a mapping by has()",
    { resource: mapping({ "attribute.x": "has(assertion.x) ? 'a' : 'b'" }) },
    "undetermined attribute-mapping",
  ],
  [
    "a mapping that is unknown",
    { resource: pool({ attribute_mapping: "${var.v}" }), rest: UNKNOWN },
    "undetermined attribute-mapping",
  ],
  ["a condition that is true", { resource: condition(`google.subject == '${SUBJECT}'`) }, "allow"],
  ["a condition that is false", { resource: condition("assertion.sub == 'x'") }, "deny attribute-condition"],
  ["a condition on a missing claim", { resource: condition("assertion.x != 'x'") }, "deny attribute-condition"],
  ["a condition that is a text", { resource: condition("assertion.sub") }, "deny attribute-condition"],
  ["a condition on an attribute that is not mapped", { resource: condition("attribute.x == 'x'") }, "deny attribute-condition"],
  [
    "a number compared with the text of it",
    { resource: condition("assertion.project_id == 20"), token: { project_id: "20" } },
    "deny attribute-condition",
  ],
  ["a condition by has()", { resource: condition("has(assertion.sub)") }, "undetermined attribute-condition"],
  [
    "has() beside what is false",
    { resource: condition("has(assertion.sub) && (assertion.sub == 'x' && has(assertion.x))") },
    "deny attribute-condition",
  ],
  ["has() beside an error", { resource: condition("has(assertion.sub) && assertion.x == 'x'") }, "deny attribute-condition"],
  ["has() beside what decides", { resource: condition("has(assertion.x) || assertion.aud == 'aud'") }, "allow"],
  [
    "a condition that is unknown",
    { resource: condition("assertion.sub == '${var.v}'"), rest: UNKNOWN },
    "undetermined attribute-condition",
  ],
  ["an empty condition", { resource: condition("") }, "allow"],
  [
    "a provider that is not there",
    { request: { type: "exchange", provider: `${PROVIDER}x` }, options: { complete: true } },
    "deny issuer",
  ],
  ["a provider that may be elsewhere", { request: { type: "exchange", provider: `${PROVIDER}x` } }, "undetermined issuer"],
  ["the provider of the issuer", { request: { type: "exchange" } }, "allow"],
])("%s: %s", (_, given, expected) => {
  expect(answer(given)).toBe(expected);
});

test("Tokens that are no tokens are answered, not thrown at", () => {
  const odd: unknown[] = [null, 7, "x", [], {}, { a: { b: [] } }, Number.NaN, true];
  for (const claim of ["iss", "sub", "aud", "exp", "iat", "nbf", "kubernetes.io"]) {
    for (const one of odd) {
      const { verdict } = decisionOf({
        resource: { ...pool(), ...binding(subjectMember()) },
        token: { [claim]: one },
        request: IMPERSONATE,
      });
      expect(["allow", "deny", "undetermined"]).toContain(verdict);
    }
  }
});
