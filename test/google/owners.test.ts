// What Google Cloud keys by name has one owner, and what is not the same is nobody else's; and texts that Terraform keeps.
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { Issuer, Subject } from "../../lib";
import { claimEquals, GoogleTrust } from "../../lib/google";
import { only, resources, World } from "../world";

const props = { project: "acme-prod", projectNumber: "123456789012" };
const subject = Subject.exactly("system:serviceaccount:shop:orders");

describe("what Google Cloud keys by name", () => {
  it("may be called the same in two stacks whose projects are unknown until apply", () => {
    const app = new App();
    for (const name of ["dev", "prod"]) {
      const stack = new TerraformStack(app, name);
      const text = (id: string) => new TerraformVariable(stack, id, { type: "string" }).stringValue;
      const issuer = new Issuer({ name: "edge", url: `https://${name}.example.com`, claims: { org: "acme" } });
      const project = { project: text("project"), projectNumber: text("number") };
      new GoogleTrust(stack, "google", { ...project, issuers: [issuer], pools: { edge: { poolId: "edge-pool" } } })
        .serviceAccount({ accountId: "orders", roles: ["roles/viewer"] })
        .federate(stack, "orders", [{ issuer, subject }]);
    }
  });

  it("may be called the same in two projects", () => {
    const world = new World();
    for (const [project, projectNumber] of [
      ["acme-dev", "1"],
      ["acme-prod", "2"],
    ] as const) {
      new GoogleTrust(world, project, {
        project,
        projectNumber,
        issuers: [world.eu.issuer],
        pools: { eu: { poolId: "one-pool", providerId: "eks-eu" } },
      })
        .serviceAccount({ accountId: "orders" })
        .federate(world, `${project}-orders`, [{ issuer: world.eu.issuer, subject }]);
    }
  });
});

describe("the project of a role", () => {
  it("may be a number or have projects/ before it, as the provider takes it", () => {
    const world = new World();
    const google = new GoogleTrust(world, "google", { ...props, issuers: [world.eu.issuer] });
    google
      .principal({ project: "projects/acme-data", roles: ["roles/viewer", { role: "roles/browser", project: "42" }] })
      .federate(world, "it", [{ issuer: world.eu.issuer, subject }]);
    expect(
      resources(world.synth(), "google_project_iam_member")
        .map(({ project, role }) => [project, role])
        .sort(),
    ).toEqual([
      ["42", "roles/browser"],
      ["acme-data", "roles/viewer"],
    ]);
  });
});

describe("free texts", () => {
  it("reach Google Cloud as they were written, whatever Terraform would read in them", () => {
    const world = new World();
    const text = "a ${1+1} %{if} cafe\u0301";
    const kept = "a $${1+1} %%{if} caf\u00e9";
    const google = new GoogleTrust(world, "google", {
      ...props,
      issuers: [world.eu.issuer],
      pools: { eu: { displayName: text, description: text } },
    });
    google
      .serviceAccount({
        displayName: text,
        description: text,
        roles: [
          { role: "roles/browser", condition: { title: text, description: text, expression: `resource.name != "${text}"` } },
        ],
      })
      .federate(world, "it", [{ issuer: world.eu.issuer, subject }]);
    const terraform = world.synth();
    for (const type of ["iam_workload_identity_pool", "iam_workload_identity_pool_provider", "service_account"]) {
      const { display_name, description } = only(terraform, `google_${type}`);
      expect([display_name, description]).toEqual([kept, kept]);
    }
    expect(only(terraform, "google_project_iam_member")["condition"]).toEqual({
      title: kept,
      description: kept,
      expression: `resource.name != "${kept}"`,
    });
  });

  it("stand in inline keys by their code units, so that a key's id stays what it is", () => {
    const world = new World();
    const key = { kty: "RSA", kid: "${1+1} caf\u00e9", n: "x", e: "AQAB" };
    const issuer = new Issuer({
      name: "lab",
      url: "https://lab.example.com",
      claims: { org: "acme" },
      jwksJson: JSON.stringify({ keys: [key] }),
    });
    new GoogleTrust(world, "google", { ...props, issuers: [issuer] });
    const { jwks_json } = only(world.synth(), "google_iam_workload_identity_pool_provider")["oidc"] as { jwks_json: string };
    expect(jwks_json).toBe('{"keys":[{"e":"AQAB","kid":"\\u0024{1+1} caf\\u00e9","kty":"RSA","n":"x"}]}');
    expect(JSON.parse(jwks_json)).toEqual({ keys: [key] });
  });
});

describe("a claim's value", () => {
  it("stands by its code points where Terraform would turn it into another form", () => {
    expect(claimEquals("ref", "cafe\u0301")).toBe("assertion.ref == 'cafe\\U00000301'");
    expect(claimEquals("ref", "caf\u00e9")).toBe("assertion.ref == 'caf\u00e9'");
  });
});

describe("attributes of a pool", () => {
  it("may be 50, one of them ours where subjects can be long", () => {
    const world = new World();
    const attributes = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, "assertion.x"]));
    new GoogleTrust(world, "a", { ...props, issuers: [world.eu.issuer], pools: { eu: { attributes: attributes(50) } } });
    const long = { longSubjects: true };
    new GoogleTrust(world, "b", { ...props, issuers: [world.eu.issuer], pools: { eu: { ...long, attributes: attributes(49) } } });
    expect(
      () =>
        new GoogleTrust(world, "c", {
          ...props,
          issuers: [world.eu.issuer],
          pools: { eu: { ...long, attributes: attributes(50) } },
        }),
    ).toThrow("there are 51 attributes");
  });
});

describe("a display name", () => {
  it("of a pool has 32 characters, each of them whole", () => {
    const world = new World();
    const displayName = "🙂".repeat(32);
    new GoogleTrust(world, "google", { ...props, issuers: [world.eu.issuer], pools: { eu: { displayName } } });
    expect(only(world.synth(), "google_iam_workload_identity_pool")["display_name"]).toBe(displayName);
  });
});
