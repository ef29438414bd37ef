import { ISSUER_NAME } from "../core/issuer-values";
import { flag, required, type RulesOf, type TextRule } from "../core/values";
import type { GitHubActionsProps } from "./github";
import type { GitHubIds } from "./github-names";
import { DIGITS, DIGITS_HALF, HOST, HOST_HALF, LABEL, LABEL_HALF, part, urlPart } from "./grammar";

const OIDC = "https://docs.github.com/en/actions/reference/security/oidc";

// An underscore stands in the names of enterprise-managed users: NAME_SHORTCODE.
const OWNER = "[A-Za-z0-9][A-Za-z0-9_-]{0,38}";
const REPOSITORY = "(?!\\.{1,2}(?![A-Za-z0-9._-]))[A-Za-z0-9._-]{1,100}";
const NAME_HALF = "[A-Za-z0-9._\\uFFFC-]+";

/** A repository; the slash of one that is unknown in part may be unknown too. */
export const GITHUB_REPOSITORY: TextRule = part({
  noun: "the repository",
  cure: 'give it as "owner/name", as GitHub spells it',
  source: OIDC,
  example: "acme/api",
  pattern: new RegExp(`^${OWNER}/${REPOSITORY}$`),
  half: new RegExp(`^([A-Za-z0-9\\uFFFC][A-Za-z0-9_\\uFFFC-]{0,38}/(?!\\.{1,2}$)${NAME_HALF}|${NAME_HALF})$`),
});

const id = (whose: "owner" | "repository", example: string): TextRule =>
  part({
    noun: `the ${whose}'s id`,
    cure: "give the number that GitHub's API shows: gh api repos/OWNER/NAME --jq '.owner.id, .id'",
    source: OIDC,
    example,
    pattern: DIGITS,
    half: DIGITS_HALF,
  });

/** An environment, as its settings show it. */
export const GITHUB_ENVIRONMENT: TextRule = part({
  noun: "the environment",
  cure: "give the environment's exact name, at most 255 characters; for several, list each or call repositoryMatching",
  source: "https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments",
  example: "production",
  minLength: 1,
  maxLength: 255,
  pattern: /^(?!\s)[^*?\x00-\x1f\x7f-\x9f]+(?<!\s)$/,
  half: /^(?!\s)[^*?\x00-\x1f\x7f-\x9f]+(?<!\s)$/,
});

/** A reusable workflow, whole. */
export const GITHUB_WORKFLOW: TextRule = part({
  noun: "the reusable workflow",
  cure: 'give it whole, such as "acme/ci/.github/workflows/deploy.yml@refs/heads/main"',
  source: OIDC,
  example: "acme/ci/.github/workflows/deploy.yml@refs/heads/main",
  pattern: new RegExp(
    `^${OWNER}/${REPOSITORY}/\\.github/workflows/[^/@*?\\s]+\\.ya?ml@(refs/(heads|tags)/[^*?\\s~^:\\\\[]+|[0-9a-f]{40})$`,
  ),
  half: /^[^@*?\s]+(@[^*?\s~^:\\[]*)?$/,
});

/** What comes behind the repository, with wildcards. */
export const CONTEXT_PATTERN: TextRule = part({
  noun: "the pattern",
  cure: 'give what follows in the subject, such as "ref:refs/heads/release-*"',
  source: OIDC,
  example: "ref:refs/heads/*",
  minLength: 1,
});

/** The ids that a repository and its owner keep. */
export const GITHUB_IDS: RulesOf<GitHubIds> = {
  ownerId: required(id("owner", "65")),
  repositoryId: required(id("repository", "74")),
  immutableOnly: flag("immutableOnly"),
};

/** Which GitHub. */
export const GITHUB_ACTIONS_PROPS: RulesOf<GitHubActionsProps> = {
  name: ISSUER_NAME,
  ownerId: id("owner", "65"),
  enterprise: urlPart("the enterprise", OIDC, "acme", LABEL, LABEL_HALF),
  gheSubdomain: urlPart("the subdomain of ghe.com", OIDC, "acme", LABEL, LABEL_HALF),
  server: urlPart("the server", OIDC, "github.acme.com", HOST, HOST_HALF),
};
