import fc from "fast-check";
import { Issuer, Subject } from "../../lib";
import { attributeMemberOf, GoogleTrust, memberOf, SharedGooglePool, type PoolOptions } from "../../lib/google";
import { addresses, EDGE, EU, only, resources, US, World, type Terraform } from "../world";

const props = { project: "acme-prod", projectNumber: "123456789012" };
const POOLS = "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools";
const POOL = "google_iam_workload_identity_pool";
const PROVIDER = "google_iam_workload_identity_pool_provider";
const CLUSTER = "assertion.sub.startsWith('system:serviceaccount:')";

const trust = (world: World, eu: PoolOptions) =>
  new GoogleTrust(world, "google", {
    ...props,
    issuers: [world.eu.issuer],
    pools: { eu: { poolId: "eu-pool", providerId: "eu-cluster", ...eu } },
  });

const imports = (terraform: Terraform) => (terraform as { import?: unknown }).import;

describe("a pool", () => {
  it("can be adopted with its provider, by import blocks", () => {
    const world = new World();
    trust(world, { importExisting: true });
    const terraform = world.synth();
    const address = (type: string) => `${type}.${Object.keys(terraform.resource![type]!)[0]!}`;
    const id = "projects/acme-prod/locations/global/workloadIdentityPools/eu-pool";
    expect(imports(terraform)).toEqual([
      { id, to: address(POOL) },
      { id: `${id}/providers/eu-cluster`, to: address(PROVIDER) },
    ]);
  });

  it("can be disabled, kept from destruction and narrowed to namespaces", () => {
    const world = new World();
    trust(world, { disabled: true, preventDestroy: true, namespaces: ["shop", "monitoring"] });
    const terraform = world.synth();
    expect(imports(terraform)).toBeUndefined();
    const common = { project: "acme-prod", display_name: "eu", disabled: true, lifecycle: { prevent_destroy: true } };
    expect(only(terraform, POOL)).toEqual({ ...common, workload_identity_pool_id: "eu-pool" });
    expect(only(terraform, PROVIDER)).toEqual({
      ...common,
      workload_identity_pool_id: "eu-pool",
      workload_identity_pool_provider_id: "eu-cluster",
      attribute_mapping: { "google.subject": "assertion.sub" },
      attribute_condition: `(${CLUSTER}) && (assertion['kubernetes.io']['namespace'] in ['shop', 'monitoring'])`,
      oidc: { issuer_uri: EU, allowed_audiences: [`https:${POOLS}/eu-pool/providers/eu-cluster`] },
      depends_on: [`${POOL}.${Object.keys(terraform.resource![POOL]!)[0]!}`],
    });
  });

  it("takes the longest subject that Kubernetes allows, where it is told that subjects can be long", () => {
    const world = new World();
    const text = `system:serviceaccount:${"n".repeat(63)}:${"s".repeat(253)}`;
    const built = trust(world, { longSubjects: true })
      .principal()
      .federate(world, "it", [{ issuer: world.eu.issuer, subject: Subject.exactly(text) }]);
    expect(built.members).toEqual([`principalSet:${POOLS}/eu-pool/attribute.subject/${text}`]);
  });

  it("takes a short claim of an issuer that has no uids", () => {
    const world = new World();
    const issuer = new Issuer({ name: "ci", url: EDGE, claims: { org: "acme" } });
    new GoogleTrust(world, "google", { ...props, issuers: [issuer], pools: { ci: { longSubjects: { shortClaim: "jti" } } } });
    expect(only(world.synth(), PROVIDER)["attribute_mapping"]).toEqual({
      "google.subject": "assertion.jti",
      "attribute.subject": "assertion.sub",
    });
  });

  it("that exists may be mapped for long subjects", () => {
    const world = new World();
    const google = GoogleTrust.fromProviders(world, "google", {
      ...props,
      providers: [{ issuer: world.eu.issuer, poolId: "eu-pool", providerId: "eu-cluster", longSubjects: true }],
    });
    const subject = Subject.exactly("system:serviceaccount:shop:orders");
    expect(google.principal().federate(world, "it", [{ issuer: world.eu.issuer, subject }]).members).toEqual([
      `principalSet:${POOLS}/eu-pool/attribute.subject/system:serviceaccount:shop:orders`,
    ]);
  });

  it("maps further attributes for members of the user's own", () => {
    const world = new World();
    const google = trust(world, { attributes: { namespace: "assertion['kubernetes.io']['namespace']" } });
    expect(only(world.synth(), PROVIDER)["attribute_mapping"]).toEqual({
      "google.subject": "assertion.sub",
      "attribute.namespace": "assertion['kubernetes.io']['namespace']",
    });
    expect(attributeMemberOf(google.poolProvider(world.eu.issuer), "namespace", "shop")).toBe(
      `principalSet:${POOLS}/eu-pool/attribute.namespace/shop`,
    );
  });

  it("lets a subject's claims pass that its issuer states for every token", () => {
    const world = new World();
    const issuer = new Issuer({ name: "ci", url: EDGE, claims: { repository_id: "74", org: "acme" } });
    const subject = Subject.exactly("repo:acme/shop", { claims: { repository_id: "74" } });
    new GoogleTrust(world, "google", { ...props, issuers: [issuer], pools: { ci: { poolId: "ci-pool" } } })
      .principal({ roles: ["roles/viewer"] })
      .federate(world, "it", [{ issuer, subject }]);
    const terraform = world.synth();
    expect(only(terraform, PROVIDER)["attribute_condition"]).toBe(
      "(assertion.org == 'acme') && (assertion.repository_id == '74')",
    );
    expect(only(terraform, "google_project_iam_member")["member"]).toBe(`principal:${POOLS}/ci-pool/subject/repo:acme/shop`);
  });

  it("binds two subjects of one issuer apart", () => {
    const world = new World();
    const of = (text: string) => ({ issuer: world.eu.issuer, subject: Subject.exactly(text) });
    const sources = [of("repo:o/r"), of("repo:o@1/r@2")];
    const google = trust(world, {});
    google.principal({ roles: ["roles/viewer"] }).federate(world, "direct", sources);
    google.serviceAccount().federate(world, "account", sources);
    const members = ["repo:o/r", "repo:o@1/r@2"].map((text) => `principal:${POOLS}/eu-pool/subject/${text}`);
    const terraform = world.synth();
    for (const type of ["google_project_iam_member", "google_service_account_iam_member"]) {
      expect(
        resources(terraform, type)
          .map(({ member }) => member)
          .sort(),
      ).toEqual(members);
    }
  });
});

describe("a shared pool", () => {
  const build = (names: readonly ("eu" | "us")[]) => {
    const world = new World();
    const subject = Subject.exactly("system:serviceaccount:shop:orders");
    new SharedGooglePool(world, "google", {
      ...props,
      issuers: names.map((name) => world[name].issuer),
      poolId: "acme",
      displayName: "Acme",
      description: "All clusters",
      providers: {
        eu: {
          providerId: "eks-eu",
          longSubjects: true,
          namespaces: ["shop"],
          attributes: { tier: "assertion.x == 'y' ? 'a' : 'b'" },
          disabled: true,
        },
      },
    })
      .principal({ roles: ["roles/viewer"] })
      .federate(
        world,
        "it",
        names.map((name) => ({ issuer: world[name].issuer, subject })),
      );
    return world.synth();
  };

  it("marks whatever an issuer's provider maps, so that two clusters never are one member", () => {
    const terraform = build(["eu", "us"]);
    expect(only(terraform, POOL)).toEqual({
      project: "acme-prod",
      display_name: "Acme",
      description: "All clusters",
      workload_identity_pool_id: "acme",
    });
    const pool = `${POOL}.${Object.keys(terraform.resource![POOL]!)[0]!}`;
    const common = { project: "acme-prod", workload_identity_pool_id: "acme", depends_on: [pool] };
    const providers = resources(terraform, PROVIDER);
    const us = providers[1]!["workload_identity_pool_provider_id"] as string;
    expect(providers).toEqual([
      {
        ...common,
        display_name: "eu",
        disabled: true,
        workload_identity_pool_provider_id: "eks-eu",
        attribute_mapping: {
          "google.subject": "'eu::' + assertion['kubernetes.io']['serviceaccount']['uid']",
          "attribute.subject": "'eu::' + assertion.sub",
          "attribute.tier": "'eu::' + (assertion.x == 'y' ? 'a' : 'b')",
        },
        attribute_condition: `(${CLUSTER}) && (assertion['kubernetes.io']['namespace'] in ['shop'])`,
        oidc: { issuer_uri: EU, allowed_audiences: [`https:${POOLS}/acme/providers/eks-eu`] },
      },
      {
        ...common,
        display_name: "us",
        workload_identity_pool_provider_id: us,
        attribute_mapping: { "google.subject": "'us::' + assertion.sub" },
        attribute_condition: CLUSTER,
        oidc: { issuer_uri: US, allowed_audiences: [`https:${POOLS}/acme/providers/${us}`] },
      },
    ]);
    expect(resources(terraform, "google_project_iam_member").map(({ member }) => member)).toEqual([
      `principalSet:${POOLS}/acme/attribute.subject/eu::system:serviceaccount:shop:orders`,
      `principal:${POOLS}/acme/subject/us::system:serviceaccount:shop:orders`,
    ]);
  });

  it("renames nothing when an issuer is added", () => {
    const before = build(["eu"]);
    const after = build(["us", "eu"]);
    expect(addresses(after)).toEqual([...new Set([...addresses(after), ...addresses(before)])].sort());
    for (const type of Object.keys(before.resource!)) {
      for (const [name, resource] of Object.entries(before.resource![type]!))
        expect(after.resource![type]![name]).toEqual(resource);
    }
  });

  it("can be adopted, kept from destruction and take an issuer called pool", () => {
    const world = new World();
    const issuer = new Issuer({ name: "pool", url: EDGE, claims: { org: "acme" } });
    const all = { ...props, importExisting: true, preventDestroy: true, disabled: true };
    new SharedGooglePool(world, "google", { ...all, issuers: [issuer], poolId: "acme" });
    const terraform = world.synth();
    const [name] = Object.keys(terraform.resource![POOL]!);
    expect(imports(terraform)).toEqual([
      { id: "projects/acme-prod/locations/global/workloadIdentityPools/acme", to: `${POOL}.${name!}` },
    ]);
    expect(only(terraform, POOL)).toEqual({
      project: "acme-prod",
      workload_identity_pool_id: "acme",
      disabled: true,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("marks the value of an attribute too, so that a member of the user's own is of one issuer", () => {
    const world = new World();
    const google = new SharedGooglePool(world, "google", {
      ...props,
      issuers: [world.eu.issuer, world.us.issuer],
      poolId: "acme",
    });
    expect(attributeMemberOf(google.poolProvider(world.eu.issuer), "namespace", "shop")).toBe(
      `principalSet:${POOLS}/acme/attribute.namespace/eu::shop`,
    );
  });

  it("has a member of its own for every issuer and subject, whatever they are called", () => {
    const name = fc.stringMatching(/^[a:]?[A-Za-z0-9][a_.-]{0,4}$/).filter((text) => /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(text));
    const subject = fc.string({ unit: fc.constantFrom("a", ":", "-", "/"), minLength: 1, maxLength: 8 });
    const member = ([issuer, text]: readonly [string, string]) =>
      memberOf({ projectNumber: "1", poolId: "pool", mapping: { prefix: `${issuer}::`, isLong: false } }, text);
    fc.assert(
      fc.property(fc.tuple(name, subject), fc.tuple(name, subject), (one, other) => {
        expect(member(one) === member(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
      { numRuns: 5000 },
    );
  });
});
