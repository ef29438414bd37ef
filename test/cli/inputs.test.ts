import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { plain } from "../../lib/cli/render/plain";
import { sarifOf } from "../../lib/cli/render/sarif";
import { folderWith, ORDERS, run, stackWith } from "./world";

const NOTHING = /: it holds no resources; name the folder that cdktf wrote, or a plan or state that holds some\n$/;

describe("what is read", () => {
  it.each([
    ["a configuration", "cdk.tf.json", {}],
    ["what terraform shows without a state", "state.json", { format_version: "1.0" }],
  ])("is never nothing: %s", (_, name, content) => {
    const folder = folderWith({ [name]: content });
    for (const argv of [
      ["check"],
      ["report"],
      ["who-can", "x"],
      ["what-can", "--issuer", "https://a.example", "--subject", "b"],
    ]) {
      const { code, out, err } = run(folder, [...argv, name]);
      expect([code, out]).toEqual([2, ""]);
      expect(err).toMatch(NOTHING);
    }
    const { code, out } = run(folder, ["diff", name, name]);
    expect([code, out]).toEqual([2, ""]);
  });

  it("may be nothing on one side of a comparison", () => {
    const folder = folderWith({ "a/cdk.tf.json": {}, "b/cdk.tf.json": stackWith(ORDERS) });
    expect([run(folder, ["diff", "a", "b"]).code, run(folder, ["diff", "b", "a"]).code]).toEqual([1, 0]);
  });

  it("may be HCL, beside JSON or by itself, with file and line", () => {
    const folder = folderWith({ "x/cdk.tf.json": stackWith(ORDERS), "x/main.tf": "a {\n  b = ]\n}\n", "x/more/main.tf": "" });
    const { code, out, err } = run(folder, ["check", "x"]);
    expect([code, out]).toEqual([0, "nothing found\n"]);
    expect(err).toBe(
      "cdktf-workload-identity: x/main.tf:2:7: $: an expression is expected here; correct it: the block around it is unread\n",
    );
    expect(run(folder, ["check", "x", "--fail-on", "warning"]).code).toBe(1);
  });

  it("names Terragrunt as unread", () => {
    const folder = folderWith({ "a/main.tf": 'resource "a_b" "c" {}', "a/terragrunt.hcl": "", "b/terragrunt.hcl": "" });
    expect(run(folder, ["check", "."]).err).toBe(
      "cdktf-workload-identity: a/terragrunt.hcl: *.hcl: Terragrunt is unread (and 1 more like it); give what `terragrunt render-json` writes, or a plan\nread 1 file: 1 root, 0 modules\n",
    );
  });

  it("reads manifests beside Terraform, and names the sources of Helm charts and Kustomize as unread", () => {
    const annotated = (name: string): string =>
      `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${name}\n  namespace: shop\n  annotations:\n    eks.amazonaws.com/role-arn: x\n`;
    const folder = folderWith({
      "tf/main.tf": 'resource "terraform_data" "c" {}',
      "k8s/a.yaml": annotated("a"),
      "chart/Chart.yaml": "name: c",
      "chart/templates/b.yaml": annotated("b"),
      "base/kustomization.yaml": "resources: [c.yaml]",
      "base/c.yaml": annotated("c"),
      ".github/workflows/ci.yml": "on: push",
    });
    const { out, err } = run(folder, ["check", "."]);
    expect(out.match(/kubernetes-annotation-malformed {2}.*/g)).toEqual([
      "kubernetes-annotation-malformed  kubernetes_manifest.a  k8s/a.yaml",
    ]);
    expect(err.split("\n").slice(0, 2)).toEqual([
      "cdktf-workload-identity: chart/Chart.yaml: charts: the sources of Helm charts are unread; give what `helm template` prints",
      "cdktf-workload-identity: base/kustomization.yaml: bases: the sources of Kustomize are unread; give what `kubectl kustomize` prints",
    ]);
  });

  it("counts what cannot be read as a change that cannot be told, if it is new", () => {
    const folder = folderWith({ "a/cdk.tf.json": stackWith(ORDERS), "b/cdk.tf.json": stackWith(ORDERS), "b/main.tf": "a" });
    expect([run(folder, ["diff", "a", "b"]).code, run(folder, ["diff", "b", "b"]).code]).toEqual([1, 0]);
  });

  it("holds links to files, and says that links to folders are left out", () => {
    const folder = folderWith({ "store/a.tf.json": stackWith(ORDERS) });
    mkdirSync(join(folder, "linked"));
    symlinkSync(join(folder, "store/a.tf.json"), join(folder, "linked/cdk.tf.json"));
    expect(run(folder, ["check", "linked"])).toEqual({ code: 0, out: "nothing found\n", err: "" });
    symlinkSync(join(folder, "store"), join(folder, "linked/store"));
    expect(run(folder, ["check", "linked"]).err).toMatch(
      /linked\/store: links: links to folders are not followed; name the folder itself\n$/,
    );
  });

  it("is not looked for before a mistake in the call is told", () => {
    const folder = folderWith({});
    writeFileSync(join(folder, "a.json"), "{");
    expect(run(folder, ["report", "a.json", "--out", "x.pdf"]).err).toContain("is neither HTML nor Markdown");
  });
});

describe("the files of a folder", () => {
  const member = (name: string): object => ({ member: `serviceAccount:acme.svc.id.goog[shop/${name}]` });
  const bound = (changed: object): object => ({ resource: { google_service_account_iam_member: { m: changed } } });
  const binding = {
    service_account_id: "app@acme.iam.gserviceaccount.com",
    role: "roles/iam.workloadIdentityUser",
    ...member("orders"),
  };
  const becomes = (files: Record<string, unknown>): string[] =>
    run(folderWith(files), ["who-can", "app@acme.iam.gserviceaccount.com", "."]).out.match(/system:\S+/g) ?? [];

  it.each(["override.tf.json", "a_override.tf.json"])("are changed by %s, in whatever order they are read", (name) => {
    expect(becomes({ [name]: bound(member("evil")), "main.tf.json": bound(binding) })).toEqual([
      "system:serviceaccount:shop:evil",
    ]);
    expect(becomes({ [name]: bound(member("evil")), "main.tf.json": bound([binding]) })).toEqual([
      "system:serviceaccount:shop:evil",
    ]);
  });

  it("are not changed by one that is only called alike", () => {
    expect(becomes({ "main.tf.json": bound(binding), "nooverride.tf.json": { resource: {} } })).toEqual([
      "system:serviceaccount:shop:orders",
    ]);
  });

  it("hide nothing by a key that stands twice", () => {
    const [one, other] = [JSON.stringify(bound(binding)).slice(1, -1), '"resource": {"null_resource": {"a": {}}}'];
    const folder = folderWith({ "a.tf.json": `{${one}, ${other}}`, "b.tf.json": bound({}) });
    expect(run(folder, ["check", "."]).err).toContain("this key stands twice in one object");
  });
});

describe("a hostile name", () => {
  it("makes no link in a message of SARIF", () => {
    const place = { file: "a", address: "b" };
    const what = "[click](https://evil.example)";
    const finding = { id: "x", severity: "note", place, what, why: what, cure: what, source: "https://a" } as const;
    const messages =
      JSON.stringify(sarifOf([finding], [], [{ place, what, cure: what }]).runs).match(/"message":\{[^}]*\}/g) ?? [];
    expect(messages).toHaveLength(2);
    expect(messages.join("")).not.toContain("](");
  });

  it.each([
    ["a mark of direction", "a\u061cb", "a\\u061cb"],
    ["a soft hyphen", "a\u00adb", "a\\u00adb"],
    ["a filler", "a\u3164b", "a\\u3164b"],
    ["a tag, which nobody sees", "a\u{e0041}b", "a\\u{e0041}b"],
    ["half a character", "a\ud800b", "a\\ud800b"],
    ["an ordinary word in another script", "großeñ日本🙂", "großeñ日本🙂"],
  ])("shows %s", (_, text, shown) => {
    expect(plain(text)).toBe(shown);
  });
});
