import { FederationError, quoted } from "../core/errors";
import type { Identity } from "../core/identity";
import { couldBeEqual } from "../core/tokens";
import type { PipelineSubject } from "./pipeline-subject";

/** Refuses an identity that wants another audience than the job's tokens carry: nobody could become it, and nothing would say why. */
export function checkAudiences(
  place: string,
  jobs: readonly PipelineSubject[],
  identities: Readonly<Record<string, Identity>>,
): void {
  for (const { issuer, audience } of jobs) {
    if (audience === undefined) continue;
    for (const [key, identity] of Object.entries(identities)) {
      const wanted = identity.jobSettings(issuer).audience;
      if (couldBeEqual(wanted, audience)) continue;
      throw new FederationError(place, {
        code: "AUDIENCE_INVALID",
        what: `the identity ${quoted(key)} wants tokens for ${quoted(wanted)}, and those of ${quoted(issuer.name)} are for ${quoted(audience)}`,
        cure: 'give the trust that audience: "clientIds" on AWS, "audience" of the pool on Google Cloud (Azure cannot); or, if the jobs ask for each cloud\'s own, say "asksForAudience" of the source',
      });
    }
  }
}
