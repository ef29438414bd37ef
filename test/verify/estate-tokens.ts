// Who asks for the identities of random estates.
import fc from "fast-check";
import type { Token } from "../../lib/verify";
import { AUDIENCES, given, ISSUERS, SUBJECTS } from "./estates";
import { NOW } from "./oracle";

const [EU, , GITHUB] = ISSUERS;
const TAGS = "https://aws.amazon.com/tags";
const GKE = "https://container.googleapis.com/v1/projects/acme/locations/europe-west1/clusters/eu";

/** Tokens of all issuers, subjects and audiences, some with what only some trusts ask for, and some without what all have. */
export const tokens: fc.Arbitrary<Token> = fc
  .record({
    iss: fc.constantFrom(...ISSUERS, `${EU}/`, `${GITHUB}/`, GKE),
    sub: fc.constantFrom(...SUBJECTS),
    aud: fc.constantFrom(
      ...AUDIENCES,
      `https://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/jobs/providers/jobs`,
    ),
    team: fc.constantFrom(undefined, "a", "b"),
    repository_id: fc.constantFrom(undefined, "74"),
    tags: fc.constantFrom(undefined, { principal_tags: { team: ["a"] } }),
  })
  .map(({ iss, sub, aud, team, repository_id, tags }) => ({
    iss,
    sub,
    aud,
    iat: NOW - 60,
    exp: NOW + 3000,
    ...given("team", team),
    ...given("repository_id", repository_id),
    ...given(TAGS, tags),
  }));
