// Ways in that were tried on Google Cloud, and what stays open to those who are meant.
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { Issuer, Subject } from "../../lib";
import { claimEquals, GoogleTrust, SharedGooglePool, type ExistingServiceAccountOptions } from "../../lib/google";
import { only, refusal, resources, World } from "../world";

const props = { project: "acme-prod", projectNumber: "123456789012" };
const POOL = "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/jobs";
const GITHUB = { name: "github", url: "https://token.actions.githubusercontent.com" };
const OWNER = { repository_owner_id: "65" };
const PRODUCTION = Subject.exactly("environment:production");

describe("a job of another organization", () => {
  it("does not become ours by a subject that everybody's jobs can have, unless the provider states whose they are", () => {
    const world = new World();
    const issuer = new Issuer({ ...GITHUB, claims: OWNER });
    new GoogleTrust(world, "google", { ...props, issuers: [issuer], pools: { github: { poolId: "jobs", providerId: "jobs" } } })
      .principal({ roles: ["roles/viewer"] })
      .federate(world, "it", [{ issuer, subject: PRODUCTION }]);
    const terraform = world.synth();
    expect(only(terraform, "google_iam_workload_identity_pool_provider")).toEqual({
      project: "acme-prod",
      display_name: "github",
      workload_identity_pool_id: "jobs",
      workload_identity_pool_provider_id: "jobs",
      attribute_mapping: { "google.subject": "assertion.sub" },
      attribute_condition: "assertion.repository_owner_id == '65'",
      oidc: { issuer_uri: GITHUB.url, allowed_audiences: [`https:${POOL}/providers/jobs`] },
      depends_on: [expect.stringMatching(/^google_iam_workload_identity_pool\./)],
    });
    expect(resources(terraform, "google_project_iam_member").map(({ member }) => member)).toEqual([
      `principal:${POOL}/subject/environment:production`,
    ]);
  });

  it("gets nothing from an issuer object that claims what the provider never stated", () => {
    const world = new World();
    const plain = new Issuer({ ...GITHUB, claims: { ref: "refs/heads/main" } });
    const forged = new Issuer({ ...GITHUB, claims: { ref: "refs/heads/main", ...OWNER } });
    const trusts = [
      new GoogleTrust(world, "own", { ...props, issuers: [plain] }),
      new SharedGooglePool(world, "shared", { ...props, issuers: [plain] }),
      GoogleTrust.fromProviders(world, "existing", {
        ...props,
        providers: [{ issuer: plain, poolId: "jobs", providerId: "jobs" }],
      }),
    ];
    trusts.forEach((trust, index) => {
      const federate = (issuer: Issuer, id: string) =>
        trust.principal().federate(world, `${id}-${index}`, [{ issuer, subject: PRODUCTION }]);
      expect(refusal(() => federate(plain, "plain")).code).toBe("SHARED_ISSUER_TOO_WIDE");
      expect(refusal(() => federate(forged, "forged")).code).toBe("ISSUER_NOT_TRUSTED");
      expect(refusal(() => trust.access.jobSettings(forged, undefined)).code).toBe("ISSUER_NOT_TRUSTED");
    });
  });

  it("is told apart by claims that are unknown until apply, in whatever order and however often they are read", () => {
    const world = new World();
    const owner = new TerraformVariable(world, "owner", { type: "string" });
    const issuer = (reversed: boolean) => {
      const claims = [["repository_owner_id", owner.stringValue] as const, ["ref", "refs/heads/main"] as const];
      return new Issuer({ ...GITHUB, claims: Object.fromEntries(reversed ? claims.reverse() : claims) });
    };
    const google = new GoogleTrust(world, "google", {
      ...props,
      issuers: [issuer(false)],
      pools: { github: { poolId: "jobs", attributeCondition: claimEquals("actor_id", owner.stringValue) } },
    });
    google.principal().federate(world, "it", [{ issuer: issuer(true), subject: PRODUCTION }]);
    expect(only(world.synth(), "google_iam_workload_identity_pool_provider")["attribute_condition"]).toBe(
      "(assertion.ref == 'refs/heads/main') && (assertion.repository_owner_id == ${jsonencode(var.owner)}) && (assertion.actor_id == ${jsonencode(var.owner)})",
    );
  });
});

describe("a binding of an existing service account", () => {
  const EMAIL = "orders@acme-prod.iam.gserviceaccount.com";
  const use = (stack: TerraformStack, id: string, options: ExistingServiceAccountOptions, email = EMAIL) => {
    const issuer = new Issuer({ name: id, url: `https://${id}.example.com` });
    const trust = GoogleTrust.fromProviders(stack, `of-${id}`, {
      ...props,
      providers: [{ issuer, poolId: `pool-${id}`, providerId: "jobs" }],
    });
    trust.fromServiceAccountEmail(email, options).federate(stack, id, [{ issuer, subject: PRODUCTION }]);
  };
  const viewer = { roles: ["roles/viewer"] };

  it("has one owner in the whole app", () => {
    const world = new World();
    use(world, "a", viewer);
    use(world, "b", {});
    use(world, "c", { roles: ["roles/browser", { role: "roles/viewer", project: "acme-data" }] });
    use(world, "d", { roles: [{ role: "roles/browser", condition: { title: "x", expression: "request.time.getHours() > 8" } }] });
    const other = new TerraformStack(world.node.root, "other");
    expect(
      refusal(() => {
        use(other, "e", viewer);
      }).message,
    ).toContain("world/a");
  });

  it("is another one where only the expressions of two stacks are the same", () => {
    const app = new App();
    for (const name of ["dev", "prod"]) {
      const stack = new TerraformStack(app, name);
      use(stack, name, viewer, new TerraformVariable(stack, "email", { type: "string" }).stringValue);
    }
  });
});

describe("a Terraform provider of another stack", () => {
  it("does no harm where the identity names one of its own, or writes nothing", () => {
    const world = new World();
    const other = new TerraformStack(world.node.root, "other");
    const [theirs, own] = [world, other].map((stack) => new GoogleProvider(stack, "google-provider", { alias: "cloud" }));
    const issuers = [world.eu.issuer];
    const google = new GoogleTrust(world, "google", { ...props, issuers, provider: theirs! });
    const sources = [{ issuer: world.eu.issuer, subject: Subject.exactly("system:serviceaccount:shop:orders") }];
    google.serviceAccount({ provider: own! }).federate(other, "account", sources);
    google.principal().federate(other, "direct", sources);
  });
});
