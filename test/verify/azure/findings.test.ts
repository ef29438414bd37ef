import { AKS, credentials, CREDENTIAL, EXCHANGE, flexible, found, GITHUB, ID, ids } from "./samples";

const GOOD = "claims['sub'] matches 'repo:acme/shop:ref:refs/heads/*' and claims['repository_id'] eq '74'";

test("good credentials give no finding", () => {
  expect(ids(credentials(CREDENTIAL))).toEqual([]);
  const jobs = ["repo:acme/shop:environment:prod", "repo:acme@65/shop@74:environment:prod"];
  const [first, second] = jobs.map((subject) => ({ ...CREDENTIAL, issuer: GITHUB, subject }));
  expect(ids(credentials({ ...first }, { ...second, depends_on: ["azurerm_federated_identity_credential.f0"] }))).toEqual([]);
  expect(ids(flexible(GOOD))).toEqual([]);
  expect(ids(flexible("claims['sub'] matches 'organization:acme:project:p:*'", "https://app.terraform.io"))).toEqual([]);
  expect(
    ids(credentials({ ...CREDENTIAL, issuer: "${var.issuer}", subject: "${var.subject}", audience: "${var.audience}" })),
  ).toEqual([]);
});

test("a finding says what, where, why and what to do", () => {
  expect(found(credentials({ ...CREDENTIAL, audience: [EXCHANGE, "other"] }))).toEqual([
    {
      id: "azure-audience-count",
      severity: "error",
      place: { file: "main.tf.json", address: "azurerm_federated_identity_credential.f0" },
      what: "the credential has 2 audiences",
      why: "a credential has exactly one audience",
      cure: "write one credential an identity, issuer and subject, with one audience",
      source: "https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations",
      refusedAtApply: true,
    },
  ]);
});

test.each([
  ["no audience", { audience: [] }, "azure-audience-count"],
  ["a name of two characters", { name: "ab" }, "azure-credential-name"],
  ["a name of 121 characters", { name: "a".repeat(121) }, "azure-credential-name"],
  ["a subject of 601 characters", { subject: "s".repeat(601) }, "azure-field-too-long"],
  ["an audience of 601 characters", { audience: ["s".repeat(601)] }, "azure-field-too-long"],
  ["no subject", { subject: undefined }, "azure-credential-incomplete"],
  ["no issuer", { issuer: "" }, "azure-credential-incomplete"],
])("Azure refuses a credential with %s", (_, change, id) => {
  const refused = found(credentials({ ...CREDENTIAL, ...change })).filter(({ refusedAtApply }) => refusedAtApply);
  expect(refused.map((each) => [each.id, each.severity])).toEqual([[id, "error"]]);
});

test.each([
  ["a wildcard in the subject", { subject: "system:serviceaccount:shop:*" }, "azure-wildcard-never-matches"],
  ["white space after the issuer", { issuer: `${AKS} ` }, "azure-white-space"],
  ["white space before the subject", { subject: " x" }, "azure-white-space"],
  ["an issuer of AKS without its slash", { issuer: AKS.slice(0, -1) }, "azure-aks-issuer-without-slash"],
  ["an issuer of GitHub with a slash", { issuer: `${GITHUB}/`, subject: "repo:acme/shop:ref:x" }, "azure-issuer-misspelled"],
  ["an issuer without https", { issuer: "http://issuer.example" }, "azure-issuer-not-https"],
  ["a ServiceAccount in capitals", { subject: "system:serviceaccount:shop:Orders" }, "azure-subject-letter-case"],
  ["a token of Entra's, elsewhere than documented,", { issuer: "https://sts.windows.net/t/" }, "azure-issuer-of-entra"],
  ["another audience", { audience: ["sts.amazonaws.com"] }, "azure-audience-not-exchange"],
])("%s never matches", (_, change, id) => {
  expect(found(credentials({ ...CREDENTIAL, ...change })).map((each) => [each.id, each.severity])).toEqual([[id, "warning"]]);
});

test.each([
  ["repo:acme/shop:environment:prod", "with ids, repo:ORG@ID/REPO@ID:…"],
  ["repo:acme@65/shop@74:environment:prod", "without ids, repo:ORG/REPO:…"],
])("the subject %s alone is a note on GitHub's other form", (subject, other) => {
  expect(
    found(credentials({ ...CREDENTIAL, issuer: GITHUB, subject })).map(({ id, severity, why }) => [id, severity, why]),
  ).toEqual([
    [
      "azure-github-subject-format",
      "note",
      `GitHub also writes subjects ${other}, which do not match; a repository writes one of the forms`,
    ],
  ]);
});

test("an issuer of an identity binding has no slash", () => {
  expect(ids(credentials({ ...CREDENTIAL, issuer: "https://ib.oic.prod-aks.azure.com/tenant/client" }))).toEqual([]);
});

test("the audience of a national cloud is a note, unless the provider is there", () => {
  const json = credentials({ ...CREDENTIAL, audience: ["api://AzureADTokenExchangeChina"] });
  expect(found(json).map(({ id, severity }) => [id, severity])).toEqual([["azure-audience-not-exchange", "note"]]);
  expect(ids({ ...json, provider: { azurerm: { environment: "china" } } })).toEqual([]);
});

test.each([
  ["environment:prod", GITHUB],
  ["repo:acme", GITHUB],
  ["project_id:x", "https://gitlab.com"],
])("the subject %s of a shared issuer is anybody's", (subject, issuer) => {
  const wide = found(credentials({ ...CREDENTIAL, issuer, subject }));
  expect(wide.map(({ id, severity }) => [id, severity])).toEqual([["azure-shared-issuer-too-wide", "error"]]);
});

test.each([
  [
    "claims['sub'] matches 'repo:*' and claims['job_workflow_ref'] eq 'x'",
    ["azure-shared-issuer-too-wide", "azure-flexible-id-missing"],
  ],
  [
    "claims['sub'] matches 'repo:acme*' and claims['job_workflow_ref'] eq 'x'",
    ["azure-shared-issuer-too-wide", "azure-flexible-id-missing", "azure-flexible-open-prefix"],
  ],
  ["claims['sub'] matches 'repo:acme/*'", ["azure-flexible-id-missing", "azure-flexible-whole-owner"]],
  ["claims['sub'] matches 'repo:acme/*' and claims['repository_owner_id'] eq '65'", ["azure-flexible-whole-owner"]],
  ["claims['sub'] matches 'repo:acme/*' and claims['repository_id'] eq '74'", ["azure-flexible-whole-repository"]],
  ["claims['sub'] matches 'repo:acme/api:*' and claims['repository_id'] eq '74'", ["azure-flexible-whole-repository"]],
  ["claims['sub'] matches 'repo:acme/api:environment:prod*' and claims['repository_id'] eq '74'", ["azure-flexible-open-prefix"]],
  ["claims['sub'] matches 'repo:${var.owner}/*' and claims['repository_owner_id'] eq '65'", ["azure-flexible-whole-owner"]],
  ["claims['repository_id'] eq '74'", ["azure-flexible-sub-missing"]],
  ["claims['sub'] matches '*' and claims['repository_id'] eq '74'", ["azure-flexible-any"]],
  ["claims['sub'] eq 'repo:acme/*' and claims['repository_id'] eq '74'", ["azure-flexible-eq-wildcard"]],
  ["claims['sub'] startswith 'repo:acme/' and claims['repository_id'] eq '74'", ["azure-flexible-operator"]],
  ["claims['repository'] eq 'acme/shop'", ["azure-flexible-claim", "azure-flexible-sub-missing", "azure-flexible-id-missing"]],
  [
    "claims['__proto__'] eq 'x'",
    ["azure-shared-issuer-too-wide", "azure-flexible-claim", "azure-flexible-sub-missing", "azure-flexible-id-missing"],
  ],
  ['claims["sub"] eq "x"', ["azure-flexible-unreadable"]],
  ["claims['sub'] eq 'x' or claims['sub'] eq 'y'", ["azure-flexible-unreadable"]],
  ["claims['sub'] eq 'x' and", ["azure-flexible-unreadable"]],
  ["", ["azure-flexible-unreadable"]],
])("the expression %s has its findings", (expression, expected) => {
  expect(ids(flexible(expression))).toEqual(expected);
});

test("an expression for another issuer is refused", () => {
  expect(ids(flexible("claims['sub'] eq 'x'", "https://issuer.example"))).toEqual(["azure-flexible-issuer"]);
});

test.each<[string, unknown[]]>([
  ["claims['sub'] eq 'project_path:g/p:ref_type:branch:ref:main' and claims['project_id'] eq '20'", []],
  ["claims['sub'] eq 'project_path:g/p:ref_type:branch:ref:main'", [["azure-flexible-id-missing", "error", true]]],
  ["claims['sub'] eq 'project_id:20:ref_type:branch:ref:main'", [["azure-flexible-id-missing", "warning", undefined]]],
  ["claims['sub'] eq 'project_id:20:ref_type:branch:ref:main' and claims['user_id'] eq '1'", []],
])("of GitLab, on its own host too, the expression %s has its findings", (expression, expected) => {
  for (const issuer of ["https://gitlab.com", "https://gitlab.example.com"]) {
    const findings = found(flexible(expression, issuer));
    expect(findings.map(({ id, severity, refusedAtApply }) => [id, severity, refusedAtApply])).toEqual(expected);
  }
});

test("issuer and subject are unique on an identity, whatever the letter case of its id", () => {
  expect(
    ids(
      credentials(CREDENTIAL, {
        ...CREDENTIAL,
        user_assigned_identity_id: ID.toUpperCase(),
        depends_on: ["azurerm_federated_identity_credential.f0"],
      }),
    ),
  ).toEqual(["azure-duplicate-issuer-and-subject"]);
  expect(ids(credentials(CREDENTIAL, { ...CREDENTIAL, user_assigned_identity_id: `${ID}2` }))).toEqual([]);
  const either = { ...CREDENTIAL, count: "${var.first ? 1 : 0}" };
  expect(ids(credentials(either, either))).toEqual([]);
});

test("an identity takes twenty credentials, written one after another", () => {
  const chain = (length: number): object[] =>
    Array.from({ length }, (_, index) => ({
      ...CREDENTIAL,
      subject: `system:serviceaccount:shop:s${index}`,
      ...(index === 0 ? {} : { depends_on: [`azurerm_federated_identity_credential.f${index - 1}`] }),
    }));
  expect(ids(credentials(...chain(20)))).toEqual([]);
  expect(ids(credentials(...chain(21)))).toEqual(["azure-too-many-credentials"]);
  const both = chain(3).map((each) => ({ ...each, depends_on: ["azurerm_federated_identity_credential.f0"] }));
  expect(found(credentials(...both)).map(({ id, severity, what }) => [id, severity, what])).toEqual([
    [
      "azure-concurrent-writes",
      "note",
      `azurerm_federated_identity_credential.f0, azurerm_federated_identity_credential.f2 of ${ID} do not wait for one another`,
    ],
  ]);
});

test("a state does not say what waits for what, so nothing is said of it", () => {
  const resources = ["a", "b"].map((name) => ({
    address: `azurerm_federated_identity_credential.${name}`,
    mode: "managed",
    type: "azurerm_federated_identity_credential",
    name,
    provider_name: "registry.terraform.io/hashicorp/azurerm",
    values: { ...CREDENTIAL, subject: name },
  }));
  expect(ids({ format_version: "1.0", terraform_version: "1.11.0", values: { root_module: { resources } } })).toEqual([]);
});

test.each([
  ["Owner", "/subscriptions/s", 1],
  ["owner", "${data.azurerm_subscription.current.id}", 1],
  ["Contributor", "/providers/Microsoft.Management/managementGroups/m", 1],
  ["Contributor", "/subscriptions/s/resourceGroups/rg", 0],
  ["Reader", "/subscriptions/s", 0],
])("the role %s on %s is too wide %i times", (role_definition_name, scope, times) => {
  const json = {
    resource: {
      azuread_application: { app: { display_name: "app" } },
      azuread_service_principal: { app: { client_id: "${azuread_application.app.client_id}" } },
      azuread_application_federated_identity_credential: {
        f: {
          application_id: "${azuread_application.app.id}",
          display_name: "aks",
          issuer: AKS,
          subject: "s",
          audiences: [EXCHANGE],
        },
      },
      azurerm_role_assignment: { r: { principal_id: "${azuread_service_principal.app.object_id}", role_definition_name, scope } },
    },
    data: { azurerm_subscription: { current: {} } },
  };
  expect(ids(json)).toEqual(Array.from({ length: times }, () => "azure-broad-role"));
});
