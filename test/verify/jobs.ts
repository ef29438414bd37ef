// CI jobs in the words of the library, each with the tokens that such jobs carry.
import {
  Buildkite,
  CircleCi,
  GitHubActions,
  GitLab,
  HcpTerraform,
  SpiffeTrustDomain,
  type PipelineSubject,
  withClaims,
} from "../../lib/ci";
import { githubToken, gitlabToken, hcpTerraformToken } from "../../lib/testing";
import type { Token } from "../../lib/verify";
import { NOW } from "./oracle";
import type { JobKind, PipelineSpec } from "./worlds";

export interface Job {
  readonly subject: PipelineSubject;
  /** For an audience, the tokens that must get in. */
  readonly tokens: (audience: string) => readonly Token[];
  /** Claims that AWS, Google Cloud and flexible credentials of Entra want besides, because the issuer names them. */
  readonly claims: Readonly<Record<"aws" | "google" | "flexible", Readonly<Record<string, string>>>>;
}

const UUID = "76543210-ba98-fedc-3210-edcba0987654";
const github = new GitHubActions({ ownerId: "65" });
const gitlab = new GitLab({ group: "acme" });
const terraform = new HcpTerraform({ organization: "acme", organizationId: "org-GRNbCjYNpBB6NEH9" });
const spiffe = new SpiffeTrustDomain({ trustDomain: "example.org", issuerUrl: "https://spiffe.example.org" });
const circleci = new CircleCi({ organizationId: UUID, asksForAudience: true });
const buildkite = new Buildkite({ organization: "acme" });

const plain =
  (iss: string, sub: string, others: Readonly<Record<string, string>> = {}) =>
  (audience: string): Token[] => [{ iss, sub, aud: audience, jti: "1", iat: NOW, nbf: NOW, exp: NOW + 600, ...others }];

const NO_CLAIMS = { aws: {}, google: {}, flexible: {} };
const OWNER = { repository_owner_id: "65" };
const GITHUB_CLAIMS = { aws: OWNER, google: OWNER, flexible: OWNER };
const HCP_CLAIMS = { ...NO_CLAIMS, google: { terraform_organization_id: "org-GRNbCjYNpBB6NEH9" } };
const PARENT = { namespace_id: "72" };
const SLUG = { organization_slug: "acme" };

type JobOf = (spec: PipelineSpec) => Job;

const onGitHub =
  (subject: (repository: string, spec: PipelineSpec) => PipelineSubject, token: (spec: PipelineSpec) => object): JobOf =>
  (spec) => {
    const repository = `acme/${spec.repository}`;
    const spellings = spec.withIds ? [false, true] : [false];
    return {
      subject: subject(repository, spec),
      tokens: (audience) =>
        spellings.map((immutableSubject) => githubToken({ repository, audience, immutableSubject, ...token(spec) })),
      claims: GITHUB_CLAIMS,
    };
  };

const ids = ({ withIds }: PipelineSpec) => (withIds ? { ownerId: "65", repositoryId: "74" } : undefined);
const project = ({ repository }: PipelineSpec): string => `acme/${repository}`;

export const JOBS: Readonly<Record<JobKind, JobOf>> = {
  "github branch": onGitHub(
    (repository, spec) => github.branch(repository, spec.ref, ids(spec)),
    ({ ref }) => ({ ref: `refs/heads/${ref}` }),
  ),
  "github environment": onGitHub(
    (repository, spec) => github.environment(repository, `${spec.ref}:x`, ids(spec)),
    ({ ref }) => ({ environment: `${ref}:x` }),
  ),
  "github pull request": onGitHub(
    (repository, spec) => github.pullRequest(repository, ids(spec)),
    () => ({ pullRequest: true }),
  ),
  "github pattern": onGitHub(
    (repository, spec) => github.repositoryMatching(repository, `ref:refs/heads/${spec.ref}*`, ids(spec)),
    ({ ref }) => ({ ref: `refs/heads/${ref}-x` }),
  ),
  "gitlab branch": (spec) => ({
    subject: gitlab.branch(project(spec), spec.ref),
    tokens: (audience) => [gitlabToken({ project: project(spec), ref: spec.ref, audience })],
    claims: NO_CLAIMS,
  }),
  "gitlab tag": (spec) => ({
    subject: gitlab.tag(project(spec), spec.ref),
    tokens: (audience) => [gitlabToken({ project: project(spec), ref: spec.ref, refType: "tag", audience })],
    claims: NO_CLAIMS,
  }),
  "gitlab pattern": (spec) => ({
    subject: withClaims(gitlab.projectMatching(project(spec), `ref_type:branch:ref:${spec.ref}?`), PARENT),
    tokens: (audience) => [gitlabToken({ project: project(spec), ref: `${spec.ref}1`, audience })],
    claims: { ...NO_CLAIMS, aws: PARENT, flexible: PARENT },
  }),
  "terraform plan": (spec) => ({
    subject: terraform.plan("Default Project", spec.repository),
    tokens: (audience) => [hcpTerraformToken({ organization: "acme", workspace: spec.repository, runPhase: "plan", audience })],
    claims: HCP_CLAIMS,
  }),
  "terraform workspace": (spec) => ({
    subject: terraform.workspace("Default Project", spec.repository),
    tokens: (audience) =>
      (["plan", "apply"] as const).map((runPhase) =>
        hcpTerraformToken({ organization: "acme", workspace: spec.repository, runPhase, audience }),
      ),
    claims: HCP_CLAIMS,
  }),
  "terraform pattern": (spec) => ({
    subject: terraform.organizationMatching(`project:*:workspace:${spec.repository}:run_phase:apply`),
    tokens: (audience) => [hcpTerraformToken({ organization: "acme", workspace: spec.repository, runPhase: "apply", audience })],
    claims: HCP_CLAIMS,
  }),
  spiffe: (spec) => ({
    subject: spiffe.workload(`/ns/${spec.repository}/sa/${spec.ref}`),
    tokens: plain("https://spiffe.example.org", `spiffe://example.org/ns/${spec.repository}/sa/${spec.ref}`),
    claims: NO_CLAIMS,
  }),
  "circleci user": () => ({
    subject: circleci.user(UUID, UUID),
    tokens: plain(`https://oidc.circleci.com/org/${UUID}`, `org/${UUID}/project/${UUID}/user/${UUID}`),
    claims: NO_CLAIMS,
  }),
  "buildkite id": () => ({
    subject: buildkite.pipelineId(UUID),
    tokens: plain("https://agent.buildkite.com", UUID, SLUG),
    claims: { aws: SLUG, google: SLUG, flexible: {} },
  }),
  "buildkite pattern": (spec) => ({
    subject: buildkite.pipelineMatching("api"),
    tokens: plain(
      "https://agent.buildkite.com",
      `organization:acme:pipeline:api:ref:refs/heads/${spec.ref}:commit:1:step:x`,
      SLUG,
    ),
    claims: { aws: SLUG, google: SLUG, flexible: {} },
  }),
};
