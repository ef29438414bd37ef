import { quoted } from "../core/errors";
import { Issuer } from "../core/issuer";
import { Subject } from "../core/subject";
import { checkPart, checkRef, UUID } from "./grammar";
import { fixed, type PipelineSubject } from "./pipeline-subject";

/** Whose pipelines. */
export interface BuildkiteProps {
  /** The organization's slug. */
  readonly organization: string;
  /** The issuer's name. @default "buildkite" */
  readonly name?: string;
}

const SLUG = /^[a-z0-9]+(-+[a-z0-9]+)*$/;

/**
 * Any step at any commit. A `*` for the commit would span `:`, so `main:commit:*` would be the branch `commit` of the user `main`, too:
 * that fork's jobs are `main:commit:commit:SHA:step:KEY`.
 */
const ANY_JOB = `:commit:${"?".repeat(40)}:step:*`;

/**
 * Buildkite Pipelines of one organization.
 *
 * A job's subject is `organization:O:pipeline:P:ref:REF:commit:SHA:step:KEY`. The commit is new in every build, so only a pattern
 * fits: AWS takes it, Azure cannot, since Entra compares subjects exactly, nor can members of Google Cloud. All three take
 * {@link Buildkite.pipelineId}, for which the job asks by `--subject-claim pipeline_id`. The job names the audience:
 * `buildkite-agent oidc request-token --audience sts.amazonaws.com`. Google Cloud accepts no token of another organization.
 * https://buildkite.com/docs/pipelines/security/oidc
 *
 * @throws FederationError SUBJECT_INVALID, VALUE_MISSING
 * @example
 * import { Buildkite } from "cdktf-workload-identity/ci";
 * const buildkite = new Buildkite({ organization: "acme" });
 * buildkite.branchMatching("api", "main");
 */
export class Buildkite {
  readonly issuer: Issuer;
  private readonly organization: string;

  constructor({ organization, name = "buildkite" }: BuildkiteProps) {
    checkPart(`Buildkite ${quoted(organization)}`, "organization", organization, SLUG, "give its slug, as in URLs");
    this.organization = organization;
    this.issuer = new Issuer({ name, url: "https://agent.buildkite.com", claims: { organization_slug: organization } });
  }

  /**
   * All jobs of the pipeline of this UUID whose token was asked for with
   * `buildkite-agent oidc request-token --subject-claim pipeline_id`: the subject then is the UUID alone, exact, for every cloud.
   * https://buildkite.com/docs/pipelines/security/oidc/azure
   */
  pipelineId(pipelineId: string): PipelineSubject {
    checkPart(`Buildkite ${quoted(pipelineId)}`, "pipeline's id", pipelineId, UUID, "give the UUID in the pipeline's settings");
    return fixed({ issuer: this.issuer, subjects: [Subject.exactly(pipelineId)] });
  }

  /** All jobs of this pipeline, by its slug. AWS alone. */
  pipelineMatching(pipeline: string): PipelineSubject {
    return this.matching(pipeline, "*");
  }

  /**
   * All jobs of this pipeline on this branch, and on no fork's: those have branches of the name `USER:BRANCH`. AWS alone.
   *
   * The subject must name the commit in full; a build of `HEAD` does only once its first job has checked it out.
   */
  branchMatching(pipeline: string, branch: string): PipelineSubject {
    checkRef(`Buildkite ${quoted(pipeline)}`, "branch", branch);
    return this.matching(pipeline, `ref:refs/heads/${branch}${ANY_JOB}`, { build_branch: branch });
  }

  /** All jobs of this pipeline on this tag. The subject must name the commit in full. AWS alone. */
  tagMatching(pipeline: string, tag: string): PipelineSubject {
    checkRef(`Buildkite ${quoted(pipeline)}`, "tag", tag);
    return this.matching(pipeline, `ref:refs/tags/${tag}${ANY_JOB}`);
  }

  private matching(pipeline: string, rest: string, claims: Readonly<Record<string, string>> = {}): PipelineSubject {
    checkPart(`Buildkite ${quoted(pipeline)}`, "pipeline", pipeline, SLUG, "give its slug, as in URLs");
    const pattern = `organization:${this.organization}:pipeline:${pipeline}:${rest}`;
    return fixed({ issuer: this.issuer, subjects: [Subject.matching(pattern, { claims })] });
  }
}
