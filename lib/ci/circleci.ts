import { checkTextValue, checkValues } from "../core/check-values";
import { quoted } from "../core/errors";
import { Issuer } from "../core/issuer";
import { Subject } from "../core/subject";
import { ANY_UUID, checkRef } from "./grammar";
import { fixed, type PipelineSubject } from "./pipeline-subject";
import { CIRCLECI_PROPS, circleCiId, VCS_ORIGIN } from "./source-values";

/** Whose jobs. */
export interface CircleCiProps {
  /** The organization's id: a UUID. */
  readonly organizationId: string;
  /**
   * Whether the jobs ask for each cloud's own audience: `circleci run oidc get --claims`. No identity
   * is then refused for its audience.
   * @default false: their tokens are for {@link CircleCi.audience}
   */
  readonly asksForAudience?: boolean;
  /** The issuer's name. @default "circleci" */
  readonly name?: string;
}

/**
 * CircleCI, one organization: each has an issuer of its own.
 *
 * A job's subject is `org/ORG/project/PROJECT/user/USER`; in `CIRCLE_OIDC_TOKEN_V2` it ends in `/vcs-origin/ORIGIN/vcs-ref/REF`. It
 * names who started the job, so all jobs of a project fit only a pattern: AWS takes it; members of Google Cloud and credentials of
 * Azure are exact, so they take the jobs of one user. A token is for {@link CircleCi.audience} unless the job asks for another:
 * `circleci run oidc get --claims '{"aud":"sts.amazonaws.com"}'`. https://circleci.com/docs/openid-connect-tokens/
 *
 * @throws FederationError SUBJECT_INVALID, VALUE_MISSING
 * @example
 * import { AwsTrust } from "cdktf-workload-identity/aws";
 * import { CircleCi } from "cdktf-workload-identity/ci";
 * const circleci = new CircleCi({ organizationId: "2a3b4c5d-1111-2222-3333-444455556666" });
 * const aws = new AwsTrust(this, "aws", { issuers: [circleci.issuer], clientIds: [circleci.audience] });
 * circleci.projectMatching("76543210-ba98-fedc-3210-edcba0987654");
 */
export class CircleCi {
  readonly issuer: Issuer;
  /** The `aud` of a token that the job did not ask for: the organization's id. */
  readonly audience: string;
  private readonly ownAudience: { readonly audience?: string };

  constructor(props: CircleCiProps) {
    checkValues("CircleCI", "the organization of CircleCI", CIRCLECI_PROPS, props);
    const { organizationId, asksForAudience = false, name = "circleci" } = props;
    this.audience = organizationId;
    this.ownAudience = asksForAudience ? {} : { audience: organizationId };
    this.issuer = new Issuer({
      name,
      url: `https://oidc.circleci.com/org/${organizationId}`,
      subjectPrefix: `org/${organizationId}/`,
    });
  }

  /** The jobs of this project that this user started, with `CIRCLE_OIDC_TOKEN`. Both are UUIDs. Every cloud takes it. */
  user(projectId: string, userId: string): PipelineSubject {
    checkTextValue("CircleCI", USER, userId);
    return this.job(Subject.exactly(`${this.project(projectId)}/user/${userId}`));
  }

  /** All jobs of this project, whoever started them, with either token. AWS alone. */
  projectMatching(projectId: string): PipelineSubject {
    return this.job(Subject.matching(`${this.project(projectId)}/user/*`));
  }

  /**
   * The jobs of this project on this branch, whoever started them, with `CIRCLE_OIDC_TOKEN_V2`. AWS alone.
   * @param vcsOrigin the repository without a scheme, such as `github.com/acme/api`
   */
  branchMatching(projectId: string, vcsOrigin: string, branch: string): PipelineSubject {
    const place = `CircleCI ${quoted(projectId)}`;
    checkTextValue(place, VCS_ORIGIN, vcsOrigin);
    checkRef(place, "branch", branch);
    const pattern = `${this.project(projectId)}/user/${ANY_UUID}/vcs-origin/${vcsOrigin}/vcs-ref/refs/heads/${branch}`;
    return this.job(Subject.matching(pattern));
  }

  private job(subject: Subject): PipelineSubject {
    return fixed({ issuer: this.issuer, subjects: [subject], ...this.ownAudience });
  }

  private project(projectId: string): string {
    checkTextValue("CircleCI", PROJECT, projectId);
    return `org/${this.audience}/project/${projectId}`;
  }
}

const USER = circleCiId("user");
const PROJECT = circleCiId("project");
