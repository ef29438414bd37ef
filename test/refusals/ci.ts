import {
  Bitbucket,
  Buildkite,
  CircleCi,
  FederatedPipeline,
  GitHub,
  GitHubActions,
  githubJob,
  gitlabJob,
  GitLab,
  HcpTerraform,
  Issuer,
  pipelineSubject,
  SpiffeTrustDomain,
  Subject,
  withClaims,
  type FederatedPipelineProps,
  type IdentityRequests,
} from "../../lib";
import { AwsTrust } from "../../lib/aws";
import type { World } from "../world";
import { inOtherAccount } from "./aws-values";
import { TEXT_REFUSALS } from "./ci-texts";
import { VALUES_MISSING } from "./ci-values";
import { long, type Build, type Refusal } from "./refusal";

const UUID = "76543210-ba98-fedc-3210-edcba0987654";
const main = GitHub.branch("acme/api", "main");

export const pipeline =
  (props: (world: World) => Partial<FederatedPipelineProps<IdentityRequests>>): Build =>
  (world) =>
    new FederatedPipeline(world, "deploy", {
      subjects: [main],
      identities: { aws: new AwsTrust(world, "aws", { issuers: [GitHub.issuer] }).role() },
      ...props(world),
    });

const job =
  (build: () => unknown): Build =>
  () =>
    build();

const ids = { ownerId: "65", repositoryId: "74" };
const gitlab = new GitLab();
const acme = new GitLab({ group: "acme" });
const terraform = new HcpTerraform({ organization: "acme" });
const server = new GitHubActions({ server: "github.acme.com" });
const spiffe = new SpiffeTrustDomain({ trustDomain: "example.org", issuerUrl: "https://spiffe.example.org" });

const SUBJECTS: readonly (readonly [shown: string, build: () => unknown])[] = [
  ['the repository "acme"', () => GitHub.branch("acme", "main")],
  ['the repository "acme/api/x"', () => GitHub.branch("acme/api/x", "main")],
  ['the repository "acme/*"', () => GitHub.environment("acme/*", "production")],
  ['the repository "acme/.."', () => GitHub.environment("acme/..", "production")],
  ['the repository "acme@65/api@74"', () => GitHub.environment("acme@65/api@74", "production")],
  ['the repository "-acme/api"', () => GitHub.pullRequest("-acme/api")],
  ["aaaa", () => GitHub.pullRequest(`${long(40)}/api`)],
  ['the branch "refs/heads/main"', () => GitHub.branch("acme/api", "refs/heads/main")],
  ['the branch "release-*"', () => GitHub.branch("acme/api", "release-*")],
  ['the branch "a..b"', () => GitHub.branch("acme/api", "a..b")],
  ['the branch "a:b"', () => GitHub.branch("acme/api", "a:b")],
  ['the branch ""', () => GitHub.branch("acme/api", "")],
  ['the tag "v 1"', () => GitHub.tag("acme/api", "v 1")],
  ['the tag "v1.lock"', () => GitHub.tag("acme/api", "v1.lock")],
  ['the environment "*"', () => GitHub.environment("acme/api", "*")],
  ['the environment "production "', () => GitHub.environment("acme/api", "production ")],
  ['"%3A", which subjects write for ":"', () => GitHub.environment("acme/api", "production%3av1")],
  ['holds ":"', () => server.environment("acme/api", "production:v1")],
  ["ids were given for a GitHub Enterprise Server", () => server.branch("acme/api", "main", ids)],
  ['the owner\'s id "acme"', () => new GitHubActions({ ownerId: "acme" })],
  ['the repository\'s id "0"', () => GitHub.branch("acme/api", "main", { ...ids, repositoryId: "0" })],
  ['of "66" alone', () => new GitHubActions({ ownerId: "66" }).branch("acme/api", "main", ids)],
  ["has no wildcard", () => GitHub.repositoryMatching("acme/api", "ref:refs/heads/main")],
  ['the reusable workflow "deploy.yml"', () => GitHub.reusableWorkflow(main, "deploy.yml")],
  ['deploy.yml@main"', () => GitHub.reusableWorkflow(main, "acme/ci/.github/workflows/deploy.yml@main")],
  ["job_workflow_ref", () => withClaims(main, { job_workflow_ref: "acme/*" })],
  ['the project "api"', () => gitlab.branch("api", "main")],
  ['the project "acme/api:x"', () => gitlab.branch("acme/api:x", "main")],
  ['the project "acme//api"', () => gitlab.tag("acme//api", "v1")],
  ['the project\'s id "acme"', () => gitlab.tag({ projectId: "acme" }, "v1")],
  ['the branch "*"', () => gitlab.branch("acme/api", "*")],
  ['not in the group "acme"', () => acme.branch("acme2/api", "main")],
  ["named by its id", () => acme.branch({ projectId: "20" }, "main")],
  ['the group "acme/"', () => new GitLab({ group: "acme/" })],
  ['the namespace\'s id "acme"', () => new GitLab({ namespaceId: "acme" })],
  ['the organization "acme:"', () => new HcpTerraform({ organization: "acme:" })],
  ['the organization\'s id "acme"', () => new HcpTerraform({ organization: "acme", organizationId: "acme" })],
  ['the project "a:b"', () => terraform.workspace("a:b", "api")],
  ['the workspace "*"', () => terraform.workspace("Default Project", "*")],
  ['the workspace "a b"', () => terraform.plan("Default Project", "a b")],
  ['the workspace\'s UUID "acme"', () => new Bitbucket({ workspace: "acme", workspaceUuid: "acme" })],
  ['the workspace "a/b"', () => new Bitbucket({ workspace: "a/b", workspaceUuid: UUID })],
  ['"api"', () => new Bitbucket({ workspace: "acme", workspaceUuid: UUID }).repositoryMatching("api")],
  ['the organization\'s id "acme"', () => new CircleCi({ organizationId: "acme" })],
  ['the project\'s id "*"', () => new CircleCi({ organizationId: UUID }).projectMatching("*")],
  ['the user\'s id "*"', () => new CircleCi({ organizationId: UUID }).user(UUID, "*")],
  ["https://", () => new CircleCi({ organizationId: UUID }).branchMatching(UUID, "https://github.com/acme/api", "main")],
  ['the organization "*"', () => new Buildkite({ organization: "*" })],
  ['the pipeline "a:b"', () => new Buildkite({ organization: "acme" }).pipelineMatching("a:b")],
  ['the pipeline\'s id "api"', () => new Buildkite({ organization: "acme" }).pipelineId("api")],
  ['the tag "v*"', () => new Buildkite({ organization: "acme" }).tagMatching("api", "v*")],
  ['the trust domain "Example.org"', () => new SpiffeTrustDomain({ trustDomain: "Example.org", issuerUrl: "https://a.example" })],
  ['the path "/ns/../sa"', () => spiffe.workload("/ns/../sa")],
  ['the path "/ns/"', () => spiffe.workload("/ns/")],
  ['the path "ns"', () => spiffe.workload("ns")],
  ['the path pattern "/*"', () => spiffe.pathMatching("/*")],
];

const bitbucket = new Bitbucket({ workspace: "acme", workspaceUuid: UUID });
const circleci = new CircleCi({ organizationId: UUID });

export const CI_REFUSALS: readonly Refusal[] = [
  ...TEXT_REFUSALS,
  ...VALUES_MISSING.map(([shown, build]) => ["VALUE_MISSING", shown, build] as const),
  ["SUBJECTS_EMPTY", "nobody is named", pipeline(() => ({ subjects: undefined }))],
  ["SUBJECT_INVALID", "a job is undefined", pipeline(() => ({ subjects: [undefined as never] }))],
  ["SUBJECT_INVALID", "a job is null", pipeline(() => ({ subjects: [main, null as never] }))],
  ["SUBJECT_INVALID", '"repo:acme/api:*"', pipeline(() => ({ subjects: ["repo:acme/api:*" as never] }))],
  ["SUBJECT_INVALID", "without a subject", pipeline(() => ({ subjects: [main, { ...main, subjects: [] }] }))],
  [
    "SUBJECT_INVALID",
    "a source is an object",
    pipeline(() => ({ subjects: [pipelineSubject(undefined as never, main.subjects[0]!)] })),
  ],
  [
    "SUBJECT_UNKNOWN",
    "the job undefined",
    (world) => (pipeline(() => ({}))(world) as FederatedPipeline<IdentityRequests>).jobSettings(undefined as never),
  ],
  [
    "ENV_COLLISION",
    'the identities "one" and "two" both run "aws-actions/configure-aws-credentials@v6"',
    (world) => {
      const request = inOtherAccount(world, GitHub.issuer).role();
      const made = pipeline(() => ({ identities: { one: request, two: request } }))(world);
      return githubJob(made as FederatedPipeline<IdentityRequests>, main);
    },
  ],
  [
    "ISSUER_INVALID",
    '"gitlab" (https://gitlab.com), which is not GitHub',
    (world) => {
      const branch = gitlab.branch("acme/api", "main");
      const aws = new AwsTrust(world, "aws-2", { issuers: [gitlab.issuer] });
      const made = pipeline(() => ({ subjects: [branch], identities: { aws: aws.role() } }))(world);
      return githubJob(made as FederatedPipeline<IdentityRequests>, branch);
    },
  ],
  [
    "AUDIENCE_INVALID",
    `wants tokens for "sts.amazonaws.com", and those of "bitbucket" are for "${bitbucket.audience}"`,
    (world) => {
      const aws = new AwsTrust(world, "aws-2", { issuers: [bitbucket.issuer] });
      return pipeline(() => ({ subjects: [bitbucket.repositoryMatching(UUID)], identities: { aws: aws.role() } }))(world);
    },
  ],
  [
    "AUDIENCE_INVALID",
    `those of "circleci" are for "${UUID}"`,
    (world) => {
      const aws = new AwsTrust(world, "aws-2", { issuers: [circleci.issuer] });
      return pipeline(() => ({ subjects: [circleci.user(UUID, UUID)], identities: { aws: aws.role() } }))(world);
    },
  ],
  ...SUBJECTS.map(([shown, build]) => ["SUBJECT_INVALID", shown, job(build)] as const),
  ["SUBJECTS_EMPTY", "nobody is named", pipeline(() => ({ subjects: [] }))],
  ["SUBJECTS_EMPTY", "without a subject", job(() => pipelineSubject(GitHub.issuer))],
  ["SUBJECT_DUPLICATE", '"repo:acme/api:ref:refs/heads/main"', pipeline(() => ({ subjects: [main, main] }))],
  [
    "SUBJECT_DUPLICATE",
    '"repo:acme/api:ref:refs/heads/main"',
    pipeline(() => ({ subjects: [main, new GitHubActions().branch("acme/api", "main", ids)] })),
  ],
  [
    "ISSUER_DUPLICATE",
    '"github" (https://token.actions.githubusercontent.com)',
    pipeline(() => ({ subjects: [main, new GitHubActions({ name: "other" }).tag("acme/api", "v1")] })),
  ],
  ["IDENTITIES_EMPTY", "empty", pipeline(() => ({ identities: {} }))],
  ["IDENTITY_KEY_INVALID", '"a/b"', pipeline(() => ({ identities: { "a/b": { federate: () => null as never } } }))],
  [
    "SUBJECT_UNKNOWN",
    '"repo:acme/api:ref:refs/heads/main"',
    (world) =>
      (pipeline(() => ({}))(world) as FederatedPipeline<IdentityRequests>).jobSettings(GitHub.branch("acme/api", "main")),
  ],
  [
    "ENV_COLLISION",
    'the identities "one" and "two" both set "AWS_ROLE_ARN"',
    (world) => {
      const request = inOtherAccount(world, GitHub.issuer).role();
      const made = pipeline(() => ({ identities: { one: request, two: request } }))(world);
      return gitlabJob(made as FederatedPipeline<IdentityRequests>, main);
    },
  ],
  [
    "ISSUER_SOURCE_INVALID",
    '"server" stands beside',
    job(() => new GitHubActions({ server: "github.acme.com", enterprise: "acme" })),
  ],
  ["ISSUER_INVALID", 'the server "a b.com"', job(() => new GitHubActions({ server: "a b.com" }))],
  ["ISSUER_INVALID", 'the server "https://github.acme.com"', job(() => new GitHubActions({ server: "https://github.acme.com" }))],
  ["ISSUER_INVALID", 'the subdomain of ghe.com "a.com/b"', job(() => new GitHubActions({ gheSubdomain: "a.com/b" }))],
  ["ISSUER_INVALID", 'the enterprise "acme/"', job(() => new GitHubActions({ enterprise: "acme/" }))],
  [
    "ISSUER_INVALID",
    'the host "app.terraform.io/"',
    job(() => new HcpTerraform({ organization: "a", hostname: "app.terraform.io/" })),
  ],
  ["ISSUER_INVALID", 'ends in "/"', job(() => new GitLab({ url: "https://gitlab.example.com/" }))],
  ["ISSUER_NOT_TRUSTED", '"gitlab" (https://gitlab.com)', pipeline(() => ({ subjects: [gitlab.branch("acme/api", "main")] }))],
  [
    "ISSUER_NOT_TRUSTED",
    "differs in letter case or a trailing slash",
    pipeline(() => {
      const issuer = new Issuer({ name: "github", url: "https://token.actions.githubusercontent.com/" });
      return { subjects: [pipelineSubject(issuer, Subject.exactly("repo:acme/api:pull_request"))] };
    }),
  ],
];
