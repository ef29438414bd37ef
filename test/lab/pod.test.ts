import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import os, { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { type Lab, startLab } from "../../lib/lab";
import { sdkEnvironment } from "../../lib/lab/sdk-environment";
import { EMAIL, EU, PROVIDER, ROLE, STACK, TENANT } from "./stack";

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ inputs: [{ name: "s.tf.json", json: STACK }] });
});
afterAll(() => lab.close());

const OWN = { namespace: "shop", serviceAccount: "orders", cluster: "eu" };
const payload = (file: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(readFileSync(file, "utf8").split(".")[1]!, "base64url").toString()) as Record<string, unknown>;

describe("a pod", () => {
  it("has the environment of all three clouds", async () => {
    const { env, directory } = await lab.pod(OWN);
    const folder = dirname(directory);
    expect(env).toEqual({
      AWS_REGION: "eu-west-1",
      AWS_DEFAULT_REGION: "eu-west-1",
      AWS_ENDPOINT_URL_STS: lab.urls.awsSts,
      AWS_STS_REGIONAL_ENDPOINTS: "regional",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: join(directory, "aws/no-config"),
      AWS_SHARED_CREDENTIALS_FILE: join(directory, "aws/no-credentials"),
      AWS_ROLE_ARN: ROLE,
      AWS_WEB_IDENTITY_TOKEN_FILE: join(directory, "aws/token"),
      AWS_ROLE_SESSION_NAME: expect.stringMatching(/^orders-[0-9a-f]{8}$/),
      GOOGLE_APPLICATION_CREDENTIALS: join(directory, "google/credential-configuration.json"),
      GOOGLE_CLOUD_PROJECT: "acme-prod",
      NO_GCE_CHECK: "true",
      CLOUDSDK_CORE_PROJECT: "acme-prod",
      CLOUDSDK_CONFIG: join(directory, "google/gcloud"),
      CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE: join(directory, "google/credential-configuration.json"),
      CLOUDSDK_CORE_CHECK_GCE_METADATA: "false",
      CLOUDSDK_CORE_DISABLE_PROMPTS: "true",
      CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: "true",
      CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK: "true",
      AZURE_CLIENT_ID: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      AZURE_TENANT_ID: TENANT,
      AZURE_FEDERATED_TOKEN_FILE: join(directory, "azure/token"),
      AZURE_AUTHORITY_HOST: lab.urls.entra,
      NODE_EXTRA_CA_CERTS: join(folder, "authority.pem"),
      REQUESTS_CA_BUNDLE: join(folder, "authorities.pem"),
      SSL_CERT_FILE: join(folder, "authorities.pem"),
    });
  });

  it("has a token for each cloud, with the audience that the cloud wants, and nobody else reads its files", async () => {
    const { env, files, carries } = await lab.pod(OWN);
    const tokens = ["AWS_WEB_IDENTITY_TOKEN_FILE", "AZURE_FEDERATED_TOKEN_FILE"].map((name) => env[name]!);
    const google = JSON.parse(readFileSync(env["GOOGLE_APPLICATION_CREDENTIALS"]!, "utf8")) as {
      credential_source: { file: string };
    };
    expect([...tokens, google.credential_source.file].map((file) => payload(file)["aud"])).toEqual([
      ["sts.amazonaws.com"],
      ["api://AzureADTokenExchange"],
      [`https:${PROVIDER}`],
    ]);
    expect(files.map((file) => statSync(file).mode & 0o777)).toEqual(files.map(() => 0o600));
    expect(statSync(dirname(files[0]!)).mode & 0o077).toBe(0);
    expect(carries.map(({ kind }) => kind)).toEqual(["role", "service account", "managed identity"]);
  });

  it("has a credential configuration as gcloud would write it, but for where things are", async () => {
    const { env, directory } = await lab.pod(OWN);
    expect(JSON.parse(readFileSync(env["GOOGLE_APPLICATION_CREDENTIALS"]!, "utf8"))).toEqual({
      universe_domain: "googleapis.com",
      type: "external_account",
      audience: PROVIDER,
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      token_url: lab.urls.googleSts,
      credential_source: { file: join(directory, "google/token"), format: { type: "text" } },
      service_account_impersonation_url: `${lab.urls.googleIamCredentials}/v1/projects/-/serviceAccounts/${EMAIL}:generateAccessToken`,
    });
  });

  it("takes the configuration from its own ConfigMap, and changes only where things are", async () => {
    const configuration = {
      type: "external_account",
      audience: PROVIDER,
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      token_url: "https://sts.googleapis.com/v1/token",
      service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/\${google_service_account.orders.email}:generateAccessToken`,
      service_account_impersonation: { token_lifetime_seconds: 1200 },
      credential_source: { file: "/var/run/service-account/token", format: { type: "text" } },
    };
    const map = (namespace: string, changes: object) => ({
      metadata: { name: "orders-workload-identity", namespace },
      data: { "credential-configuration.json": JSON.stringify({ ...configuration, ...changes }) },
    });
    const maps = { other: map("stage", { quota_project_id: "stage" }), orders: map("shop", {}) };
    const json = { ...STACK, resource: { ...STACK.resource, kubernetes_config_map_v1: maps } };
    const own = await startLab({ inputs: [{ name: "s.tf.json", json }] });
    const { env, directory } = await own.pod(OWN);
    const written: unknown = JSON.parse(readFileSync(env["GOOGLE_APPLICATION_CREDENTIALS"]!, "utf8"));
    await own.close();
    expect(written).toEqual({
      ...configuration,
      token_url: own.urls.googleSts,
      service_account_impersonation_url: `${own.urls.googleIamCredentials}/v1/projects/-/serviceAccounts/${EMAIL}:generateAccessToken`,
      credential_source: { file: join(directory, "google/token"), format: { type: "text" } },
    });
  });

  it("of a ServiceAccount that nothing trusts has nothing", async () => {
    const { env, files, carries } = await lab.pod({ ...OWN, serviceAccount: "nobody" });
    expect({ env, files, carries }).toEqual({ env: {}, files: [], carries: [] });
  });

  it("says what it has that a real pod lacks: on EKS no region, which the webhook gives", async () => {
    const gcloud =
      "CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE signs gcloud in; in a pod, `gcloud auth login --cred-file` does, and SDKs need neither";
    expect((await lab.pod(OWN)).onlyHere).toEqual([gcloud]);
    const issuer = "https://oidc.acme.example.com";
    const json = JSON.stringify(STACK).replaceAll(EU, issuer).replaceAll(EU.slice(8), issuer.slice(8));
    const other = await startLab({ inputs: [{ name: "s.tf.json", json }] });
    const { onlyHere } = await other.pod({ ...OWN, cluster: issuer });
    await other.close();
    expect(onlyHere).toEqual([
      "AWS_REGION and AWS_DEFAULT_REGION: without EKS's webhook, a pod has them only if its trust has a region, or it sets them",
      gcloud,
    ]);
  });

  it("carries the identity that is chosen, where there are several", async () => {
    const { env } = await lab.pod({ ...OWN, identities: ["aws_iam_role.long"] });
    expect([env["AWS_ROLE_ARN"], env["AZURE_CLIENT_ID"]]).toEqual([ROLE.replace("orders", "long"), undefined]);
  });

  it("of a stranger has the settings of the other and its own tokens", async () => {
    const { env } = await lab.pod({ ...OWN, as: { namespace: "stage", serviceAccount: "thief", audience: "a", issuedAt: 5 } });
    const { iss, sub, aud, iat } = payload(env["AWS_WEB_IDENTITY_TOKEN_FILE"]!);
    expect({ iss, sub, aud, iat, role: env["AWS_ROLE_ARN"] }).toEqual({
      iss: EU,
      sub: "system:serviceaccount:stage:thief",
      aud: ["a"],
      iat: 5,
      role: ROLE,
    });
  });

  it.each([
    [{ cluster: "us" }, /^the files hold no issuer called us; /],
    [{ namespace: "../../etc" }, /^namespace .* is not a name of Kubernetes/],
    [{ expirationSeconds: 10 }, /^a token of 10 seconds; the API server takes/],
  ])("is not made of %j", async (changes, message) => {
    await expect(lab.pod({ ...OWN, ...changes })).rejects.toThrow(message);
  });

  it("needs no cluster's name where there is one issuer, and says so where there are several", async () => {
    const alone = await startLab({ inputs: [{ name: "s.tf.json", json: STACK }] });
    const { namespace, serviceAccount } = OWN;
    const { carries } = await alone.pod({ namespace, serviceAccount });
    await alone.issuer("https://other.example.com");
    await expect(alone.pod({ namespace, serviceAccount })).rejects.toThrow(/^which cluster\? Name one of https:/);
    await alone.close();
    expect(carries).toHaveLength(3);
  });
});

describe("a lab's folder", () => {
  it("is removed with the lab, if the lab made it", async () => {
    const own = await startLab({ inputs: [] });
    const folder = dirname(own.authorityFile);
    expect([basename(folder).startsWith("workload-identity-lab-"), existsSync(folder)]).toEqual([true, true]);
    await own.close();
    expect(existsSync(folder)).toBe(false);
  });

  it("is gone for good when the lab is closed, whatever was being written", async () => {
    const own = await startLab({ inputs: [{ name: "s.tf.json", json: STACK }] });
    const folder = dirname(own.authorityFile);
    const pod = await own.pod({ ...OWN, expirationSeconds: 1, allowShort: true });
    pod.keepFresh();
    const writing = [pod.refresh(), own.pod(OWN), pod.refresh()];
    await own.close();
    await Promise.all(writing);
    expect(existsSync(folder)).toBe(false);
  });

  it("that cannot be made leaves no server behind", async () => {
    const nowhere = jest.spyOn(os, "tmpdir").mockReturnValue("/nonexistent");
    const servers = (): number => process.getActiveResourcesInfo().filter((name) => name === "TCPServerWrap").length;
    const open = servers();
    try {
      await expect(startLab({ inputs: [] })).rejects.toThrow(
        "the lab cannot make a folder in /nonexistent (ENOENT); set TMPDIR to one that is there",
      );
      await expect(startLab({ inputs: [], folder: "/dev/null/lab" })).rejects.toThrow("ENOTDIR");
    } finally {
      nowhere.mockRestore();
    }
    expect(servers()).toBe(open);
  });

  it("stays, if it was given, and holds all that was written", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lab-folder-"));
    const own = await startLab({ inputs: [{ name: "s.tf.json", json: STACK }], folder });
    const { files } = await own.pod(OWN);
    await own.close();
    expect(readdirSync(folder).sort()).toEqual(["authorities.pem", "authority.pem", "pod-1"]);
    expect(files.every((file) => file.startsWith(join(folder, "pod-1")))).toBe(true);
    rmSync(folder, { recursive: true });
  });
});

describe("the environment of a process", () => {
  it("loses every variable of a cloud, keeps the others, and asks no proxy for the lab", () => {
    const base = {
      PATH: "/bin",
      AWS_ACCESS_KEY_ID: "a",
      AWS_PROFILE: "b",
      GOOGLE_APPLICATION_CREDENTIALS: "c",
      CLOUDSDK_CONFIG: "d",
      AZURE_CLIENT_SECRET: "e",
      ARM_CLIENT_SECRET: "f",
      MSI_ENDPOINT: "g",
      HTTPS_PROXY: "http://proxy.example.com",
      NO_PROXY: "internal",
      NOT_AWS_: "h",
    };
    expect(sdkEnvironment({ AWS_ROLE_ARN: ROLE }, base)).toEqual({
      PATH: "/bin",
      HTTPS_PROXY: "http://proxy.example.com",
      NOT_AWS_: "h",
      AWS_ROLE_ARN: ROLE,
      NO_PROXY: "internal,127.0.0.1,localhost,::1",
      no_proxy: "internal,127.0.0.1,localhost,::1",
    });
  });
});
