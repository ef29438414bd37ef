/** What belongs together in a picture: the namespace of a pod, the repository or organization of a job, or whose tokens they are. */
export function teamOf(subject: string, issuer: string): string {
  const [, namespace, owner] =
    /^(?:system:serviceaccount:([^:]+):|(?:repo|project_path|organization):([^:]+):)/.exec(subject) ?? [];
  return namespace ?? owner ?? issuer;
}
