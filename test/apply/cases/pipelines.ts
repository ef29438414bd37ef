import { oidcProviders, role, statement } from "../expected";
import { FLAWLESS } from "../life-cycle";
import type { Case } from "./case";

const GITHUB = "token.actions.githubusercontent.com";
const GITLAB = "gitlab.example.com";
const HCP = "app.terraform.io";
const BUILDKITE = "agent.buildkite.com";
const BITBUCKET = "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc";
const BITBUCKET_AUDIENCE = "ari:cloud:bitbucket::workspace/5a1ff0ab-7a0d-4b8f-9d1c-2f3c4d5e6f70";
const CIRCLECI_ORG = "2a3b4c5d-1111-2222-3333-444455556666";
const CIRCLECI = `oidc.circleci.com/org/${CIRCLECI_ORG}`;
const SPIFFE = "oidc-discovery.example.org";
const OTHERS = "555555555554";

/** Pipelines, whose jobs get a role. */
export const PIPELINES: readonly Case[] = [
  {
    name: "github-actions",
    does: "create a role that jobs of one GitHub environment may assume, by name and by id",
    stack: ({ moto }) => ({ account: moto.account("555555555551") }),
    expected: () => ({
      ...FLAWLESS,
      iam: {
        roles: [
          {
            ...role("555555555551", "deploy-aws-831ae0af"),
            trustPolicy: {
              Version: "2012-10-17",
              Statement: [
                statement("555555555551", GITHUB, {
                  sub: ["repo:acme/api:environment:production", "repo:acme@65/api@74:environment:production"],
                }),
              ],
            },
            managedPolicies: ["arn:aws:iam::aws:policy/PowerUserAccess"],
          },
        ],
        oidcProviders: oidcProviders("555555555551", GITHUB),
      },
    }),
  },
  {
    name: "gitlab",
    does: "create a role that jobs of one GitLab branch may assume, by path and by id",
    stack: ({ moto }) => ({ account: moto.account("555555555552") }),
    expected: () => ({
      ...FLAWLESS,
      iam: {
        roles: [
          {
            ...role("555555555552", "publish-aws-f11eb95a"),
            trustPolicy: {
              Version: "2012-10-17",
              Statement: [
                statement("555555555552", GITLAB, {
                  sub: ["project_path:acme/platform/api:ref_type:branch:ref:main", "project_id:20:ref_type:branch:ref:main"],
                }),
              ],
            },
            managedPolicies: ["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser"],
          },
        ],
        oidcProviders: oidcProviders("555555555552", GITLAB),
      },
    }),
  },
  {
    name: "hcp-terraform",
    does: "create a role for a workspace's plans and another for its applies",
    stack: ({ moto }) => ({ account: moto.account("555555555553") }),
    expected: () => {
      const runs = (phase: string): object => ({
        Version: "2012-10-17",
        Statement: [
          statement("555555555553", HCP, {
            sub: `organization:acme:project:Default Project:workspace:network-prod:run_phase:${phase}`,
            aud: "aws.workload.identity",
          }),
        ],
      });
      const [provider] = oidcProviders("555555555553", HCP);
      return {
        ...FLAWLESS,
        iam: {
          roles: [
            {
              ...role("555555555553", "apply-aws-844c0b2d"),
              trustPolicy: runs("apply"),
              managedPolicies: ["arn:aws:iam::aws:policy/PowerUserAccess"],
            },
            {
              ...role("555555555553", "plan-aws-e8ed1a88"),
              trustPolicy: runs("plan"),
              managedPolicies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
            },
          ],
          oidcProviders: [{ ...provider, clientIds: ["aws.workload.identity"] }],
        },
        outputs: {
          "workspace-variables": {
            TFC_AWS_PROVIDER_AUTH: "true",
            TFC_AWS_PLAN_ROLE_ARN: "arn:aws:iam::555555555553:role/plan-aws-e8ed1a88",
            TFC_AWS_APPLY_ROLE_ARN: "arn:aws:iam::555555555553:role/apply-aws-844c0b2d",
          },
        },
      };
    },
  },
  {
    name: "other-pipelines",
    does: "create roles for jobs of Bitbucket, Buildkite and CircleCI, and for a SPIFFE workload",
    stack: ({ moto }) => ({ account: moto.account(OTHERS) }),
    expected: () => {
      const like = (issuer: string, sub: string, others: Readonly<Record<string, string>>): object => ({
        ...statement(OTHERS, issuer, { sub }),
        Condition: {
          StringLike: { [`${issuer}:sub`]: sub },
          StringEquals: Object.fromEntries(Object.entries(others).map(([claim, value]) => [`${issuer}:${claim}`, value])),
        },
      });
      const made = (name: string, trust: object): object => ({
        ...role(OTHERS, name),
        trustPolicy: { Version: "2012-10-17", Statement: [trust] },
        managedPolicies: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"],
      });
      const audiences: Readonly<Record<string, string>> = { [BITBUCKET]: BITBUCKET_AUDIENCE, [CIRCLECI]: CIRCLECI_ORG };
      return {
        ...FLAWLESS,
        iam: {
          roles: [
            made(
              "bitbucket-aws-347072b5",
              like(BITBUCKET, "{76543210-ba98-fedc-3210-edcba0987654}:*", { aud: BITBUCKET_AUDIENCE }),
            ),
            made(
              "buildkite-aws-5ac1cebf",
              like(BUILDKITE, `organization:acme:pipeline:api:ref:refs/heads/main:commit:${"?".repeat(40)}:step:*`, {
                aud: "sts.amazonaws.com",
                build_branch: "main",
                organization_slug: "acme",
              }),
            ),
            made(
              "circleci-aws-efea99ce",
              like(CIRCLECI, `org/${CIRCLECI_ORG}/project/76543210-ba98-fedc-3210-edcba0987654/user/*`, { aud: CIRCLECI_ORG }),
            ),
            made("spiffe-aws-391f64eb", statement(OTHERS, SPIFFE, { sub: "spiffe://example.org/ci/deploy" })),
          ],
          oidcProviders: oidcProviders(OTHERS, BITBUCKET, BUILDKITE, CIRCLECI, SPIFFE).map((provider) => ({
            ...provider,
            clientIds: [audiences[provider.url] ?? "sts.amazonaws.com"],
          })),
        },
        outputs: {
          "bitbucket-role": `arn:aws:iam::${OTHERS}:role/bitbucket-aws-347072b5`,
          "buildkite-role": `arn:aws:iam::${OTHERS}:role/buildkite-aws-5ac1cebf`,
          "circleci-role": `arn:aws:iam::${OTHERS}:role/circleci-aws-efea99ce`,
          "spiffe-role": `arn:aws:iam::${OTHERS}:role/spiffe-aws-391f64eb`,
        },
      };
    },
  },
];
