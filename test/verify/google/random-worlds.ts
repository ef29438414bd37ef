// Random pools, providers, bindings and tokens of Google Cloud. Few texts, so that they meet.
import fc from "fast-check";
import type { Model } from "../../../lib/verify/model";
import { UNKNOWN } from "./answers";
import { EMAIL, ISSUER, modelOf, POOL, setMember, subjectMember, USER } from "./build";

const CLUSTER = "https://container.googleapis.com/v1/projects/my-project/locations/us-east1/clusters/us";
const GKE = POOL.replace("my-pool", "my-project.svc.id.goog");
const LONG = "s".repeat(128);
/** 100 characters, 200 bytes. */
const WIDE = "é".repeat(100);

const NONE = Array<undefined>(8).fill(undefined);
const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(one, { nil: undefined, freq: 1 });
const texts = fc.constantFrom("a", "a", "a", "a", "ab", "x", "a/b", "", LONG, WIDE, "shop", "system:serviceaccount:shop:orders");
const issuers = fc.constantFrom(...Array<string>(6).fill(ISSUER), `${ISSUER}/`, "https://other.example.com", CLUSTER);

const SUBJECTS = [
  ...Array<string>(12).fill("assertion.sub"),
  ...["assertion.email", "'eu::' + assertion.sub", "assertion.sub.extract('a{x}')"],
  ...[
    "assertion.a + '/' + assertion.b",
    "assertion.k.n",
    "assertion.a == 'x' ? assertion.sub : 'a'",
    "assertion.iss + assertion.sub",
  ],
  ...["has(assertion.a) ? 'a' : 'x'", "'a'", "1", "'a' + 1"],
];
const ATTRIBUTES = [
  ...["assertion.repo", "assertion.repo", "assertion.a", "assertion.aud", "assertion.iss", "assertion.sub.split(':')[3]"],
  ...[
    "assertion['k']['n']",
    "assertion.a == 'x' ? 'a' : 'b'",
    "assertion.sub + assertion.a",
    "'x'",
    "assertion.g",
    "assertion.a.extract('{x}')",
  ],
];
const CONDITIONS = [
  ...[
    "assertion.a == 'x'",
    "assertion.sub.startsWith('a')",
    "attribute.r == 'a'",
    "attribute.z == 'x'",
    "google.subject != 'x'",
    "true",
  ],
  ...[
    "assertion.b in ['x', 'ab'] && assertion.a != 'x'",
    "'a' in google.groups",
    "has(assertion.a)",
    "assertion.k.n.contains('h')",
  ],
  ...["assertion.repo == 'a' || attribute.z == 'x'", "assertion.a.matches('^a')", "${var.c}", "'a' == 'b'"],
];
const mapping = fc.record(
  {
    "google.subject": fc.constantFrom(...SUBJECTS),
    "attribute.r": fc.constantFrom(...ATTRIBUTES),
    "attribute.s": fc.constantFrom(...ATTRIBUTES),
    "google.groups": fc.constantFrom("assertion.g", "assertion.g", "[assertion.a]"),
  },
  { requiredKeys: [] },
);
const flag = fc.constantFrom<unknown>(...NONE, true, "${var.d}");
const provider = fc.record({
  attribute_mapping: fc.oneof(
    { weight: 12, arbitrary: mapping.map((one) => ({ "google.subject": "assertion.sub", ...one })) },
    { weight: 1, arbitrary: mapping },
    { weight: 1, arbitrary: fc.constant("${var.m}") },
  ),
  attribute_condition: maybe(fc.constantFrom(...CONDITIONS)),
  disabled: flag,
  count: fc.constantFrom<unknown>(...NONE, "${var.n}"),
  issuer_uri: issuers,
  allowed_audiences: fc.constantFrom<unknown>(["aud"], ["aud"], ["aud"], ["aud"], ["aud", "b"], [], "${var.a}"),
});

const value = fc.constantFrom(
  "a",
  "ab",
  "x",
  "a/b",
  "a%2Fb",
  "eu::a",
  LONG,
  WIDE,
  "system:serviceaccount:shop:orders",
  "${var.s}",
);
const ofGke = fc
  .constantFrom(
    ...["principal:S/subject/ns/shop/sa/orders", "principalSet:S/namespace/shop", "principalSet:S/*"],
    ...[`principalSet:S/kubernetes.cluster/${CLUSTER}`, "principal:S/kubernetes.serviceaccount.uid/u-1"],
    ...["principal:S/subject/ns/shop/sa/a/b", "principalSet:S/kubernetes.cluster/https://other.example.com"],
  )
  .map((member) => member.replace("S", `//iam.googleapis.com/${GKE}`));
const member = fc.oneof(
  { weight: 4, arbitrary: value.map(subjectMember) },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.constantFrom("r", "s", "z"), value).map(([name, text]) => setMember(`attribute.${name}/${text}`)),
  },
  { weight: 2, arbitrary: value.map((text) => setMember(`group/${text}`)) },
  { weight: 2, arbitrary: fc.constant(setMember("*")) },
  { weight: 3, arbitrary: ofGke },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...[
        "allUsers",
        "allAuthenticatedUsers",
        "user:a@example.com",
        "${var.member}",
        "principalSet://iam.googleapis.com/${var.p}/*",
      ],
      ...[
        "serviceAccount:my-project.svc.id.goog[shop/orders]",
        setMember("*").replace("my-pool", "other"),
        setMember("*").replace("123", "124"),
      ],
      ...[
        "principalSet://iam.googleapis.com/${google_iam_workload_identity_pool.pool.name}/*",
        subjectMember("a").replace("123", "my-project"),
      ],
    ),
  },
);
const grant = fc.record({
  kind: fc.constantFrom(...Array<string>(10).fill("account"), "project", "other project", "folder", "bucket"),
  role: fc.constantFrom(
    ...Array<string>(10).fill(USER),
    "roles/iam.serviceAccountTokenCreator",
    "roles/viewer",
    "projects/my-project/roles/mine",
    "${var.r}",
  ),
  member,
  condition: fc.constantFrom<unknown>(...NONE, { expression: "true" }, { expression: "false" }, { expression: "x" }),
  count: fc.constantFrom<unknown>(...NONE, "${var.n}"),
});

const claims = fc.record(
  {
    iss: fc.oneof(
      { weight: 8, arbitrary: issuers },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          `${CLUSTER}/`,
          CLUSTER.replace("locations", "zones"),
          `${CLUSTER}/x`,
          CLUSTER.replace("my-", "b-"),
        ),
      },
    ),
    sub: fc.oneof(
      { weight: 4, arbitrary: texts },
      {
        weight: 1,
        arbitrary: fc.constantFrom<unknown>(
          "system:serviceaccount:shop:a:b",
          "system:serviceaccount:shop",
          "system:node:a",
          undefined,
          7,
        ),
      },
    ),
    aud: fc.constantFrom<unknown>(
      "aud",
      "aud",
      "aud",
      "aud",
      "b",
      ["b", "aud"],
      undefined,
      `//iam.googleapis.com/${POOL}/providers/p0`,
      [],
    ),
    email: texts,
    repo: fc.oneof({ weight: 5, arbitrary: texts }, { weight: 1, arbitrary: fc.constant<unknown>(5) }),
    a: fc.oneof({ weight: 5, arbitrary: texts }, { weight: 1, arbitrary: fc.constant<unknown>(["a"]) }),
    b: texts,
    g: fc.oneof(
      { weight: 4, arbitrary: fc.array(texts, { maxLength: 2 }) },
      { weight: 1, arbitrary: fc.constantFrom<unknown>("a", [1]) },
    ),
    k: fc.constantFrom<unknown>({ n: "shop" }, { n: 1 }, "shop"),
    "kubernetes.io": fc.constantFrom({ serviceaccount: { uid: "u-1" } }, { serviceaccount: { uid: "u-2" } }),
  },
  { requiredKeys: ["iss", "sub", "aud"] },
);

export const worlds = fc.record({
  providers: fc.array(provider, { minLength: 1, maxLength: 2 }),
  grants: fc.array(grant, { minLength: 1, maxLength: 3 }),
  account: fc.record({ disabled: flag }),
  complete: fc.boolean(),
  numbers: fc.constantFrom<Readonly<Record<string, string>>>(
    { "my-project": "123" },
    { "my-project": "123" },
    { "my-project": "123" },
    {},
  ),
  claims,
});
export type World = typeof worlds extends fc.Arbitrary<infer T> ? T : never;

const TYPES: Readonly<Record<string, readonly [type: string, on: object]>> = {
  account: ["google_service_account_iam_member", { service_account_id: `projects/my-project/serviceAccounts/${EMAIL}` }],
  project: ["google_project_iam_member", { project: "my-project" }],
  "other project": ["google_project_iam_member", { project: "other" }],
  folder: ["google_folder_iam_member", { folder: "folders/1" }],
  bucket: ["google_storage_bucket_iam_member", { bucket: "b" }],
};

/** What the world's files say. */
export function modelOfWorld({ providers, grants, account, complete, numbers }: World): Model {
  const resource: Record<string, Record<string, object>> = {
    google_iam_workload_identity_pool: { pool: { workload_identity_pool_id: "my-pool", project: "my-project" } },
    google_iam_workload_identity_pool_provider: {},
    google_service_account: { app: { account_id: "app", project: "my-project", ...account } },
  };
  const names = { workload_identity_pool_id: "my-pool", project: "my-project" };
  providers.forEach(({ issuer_uri, allowed_audiences, ...rest }, at) => {
    const oidc = { issuer_uri, allowed_audiences };
    const own = { ...names, workload_identity_pool_provider_id: `p${at}`, oidc, ...rest };
    Object.assign(resource["google_iam_workload_identity_pool_provider"] ?? {}, { [`p${at}`]: own });
  });
  grants.forEach(({ kind, ...rest }, at) => {
    const [type = "", on = {}] = TYPES[kind] ?? [];
    resource[type] = { ...resource[type], [`g${at}`]: { ...on, ...rest } };
  });
  return modelOf(JSON.parse(JSON.stringify(resource)) as object, { complete, googleProjectNumbers: numbers }, UNKNOWN);
}
