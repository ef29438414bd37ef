import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { TerraformVariable } from "cdktf";
import { Issuer, Subject, type TokenSource } from "../../lib";
import { EntraTrust, type AzureApplicationOptions } from "../../lib/azuread";
import { addresses, EDGE, only, resources, World } from "../world";
import { TENANT } from "../azure/entra";

const github = new Issuer({ name: "github", url: "https://token.actions.githubusercontent.com" });
const branches = Subject.matching("repo:acme/shop:ref:refs/heads/*", { claims: { repository_owner_id: "65" } });
const main = Subject.exactly("repo:acme/shop:ref:refs/heads/main");

const CALLER = "77777777-7777-7777-7777-777777777777";
const OWNERS = ["88888888-8888-8888-8888-888888888888", "99999999-9999-9999-9999-999999999999"] as const;

function build(sources: readonly TokenSource[], options: AzureApplicationOptions = {}) {
  const world = new World();
  const entra = new EntraTrust(world, "entra", { tenantId: TENANT });
  const application = entra.application(options).federate(world, "deploy", sources);
  return { world, application, terraform: world.synth() };
}

describe("an Entra application", () => {
  it("takes everything that users of applications expect", () => {
    const world = new World();
    const provider = new AzureadProvider(world, "other", { alias: "other" });
    const built = new EntraTrust(world, "entra", { tenantId: TENANT, provider })
      .application({
        displayName: "Deploy",
        description: "Deploys the shop",
        applicationOwners: [OWNERS[0], OWNERS[1], OWNERS[0]],
        servicePrincipalOwners: [CALLER, OWNERS[0]],
      })
      .federate(world, "deploy", [{ issuer: github, subject: main }]);
    const terraform = world.synth();
    expect(only(terraform, "azuread_application_registration")).toEqual({
      provider: "azuread.other",
      display_name: "Deploy",
      description: "Deploys the shop",
    });
    expect(only(terraform, "azuread_service_principal")).toEqual({
      provider: "azuread.other",
      client_id: world.resolve(built.clientId),
      description: "Deploys the shop",
      owners: [CALLER, OWNERS[0]],
    });
    expect(
      resources(terraform, "azuread_application_owner").sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    ).toEqual(
      OWNERS.map((owner) => ({
        provider: "azuread.other",
        application_id: world.resolve(built.applicationId),
        owner_object_id: owner,
      })),
    );
    expect(world.resolve(built.principalId)).toMatch(/^\$\{azuread_service_principal\..*\.object_id\}$/);
    expect(Object.keys(terraform.resource ?? {}).sort()).toEqual([
      "azuread_application_federated_identity_credential",
      "azuread_application_owner",
      "azuread_application_registration",
      "azuread_service_principal",
    ]);
  });

  it("states a pattern as a flexible credential and an exact subject as a plain one", () => {
    const { world, application, terraform } = build([
      { issuer: github, subject: main },
      { issuer: github, subject: branches },
    ]);
    const [plain, flexible] = [
      only(terraform, "azuread_application_federated_identity_credential"),
      only(terraform, "azuread_application_flexible_federated_identity_credential"),
    ];
    const common = { application_id: world.resolve(application.applicationId), issuer: github.url };
    expect(plain).toEqual({
      ...common,
      display_name: plain["display_name"],
      subject: "repo:acme/shop:ref:refs/heads/main",
      audiences: ["api://AzureADTokenExchange"],
    });
    const [first] = addresses(terraform).filter((address) => address.includes("application_federated"));
    expect(flexible).toEqual({
      ...common,
      display_name: flexible["display_name"],
      claims_matching_expression:
        "claims['sub'] matches 'repo:acme/shop:ref:refs/heads/*' and claims['repository_owner_id'] eq '65'",
      audience: "api://AzureADTokenExchange",
      depends_on: [first],
    });
    expect([plain["display_name"], flexible["display_name"]].map(String)).toEqual([
      expect.stringMatching(/^github-[0-9a-f]{8}$/),
      expect.stringMatching(/^github-[0-9a-f]{8}$/),
    ]);
    expect(plain["display_name"]).not.toBe(flexible["display_name"]);
  });

  it("never renames or replaces a credential when another is added before it", () => {
    const source = { issuer: github, subject: branches };
    const before = build([source]).terraform;
    const after = build([{ issuer: new Issuer({ name: "edge", url: EDGE }), subject: main }, source]).terraform;
    expect(addresses(after)).toEqual([...new Set([...addresses(after), ...addresses(before)])].sort());
    const flexible = "azuread_application_flexible_federated_identity_credential";
    const { depends_on: _dependsOn, ...now } = only(after, flexible);
    expect(now).toEqual(only(before, flexible));
  });

  it("tells a GitHub job its own client id", () => {
    const { application } = build([{ issuer: github, subject: branches }]);
    expect(application.jobSettings().githubAction).toEqual({
      uses: "azure/login@v3",
      with: {
        "client-id": application.clientId,
        "tenant-id": TENANT,
        "allow-no-subscriptions": "true",
        audience: "api://AzureADTokenExchange",
        environment: "azurecloud",
      },
    });
  });

  it("states what the issuer says of all its tokens, even with an exact subject", () => {
    const issuer = new Issuer({ name: "github", url: github.url, claims: { repository_owner_id: "65" } });
    const { world, application, terraform } = build([{ issuer, subject: main }]);
    const { display_name: _name, ...credential } = only(terraform, "azuread_application_flexible_federated_identity_credential");
    expect(credential).toEqual({
      application_id: world.resolve(application.applicationId),
      issuer: github.url,
      claims_matching_expression:
        "claims['sub'] eq 'repo:acme/shop:ref:refs/heads/main' and claims['repository_owner_id'] eq '65'",
      audience: "api://AzureADTokenExchange",
    });
    expect(resources(terraform, "azuread_application_federated_identity_credential")).toEqual([]);
    expect(application.node.metadata).toEqual([]);
  });

  it("takes a subject that names no organization where the issuer's claims do, because it states them", () => {
    const issuer = new Issuer({ name: "github", url: github.url, claims: { repository_owner_id: "65" } });
    const { terraform } = build([{ issuer, subject: Subject.exactly("environment:production") }]);
    const credential = only(terraform, "azuread_application_flexible_federated_identity_credential");
    expect(credential["claims_matching_expression"]).toBe(
      "claims['sub'] eq 'environment:production' and claims['repository_owner_id'] eq '65'",
    );
  });

  it("states the id that Entra wants beside a pattern of GitLab's, and takes no pattern without one", () => {
    const issuer = new Issuer({ name: "gitlab", url: "https://gitlab.com", claims: { namespace_id: "9" } });
    const { application, terraform } = build([{ issuer, subject: Subject.matching("project_path:acme/shop:*") }]);
    expect(application.node.metadata).toEqual([]);
    expect(only(terraform, "azuread_application_flexible_federated_identity_credential")["claims_matching_expression"]).toBe(
      "claims['sub'] matches 'project_path:acme/shop:*' and claims['namespace_id'] eq '9'",
    );
    const bare = new Issuer({ name: "gitlab", url: "https://gitlab.com" });
    expect(() => build([{ issuer: bare, subject: Subject.matching("project_path:acme/shop:*") }])).toThrow("CLAIM_MISSING");
  });

  it("warns of an issuer's claims that Entra cannot compare", () => {
    const issuer = new Issuer({ name: "gitlab", url: "https://gitlab.acme.com", claims: { namespace_id: "9" } });
    const { application, terraform } = build([{ issuer, subject: Subject.exactly("acme/shop") }]);
    expect(application.node.metadata.map(({ data }) => data as string)).toEqual([
      'Azure does not compare "namespace_id", which the issuer "gitlab" says of all its tokens: the subject alone decides who gets in',
    ]);
    expect(only(terraform, "azuread_application_federated_identity_credential")["subject"]).toBe("acme/shop");
  });

  it("names an exact subject of an issuer that is unknown until apply", () => {
    const world = new World();
    const url = new TerraformVariable(world, "issuer", { type: "string" }).stringValue;
    new EntraTrust(world, "entra", { tenantId: TENANT })
      .application()
      .federate(world, "deploy", [{ issuer: new Issuer({ name: "gitlab", url }), subject: main }]);
    const credential = only(world.synth(), "azuread_application_federated_identity_credential");
    expect([credential["issuer"], credential["subject"]]).toEqual(["${var.issuer}", main.text]);
  });
});
