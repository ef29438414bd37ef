import fc from "fast-check";
import { readModel } from "../../../lib/verify";
import type { Finding } from "../../../lib/verify/finding";
import { CLOUDS } from "../../../lib/verify/clouds";
import { findStaticKeys } from "../../../lib/verify/keys/static-keys";

const CATALOGUES = CLOUDS.flatMap(({ keys }) => keys ?? []);
const ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE";
const SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const KEY_FILE = JSON.stringify({ type: "service_account", private_key: "-----BEGIN PRIVATE KEY-----\nMIIE" });

function found(resource: object, provider: object = {}): Finding[] {
  return findStaticKeys(readModel([{ name: "main.tf.json", json: { resource, provider } }]).configuration, CATALOGUES);
}
const short = (findings: readonly Finding[]): unknown[] => findings.map(({ id, severity, what }) => [id, severity, what]);

test("a resource that creates a key says what to do instead", () => {
  expect(found({ aws_iam_access_key: { ci: { user: "ci" } } })).toEqual([
    {
      id: "static-key-created",
      severity: "error",
      place: { file: "main.tf.json", address: "aws_iam_access_key.ci" },
      what: "aws_iam_access_key creates an access key of an IAM user",
      why: "this key works for whoever holds it, from anywhere, until somebody revokes it",
      cure: "let the workload assume a role with its own token instead: AwsTrust, or EKS Pod Identity",
      source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",
    },
  ]);
});

test.each([
  ["google_service_account_key", "error"],
  ["google_storage_hmac_key", "error"],
  ["google_apikeys_key", "note"],
  ["azuread_application_password", "error"],
  ["azuread_service_principal_password", "error"],
  ["azuread_application_certificate", "note"],
  ["aws_iam_service_specific_credential", "warning"],
])("%s is told as %s", (type, severity) => {
  expect(found({ [type]: { x: {} } }).map((each) => [each.id, each.severity])).toEqual([["static-key-created", severity]]);
});

test("a password block of an application is a key; data that reads one is not", () => {
  expect(short(found({ azuread_application: { x: { password: { display_name: "p" } }, y: {} } }))).toEqual([
    ["static-key-created", "error", "azuread_application creates a client secret in its password block"],
  ]);
  const json = { data: { google_service_account_key: { x: { name: "n" } } } };
  expect(findStaticKeys(readModel([{ name: "x", json }]).configuration, CATALOGUES)).toEqual([]);
});

test.each([
  ["an access key id", { id: ACCESS_KEY }, "data.id holds an AWS access key id"],
  ["a secret key by name", { AWS_SECRET_ACCESS_KEY: SECRET_KEY }, "data.AWS_SECRET_ACCESS_KEY holds an AWS secret access key"],
  [
    "a secret key of a variable",
    { aws_secret_access_key: "${var.x}" },
    "data.aws_secret_access_key holds an AWS secret access key",
  ],
  [
    "a file of credentials",
    { credentials: `[default]\naws_secret_access_key = ${SECRET_KEY}` },
    "data.credentials holds an AWS secret access key",
  ],
  ["a key file of Google", { "key.json": KEY_FILE }, "data.key.json holds a key of a Google service account"],
  [
    "the same in base64",
    { "key.json": Buffer.from(KEY_FILE).toString("base64") },
    "data.key.json holds a key of a Google service account",
  ],
  ["a client secret", { AZURE_CLIENT_SECRET: "x~y" }, "data.AZURE_CLIENT_SECRET holds a client secret of Entra"],
  ["a key resource's secret", { a: "${aws_iam_access_key.ci.secret}" }, "data.a holds an access key of an IAM user"],
  [
    "the same within a text",
    { a: "x=${google_service_account_key.k[0].private_key}" },
    "data.a holds a key of a service account",
  ],
  [
    "a decoded key",
    { a: "${base64decode(google_service_account_key.k.private_key)}" },
    "data.a holds a key of a service account",
  ],
  [
    "a password of an application",
    { a: '${azuread_application_password.p["x"].value}' },
    "data.a holds a client secret of an application",
  ],
])("a Secret that holds %s is an error", (_, data, what) => {
  expect(short(found({ kubernetes_secret_v1: { s: { data } } }))).toEqual([["static-key-held", "error", what]]);
});

test.each([
  ["a certificate of TLS", { "tls.key": "-----BEGIN PRIVATE KEY-----\nMIIE", "tls.crt": "x" }],
  [
    "the credential configuration of a federation",
    { "config.json": '{"type":"external_account","audience":"//iam.googleapis.com/x"}' },
  ],
  ["a client id and the path of a token", { AZURE_CLIENT_ID: "x", AZURE_FEDERATED_TOKEN_FILE: "/var/run/x" }],
  ["an access key's name alone", { user: "${aws_iam_access_key.ci.user}", AWS_SECRET_ACCESS_KEY: "" }],
  ["a longer word with such letters", { hash: `x${ACCESS_KEY}x` }],
])("a Secret with %s is none", (_, data) => {
  expect(found({ kubernetes_secret: { s: { data } } })).toEqual([]);
});

test("a container's variable, a CI setting and a manifest hold keys too", () => {
  const env = [
    { name: "AWS_SECRET_ACCESS_KEY", value: SECRET_KEY },
    { name: "AWS_SECRET_ACCESS_KEY", value_from: { secret_key_ref: { name: "s", key: "k" } } },
    { name: "PORT", value: "80" },
  ];
  const spec = { template: { spec: { container: [{ name: "app", env }] } } };
  const manifest = { kind: "Secret", stringData: { AZURE_CLIENT_SECRET: "x~y" } };
  expect(short(found({ kubernetes_deployment_v1: { d: { spec } } }))).toEqual([
    ["static-key-held", "error", "spec.template.spec.container.env.AWS_SECRET_ACCESS_KEY holds an AWS secret access key"],
  ]);
  expect(short(found({ github_actions_secret: { s: { secret_name: "ARM_CLIENT_SECRET", plaintext_value: "x~y" } } }))).toEqual([
    ["static-key-held", "error", "ARM_CLIENT_SECRET holds a client secret of Entra"],
  ]);
  expect(short(found({ kubernetes_manifest: { m: { manifest } } }))).toEqual([
    ["static-key-held", "error", "stringData.AZURE_CLIENT_SECRET holds a client secret of Entra"],
  ]);
});

test("a provider's own key is an error, from a variable a warning", () => {
  expect(short(found({}, { aws: { region: "eu-west-1", access_key: ACCESS_KEY, secret_key: SECRET_KEY } }))).toEqual([
    ["static-key-in-provider", "error", "secret_key of the provider aws is a secret access key"],
  ]);
  expect(short(found({}, { azurerm: { client_secret: "${var.secret}" } }))).toEqual([
    ["static-key-in-provider", "warning", "client_secret of the provider azurerm is a client secret"],
  ]);
  expect(short(found({}, { google: { credentials: KEY_FILE } }))).toEqual([
    ["static-key-in-provider", "error", "credentials of the provider google is a key of a service account"],
  ]);
  expect(found({}, { google: { credentials: "federation.json" }, azurerm: { use_oidc: true }, aws: { profile: "x" } })).toEqual(
    [],
  );
});

test("no finding ever tells a secret, wherever it stands", () => {
  const secret = fc.constantFrom(ACCESS_KEY, SECRET_KEY, "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC");
  const wrap = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => `aws_secret_access_key=${text}`,
    (text) => JSON.stringify({ type: "service_account", private_key: text }),
    (text) => Buffer.from(`aws_secret_access_key=${text}`).toString("base64"),
  );
  const name = fc.constantFrom("AWS_SECRET_ACCESS_KEY", "azure_client_secret", "key", ACCESS_KEY);
  fc.assert(
    fc.property(secret, wrap, name, fc.constantFrom("data", "string_data", "binary_data"), (key, wrapped, under, field) => {
      const text = JSON.stringify(
        found({ kubernetes_secret: { s: { [field]: { [under]: wrapped(key) } } } }, { aws: { secret_key: key } }),
      );
      expect(text).not.toContain(key);
      expect(text).not.toContain(wrapped(key));
      expect(text).not.toContain(ACCESS_KEY);
    }),
  );
});

test("hostile texts take no long time", () => {
  const started = Date.now();
  const texts = [
    "a".repeat(5_000_000),
    "aws_secret_access_key ".repeat(200_000),
    "a_".repeat(2_000_000),
    '"private_key" '.repeat(300_000),
  ];
  found({
    kubernetes_secret: Object.fromEntries(
      texts.map((text, index) => [`s${index}`, { data: { [text.slice(0, 100_000)]: text } }]),
    ),
  });
  expect(Date.now() - started).toBeLessThan(3000);
});

test("a program's own secret key is no key of AWS, one of AWS's form is", () => {
  const held = (secret_key: string): unknown[] => short(found({ kubernetes_secret: { x: { data: { secret_key } } } }));
  expect([held("django-insecure-0123"), held("${random_password.p.result}")]).toEqual([[], []]);
  const aws = [["static-key-held", "error", "data.secret_key holds an AWS secret access key"]];
  expect([held(SECRET_KEY), held(Buffer.from(SECRET_KEY).toString("base64"))]).toEqual([aws, aws]);
});
