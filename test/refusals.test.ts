// What bad input gets: an error with path, value, cure and code, from the constructor.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformVariable } from "cdktf";
import {
  Bitbucket,
  Buildkite,
  CircleCi,
  FederatedPipeline,
  FederationError,
  GitHub,
  GitHubActions,
  GitLab,
  HcpTerraform,
  SpiffeTrustDomain,
} from "../lib";
import { AwsTrust } from "../lib/aws";
import { AWS_REFUSALS, role } from "./refusals/aws";
import { AWS_EDGE_REFUSALS } from "./refusals/aws-edges";
import { IDENTITY_BINDING_REFUSALS } from "./refusals/identity-bindings";
import { AWS_HALF_KNOWN_REFUSALS } from "./refusals/aws-half-known";
import { AZURE_REFUSALS, managedIdentity } from "./refusals/azure";
import { CI_REFUSALS, pipeline } from "./refusals/ci";
import { GOOGLE_REFUSALS, serviceAccount } from "./refusals/google";
import { KUBERNETES_REFUSALS, workload } from "./refusals/kubernetes";
import { long, type Build } from "./refusals/refusal";
import { refusal, World } from "./world";

const REFUSED = [
  ...KUBERNETES_REFUSALS,
  ...AWS_REFUSALS,
  ...IDENTITY_BINDING_REFUSALS,
  ...AWS_EDGE_REFUSALS,
  ...AWS_HALF_KNOWN_REFUSALS,
  ...GOOGLE_REFUSALS,
  ...AZURE_REFUSALS,
  ...CI_REFUSALS,
];

describe("bad input", () => {
  it.each(REFUSED.map(([code, shown, build]) => ({ code, shown, build })))("$code: shows $shown", ({ code, shown, build }) => {
    const refused = refusal(() => build(new World()));
    expect(refused.code).toBe(code);
    expect(refused.message).toContain(shown);
    expect(refused.message).toMatch(/^.+: .+; .+ \[[A-Z_]+\]$/s);
  });

  it("gets an error for every code there is", () => {
    const source = readFileSync(join(__dirname, "../lib/core/errors.ts"), "utf8");
    const codes = [...source.matchAll(/^ {2}\| "([A-Z_]+)"/gm)].map(([, code]) => code);
    expect(codes.length).toBeGreaterThan(30);
    expect([...new Set(REFUSED.map(([code]) => code))].sort()).toEqual(codes.sort());
  });

  it("gets an error that names the construct, the value and the cure", () => {
    const world = new World();
    expect(() => workload(() => ({ namespace: "Shop" }))(world)).toThrow(
      new FederationError("world/orders", {
        code: "NAMESPACE_INVALID",
        what: 'the namespace "Shop" is not one that is taken',
        cure: 'give an RFC 1123 label: at most 63 characters of a-z, 0-9 and "-", with a letter or digit at both ends',
      }),
    );
  });
});

describe("input at the edge", () => {
  const fine: readonly (readonly [what: string, build: Build])[] = [
    ["a ServiceAccount of one letter", workload(() => ({ serviceAccountName: "a" }))],
    ["a ServiceAccount of 253 characters", workload(() => ({ serviceAccountName: long(253) }))],
    ["a namespace of 63 characters", workload(() => ({ namespace: long(63) }))],
    ["a Google subject of 127 bytes", serviceAccount({}, `system:serviceaccount:${long(50)}:${long(54)}`)],
    ["twenty federated credentials", managedIdentity({}, 20)],
    ["an Azure subject of 600 characters", managedIdentity({}, 1, long(600))],
    ["an issuer with a port, for Azure", managedIdentity({})],
    ["a role name of 64 characters", role({ name: long(64) })],
    ["the longest session", role({ maxSessionDuration: 43_200 })],
    ["policies of China", role({ policyArns: ["arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess"] })],
    ["policies of GovCloud", role({ policyArns: ["arn:aws-us-gov:iam::111122223333:policy/team/Orders"] })],
    [
      "an IAM variable with two dollar signs",
      role({ inlinePolicies: { a: { Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "$${aws:username}" }] } } }),
    ],
    ["a repository of an enterprise-managed user", () => GitHub.branch("octocat_acme/a.b_c-d", "main")],
    ["a repository that begins with two dots", () => GitHub.branch("acme/..a", "main")],
    ["a branch with nearly every character", () => GitHub.branch("acme/api", "feature/#1-(ä)@home_%20=x,y;z!'&|<>{}$")],
    ["an environment with spaces and slashes", () => GitHub.environment("acme/api", "Production / EU: blue")],
    [
      "a reusable workflow by commit",
      () => GitHub.reusableWorkflow(GitHub.pullRequest("acme/api"), `acme/ci/.github/workflows/a.yaml@${"0a".repeat(20)}`),
    ],
    ["a project in a deep subgroup", () => new GitLab({ group: "acme" }).branch("acme/a.b/c_d/api", "main")],
    ["a workspace of 90 characters", () => new HcpTerraform({ organization: "a" }).apply("Default Project", long(90))],
    ["a pipeline with digits", () => new Buildkite({ organization: "acme-2" }).pipelineMatching("api-2-x")],
    [
      "a SPIFFE path with dots",
      () => new SpiffeTrustDomain({ trustDomain: "a", issuerUrl: "https://a.example" }).workload("/.../a..b"),
    ],
    [
      "jobs that are unknown until apply",
      (world) => {
        const text = new TerraformVariable(world, "job", { type: "string" }).stringValue;
        const ids = { ownerId: text, repositoryId: text };
        pipeline(() => ({ subjects: [GitHub.environment(text, text, ids), GitHub.branch(`acme/${text}`, text, ids)] }))(world);
        const jobs = [
          new GitLab({ url: text, group: text, namespaceId: text }).branch(text, text),
          new HcpTerraform({ organization: text, organizationId: text, hostname: text }).workspace(text, text),
          new CircleCi({ organizationId: text }).user(text, text),
          new Buildkite({ organization: text }).pipelineId(text),
          new SpiffeTrustDomain({ trustDomain: text, issuerUrl: `https://${text}/spiffe` }).workload(text),
          new GitHubActions({ name: "server", server: text, ownerId: text }).tag(text, text),
        ];
        const aws = new AwsTrust(world, "aws-2", { issuers: jobs.map(({ issuer }) => issuer) });
        new FederatedPipeline(world, "other", { subjects: jobs, identities: { aws: aws.role() } });
        expect(new Bitbucket({ workspace: text, workspaceUuid: text }).audience).toBe(`ari:cloud:bitbucket::workspace/${text}`);
      },
    ],
    [
      "values that are unknown until apply",
      (world) => {
        const text = new TerraformVariable(world, "unknown", { type: "string" }).stringValue;
        role({ name: text, path: text, policyArns: [text], permissionsBoundaryArn: text, tags: { team: text } })(world);
        serviceAccount({ accountId: text, roles: [text] })(world);
        managedIdentity({ name: text, roleAssignments: [{ scope: text, roleDefinitionId: text }] })(world);
      },
    ],
  ];

  it.each(fine.map(([what, build]) => ({ what, build })))("takes $what", ({ build }) => {
    const world = new World();
    build(world);
    expect(JSON.stringify(world.synth())).not.toContain("TfToken");
  });
});
