import { decide, readModel } from "../../../lib/verify";
import { azureOf } from "../../../lib/verify/azure/cloud";
import { AKS, credentials, CREDENTIAL, decided, EXCHANGE, flexible, APPLICATION, ID, NOW, TOKEN } from "./samples";

const at = "azurerm_federated_identity_credential.f0";

test("a token that equals a credential in issuer, subject and audience gets in", () => {
  expect(decided(credentials(CREDENTIAL), TOKEN)).toEqual({
    verdict: "allow",
    decisive: "all",
    checks: [
      { name: "issuer", passed: "yes", why: `the token's issuer is ${AKS}`, at },
      { name: "subject", passed: "yes", why: `the token's subject is ${TOKEN.sub}`, at },
      { name: "audience", passed: "yes", why: `the token's audience is ["${EXCHANGE}"]`, at },
      { name: "time", passed: "yes", why: `${NOW} is between ${NOW - 60} and ${NOW + 600}` },
    ],
  });
});

test("a token of another cluster is refused with AADSTS700211", () => {
  const iss = AKS.replace("cluster", "other");
  const why = `the token's issuer ${iss} is not among ${AKS}`;
  expect(decided(credentials(CREDENTIAL), { ...TOKEN, iss })).toEqual({
    verdict: "deny",
    decisive: "issuer",
    checks: [{ name: "issuer", passed: "no", why, at }],
    error: { code: "AADSTS700211", message: `No matching federated identity record found for presented assertion: ${why}` },
  });
});

test.each([
  ["issuer without its slash", { iss: AKS.slice(0, -1) }, "issuer", "AADSTS700211"],
  ["issuer in capitals", { iss: AKS.toUpperCase() }, "issuer", "AADSTS700211"],
  ["issuer that is not text", { iss: 7 }, "issuer", "AADSTS700211"],
  ["missing issuer", { iss: undefined }, "issuer", "AADSTS700211"],
  ["other subject", { sub: "system:serviceaccount:shop:order" }, "subject", "AADSTS700213"],
  ["subject in other letter case", { sub: "system:serviceaccount:shop:Orders" }, "subject", "AADSTS7002138"],
  ["missing subject", { sub: undefined }, "subject", "AADSTS700213"],
  ["other audience", { aud: "sts.amazonaws.com" }, "audience", "AADSTS700212"],
  ["no audience", { aud: [] }, "audience", "AADSTS700212"],
  ["several audiences, none of them right", { aud: ["a", "b"] }, "audience", "AADSTS700212"],
  ["token that expired", { exp: NOW - 300 }, "time", "AADSTS700024"],
  ["token that is not valid yet", { nbf: NOW + 301 }, "time", "AADSTS700024"],
])("an %s is refused", (_, change, decisive, code) => {
  const decision = decided(credentials(CREDENTIAL), { ...TOKEN, ...change });
  expect([decision.verdict, decision.decisive, decision.error?.code]).toEqual(["deny", decisive, code]);
});

test.each([
  ["several audiences, one of them right", { aud: [EXCHANGE, "b"] }, "audience"],
  ["just expired", { exp: NOW - 299 }, "time"],
  ["expires now", { exp: NOW }, "time"],
  ["valid in a moment", { nbf: NOW + 1 }, "time"],
  ["issued in the future", { iat: NOW + 1 }, "time"],
  ["without exp", { exp: undefined }, "time"],
  ["without iat", { iat: undefined }, "time"],
  ["that lives longer than 25 hours", { iat: NOW - 60, exp: NOW - 60 + 90_001 }, "time"],
  ["with an exp that is not a number", { exp: "soon" }, "time"],
])("what Entra says to a token %s is not documented", (_, change, decisive) => {
  const decision = decided(credentials(CREDENTIAL), { ...TOKEN, ...change });
  expect([decision.verdict, decision.decisive]).toEqual(["undetermined", decisive]);
});

test("issuer of one credential and subject of another do not add up", () => {
  const one = { ...CREDENTIAL, subject: "system:serviceaccount:shop:mail" };
  const other = { ...CREDENTIAL, issuer: "https://other.example" };
  const decision = decided(credentials(one, other), TOKEN);
  expect([decision.verdict, decision.decisive]).toEqual(["deny", "subject"]);
});

test("white space around a credential's issuer blocks even a token that has it too", () => {
  const issuer = `${AKS} `;
  expect(decided(credentials({ ...CREDENTIAL, issuer }), { ...TOKEN, iss: issuer }).verdict).toBe("deny");
});

test("a credential that says no subject takes none, not even an empty one", () => {
  expect(decided(credentials({ ...CREDENTIAL, subject: "" }), { ...TOKEN, sub: "" }).verdict).toBe("deny");
});

test("a wildcard in a credential is a character", () => {
  expect(decided(credentials({ ...CREDENTIAL, subject: "system:serviceaccount:shop:*" }), TOKEN).verdict).toBe("deny");
});

test("a credential of several audiences, which Azure refuses, lets nobody in for sure", () => {
  expect(decided(credentials({ ...CREDENTIAL, audience: [EXCHANGE, "other"] }), TOKEN).verdict).toBe("undetermined");
});

test("an audience other than the exchange's is not documented, and the national one needs a national provider", () => {
  const audience = "api://AzureADTokenExchangeUSGov";
  const json = credentials({ ...CREDENTIAL, audience: [audience] });
  const token = { ...TOKEN, aud: audience };
  expect(decided(json, token).verdict).toBe("undetermined");
  expect(decided({ ...json, provider: { azurerm: { environment: "usgovernment" } } }, token).verdict).toBe("allow");
  expect(decided({ ...json, provider: { azurerm: { environment: "china" } } }, token).verdict).toBe("undetermined");
  expect(decided({ ...json, provider: { azurerm: { environment: "${var.cloud}" } } }, token).verdict).toBe("undetermined");
});

test("the audience of Azure's webhook is taken in every cloud: it asks for no other", () => {
  for (const environment of ["public", "usgovernment", "china", "${var.cloud}"]) {
    const json = { ...credentials(CREDENTIAL), provider: { azurerm: { environment } } };
    expect(decided(json, TOKEN).verdict).toBe("allow");
  }
});

test("a token that Entra issued is not documented", () => {
  const issuer = "https://login.microsoftonline.com/tenant/v2.0";
  const decision = decided(credentials({ ...CREDENTIAL, issuer }), { ...TOKEN, iss: issuer });
  expect([decision.verdict, decision.decisive]).toEqual(["undetermined", "issuer"]);
});

test("an identity without credentials lets nobody in, whether the files name it or not", () => {
  const json = { resource: { azurerm_user_assigned_identity: { orders: { name: "orders", resource_group_name: "rg" } } } };
  const address = "azurerm_user_assigned_identity.orders";
  const why = `${address} has no federated credential`;
  expect(decided(json, TOKEN, address, {})).toEqual({
    verdict: "deny",
    decisive: "all",
    checks: [{ name: "all", passed: "no", why }],
    assumes: [`no credential of ${address} outside these files`],
    error: { code: "AADSTS70025", message: `The client has no configured federated identity credentials: ${why}` },
  });
  expect(decided(json, TOKEN, ID).error?.code).toBe("AADSTS70025");
  expect(decided(json, TOKEN, ID, {}).verdict).toBe("undetermined");
});

test("an identity that these files do not create may have credentials elsewhere, unless they are said to be all", () => {
  const token = { ...TOKEN, sub: "system:serviceaccount:shop:other" };
  const decision = decided(credentials(CREDENTIAL), token, ID, {});
  expect([decision.verdict, decision.decisive, decision.checks.at(-1)]).toEqual([
    "undetermined",
    "identity",
    {
      name: "identity",
      passed: "unknown",
      why: `${ID} is not created in these files, so it may have other credentials elsewhere`,
    },
  ]);
  expect(decided(credentials(CREDENTIAL), token, ID).verdict).toBe("deny");
});

test("what Terraform ignores changes of may be something else in Azure", () => {
  const ignored = credentials({ ...CREDENTIAL, lifecycle: { ignore_changes: ["subject"] } });
  expect(decided(ignored, TOKEN).verdict).toBe("undetermined");
  expect(decided(ignored, { ...TOKEN, sub: "x" }).verdict).toBe("undetermined");
  expect(decided(ignored, { ...TOKEN, iss: "https://other.example" }).verdict).toBe("deny");
});

test("shapes of an identity tell of the credentials that may be its own", () => {
  const model = readModel([
    {
      name: "main.tf.json",
      json: credentials(CREDENTIAL, { ...CREDENTIAL, subject: "x", user_assigned_identity_id: "${var.id}" }),
    },
  ]);
  const told = azureOf(model)
    .named(ID)
    .flatMap(({ shapes }) => shapes.map(({ through, unknown }) => ({ through, unknown })));
  expect(told).toEqual([
    { through: [at], unknown: [] },
    { through: ["azurerm_federated_identity_credential.f1"], unknown: ["whether ${var.id} is this identity"] },
  ]);
});

test("a credential whose identity is known at apply alone may be any identity's", () => {
  const json = credentials(
    { ...CREDENTIAL, subject: "system:serviceaccount:shop:mail" },
    { ...CREDENTIAL, user_assigned_identity_id: "${var.id}" },
  );
  expect(decided(json, TOKEN).verdict).toBe("undetermined");
  expect(decided(json, { ...TOKEN, sub: "system:serviceaccount:shop:nobody" }).verdict).toBe("deny");
});

test("an unknown issuer leaves the answer open, and an unknown one with another beginning does not", () => {
  expect(decided(credentials({ ...CREDENTIAL, issuer: "${var.issuer}" }), TOKEN).verdict).toBe("undetermined");
  expect(decided(credentials({ ...CREDENTIAL, issuer: "https://other.example/${var.issuer}" }), TOKEN).verdict).toBe("deny");
});

test("a credential that may not exist leaves the answer open, beside one that does not", () => {
  const perhaps = { ...CREDENTIAL, count: "${var.count}" };
  const decision = decided(credentials(perhaps), TOKEN);
  expect([decision.verdict, decision.decisive]).toEqual(["undetermined", "credential"]);
  expect(decided(credentials(perhaps, CREDENTIAL), TOKEN).verdict).toBe("allow");
  expect(decided(credentials(perhaps), { ...TOKEN, sub: "x" }).verdict).toBe("deny");
});

test("Azure ignores the letter case of a resource id", () => {
  expect(decided(credentials(CREDENTIAL), TOKEN, ID.replace("resourceGroups/rg", "RESOURCEGROUPS/RG")).verdict).toBe("allow");
});

test("a credential of a managed identity is found by the identity's address, and becomes its client id", () => {
  const json = {
    resource: {
      azurerm_user_assigned_identity: {
        orders: { name: "orders", resource_group_name: "rg", client_id: "22222222-0000-0000-0000-000000000000" },
      },
      azurerm_federated_identity_credential: {
        f: { ...CREDENTIAL, user_assigned_identity_id: undefined, parent_id: "${azurerm_user_assigned_identity.orders.id}" },
      },
    },
  };
  const model = readModel([{ name: "main.tf.json", json: JSON.stringify(json) }]);
  const identity = "azurerm_user_assigned_identity.orders";
  const decision = decide(model, { token: TOKEN, now: NOW, request: { type: "become", identity } });
  expect([decision.verdict, decision.becomes]).toEqual(["allow", "22222222-0000-0000-0000-000000000000"]);
});

describe("a flexible credential", () => {
  const expression = "claims['sub'] matches 'repo:acme/shop:ref:refs/heads/*' and claims['repository_id'] eq '74'";
  const token = {
    ...TOKEN,
    iss: "https://token.actions.githubusercontent.com",
    sub: "repo:acme/shop:ref:refs/heads/x",
    repository_id: "74",
  };

  test("lets in what its expression takes", () => {
    const decision = decided(flexible(expression), token, APPLICATION);
    expect([decision.verdict, decision.decisive]).toEqual(["allow", "claims-matching-expression"]);
  });

  test.each([
    ["another subject", { sub: "repo:acme/shop:environment:prod" }],
    ["the subject in capitals", { sub: "REPO:acme/shop:ref:refs/heads/x" }],
    ["another repository", { repository_id: "741" }],
    ["no repository", { repository_id: undefined }],
    ["another repository, as a number", { repository_id: 75 }],
  ])("refuses %s", (_, change) => {
    const decision = decided(flexible(expression), { ...token, ...change }, APPLICATION);
    expect([decision.verdict, decision.decisive]).toEqual(["deny", "claims-matching-expression"]);
  });

  test.each([
    ["a number where its expression has a text", expression, { repository_id: 74 }],
    ["a list where its expression has a text", expression, { repository_id: ["74"] }],
    ["an unknown operator", "claims['sub'] like 'repo:acme/*'", {}],
    ["a quote inside a text", "claims['sub'] eq 'it''s'", {}],
    ["an expression known at apply", "${var.expression}", {}],
    ["a part known at apply", "claims['sub'] matches 'repo:acme/${var.repository}:*'", {}],
  ])("leaves %s open", (_, text, change) => {
    expect(decided(flexible(text), { ...token, ...change }, APPLICATION).verdict).toBe("undetermined");
  });

  test("refuses where even what is known does not fit", () => {
    const text = "claims['sub'] matches 'repo:other/${var.repository}:*'";
    expect(decided(flexible(text), token, APPLICATION).verdict).toBe("deny");
  });
});
