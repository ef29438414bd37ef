// A part of a job that was never set: to a pattern it would be the word "undefined".
import {
  Bitbucket,
  Buildkite,
  CircleCi,
  GitHub,
  GitHubActions,
  GitLab,
  HcpTerraform,
  SpiffeTrustDomain,
  withClaims,
  type GitHubIds,
} from "../../lib";

const UUID = "76543210-ba98-fedc-3210-edcba0987654";
const main = GitHub.branch("acme/api", "main");
const gitlab = new GitLab();
const terraform = new HcpTerraform({ organization: "acme" });
const spiffe = new SpiffeTrustDomain({ trustDomain: "example.org", issuerUrl: "https://spiffe.example.org" });

// As a program without types gives it, or one that reads an environment variable.
const unset = undefined as unknown as string;
const idsOf = (given: Partial<GitHubIds>) => given as GitHubIds;
const bitbucket = new Bitbucket({ workspace: "acme", workspaceUuid: UUID });
const circleci = new CircleCi({ organizationId: UUID });

export const VALUES_MISSING: readonly (readonly [shown: string, build: () => unknown])[] = [
  ["the repository is undefined", () => GitHub.pullRequest(unset)],
  ["the branch is undefined", () => GitHub.branch("acme/api", unset)],
  ["the branch is null", () => GitHub.branch("acme/api", null as never)],
  ["the tag is undefined", () => GitHub.tag("acme/api", unset)],
  ["the environment is undefined", () => GitHub.environment("acme/api", unset)],
  ["the owner's id is undefined", () => GitHub.branch("acme/api", "main", idsOf({ repositoryId: "74" }))],
  ["the repository's id is undefined", () => GitHub.branch("acme/api", "main", idsOf({ ownerId: "65" }))],
  ["the pattern is undefined", () => GitHub.repositoryMatching("acme/api", unset)],
  ["the reusable workflow is undefined", () => GitHub.reusableWorkflow(main, unset)],
  ["the server is null", () => new GitHubActions({ server: null as never })],
  ['the claim "actor" is undefined', () => withClaims(main, { actor: unset })],
  ["the project is undefined", () => gitlab.branch(unset, "main")],
  ["the project is null", () => gitlab.branch(null as never, "main")],
  ["the project's id is undefined", () => gitlab.branch({ projectId: unset }, "main")],
  ["the branch is undefined", () => gitlab.branch("acme/api", unset)],
  ["the pattern is undefined", () => gitlab.projectMatching("acme/api", unset)],
  ["the organization is undefined", () => new HcpTerraform({ organization: unset })],
  ["the project is undefined", () => terraform.apply(unset, unset)],
  ["the workspace is undefined", () => terraform.apply("Default Project", unset)],
  ["the pattern is undefined", () => terraform.organizationMatching(unset)],
  ["the organization is undefined", () => new Buildkite({ organization: unset })],
  ["the pipeline is undefined", () => new Buildkite({ organization: "acme" }).pipelineMatching(unset)],
  ["the branch is undefined", () => new Buildkite({ organization: "acme" }).branchMatching("api", unset)],
  ["the trust domain is undefined", () => new SpiffeTrustDomain({ trustDomain: unset, issuerUrl: "https://a.example" })],
  ["the path is undefined", () => spiffe.workload(unset)],
  ["the workspace is undefined", () => new Bitbucket({ workspace: unset, workspaceUuid: UUID })],
  ["the workspace's UUID is undefined", () => new Bitbucket({ workspace: "acme", workspaceUuid: unset })],
  ["the repository's UUID is undefined", () => bitbucket.repositoryMatching(unset)],
  ["the organization's id is undefined", () => new CircleCi({ organizationId: unset })],
  ["the repository is undefined", () => circleci.branchMatching(UUID, unset, "main")],
];
