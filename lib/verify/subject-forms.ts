import { isKnown } from "./text";

const GITHUB = "token.actions.githubusercontent.com";

/** What follows the repository in subjects that people write and GitHub does not: claims have other names, and refs begin with refs/. */
const NEVER =
  /^(branch|branches|tag|tags|heads|env|environments|pr|pull-request|pull_requests|event|refs?\/[^:]*)(:|$)|^ref:(?!refs\/)[^*?]/;

/**
 * Why an issuer never writes a subject; `undefined`: it may. `*` and `?` are any characters.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export function neverWritten(host: string, subject: string): string | undefined {
  if (host !== GITHUB || !isKnown(subject)) return undefined;
  const [, context] = /^(?:repo|repository):[^:*?/]+\/[^:*?/]+(?::(.*))?$/s.exec(subject) ?? [];
  if (/^repo:[^:*?/]+\/[^:*?/]+:?$/.test(subject)) return "a context follows the repository, unless its subjects are customized";
  if (context === undefined || !NEVER.test(context)) return undefined;
  return "after the repository comes ref:refs/heads/…, ref:refs/tags/…, environment:…, pull_request or a claim's name";
}
