// A cloud is one folder and one line in clouds.ts: here a cloud of the test's own, of which nothing else in lib/verify knows.
import { reportPage } from "../../lib/cli/page/page";
import { reportData } from "../../lib/cli/render/report-data";
import { diff, decide, findings, readModel, whatCan, whoCan } from "../../lib/verify";
import type { Cloud } from "../../lib/verify/cloud";
import { decisionOf } from "../../lib/verify/decision";
import type { Finding } from "../../lib/verify/finding";
import { textOf } from "../../lib/verify/json";
import type { ModelIdentity } from "../../lib/verify/model-identity";
import { shapeOf } from "../../lib/verify/shape";
import { GOOGLE_ACCOUNT } from "./estates";

const VAULT: Cloud = {
  name: "vault",
  title: "Vault",
  requestFor: ({ address }) => ({ type: "become", identity: address }),
  read: (configuration) => {
    const roles = configuration.ofType("vault_jwt_auth_backend_role").map(({ address, values, place }): ModelIdentity => ({
      cloud: "vault",
      kind: "role",
      address,
      label: textOf(values["role_name"]) ?? "",
      names: [textOf(values["role_name"]) ?? ""],
      permissions: [],
      place,
      shapes: [shapeOf([{ claim: "sub", test: "is", values: [textOf(values["bound_subject"]) ?? ""] }], [address])],
      otherWays: [],
    }));
    return {
      issuers: [],
      identities: roles,
      takes: () => false,
      decide: () => decisionOf([{ name: "request", passed: "unknown", why: "nothing is asked in its own words" }]),
      become: ({ shapes: [shape] }, { sub }) => {
        const subjects = shape?.tests[0]?.values ?? [];
        return decisionOf([
          { name: "subject", passed: subjects.includes(sub) ? "yes" : "no", why: `${sub} among ${subjects.join()}` },
        ]);
      },
      findings: () =>
        roles.map(({ place, address }): Finding => ({
          id: "vault-audience-missing",
          severity: "warning",
          place,
          what: `${address} binds no audience`,
          why: "a token that was made for somebody else gets in",
          cure: "bind an audience",
          source: "https://developer.hashicorp.com/vault/docs/auth/jwt",
        })),
      own: undefined,
    };
  },
};

jest.mock("../../lib/verify/clouds", () => {
  const { CLOUDS } = jest.requireActual<{ CLOUDS: readonly Cloud[] }>("../../lib/verify/clouds");
  return {
    get CLOUDS() {
      return [...CLOUDS, VAULT];
    },
    cloudNamed: (name: string) => [...CLOUDS, VAULT].find((cloud) => cloud.name === name),
  };
});

const stack = (subject: string): object => ({
  resource: {
    vault_jwt_auth_backend_role: { orders: { role_name: "orders", bound_subject: subject } },
    google_service_account: { ci: { project: "acme", account_id: "ci" } },
  },
});
const read = (subject: string) => readModel([{ name: "main.tf.json", json: stack(subject) }]);
const ADDRESS = "vault_jwt_auth_backend_role.orders";

test("a cloud that only clouds.ts names is decided, shown, compared and judged like the others", () => {
  const model = read("shop:orders");
  const token = { iss: "https://issuer.example", sub: "shop:orders", aud: "vault" };
  const become = (sub: string) =>
    decide(model, { token: { ...token, sub }, now: 0, request: { type: "become", identity: "orders" } }).verdict;
  expect([become("shop:orders"), become("shop:evil")]).toEqual(["allow", "deny"]);
  expect(whoCan(model, ADDRESS).map(({ shapes }) => shapes.length)).toEqual([1]);
  expect(whatCan(model, { issuer: token.iss, subject: "shop:orders" }).map(({ identity }) => identity.address)).toEqual([
    ADDRESS,
  ]);
  expect(diff(read("shop:orders"), read("shop:evil")).wider).toBe(true);
  expect(diff(read("shop:orders"), read("shop:orders")).wider).toBe(false);
  expect(findings(model).map(({ id }) => id)).toContain("vault-audience-missing");
  expect(model.named(GOOGLE_ACCOUNT)).toHaveLength(1);
});

test("it stands in a report with its title and a colour of its own", () => {
  const page = reportPage(reportData(read("system:serviceaccount:shop:orders"), "Who"));
  expect(page).toContain('<input type="checkbox" name="cloud" value="Vault" checked>Vault');
  expect(page).toContain('<div class="cloud c4">Vault role</div>');
  expect(page).toContain('aria-label="Vault role orders. Who asks: system:serviceaccount:shop:orders."');
  expect(page).toContain(".edge.c4 {");
});
