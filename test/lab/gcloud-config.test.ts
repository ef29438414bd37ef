import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { credentialConfig } from "../../lib/google/credential-config";
import { findProgram, run } from "./programs";
import { EMAIL, POOL } from "./stack";

jest.setTimeout(60_000);

const gcloud = findProgram("gcloud");
if (gcloud === undefined)
  process.stderr.write("test/lab: gcloud does not write a credential configuration, because there is none on the PATH\n");

const tokenFile = "/var/run/service-account/token";

/** What `gcloud iam workload-identity-pools create-cred-config` writes. */
async function written(program: string, flags: readonly string[]): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), "gcloud-config-"));
  const file = join(directory, "configuration.json");
  const source = [`--credential-source-file=${tokenFile}`, "--credential-source-type=text", `--output-file=${file}`];
  const args = ["iam", "workload-identity-pools", "create-cred-config", `${POOL}/providers/provider-eu`, ...source, ...flags];
  try {
    await run(program, args, { env: { ...process.env, CLOUDSDK_CONFIG: join(directory, "gcloud") } });
    return readFileSync(file, "utf8");
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const [, project = "", pool = ""] = /^projects\/(\d+)\/locations\/global\/workloadIdentityPools\/(.+)$/.exec(POOL) ?? [];
const provider = { projectNumber: project, poolId: pool, providerId: "provider-eu" };

describe("the credential configuration", () => {
  (gcloud === undefined ? it.skip : it).each([
    ["impersonates a service account", [`--service-account=${EMAIL}`], { serviceAccountEmail: EMAIL }],
    [
      "impersonates for a while",
      [`--service-account=${EMAIL}`, "--service-account-token-lifetime-seconds=1200"],
      { serviceAccountEmail: EMAIL, tokenLifetimeSeconds: 1200 },
    ],
    ["reaches resources directly", [], {}],
  ])("that %s is what gcloud writes, to the letter", async (_, flags, props) => {
    expect(JSON.stringify(credentialConfig({ provider, tokenFile, ...props }), undefined, 2)).toBe(await written(gcloud!, flags));
  });
});
