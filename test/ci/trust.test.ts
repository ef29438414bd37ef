// For each source and each cloud: the whole trust, or the refusal.
import { GitHub, GitHubActions, GitLab, HcpTerraform, withClaims, type Issuer } from "../../lib";
import { bitbucket, buildkite, circleci, EXACT, GITHUB, gitlab, OCTO, ORG, PATTERNS, PROJECT, spiffe, terraform } from "./jobs";
import { awsPolicy, azureCredentials, googleMembers, REFUSED, trusts } from "./trusts";

describe("an exact job", () => {
  const rows = EXACT.map(([what, job, hostAndPath, subjects, claims = {}]) => ({ what, job, hostAndPath, subjects, claims }));

  it.each(rows)("lets $what, and nothing else, assume a role of AWS", ({ job, hostAndPath, subjects, claims }) => {
    const sub = subjects.length === 1 ? subjects[0]! : subjects;
    expect(trusts.aws(job)).toEqual(awsPolicy(hostAndPath, { sub, claims }));
  });

  it.each(rows)("lets $what, and nothing else, impersonate a service account of Google Cloud", ({ job, subjects }) => {
    expect(trusts.googleServiceAccount(job)).toEqual(googleMembers("roles/iam.workloadIdentityUser", ...subjects));
  });

  it.each(rows.filter(({ subjects }) => subjects.length === 1))(
    "lets $what, and nothing else, hold a role of Google Cloud directly",
    ({ job, subjects }) => {
      expect(trusts.googlePrincipal(job)).toEqual(googleMembers("roles/storage.objectViewer", ...subjects));
    },
  );

  it.each(rows)("lets $what, and nothing else, become a managed identity of Azure", ({ job, hostAndPath, subjects }) => {
    expect(trusts.azure(job)).toEqual(azureCredentials(`https://${hostAndPath}`, ...subjects));
  });
});

describe("a pattern of jobs", () => {
  const rows = PATTERNS.map(([what, job, hostAndPath, subjects, claims = {}]) => ({ what, job, hostAndPath, subjects, claims }));

  it.each(rows)("of $what is a trust on AWS that never loosens the audience", ({ job, hostAndPath, subjects, claims }) => {
    const sub = subjects.length === 1 ? subjects[0]! : subjects;
    expect(trusts.aws(job)).toEqual(awsPolicy(hostAndPath, { sub, operator: "StringLike", claims }));
  });

  it.each(rows)("of $what is refused by Google Cloud and Azure", ({ job }) => {
    expect([trusts.googleServiceAccount(job), trusts.googlePrincipal(job), trusts.azure(job)]).toEqual([
      REFUSED,
      REFUSED,
      REFUSED,
    ]);
  });
});

const SHA = "0a".repeat(20);

describe("a pattern that names a branch", () => {
  /** As AWS compares with StringLike. */
  const matches = (pattern: string, subject: string) =>
    new RegExp(
      `^${pattern
        .replace(/[\\^$.|+()[\]{}]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", ".")}$`,
      "s",
    ).test(subject);
  const only = ({ subjects: [subject] }: { readonly subjects: readonly { readonly text: string }[] }) => subject!.text;

  it("of CircleCI takes no other branch whose name ends like a subject", () => {
    const pattern = only(circleci.branchMatching(PROJECT, "github.com/acme/api", "main"));
    const job = `org/${ORG}/project/${PROJECT}/user/${ORG}/vcs-origin/github.com/acme/api/vcs-ref/refs/heads/`;
    expect(matches(pattern, `${job}main`)).toBe(true);
    expect(matches(pattern, `${job}dev`)).toBe(false);
    expect(matches(pattern, `${job}dev/vcs-origin/github.com/acme/api/vcs-ref/refs/heads/main`)).toBe(false);
  });

  it("of Buildkite takes no other branch, and no longer pipeline", () => {
    const pattern = only(buildkite.branchMatching("api", "main"));
    const job = (pipeline: string, ref: string) => `organization:acme:pipeline:${pipeline}:ref:${ref}:commit:${SHA}:step:deploy`;
    expect(matches(pattern, job("api", "refs/heads/main"))).toBe(true);
    expect(matches(pattern, job("api", "refs/heads/main-2"))).toBe(false);
    expect(matches(pattern, job("api-2", "refs/heads/main"))).toBe(false);
    expect(matches(pattern, job("api", "refs/tags/main"))).toBe(false);
  });

  it("of Buildkite takes no fork's branch, which is USER:BRANCH, whatever they are called", () => {
    const patterns = [buildkite.branchMatching("api", "main"), buildkite.tagMatching("api", "v1")].map(only);
    const job = (ref: string, commit: string, step = "x") =>
      `organization:acme:pipeline:api:ref:refs/${ref}:commit:${commit}:step:${step}`;
    const taken = (subject: string) => patterns.some((pattern) => matches(pattern, subject));
    expect([job("heads/main", SHA), job("tags/v1", SHA)].map(taken)).toEqual([true, true]);
    const forks = ["heads/main:commit", "heads/main:main", "heads/main:step", "tags/v1:commit", `heads/main:${SHA}`];
    const strangers = forks.flatMap((ref) => [job(ref, SHA), job(ref, SHA, "commit:step:x"), job(ref, "HEAD")]);
    expect(strangers.filter(taken)).toEqual([]);
  });
});

describe("further claims of a job", () => {
  it("are conditions of a role on AWS", () => {
    const workflow = "octo-org/octo-automation/.github/workflows/oidc.yml@refs/heads/main";
    const sub = "repo:octo-org/octo-repo:ref:refs/heads/main";
    expect(trusts.aws(GitHub.reusableWorkflow(GitHub.branch("octo-org/octo-repo", "main"), workflow))).toEqual(
      awsPolicy(GITHUB, { sub, claims: { job_workflow_ref: workflow } }),
    );
  });

  it("narrow every subject of the job, and stand beside those that it has", () => {
    const job = withClaims(GitHub.environment("acme/api", "production", OCTO), { actor_id: "12" });
    const narrowed = GitHub.reusableWorkflow(job, "acme/ci/.github/workflows/deploy.yml@refs/tags/v1");
    const claims = { actor_id: "12", job_workflow_ref: "acme/ci/.github/workflows/deploy.yml@refs/tags/v1" };
    expect(narrowed.environment).toBe("production");
    expect(narrowed.subjects.map(({ kind, text, claims }) => ({ kind, text, claims }))).toEqual([
      { kind: "exact", text: "repo:acme/api:environment:production", claims },
      { kind: "exact", text: "repo:acme@65/api@74:environment:production", claims },
    ]);
    const pattern = withClaims(circleci.projectMatching(PROJECT), { "oidc.circleci.com/project-id": PROJECT });
    expect(pattern.subjects.map(({ kind, claims }) => ({ kind, claims }))).toEqual([
      { kind: "pattern", claims: { "oidc.circleci.com/project-id": PROJECT } },
    ]);
  });
});

describe("what every token of an issuer carries", () => {
  const shared = ({ subjectPrefix, claims }: Issuer) => ({ subjectPrefix, claims });

  it("is stated where it is always true, and nowhere else", () => {
    expect(shared(GitHub.issuer)).toEqual({ subjectPrefix: undefined, claims: {} });
    expect(shared(new GitHubActions({ ownerId: "65" }).issuer)).toEqual({
      subjectPrefix: undefined,
      claims: { repository_owner_id: "65" },
    });
    expect(shared(gitlab.issuer)).toEqual({ subjectPrefix: undefined, claims: {} });
    expect(shared(new GitLab({ group: "acme/platform", namespaceId: "72" }).issuer)).toEqual({
      subjectPrefix: "project_path:acme/platform/",
      claims: { namespace_id: "72" },
    });
    expect(shared(terraform.issuer)).toEqual({ subjectPrefix: "organization:my-org:", claims: {} });
    expect(shared(new HcpTerraform({ organization: "my-org", organizationId: "org-GRNbCjYNpBB6NEH9" }).issuer)).toEqual({
      subjectPrefix: "organization:my-org:",
      claims: { terraform_organization_id: "org-GRNbCjYNpBB6NEH9" },
    });
    expect(shared(buildkite.issuer)).toEqual({ subjectPrefix: undefined, claims: { organization_slug: "acme" } });
    expect(shared(circleci.issuer)).toEqual({ subjectPrefix: `org/${ORG}/`, claims: {} });
    expect(shared(bitbucket.issuer)).toEqual({ subjectPrefix: undefined, claims: {} });
    expect(shared(spiffe.issuer)).toEqual({ subjectPrefix: "spiffe://example.org/", claims: {} });
  });

  it("begins every subject of the issuer", () => {
    for (const [, { issuer, subjects }] of [...EXACT, ...PATTERNS]) {
      for (const { text } of subjects) expect(text.startsWith(issuer.subjectPrefix ?? "")).toBe(true);
    }
  });

  it("is what CircleCI and Bitbucket put into aud when the job asks for nothing", () => {
    expect(circleci.audience).toBe(ORG);
    expect(bitbucket.audience).toBe(`ari:cloud:bitbucket::workspace/${ORG}`);
  });
});
