// Whatever the files and the tokens hold, verify answers: it never throws, never hangs, and never touches a prototype.
import fc from "fast-check";
import { decide, findings, readModel, whatCan, whoCan, type Input, type Model, type Request, type Token } from "../../lib/verify";
import { build } from "./build";
import { apply, change, hostileJson, hostileText, own } from "./hostile";
import { NOW } from "./oracle";
import type { WorldSpec } from "./worlds";

const MOST_MILLISECONDS = 2000;
const RUNS = Number(process.env["FUZZ_RUNS"] ?? 300);

const PROTOTYPES = [Object.prototype, Array.prototype, String.prototype, Function.prototype];
const names = (): string[] => PROTOTYPES.flatMap((prototype) => Object.getOwnPropertyNames(prototype));
const atStart = names();

afterEach(() => {
  expect(names()).toEqual(atStart);
});

/** Asks everything there is to ask. */
function askAll(inputs: readonly Input[], tokens: readonly Token[], texts: readonly string[]): Model {
  const started = performance.now();
  const model = readModel(inputs, { complete: true, awsAccounts: "111122223333" });
  findings(model);
  const identities = model.identities.slice(0, 50);
  for (const identity of identities) whoCan(model, identity);
  for (const text of texts) {
    whoCan(model, text);
    whatCan(model, { issuer: text, subject: text, audience: text, claims: { [text]: text } });
  }
  for (const token of tokens) {
    for (const request of requests(identities.map(({ address }) => address).concat(texts)))
      decide(model, { token, now: NOW, request });
  }
  for (const { place, what } of model.configuration.problems) {
    expect([place.file, place.address, what]).not.toContain("");
  }
  expect(performance.now() - started).toBeLessThan(MOST_MILLISECONDS);
  return model;
}

function requests(identities: readonly string[]): Request[] {
  const pod = { sessionTags: { "kubernetes-namespace": "shop" }, sourceArn: "arn:aws:eks:::cluster/x", sourceAccount: "1" };
  return [
    { type: "exchange" },
    ...identities.flatMap((identity): Request[] => [
      { type: "become", identity },
      { type: "AssumeRoleWithWebIdentity", role: identity },
      { type: "EksPodIdentity", role: identity, ...pod },
      { type: "exchange", provider: identity },
      { type: "impersonate", serviceAccount: identity },
      { type: "direct", role: identity },
      { type: "client_assertion", identity },
    ]),
  ];
}

const SPEC: WorldSpec = {
  longSubjects: false,
  azureCloud: "public",
  clusters: [
    { kind: "eks", name: "eu", issuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF" },
    { kind: "gke", name: "us", issuer: "https://container.googleapis.com/v1/projects/acme-prod/locations/us-east1/clusters/us" },
  ],
  workloads: [
    {
      namespace: "shop",
      name: "orders",
      second: "a",
      clusters: [0, 1],
      aws: "role",
      google: "service account",
      azure: "managed identity",
    },
    {
      namespace: "shop",
      name: "stock",
      second: undefined,
      clusters: [0],
      aws: "pod identity",
      google: "shared principal",
      azure: "sharded",
    },
    {
      namespace: "shop",
      name: "mail",
      second: undefined,
      clusters: [1],
      aws: "session tags",
      google: "gke principal",
      azure: "application",
    },
  ],
  pipelines: [
    { job: "github pattern", repository: "api", ref: "main", withIds: true, aws: true, google: undefined, azure: "application" },
    {
      job: "gitlab branch",
      repository: "api",
      ref: "main",
      withIds: true,
      aws: true,
      google: "service account",
      azure: "application",
    },
  ],
};
const built = build(SPEC);
const synthesized = JSON.stringify(built.world.toTerraform());

/** Of the right type, mostly: "tokens that are no tokens" has the others. */
const claim = fc.oneof(
  fc.tuple(fc.constantFrom("iss", "sub", "aud", "azp"), hostileText),
  fc.tuple(fc.constantFrom("exp", "iat", "nbf"), fc.oneof(fc.double(), fc.integer())),
  fc.tuple(fc.constantFrom("aud"), fc.array(hostileText, { maxLength: 3 })),
  fc.tuple(
    fc.constantFrom("kubernetes.io", "__proto__", "https://aws.amazon.com/tags", "repository_owner_id", "azp"),
    hostileJson,
  ),
);
const token = fc
  .tuple(fc.constantFrom(...built.tokens), fc.array(claim, { maxLength: 2 }))
  .map(([right, changes]) => own([...Object.entries(right), ...changes]) as Token);
const tokens = fc.array(fc.oneof(token, fc.constantFrom(...built.tokens)), { minLength: 1, maxLength: 3 });
const texts = fc.array(hostileText, { minLength: 1, maxLength: 2 });

describe("verify survives", () => {
  it("any value that is no Terraform", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), hostileJson),
        fc.oneof(fc.json(), hostileText),
        token,
        texts,
        (json, text, one, some) => {
          askAll(
            [
              { name: "a.tf.json", json: json as object },
              { name: "b", json: text },
            ],
            [one],
            some,
          );
        },
      ),
      { numRuns: RUNS },
    );
  });

  it("stacks of the library in which anything is changed, deleted or added", () => {
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 4 }),
        tokens,
        texts,
        fc.boolean(),
        (changes, some, words, asText) => {
          const document = JSON.parse(synthesized) as object;
          for (const one of changes) apply(document, one);
          const json = asText ? JSON.stringify(document) : document;
          askAll([{ name: "cdktf.out/stacks/world/cdk.tf.json", json }], some, words);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it("tokens that are no tokens", () => {
    const model = readModel([{ name: "world.tf.json", json: synthesized }]);
    const addresses = model.identities.map(({ address }) => address);
    expect(addresses.length).toBeGreaterThan(8);
    const names = fc.constantFrom("iss", "sub", "aud", "exp", "iat", "nbf", "azp", "kubernetes.io", "google");
    const broken = fc
      .tuple(fc.constantFrom(...built.tokens), names, fc.oneof(hostileJson, fc.constant(undefined)))
      .filter(([right, name, value]) => typeof value !== typeof right[name])
      .map(([right, name, value]) => ({ ...right, [name]: value }));
    fc.assert(
      fc.property(fc.oneof(fc.anything(), hostileJson, broken), fc.oneof(fc.integer(), fc.double()), (value, now) => {
        const started = performance.now();
        for (const request of requests(addresses)) decide(model, { token: value as Token, now, request });
        expect(performance.now() - started).toBeLessThan(MOST_MILLISECONDS);
      }),
      { numRuns: RUNS },
    );
  });

  it("resources of every kind that it reads, whatever they hold", () => {
    const types = [
      ...new Set(
        [...synthesized.matchAll(/"((?:aws|google|azurerm|azuread|kubernetes)_[a-z0-9_]+)":\{/g)].map(([, type]) => type!),
      ),
    ];
    expect(types.length).toBeGreaterThan(12);
    const attribute = fc.constantFrom(
      ...new Set([...synthesized.matchAll(/"([a-z_]{3,})":/g)].map(([, name]) => name!)),
      ...["for_each", "count", "dynamic", "client_id_list", "policy", "__proto__"],
    );
    const values = fc.array(fc.tuple(attribute, hostileJson), { maxLength: 8 }).map(own);
    const resource = fc.tuple(
      fc.constantFrom("resource", "data"),
      fc.constantFrom(...types),
      fc.constantFrom("a", "cyclic", "__proto__"),
      values,
    );
    const locals = fc
      .array(fc.tuple(fc.constantFrom("a", "b", "list"), fc.oneof(hostileJson, fc.constant("${local.b}${local.a}"))), {
        maxLength: 3,
      })
      .map(own);
    let identities = 0;
    fc.assert(
      fc.property(fc.array(resource, { minLength: 1, maxLength: 5 }), locals, tokens, texts, (all, known, some, words) => {
        const blocks = all.map(([mode, type, name, held]) => ({ [mode]: own([[type, own([[name, held]])]]), locals: known }));
        const inputs = blocks.map((json, index) => ({ name: `${index}.tf.json`, json }));
        identities += askAll(inputs, some, words).identities.length;
      }),
      { numRuns: 3 * RUNS },
    );
    expect(identities).toBeGreaterThan(RUNS);
  });
});
