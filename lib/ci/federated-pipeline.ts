import { Construct } from "constructs";
import { checkValues } from "../core/check-values";
import { checkConstructId } from "../core/construct-id";
import { FederationError, isList, quoted } from "../core/errors";
import { checkIdentities } from "../core/identities";
import type { IdentitiesOf, Identity, IdentityRequests } from "../core/identity";
import type { JobSettings } from "../core/job-settings";
import { checkSources } from "../core/sources";
import { isKnown } from "../core/tokens";
import { FEDERATED_PIPELINE_PROPS } from "./pipeline-values";
import { checkAudiences } from "./job-audience";
import { checkJobs, fixed, tokenSources, type PipelineSubject } from "./pipeline-subject";

/** What a pipeline is made of: which jobs, and what they become. */
export interface FederatedPipelineProps<R extends IdentityRequests> {
  /**
   * The jobs. Each may become every one of the identities, and no other job any.
   *
   * Names that are derived hold a hash of the first subject: put further jobs behind it.
   */
  readonly subjects: readonly PipelineSubject[];
  /** What the jobs become, by names of your choice (letters, digits, `-` and `_`). */
  readonly identities: R;
}

/**
 * Who asks: jobs of CI systems, and the identities that they may use, in any clouds at once.
 *
 * The trusts are the same as those of Kubernetes workloads, and must accept the jobs' issuers. Creates nothing beside the
 * identities: the CI system hands its jobs their tokens.
 *
 * @throws FederationError SUBJECTS_EMPTY, SUBJECT_DUPLICATE, SUBJECT_INVALID, ISSUER_DUPLICATE, IDENTITIES_EMPTY, IDENTITY_KEY_INVALID,
 * AUDIENCE_INVALID, and what the identities refuse
 * @example
 * import { TerraformOutput } from "cdktf";
 * import { AwsTrust } from "cdktf-workload-identity/aws";
 * import { FederatedPipeline, GitHub, githubJob } from "cdktf-workload-identity/ci";
 * const aws = new AwsTrust(this, "aws", { issuers: [GitHub.issuer] });
 * const production = GitHub.environment("acme/api", "production", { ownerId: "65", repositoryId: "74" });
 * const deploy = new FederatedPipeline(this, "deploy", {
 *   subjects: [production],
 *   identities: { aws: aws.role({ policyArns: [deployPolicy.arn] }) },
 * });
 * new TerraformOutput(this, "deploy-job", { value: githubJob(deploy, production) });
 */
export class FederatedPipeline<R extends IdentityRequests> extends Construct {
  readonly subjects: readonly PipelineSubject[];
  /** The identities, under the names of their requests. */
  readonly identities: IdentitiesOf<R>;
  /** The jobs as they were given, each with its frozen copy. */
  private readonly given: ReadonlyMap<PipelineSubject, PipelineSubject>;

  constructor(scope: Construct, id: string, props: FederatedPipelineProps<R>) {
    super(scope, id);
    const { path } = this.node;
    const jobs = (props as FederatedPipelineProps<R> | null)?.subjects;
    if (isList(jobs) && isKnown(jobs)) checkJobs(path, props.subjects);
    checkValues(path, "the pipeline", FEDERATED_PIPELINE_PROPS, nobody(props));
    checkIdentities(path, props.identities);
    const given = isList(props.subjects) ? props.subjects : [];
    this.given = new Map(given.map((job) => [job, fixed(job)]));
    this.subjects = Object.freeze([...this.given.values()]);
    const sources = tokenSources(given);
    checkSources(this, sources);
    this.identities = Object.fromEntries(
      Object.entries(props.identities).map(([key, request]) => [key, request.federate(this, key, sources)]),
    ) as IdentitiesOf<R>;
    checkAudiences(path, this.subjects, this.identities);
    checkConstructId(this);
  }

  /**
   * What a job of this pipeline must know so that it becomes the identities, under their names: the audience to ask for, the inputs
   * of the cloud's own GitHub action, and the environment of a job that keeps its token in a file.
   * @throws FederationError SUBJECT_UNKNOWN
   */
  jobSettings(subject: PipelineSubject): { readonly [K in keyof R]: JobSettings } {
    const job = this.given.get(subject) ?? this.subjects.find((copy) => copy === subject);
    if (job === undefined) {
      throw new FederationError(this, {
        code: "SUBJECT_UNKNOWN",
        what: `the job ${textOf(subject)} is not one of this pipeline's`,
        cure: 'keep it in a variable, and give the same to "subjects" and here',
      });
    }
    const entries = Object.entries<Identity>(this.identities);
    return Object.fromEntries(entries.map(([key, identity]) => [key, identity.jobSettings(job.issuer)])) as {
      readonly [K in keyof R]: JobSettings;
    };
  }
}

/** A list that is left out is an empty one: what is wrong is that nobody is named. */
function nobody(props: object | null): object | null {
  return props === null ? null : { ...props, ...("subjects" in props && props.subjects !== undefined ? {} : { subjects: [] }) };
}

function textOf(subject: PipelineSubject | undefined): string {
  return subject?.subjects.map(({ text }) => quoted(text)).join(", ") ?? quoted(subject);
}
