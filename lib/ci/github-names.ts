import { checkTextValue } from "../core/check-values";
import { quoted } from "../core/errors";
import { literalParts, replaceTokens } from "../core/tokens";
import { TOKEN_SIGN } from "../facts/text-format";
import { GITHUB_ENVIRONMENT } from "./github-values";
import { refuse } from "./grammar";

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

export function checkEnvironment(place: string, environment: string, isServer: boolean): void {
  checkTextValue(place, GITHUB_ENVIRONMENT, environment);
  // Also where a token stands for a part of it.
  if (/%3(a|\uFFFC)/i.test(replaceTokens(environment, () => TOKEN_SIGN))) {
    refuse(
      place,
      `the environment ${quoted(environment)} holds "%3A", which subjects write for ":", so it could stand for another one`,
      'rename the environment, or give the name with ":" if that is meant',
    );
  }
  if (isServer && literalParts(environment).some((part) => part.includes(":"))) {
    refuse(
      place,
      `the environment ${quoted(environment)} holds ":", which only some versions of GitHub Enterprise Server write as "%3A"`,
      "rename the environment",
    );
  }
}
