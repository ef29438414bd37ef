// Small random estates as Terraform, few identities of each cloud, whose variants differ in one or several things.
import fc from "fast-check";
import { awsResources, type AwsRole, awsRoles, ROLE } from "./estates/aws";
import { AZURE_APPLICATION, AZURE_IDENTITY, type AzureIdentity, azureIdentities, azureResources } from "./estates/azure";
import { GOOGLE_ACCOUNT, type GoogleAccount, googleAccounts, googleResources, NUMBER } from "./estates/google";
import { ACCOUNT } from "./estates/words";

export { AUDIENCES, given, ISSUERS, SUBJECTS } from "./estates/words";
export { AZURE_APPLICATION, AZURE_IDENTITY, GOOGLE_ACCOUNT, ROLE };

export interface Estate {
  readonly aws: AwsRole;
  readonly google: GoogleAccount;
  readonly azure: AzureIdentity;
}

export const IDENTITIES = [ROLE, GOOGLE_ACCOUNT, AZURE_IDENTITY, AZURE_APPLICATION] as const;
export const OPTIONS = { awsAccounts: ACCOUNT, googleProjectNumbers: { acme: NUMBER } };

export const estates: fc.Arbitrary<Estate> = fc.record({ aws: awsRoles, google: googleAccounts, azure: azureIdentities });

type Path = readonly (string | number)[];
const isBranch = (value: unknown): value is object => typeof value === "object" && value !== null;

/** The paths of a value's parts, of a cloud's as a whole not. */
const pathsIn = (value: unknown, path: Path = []): Path[] =>
  isBranch(value)
    ? Object.entries(value).flatMap(([key, part]) => {
        const own = [...path, Array.isArray(value) ? Number(key) : key];
        return [...(path.length > 0 ? [own] : []), ...pathsIn(part, own)];
      })
    : [];

const at = (value: unknown, [key, ...rest]: Path): unknown =>
  key === undefined ? value : isBranch(value) ? at((value as Record<string, unknown>)[key], rest) : undefined;

function replaced(value: unknown, [key, ...rest]: Path, part: unknown): unknown {
  if (key === undefined) return part;
  if (Array.isArray(value)) return (value as unknown[]).map((each, index) => (index === key ? replaced(each, rest, part) : each));
  return { ...(value as object), [key]: replaced((value as Record<string, unknown>)[key], rest, part) };
}

/** Another estate that is the same but for one part, large or small. */
export const pairs = fc.tuple(estates, estates, fc.nat()).map(([before, other, seed]): readonly [Estate, Estate] => {
  const paths = pathsIn(before).filter((path) => {
    const [around, key = ""] = [at(other, path.slice(0, -1)), path.at(-1)];
    return isBranch(around) && key in around;
  });
  const path = paths[seed % paths.length] ?? [];
  return [before, replaced(before, path, at(other, path)) as Estate];
});

/** The resources of an estate, by type. */
export const resourcesOf = ({ aws, google, azure }: Estate): Record<string, object> => ({
  ...awsResources(aws),
  ...googleResources(google),
  ...azureResources(azure),
});

/** The estate as Terraform JSON. */
export const terraformOf = (estate: Estate): object => ({ resource: resourcesOf(estate) });
