/** An ARN of an OIDC provider in its parts; any may be a hole. */
export interface ProviderArn {
  readonly partition: string;
  readonly account: string;
  readonly hostAndPath: string;
}

const PART = "(?:\uE000[^\uE000\uE001]*\uE001|[^:\uE000\uE001])+";
const PROVIDER_ARN = new RegExp(`^arn:(${PART}):iam::(${PART}):oidc-provider/(.+)$`, "s");

/** The parts of an ARN of an OIDC provider; nothing of other texts. */
export function providerArnOf(text: string): ProviderArn | undefined {
  const [, partition, account, host] = PROVIDER_ARN.exec(text) ?? [];
  if (partition === undefined || account === undefined || host === undefined) return undefined;
  return { partition, account, hostAndPath: host };
}
