// Trusts that are known to be decided one way or the other by Entra, as our constructs state them. Out of scope are, by name:
// - subject-trailing-space-in-credential: a trust that never matches. Subject refuses it, as shown below.
// - flex-job-workflow-ref: a wildcard in a claim besides the subject. Claims are exact here, in every cloud; only the subject may be
//   a pattern. The same with an exact workflow is stated below.
// What is decided by the token alone (another issuer, subject or audience) needs no trust of its own, so several names share one.
import { Issuer, Subject } from "../../lib";
import { AzureTrust } from "../../lib/azure";
import { EntraTrust } from "../../lib/azuread";
import { only, refusal, resources, World } from "../world";
import { TENANT } from "./entra";

const AUDIENCE = "api://AzureADTokenExchange";
const idOf = (name: string) =>
  `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
const AKS = "https://eastus.oic.prod-aks.azure.com/00000000-0000-0000-0000-000000000000/11111111-0000-0000-0000-000000000000/";
const GITHUB = "https://token.actions.githubusercontent.com";
const WORKLOAD = "system:serviceaccount:my-namespace:my-serviceaccount";

/** The names of the samples, the identity, the issuer, the subjects. */
const PLAIN: readonly (readonly [samples: string, identity: string, issuer: string, subjects: readonly string[]])[] = [
  ["k8s-exact, issuer-other-cluster, subject-other-serviceaccount, audience-mismatch", "id1", AKS, [WORKLOAD]],
  ["second-credential-matches", "id1", AKS, ["system:serviceaccount:a:b", WORKLOAD]],
  ["credential-on-another-identity", "id2", AKS, [WORKLOAD]],
  ["gh-branch, gh-immutable-token-vs-classic-credential", "id1", GITHUB, ["repo:octo-org/octo-repo:ref:refs/heads/main"]],
  ["gh-environment", "id1", GITHUB, ["repo:octo-org/octo-repo:environment:prod"]],
  ["gitlab-ref-type-differs", "id1", "https://gitlab.com", ["project_path:my-group/my-project:ref_type:tag:ref:main"]],
];

const branches = "repo:octo-org/octo-repo:ref:refs/heads/*";
const workflow = "octo-org/octo-automation/.github/workflows/oidc.yml@refs/heads/main";

const FLEXIBLE: readonly (readonly [samples: string, issuer: string, subject: Subject, expression: string])[] = [
  [
    "flex-matches-branch-wildcard",
    GITHUB,
    Subject.matching(branches, { claims: { repository_id: "456789" } }),
    "claims['sub'] matches 'repo:octo-org/octo-repo:ref:refs/heads/*' and claims['repository_id'] eq '456789'",
  ],
  [
    "flex-owner-id-and-repository-id",
    GITHUB,
    Subject.matching(branches, { claims: { repository_owner_id: "123456", repository_id: "456789" } }),
    "claims['sub'] matches 'repo:octo-org/octo-repo:ref:refs/heads/*' and claims['repository_id'] eq '456789' and claims['repository_owner_id'] eq '123456'",
  ],
  [
    "flex-job-workflow-ref, but of one workflow",
    GITHUB,
    Subject.matching(branches, { claims: { repository_id: "456789", job_workflow_ref: workflow } }),
    `claims['sub'] matches 'repo:octo-org/octo-repo:ref:refs/heads/*' and claims['job_workflow_ref'] eq '${workflow}' and claims['repository_id'] eq '456789'`,
  ],
  [
    "flex-audience-still-checked",
    GITHUB,
    Subject.exactly("repo:octo-org/octo-repo:ref:refs/heads/main", { claims: { repository_id: "456789" } }),
    "claims['sub'] eq 'repo:octo-org/octo-repo:ref:refs/heads/main' and claims['repository_id'] eq '456789'",
  ],
  [
    "flex-tfc-run-phase-wildcard",
    "https://app.terraform.io",
    Subject.matching("organization:contoso:project:contoso-proj:workspace:wrk-1:run_phase:*"),
    "claims['sub'] matches 'organization:contoso:project:contoso-proj:workspace:wrk-1:run_phase:*'",
  ],
];

describe("a trust that is known", () => {
  it.each(PLAIN)("is stated whole: %s", (_samples, identity, url, subjects) => {
    const world = new World();
    const issuer = new Issuer({ name: "issuer", url });
    new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT })
      .fromManagedIdentity({ id: idOf(identity), clientId: TENANT, principalId: TENANT })
      .federate(
        world,
        "it",
        subjects.map((text) => ({ issuer, subject: Subject.exactly(text) })),
      );
    const credentials = resources(world.synth(), "azurerm_federated_identity_credential")
      .map(({ name: _name, depends_on: _dependsOn, ...credential }) => credential)
      .sort((one, other) => String(one["subject"]).localeCompare(String(other["subject"])));
    expect(credentials).toEqual(
      subjects.map((subject) => ({
        parent_id: idOf(identity),
        resource_group_name: "rg",
        issuer: url,
        subject,
        audience: [AUDIENCE],
      })),
    );
  });

  it.each(FLEXIBLE)("is stated whole: %s", (_samples, url, subject, expression) => {
    const world = new World();
    const built = new EntraTrust(world, "entra", { tenantId: TENANT })
      .application()
      .federate(world, "it", [{ issuer: new Issuer({ name: "issuer", url }), subject }]);
    const terraform = world.synth();
    const { display_name: _name, ...credential } = only(terraform, "azuread_application_flexible_federated_identity_credential");
    expect(credential).toEqual({
      application_id: world.resolve(built.applicationId),
      issuer: url,
      audience: AUDIENCE,
      claims_matching_expression: expression,
    });
    expect(resources(terraform, "azuread_application_federated_identity_credential")).toEqual([]);
  });

  it("is refused where it would never match: subject-trailing-space-in-credential", () => {
    expect(refusal(() => Subject.exactly(`${WORKLOAD} `)).code).toBe("SUBJECT_INVALID");
  });

  it("is refused where a claim besides the subject is a pattern: flex-job-workflow-ref", () => {
    const claims = { job_workflow_ref: "octo-org/octo-automation/.github/workflows/*.yml@refs/heads/main" };
    expect(refusal(() => Subject.matching(branches, { claims })).code).toBe("SUBJECT_INVALID");
  });
});
