// Whose token: of a subject that is unknown in part, what is known is judged, in every cloud.
import { TerraformVariable } from "cdktf";
import { GitHub, GitLab, Issuer, pipelineSubject, Subject, FederatedPipeline, type IdentityRequest } from "../../lib";
import { EntraTrust } from "../../lib/azuread";
import { sharedIssuer } from "../../lib/core/shared-issuers";
import { only, refusal, World } from "../world";
import { aws, awsPolicy, azure, azureCredentials, google, googleMembers, trusts } from "../ci/trusts";

const late = (name = "late") => new TerraformVariable(new World(), name, { type: "string" }).stringValue;
const TENANT = "22222222-2222-2222-2222-222222222222";

const CLOUDS: readonly (readonly [cloud: string, request: (world: World, issuer: Issuer) => IdentityRequest])[] = [
  ["AWS", (world, issuer) => aws(world, issuer).role()],
  ["Google Cloud, by a service account", (world, issuer) => google(world, issuer).serviceAccount()],
  ["Google Cloud, directly", (world, issuer) => google(world, issuer).principal({ roles: ["roles/viewer"] })],
  ["Azure", (world) => azure(world).managedIdentity()],
  ["Entra", (world) => new EntraTrust(world, "entra", { tenantId: TENANT }).application()],
];

const outcome = (issuer: Issuer, text: string, request: (typeof CLOUDS)[number][1]): string => {
  const world = new World();
  const build = () =>
    new FederatedPipeline(world, "deploy", {
      subjects: [pipelineSubject(issuer, Subject.exactly(text))],
      identities: { it: request(world, issuer) },
    });
  return refusal(build).code;
};

const STRANGERS: readonly (readonly [issuer: string, text: () => string])[] = [
  ["token.actions.githubusercontent.com", () => `environment:${late()}`],
  ["token.actions.githubusercontent.com", () => `environment:prod-${late()}-eu`],
  ["token.actions.githubusercontent.com", () => `environment:production:${late()}`],
  ["token.actions.githubusercontent.com", () => `job_workflow_ref:acme/${late()}`],
  ["token.actions.githubusercontent.com", () => `repo:acme:${late()}`],
  ["token.actions.githubusercontent.com", () => `repos:${late()}`],
  ["TOKEN.actions.githubusercontent.com", () => `environment:${late()}`],
  ["gitlab.com", () => `ref_type:branch:ref:${late()}`],
  ["app.terraform.io", () => `workspace:${late()}`],
  ["agent.buildkite.com", () => `pipeline:${late()}`],
  ["oidc.codefresh.io", () => `pipeline:${late()}`],
  ["proidc.upbound.io", () => `robot:${late()}`],
  ["studio.datachain.ai/api", () => `project:${late()}`],
];

const FRIENDS: readonly (readonly [issuer: string, text: () => string])[] = [
  ["token.actions.githubusercontent.com", () => `repo:acme/${late()}:environment:production`],
  ["token.actions.githubusercontent.com", () => `repo:acme/api:environment:${late()}`],
  ["token.actions.githubusercontent.com", () => `repo:${late()}/api:ref:refs/heads/main`],
  ["token.actions.githubusercontent.com", () => `repo:acme-${late()}`],
  ["token.actions.githubusercontent.com", () => `${late()}:ref:refs/heads/main`],
  ["token.actions.githubusercontent.com", () => late()],
  ["gitlab.com", () => `project_path:acme/${late()}`],
  ["gitlab.com", () => `project_id:${late()}:ref_type:branch:ref:main`],
  ["app.terraform.io", () => `organization:${late()}:project:a:workspace:b:run_phase:plan`],
  ["agent.buildkite.com", () => `76543210-ba98-fedc-3210-${late()}`],
  ["accounts.google.com", () => `1${late()}`],
  ["oidc.example.com", () => `environment:${late()}`],
];

describe.each(CLOUDS)("on %s", (_cloud, request) => {
  it.each(STRANGERS.map(([issuer, text]) => ({ issuer, text })))(
    "no subject of $issuer that names no organization is accepted, whatever is unknown of it",
    ({ issuer, text }) => {
      const url = `https://${issuer}`;
      expect(outcome(new Issuer({ name: "shared", url }), text(), request)).toBe("SHARED_ISSUER_TOO_WIDE");
    },
  );

  it.each(FRIENDS.map(([issuer, text]) => ({ issuer, text })))(
    "a subject of $issuer that can name one organization is accepted",
    ({ issuer, text }) => {
      const url = `https://${issuer}`;
      expect(outcome(new Issuer({ name: "shared", url }), text(), request)).toBe("not refused");
    },
  );
});

describe("a subject that is unknown in part", () => {
  const job = pipelineSubject(GitHub.issuer, Subject.exactly(`repo:acme/${late("repo")}:environment:production`));
  const subject = "repo:acme/${var.repo}:environment:production";
  const host = "token.actions.githubusercontent.com";

  it("is the whole trust of AWS, Google Cloud and Azure", () => {
    expect(trusts.googleServiceAccount(job)).toEqual(googleMembers("roles/iam.workloadIdentityUser", subject));
    expect(trusts.azure(job)).toEqual(azureCredentials(`https://${host}`, subject));
    const world = new World();
    new FederatedPipeline(world, "deploy", { subjects: [job], identities: { it: aws(world, GitHub.issuer).role() } });
    const policy = String(only(world.synth(), "aws_iam_role")["assume_role_policy"]);
    // The quotes of the value's own JSON are cut off, so that it cannot close the text that it stands in.
    const inJson = policy.replace('${trimsuffix(trimprefix(jsonencode(var.repo), "\\""), "\\"")}', "${var.repo}");
    expect([JSON.parse(inJson)]).toEqual(awsPolicy(host, { sub: subject }));
  });
});

describe("an issuer that is unknown in part", () => {
  it.each([
    () => `https://token.actions.githubusercontent.com/${late()}`,
    () => `https://token.actions.githubusercontent.com${late()}`,
    () => `https://gitlab.com${late()}`,
  ])("may be the shared one that it begins as", (url) => {
    expect(sharedIssuer({ url: url() })).toBeDefined();
  });

  it.each([
    () => late(),
    () => `https://${late()}`,
    () => `https://${late()}gitlab.com`,
    () => `https://gitlab.${late()}`,
    () => `https://gitlab.com.${late()}`,
    () => `https://token.actions.${late()}.ghe.com`,
    () => `https://token.actions.githubusercontent.com/acme${late()}`,
  ])("is not taken for a shared one because it could be anything", (url) => {
    expect(sharedIssuer({ url: url() })).toBeUndefined();
  });

  it("names the organization in its subjects, then", () => {
    const issuer = new Issuer({ name: "ours", url: `https://token.actions.githubusercontent.com/${late()}` });
    for (const [, request] of CLOUDS) {
      expect(outcome(issuer, "environment:production", request)).toBe("SHARED_ISSUER_TOO_WIDE");
      expect(outcome(issuer, "repo:acme/api:environment:production", request)).toBe("not refused");
    }
  });

  it("has its claims, which pin the organization where a cloud compares them", () => {
    const pinned = new GitLab({ namespaceId: "20" }).issuer;
    const [, , [, direct]] = CLOUDS as unknown as readonly [unknown, unknown, (typeof CLOUDS)[number]];
    expect(outcome(pinned, `ref:${late()}`, direct)).toBe("not refused");
  });
});
