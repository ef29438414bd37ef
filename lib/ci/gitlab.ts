import { checkTextValue, checkValues } from "../core/check-values";
import { checkText, FederationError, quoted } from "../core/errors";
import { Issuer } from "../core/issuer";
import { Subject } from "../core/subject";
import { couldBegin, isKnown, knownStart } from "../core/tokens";
import { CONTEXT_PATTERN } from "./github-values";
import { checkRef, refuse } from "./grammar";
import { fixed, type PipelineSubject } from "./pipeline-subject";
import { GITLAB_PROJECT, GITLAB_PROJECT_ID, GITLAB_PROPS } from "./source-values";

/** Which GitLab, and whose group. */
export interface GitLabProps {
  /** The issuer's name. @default "gitlab" */
  readonly name?: string;
  /** The URL of the instance, as `iss` spells it. @default "https://gitlab.com" */
  readonly url?: string;
  /**
   * The full path of the group or user that all projects belong to, subgroups included. Google Cloud then accepts no token of other
   * projects. Not together with projects by id, whose subjects do not name the group.
   * @default - none
   */
  readonly group?: string;
  /**
   * The id of the group or user that is the direct parent of all projects. Google Cloud then accepts no token of other projects, and
   * applications of EntraTrust take patterns.
   * @default - none: give the issuer's pool an `attributeCondition` on Google Cloud, or name the group
   */
  readonly namespaceId?: string;
}

/** A project: its full path, or its id where the project's subjects begin with that. */
export type GitLabProject = string | { readonly projectId: string };

/**
 * GitLab CI/CD, on gitlab.com or your own instance.
 *
 * A job's subject is `project_path:GROUP/PROJECT:ref_type:branch:ref:REF`, in pipelines of merge requests with the source branch.
 * It changes when the project is renamed or moved. `{ projectId }` stands for `project_id:ID:ref_type:…`, which does not: set the
 * project's `ci_id_token_sub_claim_components` to `["project_id", "ref_type", "ref"]` by the projects API first. To change over,
 * list both. Exact subjects suit AWS, Google Cloud (127 bytes at most) and Azure; patterns AWS, and of
 * many a GitLab the applications of EntraTrust, with an id beside them (`namespaceId`, or a `project_id` by {@link withClaims}); other claims ({@link withClaims}) AWS alone, and for gitlab.com only.
 * https://docs.gitlab.com/ci/cloud_services/#configurable-oidc-claims
 *
 * @throws FederationError ISSUER_INVALID, SUBJECT_INVALID, VALUE_MISSING
 * @example
 * import { GitLab } from "cdktf-workload-identity/ci";
 * const gitlab = new GitLab({ group: "acme" });
 * gitlab.branch("acme/platform/api", "main");
 */
export class GitLab {
  readonly issuer: Issuer;
  private readonly group: string | undefined;

  constructor(props: GitLabProps = {}) {
    const place = `GitLab ${quoted((props as GitLabProps | null)?.name ?? "gitlab")}`;
    checkValues(place, "the GitLab", GITLAB_PROPS, props);
    const { name = "gitlab", url = "https://gitlab.com", group, namespaceId } = props;
    if (url.endsWith("/")) {
      throw new FederationError(place, {
        code: "ISSUER_INVALID",
        what: `the URL ${quoted(url)} ends in "/", and GitLab's tokens never do`,
        cure: "give it without the slash",
      });
    }
    this.group = group;
    this.issuer = new Issuer({
      name,
      url,
      ...(group === undefined ? {} : { subjectPrefix: `project_path:${group}/` }),
      ...(namespaceId === undefined ? {} : { claims: { namespace_id: namespaceId } }),
    });
  }

  /** Jobs that run on this branch. */
  branch(project: GitLabProject, branch: string): PipelineSubject {
    checkRef(placeOf(project), "branch", branch);
    return this.exactly(project, `ref_type:branch:ref:${branch}`);
  }

  /** Jobs that run on this tag. */
  tag(project: GitLabProject, tag: string): PipelineSubject {
    checkRef(placeOf(project), "tag", tag);
    return this.exactly(project, `ref_type:tag:ref:${tag}`);
  }

  /**
   * Jobs of this project for which what follows it in the subject matches a pattern, such as `ref_type:branch:ref:release-*`. AWS
   * takes it, and so do the applications of EntraTrust; members of Google Cloud and credentials of managed identities are exact.
   */
  projectMatching(project: GitLabProject, pattern: string): PipelineSubject {
    checkTextValue(placeOf(project), CONTEXT_PATTERN, pattern);
    return fixed({ issuer: this.issuer, subjects: [Subject.matching(`${this.prefix(project)}:${pattern}`)] });
  }

  private exactly(project: GitLabProject, rest: string): PipelineSubject {
    return fixed({ issuer: this.issuer, subjects: [Subject.exactly(`${this.prefix(project)}:${rest}`)] });
  }

  private prefix(project: GitLabProject): string {
    const place = placeOf(project);
    if (typeof project === "object" && isThere(project)) {
      checkTextValue(place, GITLAB_PROJECT_ID, project.projectId);
      if (this.group !== undefined) {
        refuse(
          place,
          `the project is named by its id, and the issuer's tokens name the group ${quoted(this.group)}`,
          'give "namespaceId" in place of "group", or the project\'s path',
        );
      }
      return `project_id:${project.projectId}`;
    }
    checkText(place, "the project", project);
    checkTextValue(place, GITLAB_PROJECT, project);
    const { group } = this;
    if (group !== undefined && !couldBegin(project, isKnown(group) ? `${group}/` : knownStart(group))) {
      refuse(
        place,
        `the project is not in the group ${quoted(group)}, whose tokens alone are accepted`,
        "give another GitLab its group",
      );
    }
    return `project_path:${project}`;
  }
}

function placeOf(project: GitLabProject): string {
  return `GitLab ${quoted(typeof project === "object" && isThere(project) ? project.projectId : project)}`;
}

/** Types rule null out; a program without types does not. */
function isThere(project: object | null): boolean {
  return project !== null;
}
