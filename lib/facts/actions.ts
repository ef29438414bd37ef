/**
 * GitHub's actions, each with the major version that was current in June 2026: jobs and README say the same.
 *
 * All run on Node 24, so self-hosted runners are at least 2.327.1 (checkout: 2.329.0 for container actions).
 * https://github.com/actions/checkout/releases, https://github.com/aws-actions/configure-aws-credentials/releases,
 * https://github.com/google-github-actions/auth/releases, https://github.com/Azure/login/releases
 */
export const ACTIONS = {
  checkout: "actions/checkout@v6",
  aws: "aws-actions/configure-aws-credentials@v6",
  google: "google-github-actions/auth@v3",
  azure: "azure/login@v3",
} as const;
