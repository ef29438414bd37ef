import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { TerraformOutput, TerraformVariable } from "cdktf";
import {
  Bitbucket,
  CircleCi,
  FederatedPipeline,
  GitHub,
  GitLab,
  pipelineSubject,
  Subject,
  type PipelineSubject,
} from "../../lib";
import { AwsTrust } from "../../lib/aws";
import { addresses, only, refusal, resources, World, type Terraform } from "../world";
import { aws, azure, awsPolicy, google } from "./trusts";

const ids = { ownerId: "65", repositoryId: "74" };
const production = GitHub.environment("acme/api", "production", ids);
const gitlab = new GitLab();
const ORG = "2a3b4c5d-1111-2222-3333-444455556666";

interface Policy {
  readonly Statement: readonly { readonly Condition: unknown }[];
}

function deploy(world: World, subjects: readonly PipelineSubject[]) {
  return new FederatedPipeline(world, "deploy", {
    subjects,
    identities: {
      aws: aws(world, GitHub.issuer).role(),
      google: google(world, GitHub.issuer).serviceAccount(),
      azure: azure(world).managedIdentity(),
    },
  });
}

const names = (terraform: Terraform) => [
  only(terraform, "aws_iam_role")["name"],
  only(terraform, "google_service_account")["account_id"],
  only(terraform, "azurerm_user_assigned_identity")["name"],
];

describe("a federated pipeline", () => {
  it("makes one identity in each cloud, and nothing else, typed by the record of requests", () => {
    const world = new World();
    const { identities } = deploy(world, [production]);
    new TerraformOutput(world, "ids", { value: [identities.aws.arn, identities.google.email, identities.azure.clientId] });
    const terraform = world.synth();
    expect(Object.keys(terraform.resource!).sort()).toEqual([
      "aws_iam_role",
      "azurerm_federated_identity_credential",
      "azurerm_user_assigned_identity",
      "google_service_account",
      "google_service_account_iam_member",
    ]);
    expect(resources(terraform, "google_service_account_iam_member")).toHaveLength(2);
    expect(resources(terraform, "azurerm_federated_identity_credential")).toHaveLength(2);
  });

  it("never renames or replaces anything when ids or further jobs are added", () => {
    const build = (...subjects: readonly PipelineSubject[]) => {
      const world = new World();
      deploy(world, subjects);
      return world.synth();
    };
    const before = build(GitHub.environment("acme/api", "production"));
    const after = build(production, GitHub.branch("acme/api", "main", ids), GitHub.tag("acme/other", "v1"));
    expect(names(after)).toEqual(names(before));
    expect(addresses(after)).toEqual([...new Set([...addresses(after), ...addresses(before)])].sort());
  });

  it("takes jobs of several CI systems at once, each with its own line of trust", () => {
    const world = new World();
    const trust = AwsTrust.fromProviderArns(world, "aws", {
      providers: [GitHub.issuer, gitlab.issuer].map((issuer) => ({
        issuer,
        arn: `arn:aws:iam::111122223333:oidc-provider/${issuer.hostAndPath}`,
      })),
    });
    new FederatedPipeline(world, "deploy", {
      subjects: [GitHub.branch("acme/api", "main"), gitlab.branch("acme/api", "main")],
      identities: { aws: trust.role() },
    });
    const statements = (...policies: ReturnType<typeof awsPolicy>) => policies.flatMap(({ Statement }) => Statement);
    expect(JSON.parse(only(world.synth(), "aws_iam_role")["assume_role_policy"] as string)).toEqual({
      Version: "2012-10-17",
      Statement: statements(
        ...awsPolicy("token.actions.githubusercontent.com", { sub: "repo:acme/api:ref:refs/heads/main" }),
        ...awsPolicy("gitlab.com", { sub: "project_path:acme/api:ref_type:branch:ref:main" }),
      ),
    });
  });

  it("works with a repository, an environment and ids that are unknown until apply", () => {
    const world = new World();
    const text = (name: string) => new TerraformVariable(world, name, { type: "string" }).stringValue;
    const job = GitHub.environment(text("repository"), text("environment"), { ownerId: text("owner"), repositoryId: text("id") });
    new FederatedPipeline(world, "deploy", { subjects: [job], identities: { azure: azure(world).managedIdentity() } });
    const terraform = world.synth();
    expect(JSON.stringify(terraform)).not.toContain("TfToken");
    expect(
      resources(terraform, "azurerm_federated_identity_credential")
        .map(({ subject }) => subject)
        .sort(),
    ).toEqual([
      'repo:${replace(var.repository, "/", "@${var.owner}/")}@${var.id}:environment:${replace(var.environment, ":", "%3A")}',
      'repo:${var.repository}:environment:${replace(var.environment, ":", "%3A")}',
    ]);
  });

  it("keeps to the jobs that it was made of, whatever becomes of the lists", () => {
    const subject = Subject.exactly("repo:acme/api:ref:refs/heads/main");
    const made = [
      production,
      pipelineSubject(GitHub.issuer, subject),
      GitHub.branch("acme/api", "main"),
      new CircleCi({ organizationId: ORG }).user(ORG, ORG),
    ];
    for (const { subjects } of made) {
      expect(() => (subjects as Subject[]).push(Subject.matching("repo:evil/*"))).toThrow(TypeError);
    }
    const world = new World();
    const byHand = { issuer: GitHub.issuer, subjects: [subject] };
    const list = [byHand];
    const pipeline = new FederatedPipeline(world, "deploy", {
      subjects: list,
      identities: { aws: aws(world, GitHub.issuer).role() },
    });
    byHand.subjects.push(Subject.exactly("repo:evil/api:pull_request"));
    list.push({ issuer: GitHub.issuer, subjects: [Subject.exactly("repo:evil/api:pull_request")] });
    expect(() => (pipeline.subjects as PipelineSubject[]).push(production)).toThrow(TypeError);
    expect(pipeline.subjects).toEqual([{ issuer: GitHub.issuer, subjects: [subject] }]);
    const [copy] = pipeline.subjects;
    expect(pipeline.jobSettings(byHand).aws.audience).toBe(pipeline.jobSettings(copy!).aws.audience);
    expect(JSON.parse(only(world.synth(), "aws_iam_role")["assume_role_policy"] as string)).toEqual(
      awsPolicy("token.actions.githubusercontent.com", { sub: subject.text })[0],
    );
  });

  it("takes jobs whose tokens are for one audience only where the identity wants that", () => {
    const bitbucket = new Bitbucket({ workspace: "acme", workspaceUuid: ORG });
    const build = (jobs: PipelineSubject, clientIds?: readonly string[]) => {
      const world = new World();
      const trust = new AwsTrust(world, "aws", { issuers: [jobs.issuer], ...(clientIds === undefined ? {} : { clientIds }) });
      new FederatedPipeline(world, "deploy", { subjects: [jobs], identities: { aws: trust.role() } });
      return (JSON.parse(only(world.synth(), "aws_iam_role")["assume_role_policy"] as string) as Policy).Statement[0]!.Condition;
    };
    const { hostAndPath } = bitbucket.issuer;
    const steps = bitbucket.repositoryMatching(ORG);
    expect(build(steps, [bitbucket.audience])).toEqual({
      StringLike: { [`${hostAndPath}:sub`]: `{${ORG}}:*` },
      StringEquals: { [`${hostAndPath}:aud`]: bitbucket.audience },
    });
    expect(refusal(() => build(steps)).code).toBe("AUDIENCE_INVALID");
    const asking = new CircleCi({ organizationId: ORG, asksForAudience: true });
    expect(build(asking.user(ORG, ORG))).toEqual({
      StringEquals: {
        [`${asking.issuer.hostAndPath}:sub`]: `org/${ORG}/project/${ORG}/user/${ORG}`,
        [`${asking.issuer.hostAndPath}:aud`]: "sts.amazonaws.com",
      },
    });
    expect(refusal(() => build(new CircleCi({ organizationId: ORG }).user(ORG, ORG))).message).toContain("clientIds");
  });

  it("says of each identity what a job must know", () => {
    const world = new World();
    const settings = deploy(world, [production]).jobSettings(production);
    expect(Object.entries(settings).map(([key, { audience }]) => [key, audience])).toEqual([
      ["aws", "sts.amazonaws.com"],
      ["google", "https://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/jobs/providers/jobs"],
      ["azure", "api://AzureADTokenExchange"],
    ]);
  });

  it("loads without any provider package, those of Kubernetes included", () => {
    const script = `
      require(${JSON.stringify(resolve(__dirname, "../../dist/ci/index.js"))});
      console.log(JSON.stringify(Object.keys(require.cache).filter((file) => file.includes("@cdktf/provider-"))));
    `;
    expect(JSON.parse(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }))).toEqual([]);
  });
});
