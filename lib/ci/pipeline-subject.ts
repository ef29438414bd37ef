import { FederationError, quoted } from "../core/errors";
import type { TokenSource } from "../core/identity";
import type { Issuer } from "../core/issuer";
import { Subject } from "../core/subject";

/** One kind of job of one CI system: the issuer of its tokens, and every `sub` that they may carry. */
export interface PipelineSubject {
  readonly issuer: Issuer;
  /** One or more, which all stand for the same job: an old and a new spelling, say, or the plan and the apply of a run. */
  readonly subjects: readonly Subject[];
  /** The deployment environment that the job must name, where the subject holds one. */
  readonly environment?: string;
}

/**
 * A job of a CI system that has no class here, or whose subjects follow a template of its own.
 *
 * Any cloud takes exact subjects; a pattern (`Subject.matching`) only AWS.
 *
 * @throws FederationError SUBJECTS_EMPTY
 * @example
 * const semaphore = new Issuer({ name: "semaphore", url: "https://acme.semaphoreci.com" });
 * pipelineSubject(semaphore, Subject.exactly("org:acme:project:3f7c:repo:api:ref_type:branch:ref:refs/heads/main"));
 */
export function pipelineSubject(issuer: Issuer, ...subjects: readonly Subject[]): PipelineSubject {
  if (subjects.length > 0) return { issuer, subjects };
  throw new FederationError(`Issuer ${quoted(issuer.name)}`, {
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
 * @throws FederationError SUBJECT_INVALID
 * @example
 * withClaims(gitlab.branch("acme/api", "main"), { project_id: "20", ref_protected: "true" });
 */
export function withClaims(source: PipelineSubject, claims: Readonly<Record<string, string>>): PipelineSubject {
  const subjects = source.subjects.map((subject) => {
    const details = { serviceAccount: subject.serviceAccount, claims: { ...subject.claims, ...claims } };
    return subject.kind === "exact" ? Subject.exactly(subject.text, details) : Subject.matching(subject.text, details);
  });
  return { ...source, subjects };
}

/** Everyone who may become the identities of a pipeline. */
export function tokenSources(sources: readonly PipelineSubject[]): readonly TokenSource[] {
  return sources.flatMap(({ issuer, subjects }) => subjects.map((subject): TokenSource => ({ issuer, subject })));
}
