// Jobs of every source, with the subjects that real tokens and the vendors' documents show.
import {
  Bitbucket,
  Buildkite,
  CircleCi,
  GitHub,
  GitHubActions,
  GitLab,
  HcpTerraform,
  Issuer,
  pipelineSubject,
  SpiffeTrustDomain,
  Subject,
  type PipelineSubject,
} from "../../lib";

export const GITHUB = "token.actions.githubusercontent.com";
export const OCTO = { ownerId: "65", repositoryId: "74" };
export const ORG = "2a3b4c5d-1111-2222-3333-444455556666";
export const PROJECT = "76543210-ba98-fedc-3210-edcba0987654";
const USER = "aaaa1111-bbbb-2222-cccc-333344445555";

export const gitlab = new GitLab();
export const terraform = new HcpTerraform({ organization: "my-org" });
export const circleci = new CircleCi({ organizationId: ORG, asksForAudience: true });
export const spiffe = new SpiffeTrustDomain({ trustDomain: "example.org", issuerUrl: "https://oidc-discovery.example.org" });
export const buildkite = new Buildkite({ organization: "acme" });
export const bitbucket = new Bitbucket({ workspace: "acme", workspaceUuid: `{${ORG}}`, asksForAudience: true });

/** What it is, the job, its issuer without scheme, every subject that is then trusted, and the claims besides. */
export type Row = readonly [
  what: string,
  job: PipelineSubject,
  hostAndPath: string,
  subjects: readonly string[],
  claims?: Claims,
];
type Claims = Readonly<Record<string, string>>;

/** What every token of Buildkite's `acme` carries, and AWS compares. */
const ACME = { organization_slug: "acme" };

export const EXACT: readonly Row[] = [
  ["a GitHub branch", GitHub.branch("octo-org/octo-repo", "main"), GITHUB, ["repo:octo-org/octo-repo:ref:refs/heads/main"]],
  [
    "a GitHub branch, classic and immutable",
    GitHub.branch("octo-org/octo-repo", "main", OCTO),
    GITHUB,
    ["repo:octo-org/octo-repo:ref:refs/heads/main", "repo:octo-org@65/octo-repo@74:ref:refs/heads/main"],
  ],
  [
    "an immutable GitHub branch",
    GitHub.branch("octo-org/octo-repo", "main", { ownerId: "123456", repositoryId: "456789", immutableOnly: true }),
    GITHUB,
    ["repo:octo-org@123456/octo-repo@456789:ref:refs/heads/main"],
  ],
  ["a GitHub tag", GitHub.tag("octo-org/octo-repo", "demo-tag"), GITHUB, ["repo:octo-org/octo-repo:ref:refs/tags/demo-tag"]],
  [
    "a GitHub environment",
    GitHub.environment("octo-org/octo-repo", "prod"),
    GITHUB,
    ["repo:octo-org/octo-repo:environment:prod"],
  ],
  [
    "a GitHub environment with a colon",
    GitHub.environment("octo-org/octo-repo", "Production:V1"),
    GITHUB,
    ["repo:octo-org/octo-repo:environment:Production%3AV1"],
  ],
  [
    "a GitHub environment, classic and immutable",
    GitHub.environment("acme/api", "production", OCTO),
    GITHUB,
    ["repo:acme/api:environment:production", "repo:acme@65/api@74:environment:production"],
  ],
  ["a GitHub pull request", GitHub.pullRequest("octo-org/octo-repo"), GITHUB, ["repo:octo-org/octo-repo:pull_request"]],
  [
    "a branch in an enterprise with an issuer of its own",
    new GitHubActions({ enterprise: "octocorp" }).branch("octo-org/octo-repo", "main"),
    `${GITHUB}/octocorp`,
    ["repo:octo-org/octo-repo:ref:refs/heads/main"],
  ],
  [
    "a branch in an enterprise with data residency",
    new GitHubActions({ gheSubdomain: "octocorp" }).branch("octo-org/octo-repo", "main", OCTO),
    "token.actions.octocorp.ghe.com",
    ["repo:octo-org/octo-repo:ref:refs/heads/main", "repo:octo-org@65/octo-repo@74:ref:refs/heads/main"],
  ],
  [
    "a branch on a GitHub Enterprise Server",
    new GitHubActions({ server: "github.acme.com" }).branch("octo-org/octo-repo", "main"),
    "github.acme.com/_services/token",
    ["repo:octo-org/octo-repo:ref:refs/heads/main"],
  ],
  [
    "a GitLab branch",
    gitlab.branch("my-group/my-project", "main"),
    "gitlab.com",
    ["project_path:my-group/my-project:ref_type:branch:ref:main"],
  ],
  [
    "a GitLab tag",
    gitlab.tag("my-group/my-project", "v1.0"),
    "gitlab.com",
    ["project_path:my-group/my-project:ref_type:tag:ref:v1.0"],
  ],
  [
    "a branch of a GitLab project by id",
    gitlab.branch({ projectId: "20" }, "main"),
    "gitlab.com",
    ["project_id:20:ref_type:branch:ref:main"],
  ],
  [
    "a branch on a GitLab of one's own",
    new GitLab({ url: "https://gitlab.example.com" }).branch("my-group/my-project", "feature-branch-1"),
    "gitlab.example.com",
    ["project_path:my-group/my-project:ref_type:branch:ref:feature-branch-1"],
  ],
  [
    "a workspace of HCP Terraform",
    terraform.workspace("Default Project", "my-workspace"),
    "app.terraform.io",
    [
      "organization:my-org:project:Default Project:workspace:my-workspace:run_phase:plan",
      "organization:my-org:project:Default Project:workspace:my-workspace:run_phase:apply",
    ],
  ],
  [
    "the plans of a workspace",
    new HcpTerraform({ organization: "contoso", hostname: "app.eu.terraform.io" }).plan("contoso-proj", "wrk-1"),
    "app.eu.terraform.io",
    ["organization:contoso:project:contoso-proj:workspace:wrk-1:run_phase:plan"],
  ],
  [
    "the applies of a workspace",
    terraform.apply("Default Project", "my-workspace"),
    "app.terraform.io",
    ["organization:my-org:project:Default Project:workspace:my-workspace:run_phase:apply"],
  ],
  [
    "one user's jobs on CircleCI",
    circleci.user(PROJECT, USER),
    `oidc.circleci.com/org/${ORG}`,
    [`org/${ORG}/project/${PROJECT}/user/${USER}`],
  ],
  ["a Buildkite pipeline by its id", buildkite.pipelineId(PROJECT), "agent.buildkite.com", [PROJECT], ACME],
  [
    "a SPIFFE workload",
    spiffe.workload("/ns/default/sa/api"),
    "oidc-discovery.example.org",
    ["spiffe://example.org/ns/default/sa/api"],
  ],
  [
    "a job of any other issuer",
    pipelineSubject(
      new Issuer({ name: "teamcity", url: "https://ci.example.com/oidc" }),
      Subject.exactly("one"),
      Subject.exactly("two"),
    ),
    "ci.example.com/oidc",
    ["one", "two"],
  ],
];

export const PATTERNS: readonly Row[] = [
  ["GitHub", GitHub.repositoryMatching("octo-org/octo-repo", "*"), GITHUB, ["repo:octo-org/octo-repo:*"]],
  [
    "GitHub, classic and immutable",
    GitHub.repositoryMatching("octo-org/octo-repo", "ref:refs/heads/release-*", OCTO),
    GITHUB,
    ["repo:octo-org/octo-repo:ref:refs/heads/release-*", "repo:octo-org@65/octo-repo@74:ref:refs/heads/release-*"],
  ],
  [
    "GitLab",
    gitlab.projectMatching("my-group/my-project", "ref_type:branch:ref:release-*"),
    "gitlab.com",
    ["project_path:my-group/my-project:ref_type:branch:ref:release-*"],
  ],
  [
    "HCP Terraform",
    terraform.organizationMatching("project:*:workspace:my-workspace:run_phase:apply"),
    "app.terraform.io",
    ["organization:my-org:project:*:workspace:my-workspace:run_phase:apply"],
  ],
  ["CircleCI", circleci.projectMatching(PROJECT), `oidc.circleci.com/org/${ORG}`, [`org/${ORG}/project/${PROJECT}/user/*`]],
  [
    "CircleCI, one branch",
    circleci.branchMatching(PROJECT, "github.com/acme/api", "main"),
    `oidc.circleci.com/org/${ORG}`,
    [
      `org/${ORG}/project/${PROJECT}/user/????????-????-????-????-????????????/vcs-origin/github.com/acme/api/vcs-ref/refs/heads/main`,
    ],
  ],
  [
    "Bitbucket",
    bitbucket.repositoryMatching(PROJECT.toUpperCase()),
    "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc",
    [`{${PROJECT}}:*`],
  ],
  [
    "Bitbucket, one environment",
    bitbucket.environmentMatching(`{${PROJECT}}`, USER),
    "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc",
    [`{${PROJECT}}:{${USER}}:*`],
  ],
  ["Buildkite", buildkite.pipelineMatching("api"), "agent.buildkite.com", ["organization:acme:pipeline:api:*"], ACME],
  [
    "Buildkite, one branch",
    buildkite.branchMatching("api", "main"),
    "agent.buildkite.com",
    [`organization:acme:pipeline:api:ref:refs/heads/main:commit:${"?".repeat(40)}:step:*`],
    { ...ACME, build_branch: "main" },
  ],
  [
    "Buildkite, one tag",
    buildkite.tagMatching("api", "v1"),
    "agent.buildkite.com",
    [`organization:acme:pipeline:api:ref:refs/tags/v1:commit:${"?".repeat(40)}:step:*`],
    ACME,
  ],
  ["SPIFFE", spiffe.pathMatching("/ns/default/sa/*"), "oidc-discovery.example.org", ["spiffe://example.org/ns/default/sa/*"]],
];
