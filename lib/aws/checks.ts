import { Annotations, TerraformStack, type TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import type { Issuer } from "../core/issuer";
import { nearestWord } from "../core/nearest-word";
import { couldBeEqual, isKnown, knownStart, literalParts } from "../core/tokens";
import { AWS_LIMITS } from "../facts/aws";
import { AWS_PARTITIONS, partitionOf } from "../facts/aws-regions";

/** What stands before a cluster's name in its ARN. */
const CLUSTER = ":cluster/";

/** Refuses the ARN of another EKS cluster: its pods would get the role. Around a token, the name that is known counts. */
export function checkClusterArn(place: string, arn: string, clusterName: string): void {
  const start = arn.indexOf(CLUSTER);
  const named = start === -1 ? undefined : arn.slice(start + CLUSTER.length);
  const isOther = named !== undefined && !couldBeEqual(named, clusterName);
  if (!isOther && (!isKnown(arn) || AWS_LIMITS.clusterArn.test(arn))) return;
  throw new FederationError(place, {
    code: "ARN_INVALID",
    what: `the cluster ${quoted(clusterName)} has the ARN ${quoted(arn)}, which is ${named === undefined ? "not an EKS cluster's" : `of ${quoted(named)}`}`,
    cure: 'give it as "arn:<partition>:eks:<region>:<account>:cluster/<clusterName>"',
  });
}

/** Refuses keys that differ in letter case alone: IAM takes them for one, and keeps one or refuses both. */
export function checkTagKeys(place: string, tags: Readonly<Record<string, string>>): void {
  const byFolded = new Map<string, string>();
  for (const key of Object.keys(tags)) {
    const folded = isKnown(key) ? key.toLowerCase() : key;
    const twin = byFolded.get(folded);
    if (twin !== undefined) {
      throw new FederationError(place, {
        code: "TAG_INVALID",
        what: `the tags ${quoted(twin)} and ${quoted(key)} differ in letter case alone, and IAM takes them for one`,
        cure: "keep one of the two",
      });
    }
    byFolded.set(folded, key);
  }
  if (byFolded.size <= AWS_LIMITS.tags.maxCount) return;
  throw new FederationError(place, {
    code: "TAG_INVALID",
    what: `there are ${byFolded.size} tags`,
    cure: `use at most ${AWS_LIMITS.tags.maxCount}, those of the trust counted`,
  });
}

/** What IAM asks of an issuer beyond the OIDC standard: no port, at most 255 characters. */
export function checkIssuerForAws(place: string, issuer: Issuer): void {
  const known = literalParts(issuer.url).join("");
  const port = /^https:\/\/[^/]*:\d+/.test(issuer.url.split("${")[0] ?? "");
  const { maxLength } = AWS_LIMITS.issuerUrl;
  if (!port && known.length <= maxLength) return;
  throw new FederationError(place, {
    code: "ISSUER_INVALID",
    what: `the issuer ${quoted(issuer.url)} ${port ? "has a port" : `has ${known.length} characters, ${maxLength} are allowed`}`,
    cure: "IAM takes issuers on port 443 with a URL of at most 255 characters: set a --service-account-issuer like that on the API server",
  });
}

/**
 * Refuses a region that looks like none, and warns of one that is unknown here: it may be newer than this library.
 * https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
export function checkRegion(construct: IConstruct, region: string | undefined): void {
  if (region === undefined) return;
  const regions = AWS_PARTITIONS.flatMap((partition) => partition.regions);
  if (!isKnown(region)) {
    warnOfBeginning(construct, knownStart(region), regions);
    return;
  }
  if (regions.includes(region)) return;
  const near = nearestWord(region, regions);
  const meant = near === undefined ? "" : ` (${quoted(near)} is near)`;
  if (partitionOf(region) === undefined) {
    throw new FederationError(construct, {
      code: "REGION_INVALID",
      what: `the region ${quoted(region)} is not one of AWS${meant}`,
      cure: 'give its code, such as "eu-west-1"',
    });
  }
  Annotations.of(construct).addWarning(
    `the region ${quoted(region)} is unknown here${meant}: check its spelling, if it is not new`,
  );
}

function warnOfBeginning(construct: IConstruct, start: string, regions: readonly string[]): void {
  if (regions.some((one) => one.startsWith(start) || start.startsWith(one))) return;
  Annotations.of(construct).addWarning(`no known region begins with ${quoted(start)}: check its spelling, if it is not new`);
}

/** Warns of an ARN of another partition than the region's: nothing there has it. */
export function warnOfForeignPartition(
  construct: IConstruct,
  region: string | undefined,
  arns: readonly (string | undefined)[],
): void {
  const partition = region === undefined || !isKnown(region) ? undefined : partitionOf(region)?.name;
  if (partition === undefined) return;
  for (const arn of arns) {
    const named = arn === undefined ? undefined : /^arn:(aws(?:-[a-z]+)*):/.exec(arn)?.[1];
    if (named === undefined || named === partition) continue;
    Annotations.of(construct).addWarning(
      `the ARN ${quoted(arn)} is of the partition "${named}", and the region ${quoted(region)} is in "${partition}": nothing there has it`,
    );
  }
}

/** Refuses a provider of another stack: Terraform would not find it in this one. */
export function checkProviderStack(scope: IConstruct, provider: TerraformProvider | undefined): void {
  if (provider === undefined) return;
  const [own, other] = [TerraformStack.of(scope), TerraformStack.of(provider)];
  if (own === other) return;
  throw new FederationError(scope, {
    code: "CLUSTER_PROVIDER_FOREIGN",
    what: `the provider ${provider.node.path} lives in the stack ${quoted(other.node.path)}, but what is written through it in ${quoted(own.node.path)}`,
    cure: 'give a "provider" of this stack',
  });
}
