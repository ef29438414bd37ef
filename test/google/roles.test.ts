import { Subject } from "../../lib";
import { expiresAt, GoogleTrust, resourceNameStartsWith, type GoogleRoleGrant } from "../../lib/google";
import { addresses, resources, World } from "../world";

const build = (roles: readonly (string | GoogleRoleGrant)[]) => {
  const world = new World();
  const trust = new GoogleTrust(world, "google", {
    issuers: [world.eu.issuer],
    project: "acme-prod",
    projectNumber: "123456789012",
  });
  trust
    .fromServiceAccountEmail("orders@acme-prod.iam.gserviceaccount.com", { roles, tokenLifetimeSeconds: 43_200 })
    .federate(world, "orders", [{ issuer: world.eu.issuer, subject: Subject.exactly("system:serviceaccount:shop:orders") }]);
  return world.synth();
};

const member = "serviceAccount:orders@acme-prod.iam.gserviceaccount.com";

describe("roles", () => {
  it("reach the project, another one, folders and the organization, always or under a condition", () => {
    const terraform = build([
      "roles/pubsub.publisher",
      { role: "roles/pubsub.publisher", project: "acme-data" },
      { role: "roles/storage.objectViewer", condition: expiresAt("2026-12-31T23:59:59Z") },
      { role: "roles/storage.objectViewer", condition: resourceNameStartsWith("projects/_/buckets/acme-orders/") },
      { role: "roles/browser", folder: "7" },
      { role: "roles/browser", folder: "folders/8", condition: { title: "t", description: "d", expression: "true" } },
      { role: "roles/browser", organization: "9" },
    ]);
    expect(
      resources(terraform, "google_project_iam_member").sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
    ).toEqual([
      {
        project: "acme-prod",
        role: "roles/storage.objectViewer",
        member,
        condition: {
          title: "Until 2026-12-31T23:59:59Z",
          expression: "request.time < timestamp('2026-12-31T23:59:59Z')",
        },
      },
      {
        project: "acme-prod",
        role: "roles/storage.objectViewer",
        member,
        condition: {
          title: "Resources by name",
          expression: "resource.name.startsWith('projects/_/buckets/acme-orders/')",
        },
      },
      { project: "acme-data", role: "roles/pubsub.publisher", member },
      { project: "acme-prod", role: "roles/pubsub.publisher", member },
    ]);
    expect(resources(terraform, "google_folder_iam_member")).toEqual([
      { folder: "folders/7", role: "roles/browser", member },
      { folder: "folders/8", role: "roles/browser", member, condition: { title: "t", description: "d", expression: "true" } },
    ]);
    expect(resources(terraform, "google_organization_iam_member")).toEqual([{ org_id: "9", role: "roles/browser", member }]);
  });

  it("keep the address of a plain role, wherever others are added", () => {
    const plain = addresses(build(["roles/viewer"]));
    const after = addresses(build([{ role: "roles/viewer", folder: "7" }, "roles/browser", { role: "roles/viewer" }]));
    expect(after).toEqual([...new Set([...after, ...plain])].sort());
  });
});
