// The shapes against decide: what a shape says of a token and what Entra answers are read off the same credentials.
import fc from "fast-check";
import {
  decide,
  type Json,
  type Model,
  passes,
  readModel,
  type Token,
  type TokenShape,
  type Truth,
  whatCan,
} from "../../../lib/verify";
import { all, any } from "../../../lib/verify/text";
import { AKS, EXCHANGE, GITHUB, NOW } from "./samples";

const IDENTITY = "azurerm_user_assigned_identity.orders";
const APPLICATION = "azuread_application.deploy";
const ENTRA = "https://login.microsoftonline.com/tenant/v2.0";
const ISSUERS = [
  AKS,
  AKS.slice(0, -1),
  AKS.toUpperCase(),
  GITHUB,
  `${GITHUB}/`,
  ENTRA,
  "https://ib.oic.prod-aks.azure.com/t/c",
  "",
];
const SUBJECTS = [
  "system:serviceaccount:shop:orders",
  "system:serviceaccount:shop:Orders",
  "repo:acme/shop:ref:refs/heads/main",
  "repo:acme/shop:ref:refs/heads/ü",
  "repo:acme/shop:ref:refs/heads/u\u0308",
  "é".repeat(100),
  "*",
  "",
];
const AUDIENCES = [EXCHANGE, EXCHANGE.toLowerCase(), `${EXCHANGE}USGov`, "vault", ""];
const UNKNOWN = [
  "${var.x}",
  "https://login.microsoftonline.com/${var.tenant}/v2.0",
  "system:serviceaccount:${var.ns}:orders",
  "repo:${var.x}",
];

/** Mostly the first, so that tokens and credentials often meet. */
const mostly = (values: readonly string[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(values[0] ?? "") }, { weight: 1, arbitrary: fc.constantFrom(...values) });
const written = (values: readonly string[]) =>
  fc.oneof({ weight: 4, arbitrary: mostly(values) }, { weight: 1, arbitrary: fc.constantFrom(...UNKNOWN, " x", "x ") });
const count = fc.constantFrom(undefined, undefined, "${var.n}", 1, 0);

const exact = fc.record({
  name: fc.constant("c"),
  issuer: written(ISSUERS),
  subject: written(SUBJECTS),
  audience: fc.oneof({ weight: 3, arbitrary: fc.tuple(written(AUDIENCES)) }, fc.array(written(AUDIENCES), { maxLength: 2 })),
  count,
});

const clause = fc
  .tuple(
    fc.constantFrom("sub", "sub", "repository_id", "job_workflow_ref", "iss"),
    fc.constantFrom("eq", "matches", "like"),
    fc.constantFrom(...SUBJECTS, "repo:acme/*", "*ü", "?".repeat(100), "74", "repo:${var.x}/*", GITHUB),
  )
  .map(([claim, operator, value]) => `claims['${claim}'] ${operator} '${value}'`);
const expression = fc.oneof(
  { weight: 9, arbitrary: fc.array(clause, { minLength: 1, maxLength: 3 }).map((clauses) => clauses.join(" and ")) },
  { weight: 1, arbitrary: fc.constantFrom("claims['sub'] eq 'it''s'", "${var.e}", "") },
);
const flexible = fc.record({
  display_name: fc.constant("c"),
  issuer: written(ISSUERS),
  audience: written(AUDIENCES),
  claims_matching_expression: expression,
  count,
});

const enabled = fc.constantFrom(undefined, true, false, "${var.enabled}");

const worlds = fc
  .record({
    exact: fc.array(exact, { maxLength: 3 }),
    flexible: fc.array(flexible, { maxLength: 3 }),
    bound: fc.boolean(),
    enabled,
    counted: fc.constantFrom(undefined, "${var.n}"),
    environment: fc.constantFrom(undefined, "public", "usgovernment", "${var.cloud}"),
  })
  .map(({ exact: own, flexible: others, bound, enabled: account_enabled, counted, environment }) => {
    const parent = counted === undefined ? `\${${IDENTITY}.id}` : `\${${IDENTITY}[0].id}`;
    return {
      provider: { azurerm: { environment } },
      resource: {
        azurerm_user_assigned_identity: { orders: { name: "orders", resource_group_name: "rg", count: counted } },
        azuread_application: { deploy: { display_name: "deploy" } },
        azuread_service_principal: { deploy: { client_id: "${azuread_application.deploy.client_id}", account_enabled } },
        azurerm_federated_identity_credential: keyed(own.map((each) => ({ ...each, parent_id: parent }))),
        azuread_application_flexible_federated_identity_credential: keyed(
          others.map((each) => ({ ...each, application_id: `\${${APPLICATION}.id}` })),
        ),
        ...(bound ? { azapi_resource: { binding: bindingOf(parent) } } : {}),
      },
    };
  });

const bindingOf = (resourceId: string): object => ({
  type: "Microsoft.ContainerService/managedClusters/identityBindings@2026-04-01",
  parent_id: "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/eu",
  body: { properties: { managedIdentity: { resourceId } } },
});

const keyed = (all: readonly object[]): object => Object.fromEntries(all.map((each, index) => [`c${index}`, each]));

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 8 });
const tokens = fc
  .record({
    iss: maybe(mostly(ISSUERS)),
    sub: maybe(mostly([...SUBJECTS, "repo:acme/shop:environment:prod", "x"])),
    aud: maybe(fc.oneof(mostly(AUDIENCES), fc.subarray(AUDIENCES))),
    repository_id: maybe(fc.constantFrom<Json>("74", 74, "741", ["74"])),
    job_workflow_ref: maybe(fc.constantFrom("repo:acme/shop", "74")),
  })
  .map((claims) => ({ ...claims, iat: NOW - 60, nbf: NOW - 60, exp: NOW + 600 }) as Token);

/** Whether a shape takes a token. Of a claim that is not a text, only `verify`'s own decision can say more. */
function takes({ tests, unknown }: TokenShape, token: Token): Truth {
  const truths = tests.map((test): Truth => {
    const told: unknown = token[test.claim];
    if (Array.isArray(told) && test.claim === "aud")
      return told.length === 0 ? passes(test, undefined) : any(told.map((each: string) => passes(test, each)));
    if (told !== undefined && typeof told !== "string") return "unknown";
    return passes(test, told);
  });
  return all([...truths, unknown.length === 0 ? "yes" : "unknown"]);
}

const read = (json: object): Model => readModel([{ name: "main.tf.json", json: JSON.stringify(json) }], { complete: true });

test("decide allows only what a shape takes, and denies what no certain shape takes", () => {
  const seen = { allow: 0, deny: 0, undetermined: 0 };
  fc.assert(
    fc.property(worlds, fc.array(tokens, { minLength: 5, maxLength: 5 }), (world, asked) => {
      const model = read(world);
      for (const identity of model.identities) {
        for (const token of asked) {
          const { verdict } = decide(model, { token, now: NOW, request: { type: "become", identity: identity.address } });
          seen[verdict] += 1;
          const taken = any(identity.shapes.map((shape) => takes(shape, token)));
          if (verdict === "allow") expect(taken).toBe("yes");
          if (verdict === "deny") expect(taken).not.toBe("yes");
          if (verdict === "undetermined") expect(taken).not.toBe("no");
        }
      }
    }),
    { numRuns: 600 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(30);
});

test("whatCan says no more of an issuer and subject than decide", () => {
  fc.assert(
    fc.property(worlds, fc.array(tokens, { minLength: 5, maxLength: 5 }), (world, asked) => {
      const model = read(world);
      for (const token of asked) {
        const { iss: issuer, sub: subject, aud: audience } = token as Partial<Token>;
        if (issuer === undefined || subject === undefined || typeof audience !== "string") continue;
        const answers = whatCan(model, { issuer, subject, audience, claims: textsOf(token) });
        for (const identity of model.identities) {
          const { verdict } = decide(model, { token, now: NOW, request: { type: "become", identity: identity.address } });
          const told = answers
            .filter((answer) => answer.identity === identity)
            .map((answer) => answer.verdict === "allow" && answer.conditions.length === 0);
          if (verdict === "allow") expect(told).toContain(true);
          else expect(told).not.toContain(true);
          if (verdict === "undetermined") expect(told).toContain(false);
        }
      }
    }),
    { numRuns: 400 },
  );
});

function textsOf(token: Token): Record<string, string> {
  const { repository_id = "", job_workflow_ref = "" } = token;
  return {
    ...(typeof repository_id === "string" && repository_id !== "" ? { repository_id } : {}),
    ...(typeof job_workflow_ref === "string" && job_workflow_ref !== "" ? { job_workflow_ref } : {}),
  };
}
