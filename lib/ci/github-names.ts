import { checkText, quoted } from "../core/errors";
import { isKnown } from "../core/tokens";
import { checkPart, refuse } from "./grammar";

/** The ids that a repository and its owner keep for ever. */
export interface GitHubIds {
  /** The id of the organization or user: digits. */
  readonly ownerId: string;
  /** The id of the repository: digits. */
  readonly repositoryId: string;
  /**
   * Trusts the immutable subject and no longer the classic one. Derived names of identities hold a hash of the first subject, so name
   * the identities yourself if they must survive the change.
   * @default false
   */
  readonly immutableOnly?: boolean;
}

// An underscore stands in the names of enterprise-managed users: NAME_SHORTCODE.
const OWNER = "[A-Za-z0-9][A-Za-z0-9_-]{0,38}";
const REPOSITORY = "(?!\\.{1,2}(?![A-Za-z0-9._-]))[A-Za-z0-9._-]{1,100}";

export function checkRepository(place: string, repository: string): void {
  const pattern = new RegExp(`^${OWNER}/${REPOSITORY}$`);
  checkPart(place, "repository", repository, pattern, 'give it as "owner/name", as GitHub spells it');
}

export function checkId(place: string, whose: "owner" | "repository", id: string): void {
  const cure = "give the number that GitHub's API shows: gh api repos/OWNER/NAME --jq '.owner.id, .id'";
  checkPart(place, `${whose}'s id`, id, /^[1-9]\d*$/, cure);
}

export function checkEnvironment(place: string, environment: string, isServer: boolean): void {
  checkText(place, "the environment", environment);
  if (!isKnown(environment)) return;
  const cure = "give the environment's exact name, at most 255 characters; for several, list each or call repositoryMatching";

  checkPart(place, "environment", environment, /^(?!\s)[^*?\x00-\x1f\x7f]{1,255}(?<!\s)$/, cure);
  if (/%3a/i.test(environment)) {
    refuse(
      place,
      `the environment ${quoted(environment)} holds "%3A", which subjects write for ":", so it could be another one's`,
      'rename the environment, or give the name with ":" if that is meant',
    );
  }
  if (isServer && environment.includes(":")) {
    refuse(
      place,
      `the environment ${quoted(environment)} holds ":", which only some versions of GitHub Enterprise Server write as "%3A"`,
      "rename the environment",
    );
  }
}

export function checkWorkflow(workflow: string): void {
  const pattern = new RegExp(
    `^${OWNER}/${REPOSITORY}/\\.github/workflows/[^/@*?\\s]+\\.ya?ml@(refs/(heads|tags)/[^*?\\s~^:\\\\[]+|[0-9a-f]{40})$`,
  );
  const cure = 'give it whole, such as "acme/ci/.github/workflows/deploy.yml@refs/heads/main"';
  checkPart("GitHub", "reusable workflow", workflow, pattern, cure);
}
