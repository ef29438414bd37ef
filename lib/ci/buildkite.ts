import { checkTextValue, checkValues } from "../core/check-values";
import { quoted } from "../core/errors";
import { Issuer } from "../core/issuer";
import { Subject } from "../core/subject";
import { checkRef } from "./grammar";
import { fixed, type PipelineSubject } from "./pipeline-subject";
import { BUILDKITE_PROPS, buildkiteSlug, uuid } from "./source-values";

/** Whose pipelines. */
export interface BuildkiteProps {
  /** The organization's slug. */
  readonly organization: string;
  /** The issuer's name. @default "buildkite" */
  readonly name?: string;
}

const PIPELINE = buildkiteSlug("pipeline");
const PIPELINE_ID = uuid(
  "pipeline's id",
  "give the UUID in the pipeline's settings",
  "https://buildkite.com/docs/pipelines/security/oidc/azure",
);

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

  constructor(props: BuildkiteProps) {
    const place = `Buildkite ${quoted((props as BuildkiteProps | null)?.organization)}`;
    checkValues(place, "the organization of Buildkite", BUILDKITE_PROPS, props);
    const { organization, name = "buildkite" } = props;
    this.organization = organization;
    this.issuer = new Issuer({ name, url: "https://agent.buildkite.com", claims: { organization_slug: organization } });
  }

  /**
   * All jobs of the pipeline of this UUID whose token was asked for with
   * `buildkite-agent oidc request-token --subject-claim pipeline_id`: the subject then is the UUID alone, exact, for every cloud.
   * https://buildkite.com/docs/pipelines/security/oidc/azure
   */
  pipelineId(pipelineId: string): PipelineSubject {
    checkTextValue(`Buildkite ${quoted(pipelineId)}`, PIPELINE_ID, pipelineId);
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
    checkTextValue(`Buildkite ${quoted(pipeline)}`, PIPELINE, pipeline);
    const pattern = `organization:${this.organization}:pipeline:${pipeline}:${rest}`;
    return fixed({ issuer: this.issuer, subjects: [Subject.matching(pattern, { claims })] });
  }
}
