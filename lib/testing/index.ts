import { trustMatchers } from "./matchers";
import type { TrustMatchers } from "./types";

export type { Bearer, BearerLike, OtherBearer } from "./bearers";
export { TEST_TIME, type ClaimOptions } from "./claims";
export { githubToken, type GitHubTokenOptions } from "./github-token";
export { gitlabToken, type GitLabTokenOptions } from "./gitlab-token";
export { hcpTerraformToken, type HcpTerraformTokenOptions } from "./hcp-terraform-token";
export type { IdentityName } from "./identities";
export { kubernetesToken, type KubernetesTokenOptions } from "./kubernetes-token";
export { type FindingsOptions, type MatcherContext, type MatcherResult, trustMatchers } from "./matchers";
export { type Pod, podIdentity, type PodIdentityOptions } from "./pod-identity";
export { type Trust, trustOf, type TrustOptions, type TrustSource } from "./trust";
export type { TrustMatchers } from "./types";

declare global {
  // The namespace is jest's own; where jest is not used, nobody sees it. Its matchers take both parameters.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type
    interface Matchers<R, T = {}> extends TrustMatchers<R> {}
  }
}

const { expect } = globalThis as { expect?: { extend?: (matchers: typeof trustMatchers) => void } };
if (typeof expect?.extend === "function") expect.extend(trustMatchers);
