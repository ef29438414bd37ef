import { decide, findings, readModel } from "../../../lib/verify";
import { NOW, tokenOf, USER } from "./build";

const names = (count: number) => Array.from({ length: count }, (_, at) => `x${at}`);
const each = (count: number, make: (id: string) => object) => Object.fromEntries(names(count).map((id) => [id, make(id)]));

/** As many pools and members of unknown names, and what asks all that there is of them. */
function ask(count: number, member: (id: string) => string): number {
  const own = { project: "my-project" };
  const resource = {
    google_iam_workload_identity_pool: each(count, (id) => ({ ...own, workload_identity_pool_id: `\${var.pool_${id}}` })),
    google_iam_workload_identity_pool_provider: each(count, (id) => ({
      ...own,
      workload_identity_pool_id: `\${var.pool_${id}}`,
      workload_identity_pool_provider_id: "main",
      attribute_mapping: { "google.subject": "assertion.sub" },
      oidc: { issuer_uri: `https://${id}.example.com`, allowed_audiences: ["aud"] },
    })),
    google_service_account_iam_member: each(count, (id) => ({
      service_account_id: `projects/my-project/serviceAccounts/${id}@my-project.iam.gserviceaccount.com`,
      role: USER,
      member: member(id),
    })),
  };
  const start = process.cpuUsage();
  const model = readModel([{ name: "cdk.tf.json", json: { resource } }]);
  const shapes = model.identities.flatMap((identity) => identity.shapes);
  for (const { address } of model.identities) {
    const request = { type: "become", identity: address } as const;
    expect(decide(model, { token: tokenOf(), now: NOW, request }).verdict).toBe("undetermined");
  }
  findings(model);
  expect(shapes.length).toBeLessThan(3 * count);
  return process.cpuUsage(start).user / 1e6;
}

test.each<[string, (id: string) => string]>([
  ["by other unknown names", (id) => `principal://iam.googleapis.com/\${var.member_${id}}/subject/a`],
  [
    "of unknown pools",
    (id) => `principal://iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/\${var.${id}}/subject/a`,
  ],
  ["by names", (id) => `principal://iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/${id}-pool/subject/a`],
])("2,000 pools of unknown names and 2,000 members %s do not multiply", (_, member) => {
  expect(ask(2000, member)).toBeLessThan(8);
});

test("Where nothing of Google Cloud is read, CEL and RE2 are not loaded", () => {
  jest.isolateModules(() => {
    const load = (): never => {
      throw new Error("loaded");
    };
    jest.doMock("@bufbuild/cel", load);
    jest.doMock("@bufbuild/re2", load);
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- after the mocks
    const verify = require("../../../lib/verify") as { readonly readModel: typeof readModel; readonly findings: typeof findings };
    const model = verify.readModel([
      { name: "cdk.tf.json", json: { resource: { aws_iam_role: { a: { assume_role_policy: "{}" } } } } },
    ]);
    expect(verify.findings(model)).toBeDefined();
  });
});
