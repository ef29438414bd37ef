// What we write is what gcloud writes, field by field, wherever gcloud is installed.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { credentialConfig } from "../../lib/google";

const provider = { projectNumber: "123456789012", poolId: "my-pool", providerId: "my-provider" };
const tokenFile = "/var/run/service-account/token";
const serviceAccountEmail = "app@my-project.iam.gserviceaccount.com";

const hasGcloud = spawnSync("gcloud", ["--version"]).status === 0;
if (!hasGcloud) console.log("credential-config.test.ts: gcloud is not on the PATH, so nothing is compared with what it writes");
const withGcloud = hasGcloud ? it : it.skip;

function gcloud(...flags: readonly string[]): unknown {
  const folder = mkdtempSync(join(tmpdir(), "gcloud-"));
  try {
    const file = join(folder, "config.json");
    const name = "projects/123456789012/locations/global/workloadIdentityPools/my-pool/providers/my-provider";
    const { status, stderr } = spawnSync(
      "gcloud",
      [
        ...["iam", "workload-identity-pools", "create-cred-config", name, `--output-file=${file}`],
        ...[`--credential-source-file=${tokenFile}`, "--credential-source-type=text", ...flags],
      ],
      { encoding: "utf8", env: { ...process.env, CLOUDSDK_CONFIG: folder } },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: `Created credential configuration file [${file}].\n` });
    return JSON.parse(readFileSync(file, "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("the credential configuration", () => {
  withGcloud(
    "of an impersonated service account is gcloud's",
    () => {
      expect(credentialConfig({ provider, tokenFile, serviceAccountEmail })).toEqual(
        gcloud(`--service-account=${serviceAccountEmail}`),
      );
    },
    60_000,
  );

  withGcloud(
    "of direct access is gcloud's",
    () => {
      expect(credentialConfig({ provider, tokenFile })).toEqual(gcloud());
    },
    60_000,
  );

  withGcloud(
    "of a longer session is gcloud's",
    () => {
      expect(credentialConfig({ provider, tokenFile, serviceAccountEmail, tokenLifetimeSeconds: 7200 })).toEqual(
        gcloud(`--service-account=${serviceAccountEmail}`, "--service-account-token-lifetime-seconds=7200"),
      );
    },
    60_000,
  );

  it("states a longer session beside the impersonation", () => {
    expect(credentialConfig({ provider, tokenFile, serviceAccountEmail, tokenLifetimeSeconds: 7200 })).toEqual({
      universe_domain: "googleapis.com",
      type: "external_account",
      audience: "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/my-pool/providers/my-provider",
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      token_url: "https://sts.googleapis.com/v1/token",
      credential_source: { file: tokenFile, format: { type: "text" } },
      service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${serviceAccountEmail}:generateAccessToken`,
      service_account_impersonation: { token_lifetime_seconds: 7200 },
    });
  });
});
