import { ISSUER_NAME, ISSUER_URL, JWKS_JSON } from "../core/issuer-values";
import { flag, given, list, required, text, type RulesOf, type TextRule } from "../core/values";
import type { BitbucketProps } from "./bitbucket";
import type { BuildkiteProps } from "./buildkite";
import type { CircleCiProps } from "./circleci";
import { GITHUB_ENVIRONMENT } from "./github-values";
import type { GitLabProps } from "./gitlab";
import { DIGITS, DIGITS_HALF, HOST, HOST_HALF, part, urlPart, UUID, UUID_HALF } from "./grammar";
import type { HcpTerraformProps } from "./hcp-terraform";
import type { PipelineSubject } from "./pipeline-subject";
import type { SpiffeTrustDomainProps } from "./spiffe";

const BITBUCKET = "https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/";
const BUILDKITE = "https://buildkite.com/docs/pipelines/security/oidc";
const CIRCLECI = "https://circleci.com/docs/openid-connect-tokens/";
const GITLAB = "https://docs.gitlab.com/ci/secrets/id_token_authentication/";
const HCP =
  "https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens";
const SPIFFE = "https://github.com/spiffe/spiffe/blob/main/standards/SPIFFE-ID.md";
const UUID_TEXT = "76543210-ba98-fedc-3210-edcba0987654";

/** A UUID of Bitbucket, which its pages show in braces. */
export const bitbucketUuid = (noun: string): TextRule => ({
  ...part({
    noun: `the ${noun}`,
    cure: "give it as the repository's OpenID Connect settings show it",
    source: BITBUCKET,
    example: UUID_TEXT,
    maxLength: 38,
    pattern: /^(\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i,
    half: /^\{?[0-9a-f\uFFFC-]+\}?$/i,
  }),
  does: "canonical",
});

export const BITBUCKET_PROPS: RulesOf<BitbucketProps> = {
  workspace: required(
    part({
      noun: "the workspace",
      cure: "give its name in URLs",
      source: BITBUCKET,
      example: "acme",
      pattern: /^[A-Za-z0-9_-]+$/,
      half: /^[A-Za-z0-9_\uFFFC-]+$/,
    }),
  ),
  workspaceUuid: required(bitbucketUuid("workspace's UUID")),
  asksForAudience: flag("asksForAudience"),
  name: ISSUER_NAME,
};

/** A slug of Buildkite. */
export const buildkiteSlug = (noun: string): TextRule =>
  part({
    noun: `the ${noun}`,
    cure: "give its slug, as in URLs",
    source: BUILDKITE,
    example: "acme",
    pattern: /^[a-z0-9]+(-+[a-z0-9]+)*$/,
    half: /^(?!-)[a-z0-9\uFFFC-]+(?<!-)$/,
  });

export const BUILDKITE_PROPS: RulesOf<BuildkiteProps> = {
  organization: required(buildkiteSlug("organization")),
  name: ISSUER_NAME,
};

/** An id that is a UUID in lower case. */
export const uuid = (noun: string, cure: string, source: string): TextRule =>
  part({ noun: `the ${noun}`, cure, source, example: UUID_TEXT, maxLength: 36, pattern: UUID, half: UUID_HALF });

/** An id of CircleCI. */
export const circleCiId = (noun: string): TextRule =>
  uuid(`${noun}'s id`, `give the UUID that the ${noun}'s settings show, in lower case`, CIRCLECI);

export const CIRCLECI_PROPS: RulesOf<CircleCiProps> = {
  organizationId: required(circleCiId("organization")),
  asksForAudience: flag("asksForAudience"),
  name: ISSUER_NAME,
};

/** The repository in CircleCI's subject, which stands in patterns alone. */
export const VCS_ORIGIN: TextRule = part({
  noun: "the repository",
  cure: 'give it as "github.com/acme/api"',
  source: CIRCLECI,
  example: "github.com/acme/api",
  pattern: /^[A-Za-z0-9.-]+(\/[A-Za-z0-9_.-]+)+$/,
  half: /^[A-Za-z0-9.\uFFFC-]+(\/[A-Za-z0-9_.\uFFFC-]+)*$/,
});

const PATH = "[A-Za-z0-9_][A-Za-z0-9_.-]*";
const PATH_HALF = /^[A-Za-z0-9_\uFFFC][A-Za-z0-9_.\uFFFC-]*(\/[A-Za-z0-9_\uFFFC][A-Za-z0-9_.\uFFFC-]*)*$/;

/** A project's full path. */
export const GITLAB_PROJECT: TextRule = part({
  noun: "the project",
  cure: 'give its full path, such as "acme/api"',
  source: GITLAB,
  example: "acme/api",
  pattern: new RegExp(`^${PATH}(/${PATH})+$`),
  half: PATH_HALF,
});

const gitlabId = (noun: string, cure: string): TextRule =>
  part({ noun, cure, source: GITLAB, example: "20", pattern: DIGITS, half: DIGITS_HALF });

/** A project's id. */
export const GITLAB_PROJECT_ID: TextRule = gitlabId("the project's id", "give the number on the project's page");

export const GITLAB_PROPS: RulesOf<GitLabProps> = {
  name: ISSUER_NAME,
  url: ISSUER_URL,
  group: part({
    noun: "the group",
    cure: 'give its full path, such as "acme/platform"',
    source: GITLAB,
    example: "acme",
    pattern: new RegExp(`^${PATH}(/${PATH})*$`),
    half: PATH_HALF,
  }),
  namespaceId: gitlabId("the namespace's id", "give the number"),
};

const hcpName = (noun: string, cure: string): TextRule =>
  part({
    noun: `the ${noun}`,
    cure,
    source: HCP,
    example: "acme",
    maxLength: 90,
    pattern: /^[A-Za-z0-9_-]+$/,
    half: /^[A-Za-z0-9_\uFFFC-]+$/,
  });

export const HCP_WORKSPACE: TextRule = hcpName("workspace", 'give its name: up to 90 letters, digits, "-" and "_"');
export const HCP_PROJECT: TextRule = part({
  noun: "the project",
  cure: 'give its name: up to 40 letters, digits, spaces, "-" and "_"',
  source: HCP,
  example: "Default Project",
  maxLength: 40,
  pattern: /^(?! )[A-Za-z0-9 _-]+(?<! )$/,
  half: /^(?! )[A-Za-z0-9 _\uFFFC-]+(?<! )$/,
});

export const HCP_TERRAFORM_PROPS: RulesOf<HcpTerraformProps> = {
  organization: required(hcpName("organization", 'give its name as in the URL: letters, digits, "-" and "_"')),
  organizationId: part({
    noun: "the organization's id",
    cure: 'give it as "org-…"',
    source: HCP,
    example: "org-Ab1",
    pattern: /^org-[A-Za-z0-9]+$/,
    half: /^(org-|(org|or|o)?\uFFFC)[A-Za-z0-9\uFFFC-]*$/,
  }),
  hostname: urlPart("the host", HCP, "app.terraform.io", HOST, HOST_HALF),
  name: ISSUER_NAME,
};

export const SPIFFE_PATH: TextRule = part({
  noun: "the path",
  cure: 'give it as "/ns/default/sa/api", with no "/" at the end',
  source: SPIFFE,
  example: "/ns/default/sa/api",
  pattern: /^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._-]+)+$/,
  half: /^(\uFFFC[A-Za-z0-9._\uFFFC-]*)?(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._\uFFFC-]+)*$/,
});

export const SPIFFE_PROPS: RulesOf<SpiffeTrustDomainProps> = {
  trustDomain: required(
    part({
      noun: "the trust domain",
      cure: 'give it without scheme and path, in lower case, such as "example.org"',
      source: SPIFFE,
      example: "example.org",
      maxLength: 255,
      pattern: /^[a-z0-9._-]+$/,
      half: /^[a-z0-9._\uFFFC-]+$/,
    }),
  ),
  issuerUrl: required(ISSUER_URL),
  name: ISSUER_NAME,
  jwksJson: JWKS_JSON,
};

export const PIPELINE_SUBJECT: RulesOf<PipelineSubject> = {
  issuer: required(given("the issuer of the job", "checkSources", "SUBJECT_INVALID")),
  subjects: required(
    list({
      noun: "the subjects of the job",
      code: "SUBJECT_INVALID",
      cure: 'give what a source makes, such as GitHub.branch("acme/api", "main")',
      source: "ours: a job without a subject is nobody",
      of: given("a subject of the job", "checkSources", "SUBJECT_INVALID"),
      minCount: 1,
    }),
  ),
  environment: GITHUB_ENVIRONMENT,
  audience: text({
    noun: "the audience of the job's tokens",
    code: "AUDIENCE_INVALID",
    cure: 'give the "aud" that the CI system writes into them',
    source: "https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3",
    does: "refused",
    example: "sts.amazonaws.com",
    minLength: 1,
    pattern: /^[^\s\x00-\x1f\x7f-\x9f]+$/,
    part: /^[^\s\x00-\x1f\x7f-\x9f]+$/,
  }),
};
