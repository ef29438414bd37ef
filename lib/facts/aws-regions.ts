/** A partition of AWS: its regions, and the domain of its services. */
export interface AwsPartition {
  readonly name: string;
  readonly dnsSuffix: string;
  /** What its regions look like, those to come too. */
  readonly pattern: RegExp;
  readonly regions: readonly string[];
}

/** https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json and https://docs.aws.amazon.com/general/latest/gr/rande.html */
export const AWS_PARTITIONS: readonly AwsPartition[] = [
  {
    name: "aws",
    dnsSuffix: "amazonaws.com",
    pattern: /^(us|eu|ap|sa|ca|me|af|il|mx)-(central|(north|south)(east|west)?|east|west)-\d+$/,
    regions: (
      "af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2 " +
      "ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 " +
      "eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 " +
      "us-west-1 us-west-2"
    ).split(" "),
  },
  { name: "aws-cn", dnsSuffix: "amazonaws.com.cn", pattern: /^cn-[a-z]+-\d+$/, regions: ["cn-north-1", "cn-northwest-1"] },
  { name: "aws-us-gov", dnsSuffix: "amazonaws.com", pattern: /^us-gov-[a-z]+-\d+$/, regions: ["us-gov-east-1", "us-gov-west-1"] },
  { name: "aws-eusc", dnsSuffix: "amazonaws.eu", pattern: /^eusc-[a-z]+-[a-z]+-\d+$/, regions: ["eusc-de-east-1"] },
  { name: "aws-iso", dnsSuffix: "c2s.ic.gov", pattern: /^us-iso-[a-z]+-\d+$/, regions: ["us-iso-east-1", "us-iso-west-1"] },
  {
    name: "aws-iso-b",
    dnsSuffix: "sc2s.sgov.gov",
    pattern: /^us-isob-[a-z]+-\d+$/,
    regions: ["us-isob-east-1", "us-isob-west-1"],
  },
  { name: "aws-iso-e", dnsSuffix: "cloud.adc-e.uk", pattern: /^eu-isoe-[a-z]+-\d+$/, regions: ["eu-isoe-west-1"] },
  {
    name: "aws-iso-f",
    dnsSuffix: "csp.hci.ic.gov",
    pattern: /^us-isof-[a-z]+-\d+$/,
    regions: ["us-isof-east-1", "us-isof-south-1"],
  },
];

/** The partition that a region is in; undefined for a text that looks like no region. */
export function partitionOf(region: string): AwsPartition | undefined {
  return AWS_PARTITIONS.find(({ pattern, regions }) => regions.includes(region) || pattern.test(region));
}
