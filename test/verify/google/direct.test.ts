import type { Request } from "../../../lib/verify/request";
import { IMPERSONATE, decisionOf, answer } from "./answers";
import { binding, pool, POOL, subjectMember } from "./build";

describe("A role on a resource", () => {
  const direct = (changed: object): Request => ({ type: "direct", role: "roles/storage.objectViewer", ...changed });
  const resource = {
    ...pool(),
    google_project_iam_member: { m: { project: "my-project", role: "roles/storage.objectViewer", member: subjectMember() } },
  };
  test.each<[string, Request, string]>([
    ["on any", direct({}), "allow"],
    ["on the project", direct({ project: "my-project" }), "allow"],
    ["on another project", direct({ project: "other" }), "deny binding"],
    ["of another name", direct({ role: "roles/storage.admin" }), "deny binding"],
    ["as the member", direct({ member: subjectMember() }), "allow"],
    ["as another member", direct({ member: subjectMember("x") }), "deny binding"],
    ["as an identity of the model", { type: "become", identity: subjectMember() }, "allow"],
  ])("%s", (_, request, expected) => {
    expect(answer({ resource, request })).toBe(expected);
  });

  test("says the principal that the bearer becomes", () => {
    expect(decisionOf({ resource, request: direct({}) }).becomes).toBe(subjectMember());
  });
});

describe("GKE's own pool", () => {
  const CLUSTER = "https://container.googleapis.com/v1/projects/my-project/locations/us-east1/clusters/us";
  const GKE = POOL.replace("my-pool", "my-project.svc.id.goog");
  const token = { iss: CLUSTER, "kubernetes.io": { serviceaccount: { uid: "u-1" } } };
  test.each<[string, string, string]>([
    ["the subject", `principal://iam.googleapis.com/${GKE}/subject/ns/shop/sa/orders`, "allow"],
    ["another name", `principal://iam.googleapis.com/${GKE}/subject/ns/shop/sa/order`, "deny binding"],
    ["the legacy member", "serviceAccount:my-project.svc.id.goog[shop/orders]", "allow"],
    ["the legacy member of another project", "serviceAccount:other.svc.id.goog[shop/orders]", "deny binding"],
    ["the uid", `principal://iam.googleapis.com/${GKE}/kubernetes.serviceaccount.uid/u-1`, "allow"],
    ["another uid", `principal://iam.googleapis.com/${GKE}/kubernetes.serviceaccount.uid/u-2`, "deny binding"],
    ["the namespace", `principalSet://iam.googleapis.com/${GKE}/namespace/shop`, "allow"],
    ["another namespace", `principalSet://iam.googleapis.com/${GKE}/namespace/sho`, "deny binding"],
    ["the cluster", `principalSet://iam.googleapis.com/${GKE}/kubernetes.cluster/${CLUSTER}`, "allow"],
    ["another cluster", `principalSet://iam.googleapis.com/${GKE}/kubernetes.cluster/${CLUSTER}2`, "deny binding"],
    ["another number", `principal://iam.googleapis.com/${GKE.replace("123", "124")}/subject/ns/shop/sa/orders`, "deny binding"],
    ["everyone", `principalSet://iam.googleapis.com/${GKE}/*`, "allow"],
  ])("%s", (_, member, expected) => {
    expect(answer({ resource: binding(member), token, request: IMPERSONATE })).toBe(expected);
  });

  test("A uid that the token does not carry stays open, and so does the number of a project", () => {
    const uid = `principal://iam.googleapis.com/${GKE}/kubernetes.serviceaccount.uid/u-1`;
    expect(answer({ resource: binding(uid), token: { iss: CLUSTER }, request: IMPERSONATE })).toBe("undetermined binding");
    const subject = `principal://iam.googleapis.com/${GKE}/subject/ns/shop/sa/orders`;
    expect(answer({ resource: binding(subject), token, request: IMPERSONATE, options: { googleProjectNumbers: {} } })).toBe(
      "undetermined binding",
    );
  });

  test("A cluster can be an ordinary issuer as well, and one way is enough", () => {
    const resource = { ...pool({}, { issuer_uri: CLUSTER }), ...binding(subjectMember()) };
    expect(answer({ resource, token, request: IMPERSONATE })).toBe("allow");
    expect(answer({ resource, token: { ...token, aud: "x" }, request: IMPERSONATE })).toBe("deny audience");
  });

  test("A node of the cluster is nobody", () => {
    const member = `principalSet://iam.googleapis.com/${GKE}/*`;
    expect(answer({ resource: binding(member), token: { ...token, sub: "system:node:a" }, request: IMPERSONATE })).toBe(
      "deny subject",
    );
  });
});
