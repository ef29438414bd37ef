import { same, type Truth } from "../text";
import { sameAccount } from "./accounts";
import type { AwsIssuer } from "./issuers";
import { providerArnOf } from "./provider-arn";

/**
 * The providers that the files create or look up, and those that the user says to exist. The files win: what may be a provider of theirs and
 * is said otherwise counts for nothing. A provider that is only looked up has the client ids that the user says.
 */
export function withAdopted(issuers: readonly AwsIssuer[]): AwsIssuer[] {
  const real = issuers.filter(({ resource }) => resource.adopted !== true);
  const adopted = issuers.filter((issuer) => issuer.resource.adopted === true && isConsistent(issuer));
  const known = real.map((issuer) => {
    if (issuer.audiencesKnown || issuer.resource.mode !== "data") return issuer;
    const told = adopted.filter((each) => isTwin(each, issuer) === "yes");
    const [first] = told;
    const agrees = first?.audiencesKnown === true && told.every((each) => sameAudiences(each, first));
    return agrees ? { ...issuer, audiences: first.audiences, audiencesKnown: true } : issuer;
  });
  const others = adopted.filter((each) =>
    known.every((issuer) => {
      const twin = isTwin(each, issuer);
      return twin === "no" || (twin === "unknown" && sameAudiences(each, issuer));
    }),
  );
  return [...known, ...others];
}

/** An ARN of another issuer would make a role trust what its policy does not name. */
function isConsistent({ resource, hostAndPath }: AwsIssuer): boolean {
  const { arn } = resource.values;
  const named = typeof arn === "string" ? providerArnOf(arn)?.hostAndPath : undefined;
  return named === undefined || same(named, hostAndPath) !== "no";
}

/** An account has one provider a URL. A URL that is unknown is taken for another one: of the adopted one, the user says what it is. */
const isTwin = (a: AwsIssuer, b: AwsIssuer): Truth => (a.url === b.url ? sameAccount(a.account, b.account) : "no");

function sameAudiences(a: AwsIssuer, b: AwsIssuer): boolean {
  const [one, other] = [new Set(a.audiences), new Set(b.audiences)];
  return a.audiencesKnown && b.audiencesKnown && one.size === other.size && [...one].every((id) => other.has(id));
}
