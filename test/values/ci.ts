import {
  Bitbucket,
  Buildkite,
  CircleCi,
  FederatedPipeline,
  GitHub,
  GitHubActions,
  GitLab,
  HcpTerraform,
  Issuer,
  SpiffeTrustDomain,
  Subject,
} from "../../lib";
import { AwsRole, AwsTrust } from "../../lib/aws";
import { FEDERATED_PIPELINE_PROPS } from "../../lib/ci/pipeline-values";
import { GITHUB_ACTIONS_PROPS, GITHUB_IDS } from "../../lib/ci/github-values";
import {
  BITBUCKET_PROPS,
  BUILDKITE_PROPS,
  CIRCLECI_PROPS,
  GITLAB_PROPS,
  HCP_TERRAFORM_PROPS,
  PIPELINE_SUBJECT,
  SPIFFE_PROPS,
} from "../../lib/ci/source-values";
import { ISSUER_PROPS } from "../../lib/core/issuer-values";
import { SERVICE_ACCOUNT_NAME, SUBJECT_DETAILS, TOKEN_SOURCE } from "../../lib/core/subject-values";
import type { World } from "../world";
import type { RoomValues } from "./room";

const UUID = "76543210-ba98-fedc-3210-edcba0987654";
const main = GitHub.branch("acme/api", "main");
const aws = (world: World) => new AwsTrust(world, "aws", { issuers: [main.issuer] });

export const CI_VALUES: RoomValues = {
  IssuerProps: {
    rules: ISSUER_PROPS,
    build: (_world, options) => new Issuer({ name: "edge", url: "https://oidc.example.com", ...options }),
  },
  SubjectDetails: { rules: SUBJECT_DETAILS, build: (_world, options) => Subject.exactly("a", options) },
  ServiceAccountName: {
    rules: SERVICE_ACCOUNT_NAME,
    build: (_world, options) => {
      const serviceAccount = { namespace: "shop", name: "orders", ...options };
      const text = `system:serviceaccount:${serviceAccount.namespace}:${serviceAccount.name}`;
      return Subject.exactly(text, { serviceAccount });
    },
  },
  TokenSource: {
    rules: TOKEN_SOURCE,
    build: (world, options) =>
      new AwsRole(world, "role", {
        trust: aws(world),
        sources: [{ issuer: main.issuer, subject: main.subjects[0]!, ...options }],
      }),
  },
  PipelineSubject: {
    rules: PIPELINE_SUBJECT,
    build: (world, options) =>
      new FederatedPipeline(world, "deploy", {
        subjects: [{ ...main, ...options }],
        identities: { aws: aws(world).role() },
      }),
  },
  FederatedPipelineProps: {
    rules: FEDERATED_PIPELINE_PROPS,
    build: (world, options) =>
      new FederatedPipeline(world, "deploy", { subjects: [main], identities: { aws: aws(world).role() }, ...options }),
  },
  GitHubIds: {
    rules: GITHUB_IDS,
    build: (_world, options) => GitHub.branch("acme/api", "main", { ownerId: "65", repositoryId: "74", ...options }),
  },
  GitHubActionsProps: { rules: GITHUB_ACTIONS_PROPS, build: (_world, options) => new GitHubActions(options) },
  GitLabProps: { rules: GITLAB_PROPS, build: (_world, options) => new GitLab(options) },
  HcpTerraformProps: {
    rules: HCP_TERRAFORM_PROPS,
    build: (_world, options) => new HcpTerraform({ organization: "acme", ...options }),
  },
  SpiffeTrustDomainProps: {
    rules: SPIFFE_PROPS,
    build: (_world, options) =>
      new SpiffeTrustDomain({ trustDomain: "example.org", issuerUrl: "https://spiffe.example.org", ...options }),
  },
  BuildkiteProps: { rules: BUILDKITE_PROPS, build: (_world, options) => new Buildkite({ organization: "acme", ...options }) },
  CircleCiProps: { rules: CIRCLECI_PROPS, build: (_world, options) => new CircleCi({ organizationId: UUID, ...options }) },
  BitbucketProps: {
    rules: BITBUCKET_PROPS,
    build: (_world, options) => new Bitbucket({ workspace: "acme", workspaceUuid: UUID, ...options }),
  },
};
