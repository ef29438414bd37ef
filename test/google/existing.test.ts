// Pools and providers that exist: what is said of them, beside those that are made.
import { App, TerraformStack } from "cdktf";
import { Cluster, Issuer, Subject } from "../../lib";
import { GoogleTrust, type ExistingPoolProvider } from "../../lib/google";
import { EDGE, refusal, resources, World, type Terraform } from "../world";

const props = { project: "acme-prod", projectNumber: "123456789012" };
const POOLS = "projects/123456789012/locations/global/workloadIdentityPools";
const GITHUB = { name: "github", url: "https://token.actions.githubusercontent.com" };
const OWNER = { repository_owner_id: "65" };
const CLUSTERS = "assertion.sub.startsWith('system:serviceaccount:')";
const ORDERS = Subject.exactly("system:serviceaccount:shop:orders");

const adopted = (world: World): unknown =>
  (world.toTerraform() as { "//": { metadata: { adopted?: unknown } } })["//"].metadata.adopted;

/** What is noted of a pool and its provider. */
const noted = (issuer: string, said: { mapping?: unknown; condition?: string; audience?: string; keys?: string } = {}) => {
  const pool = { project: "acme-prod", workload_identity_pool_id: "jobs" };
  const audience = said.audience ?? `https://iam.googleapis.com/${POOLS}/jobs/providers/jobs`;
  return [
    { type: "google_iam_workload_identity_pool", values: { ...pool, name: `${POOLS}/jobs` } },
    {
      type: "google_iam_workload_identity_pool_provider",
      values: {
        ...pool,
        workload_identity_pool_provider_id: "jobs",
        attribute_mapping: said.mapping ?? { "google.subject": "assertion.sub" },
        ...(said.condition === undefined ? {} : { attribute_condition: said.condition }),
        oidc: [
          {
            issuer_uri: issuer,
            allowed_audiences: [audience],
            ...(said.keys === undefined ? {} : { jwks_json: said.keys }),
          },
        ],
      },
    },
  ];
};

const adopt = (issuer: Issuer, options: Partial<ExistingPoolProvider> = {}) => {
  const world = new World();
  new GoogleTrust(world, "google", { ...props, existing: [{ issuer, poolId: "jobs", providerId: "jobs", ...options }] });
  return adopted(world);
};

describe("a pool that exists", () => {
  it("is noted as the user describes it, and by what its issuer states where nothing is said", () => {
    const { eu } = new World();
    const plain = new Issuer(GITHUB);
    expect(adopt(plain)).toEqual(noted(GITHUB.url));
    expect(adopt(eu.issuer)).toEqual(noted(eu.issuer.url, { condition: CLUSTERS }));
    expect(adopt(new Issuer({ ...GITHUB, claims: OWNER }))).toEqual(
      noted(GITHUB.url, { condition: "assertion.repository_owner_id == '65'" }),
    );
    const said = {
      audience: "acme",
      attributeMapping: { "google.subject": "assertion['sub']", "attribute.ref": "assertion.ref" },
      attributeCondition: 'assertion.repository_owner_id == "65"',
    };
    expect(adopt(new Issuer({ ...GITHUB, claims: OWNER }), said)).toEqual(
      noted(GITHUB.url, { audience: "acme", mapping: said.attributeMapping, condition: said.attributeCondition }),
    );
  });

  it("is noted with long subjects as they are mapped, and leaves open what nobody said", () => {
    const { eu } = new World();
    expect(adopt(eu.issuer, { longSubjects: true })).toEqual(
      noted(eu.issuer.url, {
        condition: CLUSTERS,
        mapping: {
          "google.subject": "assertion['kubernetes.io']['serviceaccount']['uid']",
          "attribute.subject": "assertion.sub",
        },
      }),
    );
    expect(adopt(new Issuer(GITHUB), { longSubjects: true })).toEqual(
      noted(GITHUB.url, { mapping: { "google.subject": null, "attribute.subject": "assertion.sub" } }),
    );
  });

  it("is noted with the keys of its issuer", () => {
    const jwksJson = '{"keys":[{"kty":"RSA","kid":"${a}","n":"x","e":"AQAB"}]}';
    const cluster = Cluster.selfManaged(new World(), "edge-2", { issuerUrl: EDGE, jwksJson });
    expect(adopt(cluster.issuer)).toEqual(noted(EDGE, { condition: CLUSTERS, keys: jwksJson.replace("${", () => "$${") }));
  });

  it("stands beside pools that are made, in one trust", () => {
    const world = new World();
    const google = new GoogleTrust(world, "google", {
      ...props,
      issuers: [world.eu.issuer],
      pools: { eu: { poolId: "eu-pool", providerId: "eks-eu" } },
      existing: [{ issuer: world.us.issuer, poolId: "jobs", providerId: "jobs" }],
    });
    const sources = [world.eu, world.us].map(({ issuer }) => ({ issuer, subject: ORDERS }));
    google.principal({ roles: ["roles/browser"] }).federate(world, "it", sources);
    const terraform = world.synth();
    expect(resources(terraform, "google_iam_workload_identity_pool").map((pool) => pool["workload_identity_pool_id"])).toEqual([
      "eu-pool",
    ]);
    expect(adopted(world)).toEqual(noted(world.us.issuer.url, { condition: CLUSTERS }));
    const members = resources(terraform, "google_project_iam_member").map(({ member }) => member as string);
    expect(members.sort()).toEqual(
      ["eu-pool", "jobs"].map(
        (pool) => `principal://iam.googleapis.com/${POOLS}/${pool}/subject/system:serviceaccount:shop:orders`,
      ),
    );
  });

  it("may be of a cluster in another stack", () => {
    const app = new App();
    const clusters = new TerraformStack(app, "clusters");
    const stack = new TerraformStack(app, "workloads");
    const { issuer } = Cluster.selfManaged(clusters, "edge", { issuerUrl: EDGE });
    GoogleTrust.fromProviders(stack, "google", { ...props, providers: [{ issuer, poolId: "jobs", providerId: "jobs" }] });
    app.synth();
  });

  it("is no way around the settings of pools, or the one owner of an issuer", () => {
    const world = new World();
    const existing = [{ issuer: world.us.issuer, poolId: "jobs", providerId: "jobs" }];
    const build = (more: object) =>
      refusal(() => new GoogleTrust(world, `t${Math.random()}`, { ...props, existing, ...more })).code;
    expect(build({ pools: { us: { poolId: "other" } } })).toBe("ISSUER_INVALID");
    expect(build({ issuers: [world.us.issuer] })).toBe("ISSUER_DUPLICATE");
    expect(build({ issuers: [world.eu.issuer], pools: { eu: { poolId: "jobs" } } })).toBe("POOL_SHARED");
    expect(build({ existing: [] })).toBe("ISSUER_INVALID");
    expect(build({ existing: undefined })).toBe("ISSUER_INVALID");
  });
});

describe("what is said of a provider that exists", () => {
  const said = (options: Partial<ExistingPoolProvider>, claims = {}) =>
    refusal(() => adopt(new Issuer({ ...GITHUB, claims }), options)).code;

  it("gives members the subject, or is refused", () => {
    const mapping = (subject: string) => ({ attributeMapping: { "google.subject": subject } });
    for (const text of ["assertion.sub", " assertion.sub ", 'assertion["sub"]', "assertion['sub']"]) {
      expect(said(mapping(text))).toBe("not refused");
    }
    for (const text of [
      "assertion.actor",
      "assertion.subject",
      "'x::' + assertion.sub",
      "assertion['sub\"]",
      "assertion.sub || true",
      "",
    ]) {
      expect(said(mapping(text))).toBe("CONDITION_INVALID");
    }
    expect(said({ attributeMapping: {} })).toBe("CONDITION_INVALID");
    expect(said({ longSubjects: true, ...mapping("assertion.sub") })).toBe("CONDITION_INVALID");
    const long = { "google.subject": "assertion.jti", "attribute.subject": "assertion.sub" };
    expect(said({ longSubjects: true, attributeMapping: long })).toBe("not refused");
    expect(said({ attributeMapping: long })).toBe("CONDITION_INVALID");
    expect(said({ attributeMapping: { "google.subject": "assertion.sub", subject: "assertion.sub" } })).toBe("CONDITION_INVALID");
  });

  it("asks for the claims that the issuer states, or is refused: its subjects alone may be anybody's", () => {
    expect(said({ attributeCondition: "" })).toBe("not refused");
    expect(said({ attributeCondition: "" }, OWNER)).toBe("CONDITION_INVALID");
    expect(said({ attributeCondition: "true" }, OWNER)).toBe("CONDITION_INVALID");
    expect(said({ attributeCondition: "assertion.repository_owner == 'acme'" }, OWNER)).toBe("CONDITION_INVALID");
    expect(said({ attributeCondition: "assertion.repository_owner_id in ['65']" }, OWNER)).toBe("not refused");
    expect(said({ attributeCondition: "assertion.x == '${y}'" })).toBe("CONDITION_INVALID");
    expect(said({ attributeCondition: "assertion.x == 'y" })).toBe("CONDITION_INVALID");
  });
});

describe("a pool that was made by hand", () => {
  it("is taken over from another address", () => {
    const world = new World();
    const google = new GoogleTrust(world, "google", {
      ...props,
      issuers: [world.eu.issuer],
      existing: [{ issuer: world.us.issuer, poolId: "jobs", providerId: "jobs" }],
    });
    google.movePool(world.eu.issuer, "google_iam_workload_identity_pool.eu");
    google.moveProvider(world.eu.issuer, "google_iam_workload_identity_pool_provider.eu");
    for (const move of [google.movePool.bind(google), google.moveProvider.bind(google)]) {
      const { code, message } = refusal(() => {
        move(world.us.issuer, "google_iam_workload_identity_pool.us");
      });
      expect(code).toBe("ISSUER_NOT_TRUSTED");
      expect(message).toContain('"existing"');
      expect(
        refusal(() => {
          move(world.we.issuer, "google_iam_workload_identity_pool.we");
        }).code,
      ).toBe("ISSUER_NOT_TRUSTED");
      // Terraform moves within a type alone.
      for (const address of ["google_iam_workload_identity_pool_iam_member.eu", "eu", ""]) {
        const of = refusal(() => {
          move(world.eu.issuer, address);
        });
        expect(of.code).toBe("ADDRESS_INVALID");
      }
    }
    const { moved, resource } = world.synth() as Terraform & { moved: unknown };
    const address = (type: string) => `${type}.${Object.keys(resource![type]!)[0]!}`;
    expect(moved).toEqual(
      ["google_iam_workload_identity_pool", "google_iam_workload_identity_pool_provider"].map((type) => ({
        from: `${type}.eu`,
        to: address(type),
      })),
    );
  });
});
