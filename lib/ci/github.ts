import { Fn } from "cdktf";
import { checkTextValue, checkValues } from "../core/check-values";
import { FederationError, quoted } from "../core/errors";
import { Issuer } from "../core/issuer";
import { Subject } from "../core/subject";
import { couldBeEqual, literalParts, textParts } from "../core/tokens";
import { checkRef, refuse } from "./grammar";
import { checkEnvironment, type GitHubIds } from "./github-names";
import { CONTEXT_PATTERN, GITHUB_ACTIONS_PROPS, GITHUB_IDS, GITHUB_REPOSITORY, GITHUB_WORKFLOW } from "./github-values";
import { fixed, withClaims, type PipelineSubject } from "./pipeline-subject";

/** Which GitHub, and whose organization. */
export interface GitHubActionsProps {
  /** The issuer's name. @default "github" */
  readonly name?: string;
  /**
   * The id of the organization or user that all repositories belong to: digits, `gh api users/ACME --jq .id`. Google Cloud then
   * accepts no token of another owner's repositories.
   * @default - none: give the issuer's pool an `attributeCondition` on Google Cloud
   */
  readonly ownerId?: string;
  /** The slug of the enterprise, where it has an issuer URL of its own. @default - the common issuer */
  readonly enterprise?: string;
  /** SUBDOMAIN of an enterprise with data residency at SUBDOMAIN.ghe.com. @default - github.com */
  readonly gheSubdomain?: string;
  /** The host name of a GitHub Enterprise Server. @default - github.com */
  readonly server?: string;
}

/**
 * GitHub Actions, on github.com, with data residency on ghe.com, or on a GitHub Enterprise Server.
 *
 * Repositories that were created, renamed or transferred after 2026-07-15 carry an immutable subject
 * (`repo:acme@65/api@74:environment:production`), older ones the classic one (`repo:acme/api:environment:production`). With the
 * ids both are trusted; without them the classic one alone, which locks newer repositories out, and which a stranger can emit who
 * registers an abandoned name. `gh api repos/ACME/API --jq '.owner.id, .id'` prints the ids.
 *
 * A job's subject names its environment where it has one, else `pull_request`, else its ref. Letter case counts. Exact subjects
 * suit AWS, Google Cloud (127 bytes at most) and Azure; patterns AWS and the applications of EntraTrust. A repository with a subject template of its own needs
 * {@link pipelineSubject}. https://docs.github.com/en/actions/reference/security/oidc
 *
 * @throws FederationError ISSUER_INVALID, ISSUER_SOURCE_INVALID, SUBJECT_INVALID, VALUE_MISSING
 * @example
 * import { GitHubActions } from "cdktf-workload-identity/ci";
 * const github = new GitHubActions({ ownerId: "65" });
 * github.environment("acme/api", "production", { ownerId: "65", repositoryId: "74" });
 */
export class GitHubActions {
  readonly issuer: Issuer;
  private readonly ownerId: string | undefined;
  private readonly isServer: boolean;

  constructor(props: GitHubActionsProps = {}) {
    checkValues(place((props as GitHubActionsProps | null)?.name ?? "github"), "the GitHub", GITHUB_ACTIONS_PROPS, props);
    const { name = "github", ownerId } = props;
    this.ownerId = ownerId;
    this.isServer = props.server !== undefined;
    const claims = ownerId === undefined ? {} : { claims: { repository_owner_id: ownerId } };
    this.issuer = new Issuer({ name, url: issuerUrl(name, props), ...claims });
  }

  /** Jobs without an environment that run on this branch, and not for a pull request. */
  branch(repository: string, branch: string, ids?: GitHubIds): PipelineSubject {
    checkRef(place(repository), "branch", branch);
    return this.exactly(repository, `ref:refs/heads/${branch}`, ids);
  }

  /** Jobs without an environment that run on this tag. */
  tag(repository: string, tag: string, ids?: GitHubIds): PipelineSubject {
    checkRef(place(repository), "tag", tag);
    return this.exactly(repository, `ref:refs/tags/${tag}`, ids);
  }

  /**
   * Jobs that name this environment, on any ref: protect the environment by rules of its own. The token spells `:` as `%3A`, and
   * so does the subject; servers before 3.19 do not, so it is refused there.
   */
  environment(repository: string, environment: string, ids?: GitHubIds): PipelineSubject {
    checkEnvironment(place(repository), environment, this.isServer);
    const spelled = textParts(environment)
      .map(({ text, isToken }) => (isToken ? Fn.replace(text, ":", "%3A") : text.replaceAll(":", "%3A")))
      .join("");
    return fixed({ ...this.exactly(repository, `environment:${spelled}`, ids), environment });
  }

  /** Jobs without an environment that run for any pull request: whoever may open one runs code as the identity. */
  pullRequest(repository: string, ids?: GitHubIds): PipelineSubject {
    return this.exactly(repository, "pull_request", ids);
  }

  /**
   * The same jobs, if they run this reusable workflow: `OWNER/REPO/.github/workflows/FILE.yml@REF`, REF whole or a commit.
   *
   * The subject still names the calling repository; the workflow is in the claim `job_workflow_ref`. AWS alone compares it, and
   * not for a GitHub Enterprise Server.
   * https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-with-reusable-workflows
   */
  reusableWorkflow(caller: PipelineSubject, workflow: string): PipelineSubject {
    checkTextValue("GitHub", GITHUB_WORKFLOW, workflow);
    return withClaims(caller, { job_workflow_ref: workflow });
  }

  /**
   * Jobs of this repository whose context (what follows the repository in the subject) matches a pattern, such as
   * `ref:refs/heads/release-*`. AWS takes it, and with an id of the owner or repository so do the applications of EntraTrust; members
   * of Google Cloud and credentials of managed identities are exact.
   */
  repositoryMatching(repository: string, contextPattern: string, ids?: GitHubIds): PipelineSubject {
    checkTextValue(place(repository), CONTEXT_PATTERN, contextPattern);
    return this.all(repository, ids, (prefix) => Subject.matching(`${prefix}:${contextPattern}`));
  }

  private exactly(repository: string, context: string, ids: GitHubIds | undefined): PipelineSubject {
    return this.all(repository, ids, (prefix) => Subject.exactly(`${prefix}:${context}`));
  }

  private all(repository: string, ids: GitHubIds | undefined, subject: (prefix: string) => Subject): PipelineSubject {
    checkTextValue(place(repository), GITHUB_REPOSITORY, repository);
    if (ids === undefined) return fixed({ issuer: this.issuer, subjects: [subject(`repo:${repository}`)] });
    checkValues(place(repository), "the ids", GITHUB_IDS, ids);
    if (this.isServer) {
      refuse(place(repository), "ids were given for a GitHub Enterprise Server", "leave them out: its subjects never hold ids");
    }
    if (this.ownerId !== undefined && !couldBeEqual(this.ownerId, ids.ownerId)) {
      refuse(
        place(repository),
        `the owner's id is ${quoted(ids.ownerId)}, and the issuer's tokens are of ${quoted(this.ownerId)} alone`,
        "give the same owner to both, or another GitHubActions without ownerId",
      );
    }
    const immutable = subject(immutablePrefix(repository, ids));
    const subjects = ids.immutableOnly === true ? [immutable] : [subject(`repo:${repository}`), immutable];
    return fixed({ issuer: this.issuer, subjects });
  }
}

/** GitHub Actions on github.com, of any organization. */
export const GitHub: GitHubActions = new GitHubActions();

function place(repository: string): string {
  return `GitHub ${quoted(repository)}`;
}

function immutablePrefix(repository: string, { ownerId, repositoryId }: GitHubIds): string {
  const isSlashKnown = literalParts(repository).some((part) => part.includes("/"));
  const named = isSlashKnown ? repository.replace("/", () => `@${ownerId}/`) : Fn.replace(repository, "/", `@${ownerId}/`);
  return `repo:${named}@${repositoryId}`;
}

function issuerUrl(name: string, { server, enterprise, gheSubdomain }: GitHubActionsProps): string {
  if (server !== undefined && (enterprise !== undefined || gheSubdomain !== undefined)) {
    throw new FederationError(`GitHub ${quoted(name)}`, {
      code: "ISSUER_SOURCE_INVALID",
      what: '"server" stands beside "enterprise" or "gheSubdomain"',
      cure: "give the host name of a GitHub Enterprise Server, or what names a part of GitHub's own cloud",
    });
  }
  if (server !== undefined) return `https://${server}/_services/token`;
  const host = gheSubdomain === undefined ? "token.actions.githubusercontent.com" : `token.actions.${gheSubdomain}.ghe.com`;
  return enterprise === undefined ? `https://${host}` : `https://${host}/${enterprise}`;
}
