// The library against the evaluator: what the constructs write lets in exactly who was meant, as the clouds decide.
import fc from "fast-check";
import { withShortStacks } from "../../lib/core/short-stacks";
import type { Trust } from "../../lib/testing";
import { build, type Built } from "./build";
import { checkPods, checkTokens, readWorld, shapesOf } from "./promise";
import { worlds, type WorldSpec } from "./worlds";

const WORLDS = Number(process.env["WORLDS"] ?? 500);

/** The whole promise; `json` in place of what the world synthesizes. Throws where it is broken. Returns how many questions were asked. */
function check(built: Built, json?: object): number {
  const trust = readWorld(built, json);
  expect(trust.model.configuration.problems).toEqual([]);
  for (const intent of built.intents) {
    const { found, meant } = shapesOf(trust, intent);
    expect({ path: intent.path, shapes: found }).toEqual({ path: intent.path, shapes: meant });
  }
  return checkTokens(built, trust) + checkPods(built, trust);
}

describe("whatever is built", () => {
  it("lets in the tokens that were meant, and none that differs in one claim", () => {
    let asked = 0;
    fc.assert(
      fc.property(worlds, (spec) => {
        asked += check(withShortStacks(() => build(spec)));
      }),
      { numRuns: WORLDS },
    );
    expect(asked).toBeGreaterThan(WORLDS * 100);
  });
});

/** One identity of each kind, and a twin that is a stranger to it. */
const SPEC: WorldSpec = {
  longSubjects: false,
  azureCloud: "public",
  clusters: [
    { kind: "eks", name: "eu", issuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF" },
    { kind: "gke", name: "us", issuer: "https://container.googleapis.com/v1/projects/acme-prod/locations/us-east1/clusters/us" },
    { kind: "eks", name: "ap", issuer: "https://oidc.eks.ap-south-1.amazonaws.com/id/FEDCBA9876543210FEDCBA9876543210" },
  ],
  workloads: [
    {
      namespace: "shop",
      name: "orders",
      second: undefined,
      clusters: [0],
      aws: "role",
      google: "service account",
      azure: "managed identity",
    },
    {
      namespace: "shop",
      name: "stock",
      second: undefined,
      clusters: [0],
      aws: "role",
      google: "shared principal",
      azure: "application",
    },
    {
      namespace: "shop",
      name: "pods",
      second: undefined,
      clusters: [2],
      aws: "pod identity",
      google: undefined,
      azure: undefined,
    },
    { namespace: "shop", name: "gke", second: undefined, clusters: [1], aws: undefined, google: "gke", azure: undefined },
  ],
  pipelines: [
    {
      job: "github branch",
      repository: "api",
      ref: "main",
      withIds: true,
      aws: true,
      google: "service account",
      azure: undefined,
    },
    { job: "github pattern", repository: "web", ref: "main", withIds: true, aws: true, google: undefined, azure: "application" },
  ],
};

type Edit = (text: string) => string;

/** Terraform that lets in somebody else, or not the right one, as a bug of the library could write it. */
const BUGS: readonly (readonly [what: string, edit: Edit])[] = [
  ["AWS without the subject", (text) => text.replace(/\\"[^"]*:sub\\":\\"system:serviceaccount:shop:orders\\",/, "")],
  [
    "AWS with any subject",
    (text) =>
      text.replace(
        /\\"StringEquals\\":\{(\\"[^"]*:sub\\"):\\"system:serviceaccount:shop:orders\\"/,
        '\\"StringLike\\":{$1:\\"*\\"',
      ),
  ],
  [
    "AWS with the namespace's subjects",
    (text) =>
      text.replace(
        /\\"StringEquals\\":\{(\\"[^"]*:sub\\"):\\"system:serviceaccount:shop:orders\\"/,
        '\\"StringLike\\":{$1:\\"system:serviceaccount:shop:order?\\"',
      ),
  ],
  [
    "AWS with another subject beside",
    (text) =>
      text.replace(/(:sub\\"):(\\"system:serviceaccount:shop:orders\\")/, '$1:[$2,\\"system:serviceaccount:shop:evil\\"]'),
  ],
  ["AWS without the audience", (text) => text.replace(/,\\"[^"]*:aud\\":\\"sts.amazonaws.com\\"/, "")],
  ["AWS with another provider", (text) => text.replace(/(aws_iam_openid_connect_provider\.aws)_eu_[0-9A-F]{8}/, "$1_ap_XX")],
  [
    "AWS with a provider whose URL ends in a slash",
    (text) => text.replace(/("url":"https:\/\/oidc\.eks\.eu-west-1[^"]*)"/, '$1/"'),
  ],
  ["AWS without the organization", (text) => text.replace(/,\\"[^"]*:repository_owner_id\\":\\"65\\"/, "")],
  ["Pod Identity for every cluster", (text) => text.replace(/,\\"ArnEquals\\":\{[^}]*\}/, "")],
  [
    "Google Cloud with a whole pool",
    (text) =>
      text.replace(/"principal:(\/\/[^"]*workloadIdentityPools\/google-eu[^"/]*)\/subject\/[^"]*"/, '"principalSet:$1/*"'),
  ],
  [
    "Google Cloud with another pool",
    (text) => text.replace(/(workloadIdentityPools\/)google-eu-[^"/]*(\/subject)/, "$1google-ap$2"),
  ],
  [
    "Google Cloud with a mapping that all share",
    (text) => text.replace('"google.subject":"assertion.sub"', '"google.subject":"\'system:serviceaccount:shop:orders\'"'),
  ],
  [
    "Google Cloud without the mark of the issuer",
    (text) => text.replace(/"google\.subject":"'eu::' \+ assertion\.sub"/, '"google.subject":"assertion.sub"'),
  ],
  ["Google Cloud without the organization", (text) => text.replaceAll(/assertion\.repository_owner_id == '65'/g, "true")],
  [
    "Google Cloud with the audience of all",
    (text) => text.replace(/("allowed_audiences":\[)"[^"]*google-eu[^"]*"/, '$1"https://kubernetes.default.svc"'),
  ],
  ["GKE with another ServiceAccount", (text) => text.replace("svc.id.goog[shop/gke]", "svc.id.goog[shop/evil]")],
  [
    "GKE with a namespace",
    (text) =>
      text.replace(
        "serviceAccount:acme-prod.svc.id.goog[shop/gke]",
        "principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/acme-prod.svc.id.goog/namespace/shop",
      ),
  ],
  ["Azure with another subject", (text) => text.replace(/("subject":"system:serviceaccount:shop:order)s"/, '$1x"')],
  ["Azure with another issuer", (text) => text.replace(/("issuer":"https:\/\/oidc\.eks)\.eu-west-1/, "$1.ap-south-1")],
  ["Azure with another audience", (text) => text.replace("api://AzureADTokenExchange", "vault")],
  ["Entra without the organization", (text) => text.replace(/ and claims\['repository_owner_id'\] eq '65'/, "")],
  ["Entra with every organization", (text) => text.replace("matches 'repo:acme/web:", "matches 'repo:*/web:")],
];

/** Of these, shapes say the same: an association decides which ServiceAccount comes in, and it can be made for another one. */
const BUGS_OF_TOKENS: readonly (readonly [what: string, edit: Edit])[] = [
  [
    "Pod Identity for the whole cluster",
    (text) => text.replace(/,\\"aws:RequestTag\/kubernetes-service-account\\":\\"pods\\"/, ""),
  ],
  ["Pod Identity without tags", (text) => text.replace('[\\"sts:AssumeRole\\",\\"sts:TagSession\\"]', '\\"sts:AssumeRole\\"')],
];

describe("this test", () => {
  const built = build(SPEC);
  const synthesized = JSON.stringify(built.world.toTerraform());
  const worldOf = (text: string): object => JSON.parse(text) as object;

  it("passes for what the library writes", () => {
    expect(check(built, worldOf(synthesized))).toBeGreaterThan(1000);
  });

  const edited = (edit: Edit): Trust => {
    const text = edit(synthesized);
    expect(text).not.toBe(synthesized);
    return readWorld(built, worldOf(text));
  };
  const noticesTokens = (trust: Trust): void => {
    expect(() => checkTokens(built, trust) + checkPods(built, trust)).toThrow(/must (allow|deny|undetermined) the token/);
  };

  it.each(BUGS)("notices %s, by the shapes and by the tokens", (_what, edit) => {
    const trust = edited(edit);
    const differ = built.intents.filter((intent) => {
      const { found, meant } = shapesOf(trust, intent);
      return JSON.stringify(found) !== JSON.stringify(meant);
    });
    expect(differ.length).toBeGreaterThan(0);
    noticesTokens(trust);
  });

  it.each(BUGS_OF_TOKENS)("notices %s, by the tokens", (_what, edit) => {
    noticesTokens(edited(edit));
  });
});
