import { checkValue, checkValues } from "../core/check-values";
import { FederationError, isList, quoted } from "../core/errors";
import type { TokenSource } from "../core/identity";
import type { Issuer } from "../core/issuer";
import { Subject } from "../core/subject";
import { claims as claimsRule } from "../core/subject-values";
import { PIPELINE_SUBJECT } from "./source-values";

const CLAIMS = claimsRule("the claims");

/** One kind of job of one CI system: the issuer of its tokens, and every `sub` that they may carry. */
export interface PipelineSubject {
  readonly issuer: Issuer;
  /** One or more, which all stand for the same job: an old and a new spelling, say, or the plan and the apply of a run. */
  readonly subjects: readonly Subject[];
  /** The deployment environment that the job must name, where the subject holds one. */
  readonly environment?: string;
  /** The `aud` of the job's tokens, where the CI system sets it: only an identity that wants this audience can be had. */
  readonly audience?: string;
}

/**
 * A job of a CI system that has no class here, or whose subjects follow a template of its own.
 *
 * Any cloud takes exact subjects; a pattern (`Subject.matching`) only AWS, and of GitHub, GitLab and HCP Terraform the applications
 * of EntraTrust.
 *
 * @throws FederationError SUBJECTS_EMPTY
 * @example
 * import { Issuer, Subject } from "cdktf-workload-identity";
 * import { pipelineSubject } from "cdktf-workload-identity/ci";
 * const semaphore = new Issuer({ name: "semaphore", url: "https://acme.semaphoreci.com" });
 * pipelineSubject(semaphore, Subject.exactly("org:acme:project:3f7c:repo:api:ref_type:branch:ref:refs/heads/main"));
 */
export function pipelineSubject(issuer: Issuer, ...subjects: readonly Subject[]): PipelineSubject {
  if (subjects.length > 0) return fixed({ issuer, subjects });
  throw new FederationError(`Issuer ${quoted((issuer as Issuer | undefined)?.name)}`, {
    code: "SUBJECTS_EMPTY",
    what: "a job without a subject",
    cure: "give at least one Subject.exactly(…)",
  });
}

/**
 * The same job, if its token carries these claims too.
 *
 * AWS compares only the claims that it knows of this issuer: of GitHub, GitLab.com, Buildkite and CircleCI a few, of others none
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html). A cloud that cannot compare one
 * of them refuses the subject.
 *
 * @throws FederationError SUBJECT_INVALID, VALUE_MISSING
 * @example
 * import { withClaims } from "cdktf-workload-identity/ci";
 * withClaims(gitlab.branch("acme/api", "main"), { project_id: "20", ref_protected: "true" });
 */
export function withClaims(source: PipelineSubject, claims: Readonly<Record<string, string>>): PipelineSubject {
  checkJobs("Claims", [source]);
  checkValue("Claims", CLAIMS, claims);
  const subjects = source.subjects.map((subject) => {
    const details = { serviceAccount: subject.serviceAccount, claims: { ...subject.claims, ...claims } };
    return subject.kind === "exact" ? Subject.exactly(subject.text, details) : Subject.matching(subject.text, details);
  });
  return fixed({ ...source, subjects });
}

/** The job with its list, both frozen: who is trusted is what was checked. A job that is frozen already stays the same object. */
export function fixed(source: PipelineSubject): PipelineSubject {
  if (Object.isFrozen(source) && Object.isFrozen(source.subjects)) return source;
  return Object.freeze({ ...source, subjects: Object.freeze([...source.subjects]) });
}

/** Refuses what is no job of a CI system, such as a variable that was never set. */
export function checkJobs(place: string, sources: readonly PipelineSubject[]): void {
  for (const source of isList(sources) ? (sources as readonly (Partial<PipelineSubject> | null | undefined)[]) : []) {
    if (isList(source?.subjects) && source?.subjects?.length !== 0) {
      const { environment, audience } = PIPELINE_SUBJECT;
      checkValues(place, "the job", { environment, audience }, source);
      continue;
    }
    if (source?.subjects !== undefined && !isList(source.subjects)) {
      checkValues(place, "the job", { subjects: PIPELINE_SUBJECT.subjects }, source);
    }
    throw new FederationError(place, {
      code: "SUBJECT_INVALID",
      what: `a job is ${source?.subjects?.length === 0 ? "without a subject" : quoted(source)}`,
      cure: 'give what a source makes, such as GitHub.branch("acme/api", "main")',
    });
  }
}

/** Everyone who may become the identities of a pipeline. */
export function tokenSources(sources: readonly PipelineSubject[]): readonly TokenSource[] {
  return sources.flatMap(({ issuer, subjects }) => subjects.map((subject): TokenSource => ({ issuer, subject })));
}
