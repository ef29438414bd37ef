import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { TerraformVariable } from "cdktf";
import { Cluster, Issuer, Subject } from "../../lib";
import { GoogleTrust } from "../../lib/google";
import { attributeCondition } from "../../lib/google/attribute-condition";
import { celString } from "../../lib/google/cel";
import { EDGE, only, resources, World } from "../world";

const props = { project: "acme-prod", projectNumber: "123456789012" };
const subject = Subject.exactly("system:serviceaccount:shop:orders");
const POOLS = "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools";

describe("a Google trust", () => {
  it("creates a pool with one provider for each issuer, with an attribute condition and one audience", () => {
    const world = new World();
    const jwksJson = '{"keys":[{"kty":"RSA","kid":"a","n":"x","e":"AQAB"}]}';
    const lab = Cluster.selfManaged(world, "lab", { issuerUrl: "https://kubernetes.default.svc.cluster.local", jwksJson });
    new GoogleTrust(world, "google", {
      ...props,
      issuers: [lab.issuer],
      provider: new GoogleProvider(world, "acme", { alias: "acme" }),
      pools: {
        lab: {
          poolId: "lab-pool",
          providerId: "lab-cluster",
          audience: "lab",
          displayName: "The lab",
          description: "Clusters in the lab",
          attributeCondition: "assertion['kubernetes.io']['namespace'] == 'shop'",
        },
      },
    });
    const terraform = world.synth();
    const common = { provider: "google.acme", project: "acme-prod", display_name: "The lab", description: "Clusters in the lab" };
    const [address] = Object.keys(terraform.resource!["google_iam_workload_identity_pool"]!);
    expect(only(terraform, "google_iam_workload_identity_pool")).toEqual({ ...common, workload_identity_pool_id: "lab-pool" });
    expect(only(terraform, "google_iam_workload_identity_pool_provider")).toEqual({
      ...common,
      workload_identity_pool_id: "lab-pool",
      workload_identity_pool_provider_id: "lab-cluster",
      attribute_mapping: { "google.subject": "assertion.sub" },
      attribute_condition:
        "(assertion.sub.startsWith('system:serviceaccount:')) && (assertion['kubernetes.io']['namespace'] == 'shop')",
      oidc: {
        issuer_uri: "https://kubernetes.default.svc.cluster.local",
        allowed_audiences: ["lab"],
        jwks_json: '{"keys":[{"e":"AQAB","kid":"a","kty":"RSA","n":"x"}]}',
      },
      depends_on: [`google_iam_workload_identity_pool.${address!}`],
    });
  });

  it("may be called gcp, although ids that begin so are reserved", () => {
    const world = new World();
    new GoogleTrust(world, "gcp", { ...props, issuers: [world.eu.issuer] });
    expect(only(world.synth(), "google_iam_workload_identity_pool")["workload_identity_pool_id"]).toMatch(
      /^w-gcp-eu-[0-9a-f]{8}$/,
    );
  });

  it("takes pools that exist, and creates none", () => {
    const world = new World();
    const google = GoogleTrust.fromProviders(world, "google", {
      ...props,
      providers: [{ issuer: world.eu.issuer, poolId: "eu-pool", providerId: "eu-cluster" }],
    });
    google
      .fromServiceAccountEmail("orders@acme-prod.iam.gserviceaccount.com", { roles: ["roles/pubsub.publisher"] })
      .federate(world, "orders", [{ issuer: world.eu.issuer, subject }]);
    const terraform = world.synth();
    expect(Object.keys(terraform.resource!).sort()).toEqual(["google_project_iam_member", "google_service_account_iam_member"]);
    expect(only(terraform, "google_service_account_iam_member")).toEqual({
      service_account_id: "projects/-/serviceAccounts/orders@acme-prod.iam.gserviceaccount.com",
      role: "roles/iam.workloadIdentityUser",
      member: `principal:${POOLS}/eu-pool/subject/system:serviceaccount:shop:orders`,
    });
    expect(only(terraform, "google_project_iam_member")).toEqual({
      project: "acme-prod",
      role: "roles/pubsub.publisher",
      member: "serviceAccount:orders@acme-prod.iam.gserviceaccount.com",
    });
  });
});

describe("a Google service account", () => {
  it("takes everything that users of service accounts expect", () => {
    const world = new World();
    const google = new GoogleTrust(world, "google", { ...props, issuers: [world.eu.issuer] });
    const built = google
      .serviceAccount({
        accountId: "orders",
        displayName: "Orders",
        description: "Of the shop",
        project: "acme-data",
        roles: ["roles/viewer"],
      })
      .federate(world, "orders", [{ issuer: world.eu.issuer, subject }]);
    const terraform = world.synth();
    expect(only(terraform, "google_service_account")).toEqual({
      account_id: "orders",
      display_name: "Orders",
      description: "Of the shop",
      project: "acme-data",
    });
    expect(only(terraform, "google_project_iam_member")).toEqual({
      project: "acme-data",
      role: "roles/viewer",
      member: world.resolve(built.member),
    });
    expect(world.resolve(built.member)).toBe(`serviceAccount:${world.resolve(built.email) as string}`);
  });
});

describe("a longer session", () => {
  it("stands in the credential configuration of pods and of jobs", () => {
    const world = new World();
    const google = new GoogleTrust(world, "google", { ...props, issuers: [world.eu.issuer] });
    const built = google
      .fromServiceAccountEmail("orders@acme-prod.iam.gserviceaccount.com", { tokenLifetimeSeconds: 7200 })
      .federate(world, "orders", [{ issuer: world.eu.issuer, subject }]);
    const contents = [
      ...built.settingsOn(world.eu).files,
      ...built.jobSettings(world.eu.issuer).withTokenFile("/run/token").files,
    ].map(({ content }) => (JSON.parse(content) as Record<string, unknown>)["service_account_impersonation"]);
    expect(contents).toEqual([{ token_lifetime_seconds: 7200 }, { token_lifetime_seconds: 7200 }]);
  });

  it("may be unknown until apply", () => {
    const world = new World();
    const google = new GoogleTrust(world, "google", { ...props, issuers: [world.eu.issuer] });
    const tokenLifetimeSeconds = new TerraformVariable(world, "lifetime", { type: "number" }).numberValue;
    const built = google
      .fromServiceAccountEmail("orders@acme-prod.iam.gserviceaccount.com", { tokenLifetimeSeconds })
      .federate(world, "orders", [{ issuer: world.eu.issuer, subject }]);
    expect(world.resolve(built.settingsOn(world.eu).files[0]!.content)).toContain('"token_lifetime_seconds": ${var.lifetime}\n');
  });
});

describe("direct access", () => {
  it("gives each cluster's subject the roles, and exports the members for single resources", () => {
    const world = new World();
    const google = new GoogleTrust(world, "google", {
      ...props,
      issuers: [world.eu.issuer, world.us.issuer],
      pools: { eu: { poolId: "pool-eu" }, us: { poolId: "pool-us" } },
    });
    const built = google.principal({ roles: ["roles/storage.objectViewer"] }).federate(
      world,
      "orders",
      [world.eu, world.us].map(({ issuer }) => ({ issuer, subject })),
    );
    const members = ["eu", "us"].map((name) => `principal:${POOLS}/pool-${name}/subject/system:serviceaccount:shop:orders`);
    expect(built.members).toEqual(members);
    expect(
      resources(world.synth(), "google_project_iam_member").map(({ depends_on: _dependsOn, ...binding }) => binding),
    ).toEqual(members.map((member) => ({ project: "acme-prod", role: "roles/storage.objectViewer", member })));
  });
});

describe("the attribute condition", () => {
  it("is a CEL string literal whatever the text", () => {
    expect(celString("it's a \\")).toBe("'it\\'s a \\\\'");
    expect(celString("a\nb")).toBe("'a\\nb'");
  });

  it("keeps an added condition from loosening the issuer's own", () => {
    const issuer = new Issuer({ name: "edge", url: EDGE, subjectPrefix: "system:serviceaccount:" });
    expect(attributeCondition("x", issuer, { attributeCondition: "false || true" })).toBe(
      "(assertion.sub.startsWith('system:serviceaccount:')) && (false || true)",
    );
  });
});
