import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Moto } from "../apply/moto";
import { isOnPath } from "../apply/tools";
import { DUMPS, HOST, ROLE_ARN, SUBJECT, TRUST } from "../verify/dumps/account";
import { folderWith, run } from "./world";

jest.setTimeout(120_000);

const missing = ["aws", "moto_server"].filter((program) => !isOnPath(program));
if (missing.length > 0)
  process.stderr.write(`test/cli/collect: the script is not run, because there is no ${missing.join(" and no ")}\n`);
const itRuns = missing.length === 0 ? it : it.skip;

describe("collect", () => {
  it("prints a script that a shell understands, of all clouds or of those that are named", () => {
    const all = run(folderWith({}), ["collect"]).out;
    const { status, stderr } = spawnSync("sh", ["-n"], { input: all, encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
    expect(["aws iam ", "gcloud iam ", "az identity ", "kubectl get "].map((call) => all.includes(call))).toEqual(
      Array(4).fill(true),
    );
    const one = run(folderWith({}), ["collect", "google"]).out;
    expect([one.includes("gcloud iam "), one.includes("aws iam ")]).toEqual([true, false]);
  });

  it("names the clouds where another one is asked for", () => {
    const { code, err } = run(folderWith({}), ["collect", "gogle"]);
    expect([code, err]).toEqual([
      2,
      'cdktf-workload-identity: there is no cloud "gogle"; use one of aws, google, azure, kubernetes\n',
    ]);
  });

  it("writes what the other commands read as they read Terraform", () => {
    const folder = folderWith(DUMPS);
    const { code, out } = run(folder, ["who-can", "orders", "live", "--format", "json"]);
    expect(code).toBe(0);
    expect((JSON.parse(out) as { identity: { address: string } }[]).map(({ identity }) => identity.address)).toEqual([
      "aws_iam_role.orders",
      "google_service_account.orders_acme_iam_gserviceaccount_com",
      "azurerm_user_assigned_identity.orders",
    ]);
  });

  itRuns("writes what stands in an account of AWS", async () => {
    const moto = await Moto.start();
    const directory = mkdtempSync(join(tmpdir(), "collect-"));
    try {
      const env = {
        PATH: process.env["PATH"],
        HOME: directory,
        AWS_ENDPOINT_URL: moto.url,
        AWS_DEFAULT_REGION: "eu-west-1",
        AWS_ACCESS_KEY_ID: "111122223333",
        AWS_SECRET_ACCESS_KEY: "test",
        REGIONS: "eu-west-1",
      };
      const aws = (...args: string[]) => execFileSync("aws", args, { env, encoding: "utf8" });
      const account = /\d{12}/.exec(aws("sts", "get-caller-identity", "--query", "Account", "--output", "text"))![0];
      aws("iam", "create-open-id-connect-provider", "--url", `https://${HOST}`, "--client-id-list", "sts.amazonaws.com");
      const trust = JSON.stringify(TRUST).replaceAll("111122223333", account);
      aws("iam", "create-role", "--role-name", "orders", "--assume-role-policy-document", trust);
      aws("iam", "attach-role-policy", "--role-name", "orders", "--policy-arn", "arn:aws:iam::aws:policy/ReadOnlyAccess");
      const script = run(directory, ["collect", "aws"]).out;
      execFileSync("sh", ["-s", "live"], { cwd: directory, env, input: script });
      const asked = (subject: string) =>
        run(directory, ["what-can", "--issuer", `https://${HOST}`, "--subject", subject, "--format", "json", "live"]).out;
      const answers = (subject: string) =>
        (JSON.parse(asked(subject)) as { identity: { names: string[] }; verdict: string }[]).map(({ identity, verdict }) => [
          identity.names.includes(ROLE_ARN.replace("111122223333", account)),
          verdict,
        ]);
      expect(answers(SUBJECT)).toEqual([[true, "allow"]]);
      expect(answers(`${SUBJECT}-evil`)).toEqual([]);
    } finally {
      await moto.stop();
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
