import { CONTROLS, error, note, OPERATORS, PROVIDER, type Rule, warning, WEB_KEYS } from "./rule";

/** What is found of the subjects and audiences that a statement lets in. */
export const SUBJECT_RULES = {
  "aws-subject-missing": warning("every token of the issuer gets the role", "compare sub", WEB_KEYS),
  "aws-subject-missing-shared": error(
    "everybody can have a token of this issuer, and every one gets the role",
    "compare sub",
    CONTROLS,
  ),
  "aws-subject-leading-wildcard": warning(
    "what comes last in a subject is often free to choose",
    "begin with what is fixed",
    OPERATORS,
  ),
  "aws-subject-any-namespace": warning(
    "whoever may create a namespace or a ServiceAccount in any namespace gets the role",
    "name the namespace",
    "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html",
  ),
  "aws-subject-tenant": error(
    "the issuer is shared, and the subject does not name one customer whole, so others can have it too",
    "begin the subject with the organization, up to its end",
    CONTROLS,
  ),
  "aws-subject-whole-owner": warning(
    "everything of the owner gets the role: each of its repositories, projects or workspaces, future ones too",
    "name the repository, project or workspace",
    WEB_KEYS,
  ),
  "aws-subject-whole-repository": warning(
    "every branch, tag and pull request gets the role, before anybody reviews what it runs",
    "name the environment or the branch",
    WEB_KEYS,
  ),
  "aws-subject-open-prefix": warning(
    "the wildcard stands within a name, so other names with this beginning match, too",
    "end the name before the wildcard, or spell it out",
    OPERATORS,
  ),
  "aws-subject-never": warning(
    "the issuer never writes this subject, so it lets nobody in",
    "spell it as tokens do",
    "https://docs.github.com/en/actions/reference/security/oidc",
  ),
  "aws-subject-negated": warning("excluding some subjects lets all others in", "compare sub with those that may", OPERATORS),
  "aws-subject-unclear": warning(
    "this does not compare sub with texts or patterns, so it may let in every subject",
    "compare sub with StringEquals or StringLike",
    OPERATORS,
  ),
  "aws-audience-missing": warning(
    "a token that was made for another of the provider's audiences gets the role",
    "compare aud",
    WEB_KEYS,
  ),
  "aws-audience-by-provider": note(
    "only the provider's one client id limits the audience; a second one would widen the role",
    "compare aud",
    PROVIDER,
  ),
  "aws-audience-missing-built-in": error(
    "of a built-in issuer, the policy alone looks at the audience: every app's tokens get the role",
    "compare aud",
    WEB_KEYS,
  ),
  "aws-audience-original": note(
    "STS puts azp, the account's own id, into aud, so nothing says for which service the token was made",
    "compare accounts.google.com:oaud",
    WEB_KEYS,
  ),
  "aws-audience-subject": warning("aud holds whom the token is for, and the value is a subject", "compare sub with it", WEB_KEYS),
  "aws-audience-unregistered": warning(
    "STS refuses audiences that are not among the provider's client ids",
    "add it to client_id_list, or correct it",
    PROVIDER,
  ),
} satisfies Record<string, Rule>;
