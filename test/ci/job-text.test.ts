// What a job must say, as a CI system reads it, with Terraform's expressions replaced by what they might become.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TerraformOutput } from "cdktf";
import { parse } from "yaml";
import { FederatedPipeline, GitHub, githubJob, GitLab, gitlabJob, type Identity, type PipelineSubject } from "../../lib";
import { World } from "../world";
import { aws, azure, google } from "./trusts";

const POOL = "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/jobs/providers/jobs";
const TENANT = "22222222-2222-2222-2222-222222222222";

/** The output as Terraform prints it: each expression stands for the name of what it reads. */
function printed(job: PipelineSubject, write: (pipeline: FederatedPipeline<never>, job: PipelineSubject) => string): string {
  const world = new World();
  const { issuer } = job;
  const deploy = new FederatedPipeline(world, "deploy", {
    subjects: [job],
    identities: {
      aws: aws(world, issuer).role(),
      google: google(world, issuer).serviceAccount(),
      "azure-eu": azure(world).managedIdentity(),
    },
  });
  new TerraformOutput(world, "job", { value: write(deploy as unknown as FederatedPipeline<never>, job) });
  const text = world.synth().output!["job"]!["value"] as string;
  expect(text).not.toContain("TfToken");
  return text.replace(/\$\{[a-z_]+\.[A-Za-z0-9_-]+\.([a-z_]+)\}/g, "the-$1");
}

describe("the text of a GitHub job", () => {
  it("is YAML that asks for a token, names the environment, and becomes each identity in a step", () => {
    const text = printed(GitHub.environment("acme/api", 'Production "EU"'), githubJob);
    expect(parse(text)).toEqual({
      permissions: { "id-token": "write", contents: "read" },
      environment: 'Production "EU"',
      steps: [
        { uses: "actions/checkout@v6" },
        {
          id: "aws",
          uses: "aws-actions/configure-aws-credentials@v6",
          with: { "role-to-assume": "the-arn", audience: "sts.amazonaws.com", "aws-region": "eu-west-1" },
        },
        {
          id: "google",
          uses: "google-github-actions/auth@v3",
          with: {
            project_id: "acme-prod",
            workload_identity_provider: POOL.replace("//iam.googleapis.com/", ""),
            service_account: "the-email",
          },
        },
        {
          id: "azure-eu",
          uses: "azure/login@v3",
          with: {
            "client-id": "the-client_id",
            "tenant-id": TENANT,
            "allow-no-subscriptions": "true",
            audience: "api://AzureADTokenExchange",
            environment: "azurecloud",
          },
        },
      ],
    });
  });

  it("names no environment where the subject has none", () => {
    expect(Object.keys(parse(printed(GitHub.branch("acme/api", "main"), githubJob)) as object)).toEqual(["permissions", "steps"]);
  });
});

describe("the text of a GitLab job", () => {
  const gitlab = new GitLab();
  const main = gitlab.branch("acme/api", "main");

  it("is YAML that asks for a token an identity", () => {
    const { before_script, ...job } = parse(printed(main, gitlabJob)) as { before_script: string[] };
    expect(before_script).toHaveLength(1);
    expect(job).toEqual({
      id_tokens: {
        AWS_ID_TOKEN: { aud: "sts.amazonaws.com" },
        GOOGLE_ID_TOKEN: { aud: `https:${POOL}` },
        AZURE_EU_ID_TOKEN: { aud: "api://AzureADTokenExchange" },
      },
    });
  });

  it("holds a script that keeps each token in a file that the clouds' tools find", () => {
    const folder = mkdtempSync(join(tmpdir(), "gitlab-job-"));
    try {
      const { before_script } = parse(printed(main, gitlabJob)) as { before_script: string[] };
      const shown = execFileSync("sh", ["-eu", "-c", `${before_script.join("\n")}\nenv`], {
        encoding: "utf8",
        env: {
          PATH: process.env["PATH"],
          TMPDIR: folder,
          AWS_ID_TOKEN: "a.b.c",
          GOOGLE_ID_TOKEN: "d$e",
          AZURE_EU_ID_TOKEN: "f g",
        },
      });
      const env = Object.fromEntries(shown.split("\n").map((line) => line.split(/=(.*)/s).slice(0, 2))) as Record<string, string>;
      const read = (name: string) => readFileSync(env[name]!, "utf8");
      expect([env["AWS_ROLE_ARN"], env["AWS_REGION"], env["AZURE_CLIENT_ID"], env["AZURE_TENANT_ID"]]).toEqual([
        "the-arn",
        "eu-west-1",
        "the-client_id",
        TENANT,
      ]);
      expect(read("AWS_WEB_IDENTITY_TOKEN_FILE")).toBe("a.b.c");
      expect(read("AZURE_FEDERATED_TOKEN_FILE")).toBe("f g");
      const config = JSON.parse(read("GOOGLE_APPLICATION_CREDENTIALS")) as {
        audience: string;
        credential_source: { file: string };
        service_account_impersonation_url: string;
      };
      expect(config.audience).toBe(POOL);
      expect(config.service_account_impersonation_url).toContain("/serviceAccounts/the-email:generateAccessToken");
      expect(readFileSync(config.credential_source.file, "utf8")).toBe("d$e");
      expect(config.credential_source.file.startsWith(folder)).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("keeps what a shell would read as its own", () => {
    const world = new World();
    const value = 'a"b`c$d\\e$(f)';
    const identity = {
      jobSettings: () => ({
        audience: "x",
        githubAction: { uses: "x/y@v1", with: {} },
        withTokenFile: (path: string) => ({
          env: { VALUE: value },
          files: [{ path: `${path}.txt`, content: `${value}\nend\n` }],
        }),
      }),
    } as unknown as Identity;
    const deploy = new FederatedPipeline(world, "deploy", { subjects: [main], identities: { it: { federate: () => identity } } });
    const { before_script } = parse(gitlabJob(deploy, main)) as { before_script: string[] };
    const script = `${before_script.join("\n")}\nprintf '%s\\n' "$VALUE"; cat "$WORKLOAD_IDENTITY/it.token.txt"; rm -r "$WORKLOAD_IDENTITY"`;
    expect(execFileSync("sh", ["-eu", "-c", script], { encoding: "utf8", env: { ...process.env, IT_ID_TOKEN: "t" } })).toBe(
      `${value}\n${value}\nend\n`,
    );
  });
});
