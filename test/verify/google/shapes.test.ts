import { testText } from "../../../lib/verify/claim-test";
import { diff } from "../../../lib/verify/diff";
import type { Model } from "../../../lib/verify/model";
import type { ReadOptions } from "../../../lib/verify/read/configuration";
import { type Asker, whatCan } from "../../../lib/verify/what-can";
import { binding, ISSUER, modelOf, pool, POOL, setMember, subjectMember, SUBJECT } from "./build";

const shapesOf = (resource: object, options: ReadOptions = {}) =>
  modelOf(resource, options).identities.flatMap(({ shapes }) =>
    shapes.map(({ tests, unknown }) => [...tests.map(testText), ...unknown.map((one) => `? ${one}`)]),
  );
const HEAD = `iss is ${ISSUER}`;
const AUD = "aud is aud";
const SIZE = "sub has 1 to 127 bytes";
const BYTES = "google.subject unknown whether 127 are bytes or characters of google.subject is not documented";

test("A shape is whole: its tests in order, where it comes from, and nothing unknown", () => {
  const [identity] = modelOf({
    ...pool({ attribute_condition: "assertion.sub.startsWith('system:serviceaccount:')" }),
    ...binding(subjectMember()),
  }).identities;
  expect(identity?.shapes).toEqual([
    {
      tests: [
        { claim: "iss", test: "is", values: [ISSUER], unsettled: [`${ISSUER}/`] },
        { claim: "sub", test: "is", values: [SUBJECT] },
        { claim: "aud", test: "is", values: ["aud"] },
      ],
      through: ["google_iam_workload_identity_pool_provider.p", "google_service_account_iam_member.m"],
      unknown: [],
    },
  ]);
});

test.each<[string, object, string, string[][]]>([
  ["a condition that the subject contradicts", { attribute_condition: "assertion.sub.startsWith('repo:')" }, subjectMember(), []],
  [
    "a condition that the subject fulfils by google.subject",
    { attribute_condition: "google.subject.matches('^system:')" },
    subjectMember(),
    [[HEAD, `sub is ${SUBJECT}`, AUD]],
  ],
  [
    "conditions on other claims",
    { attribute_condition: "assertion.a == 'x' && (assertion.b in ['y', 'z'] && assertion.c.endsWith('w'))" },
    subjectMember(),
    [[HEAD, `sub is ${SUBJECT}`, AUD, "a is x", "b is y or z", "c like *w"]],
  ],
  [
    "a condition with a star in it, and one that is no simple test",
    { attribute_condition: "assertion.a.startsWith('*') && !(assertion.b == 'y')" },
    subjectMember(),
    [[HEAD, `sub is ${SUBJECT}`, AUD, "assertion.a.startsWith('*')", "!(assertion.b == 'y')"]],
  ],
  [
    "a nested claim",
    { attribute_mapping: { "google.subject": "assertion['kubernetes.io'].namespace" } },
    subjectMember("shop"),
    [[HEAD, AUD, "kubernetes.io.namespace is shop"]],
  ],
  [
    "a mark before the subject",
    { attribute_mapping: { "google.subject": "'eu::' + assertion.sub" } },
    subjectMember(`eu::${SUBJECT}`),
    [[HEAD, `sub is ${SUBJECT}`, AUD]],
  ],
  ["another mark", { attribute_mapping: { "google.subject": "'eu::' + assertion.sub" } }, subjectMember(`us::${SUBJECT}`), []],
  [
    "an expression that has no opposite",
    { attribute_mapping: { "google.subject": "assertion.sub.extract('a{x}')" } },
    subjectMember("b"),
    [[HEAD, AUD, "assertion.sub.extract('a{x}') == 'b'", "assertion.sub.extract('a{x}').matches('^(?s:.{1,127})$')"]],
  ],
  [
    "a group",
    { attribute_mapping: { "google.subject": "assertion.sub", "google.groups": "assertion.g" } },
    setMember("group/it's"),
    [[HEAD, SIZE, AUD, "'it\\'s' in assertion.g", "assertion.g.join('').startsWith('')"]],
  ],
  ["an attribute that is not mapped", {}, setMember("attribute.x/y"), []],
  ["the whole pool", {}, setMember("*"), [[HEAD, SIZE, AUD]]],
  [
    "attributes, which a token must have all of",
    {
      attribute_mapping: {
        "google.subject": "'eu::' + assertion.sub",
        "attribute.a": "assertion.a + assertion.b",
        "attribute.c": "'c'",
      },
    },
    setMember("attribute.c/c"),
    [[HEAD, "sub has 0 to 123 bytes", AUD, "a present", "b present"]],
  ],
  [
    "an attribute that is an item of a list",
    { attribute_mapping: { "google.subject": "assertion.sub", "attribute.a": "assertion.sub.split(':')[1]" } },
    subjectMember("a:b"),
    [[HEAD, "sub is a:b", AUD]],
  ],
  [
    "an attribute that the subject does not have",
    { attribute_mapping: { "google.subject": "assertion.sub", "attribute.a": "assertion.sub.split(':')[9]" } },
    subjectMember("a:b"),
    [],
  ],
  ["a condition on an attribute that is not mapped", { attribute_condition: "attribute.x == 'y'" }, subjectMember(), []],
  ["a google.subject that is a number", { attribute_mapping: { "google.subject": "1" } }, setMember("*"), []],
  [
    "a subject of 100 characters and 200 bytes",
    {},
    subjectMember("é".repeat(100)),
    [[HEAD, `sub is ${"é".repeat(100)}`, AUD, BYTES]],
  ],
  ["a subject that is too long", {}, subjectMember("x".repeat(128)), []],
  ["a disabled provider", { disabled: true }, subjectMember(), []],
  ["another project, which has no such provider", {}, subjectMember().replace("123", "124"), []],
])("%s", (_, provider, member, expected) => {
  expect(shapesOf({ ...pool(provider), ...binding(member) }, { complete: true })).toEqual(expected);
});

test("What is unknown is said", () => {
  expect(
    shapesOf({ ...pool(), ...binding(subjectMember(), { condition: { expression: "a" } }) }, { googleProjectNumbers: {} }),
  ).toEqual([
    [
      HEAD,
      `sub is ${SUBJECT}`,
      AUD,
      "? the IAM condition on the binding: a",
      `? whether ${subjectMember()} names the pool my-pool (see googleProjectNumbers)`,
    ],
    [
      `member unknown ${subjectMember()}`,
      "? the IAM condition on the binding: a",
      "? whom the pool lets in: its providers are not in the files",
    ],
  ]);
});

test("The default audience is spelled both ways", () => {
  const [shape] = shapesOf({ ...pool({}, { allowed_audiences: [] }), ...binding(subjectMember()) });
  const name = `//iam.googleapis.com/${POOL}/providers/my-provider`;
  expect(shape?.[2]).toBe(`aud is https:${name} or ${name}`);
});

test("GKE's members are shapes of its clusters' tokens", () => {
  const gke = (rest: string) => `//iam.googleapis.com/${POOL.replace("my-pool", "my-project.svc.id.goog")}/${rest}`;
  const any = "iss like https://container.googleapis.com/v1/projects/my-project/locations/*/clusters/*";
  const all = "sub like system:serviceaccount:*:*";
  const cluster = "https://container.googleapis.com/v1/projects/my-project/locations/l/clusters/c";
  const shape = (member: string) => shapesOf(binding(member));
  expect(shape(`principal:${gke("subject/ns/shop/sa/orders")}`)).toEqual([[any, `sub is ${SUBJECT}`]]);
  expect(shape("serviceAccount:my-project.svc.id.goog[shop/orders]")).toEqual([[any, `sub is ${SUBJECT}`]]);
  expect(shape(`principalSet:${gke("namespace/shop")}`)).toEqual([[any, "sub like system:serviceaccount:shop:*"]]);
  expect(shape(`principalSet:${gke(`kubernetes.cluster/${cluster}`)}`)).toEqual([[`iss is ${cluster}`, all]]);
  expect(shape(`principal:${gke("kubernetes.serviceaccount.uid/u")}`)).toEqual([
    [any, all, "kubernetes.io.serviceaccount.uid is u"],
  ]);
  expect(shape(`principalSet:${gke("*")}`)).toEqual([[any, all]]);
});

test("One service account, spelled in several ways, is one identity with all that it may do", () => {
  const model = modelOf({
    ...pool(),
    google_service_account: { app: { account_id: "app", project: "my-project" } },
    google_service_account_iam_member: {
      a: {
        service_account_id: "${google_service_account.app.name}",
        role: "roles/iam.workloadIdentityUser",
        member: subjectMember("a"),
      },
      b: {
        service_account_id: "projects/-/serviceAccounts/app@my-project.iam.gserviceaccount.com",
        role: "roles/iam.workloadIdentityUser",
        member: subjectMember("b"),
      },
    },
    google_project_iam_member: {
      c: { project: "my-project", role: "roles/viewer", member: "serviceAccount:${google_service_account.app.email}" },
      d: { project: "my-project", role: "roles/pubsub.viewer", member: "serviceAccount:app@my-project.iam.gserviceaccount.com" },
      e: { project: "my-project", role: "roles/run.viewer", member: "${google_service_account.app.member}" },
    },
  });
  expect(
    model.identities.map(({ address, kind, label, permissions, shapes }) => [
      address,
      kind,
      label,
      permissions.map(({ name, on }) => [name, on]),
      shapes.length,
    ]),
  ).toEqual([
    [
      "google_service_account.app",
      "service account",
      "app@my-project.iam.gserviceaccount.com",
      [
        ["roles/viewer", "my-project"],
        ["roles/pubsub.viewer", "my-project"],
        ["roles/run.viewer", "my-project"],
      ],
      2,
    ],
  ]);
});

test("A provider's own name as its audience says the number of the project", () => {
  const own = `https://iam.googleapis.com/${POOL}/providers/my-provider`;
  expect(
    shapesOf({ ...pool({}, { allowed_audiences: [own] }), ...binding(subjectMember()) }, { googleProjectNumbers: {} }),
  ).toEqual([[HEAD, `sub is ${SUBJECT}`, `aud is ${own}`]]);
});

test("A slash at the end of the issuer, and bytes above 127, are not documented, as decisions say", () => {
  const model = modelOf({ ...pool(), ...binding(setMember("*")) });
  const verdicts = (asker: Partial<Asker>) =>
    whatCan(model, { issuer: ISSUER, subject: SUBJECT, ...asker }).map(({ verdict }) => verdict);
  expect(verdicts({})).toEqual(["allow"]);
  expect(verdicts({ issuer: `${ISSUER}/` })).toEqual(["undetermined"]);
  expect(verdicts({ issuer: `${ISSUER}//` })).toEqual([]);
  expect(verdicts({ subject: "é".repeat(100) })).toEqual(["undetermined"]);
  expect(verdicts({ subject: "s".repeat(128) })).toEqual([]);
  const exact = modelOf({ ...pool(), ...binding(subjectMember()) });
  expect(whatCan(exact, { issuer: `${ISSUER}/`, subject: SUBJECT }).map(({ verdict }) => verdict)).toEqual(["undetermined"]);
});

test("Whoever takes a mapped attribute away lets tokens in that lack the claim", () => {
  const mapped = (extra: object) => ({
    ...pool({ attribute_mapping: { "google.subject": "assertion.sub", ...extra } }),
    ...binding(subjectMember()),
  });
  const [before, after] = [modelOf(mapped({ "attribute.repo": "assertion.repo" })), modelOf(mapped({}))];
  const kinds = (one: Model, other: Model) => diff(one, other).trust.map(({ kind }) => kind);
  expect([kinds(before, after), kinds(after, before)]).toEqual([["widened"], ["narrowed"]]);
});
