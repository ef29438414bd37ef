// `lab serve` and `lab token` as programs of their own.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EU, ROLE, STACK, SUBJECT } from "../lab/stack";
import { buildProgram, type Running, runProgram, start } from "./built";
import { folderWith } from "./world";

jest.setTimeout(60_000);
buildProgram();

let temp: string;
let cwd: string;
let env: NodeJS.ProcessEnv;
let serving: Running;
beforeAll(async () => {
  temp = mkdtempSync(join(tmpdir(), "lab-serve-"));
  cwd = folderWith({ "cdktf.out/stacks/shop/cdk.tf.json": STACK });
  env = { PATH: process.env["PATH"], HOME: temp, TMPDIR: temp };
  serving = start(cwd, ["lab", "serve", "--out", "lab"], env);
  await serving.wrote(/It is not the clouds/);
});
afterAll(() => {
  serving.child.kill("SIGKILL");
  rmSync(temp, { recursive: true, force: true });
});

const TOKEN = ["lab", "token", "--lab", "lab", "--workload", "orders", "--audience", "sts.amazonaws.com"];
const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString()) as Record<string, unknown>;

async function assume(token: string): Promise<string> {
  const [, sts = ""] = await serving.wrote(/AWS STS +(\S+)/);
  const WebIdentityToken = token.trim();
  const query = {
    Action: "AssumeRoleWithWebIdentity",
    Version: "2011-06-15",
    RoleArn: ROLE,
    RoleSessionName: "session",
    WebIdentityToken,
  };
  return (await fetch(sts, { method: "POST", body: new URLSearchParams(query) })).text();
}

describe("lab serve", () => {
  it("says where everything is, in folders that only the user reads", () => {
    const shown = serving.said.out.replaceAll(/:\d{4,5}\b/g, ":PORT").split("\n\nThe lab answers as")[0];
    expect(shown).toBe(`The lab runs; Ctrl-C ends it.

Token services
  AWS STS                 http://127.0.0.1:PORT
  EKS Pod Identity agent  http://127.0.0.1:PORT/v1/credentials
  Google STS              http://127.0.0.1:PORT/google/v1/token
  Google IAM Credentials  http://127.0.0.1:PORT/google
  Entra                   https://localhost:PORT/ (its authority: ${join(cwd, "lab")}/authority.pem)

Issuers, and their discovery documents
  eu ${EU}  http://127.0.0.1:PORT/issuers/0/.well-known/openid-configuration

Pods: read the file with \`.\` in another shell
  shop/orders on eu  ${join(cwd, "lab")}/pod-1/environment.sh

Any other token
  npx cdktf-workload-identity lab token --lab ${join(cwd, "lab")} --workload shop/orders --cluster eu --audience AUD`);
    expect(statSync(join(cwd, "lab")).mode & 0o777).toBe(0o700);
    expect(statSync(join(cwd, "lab/lab.json")).mode & 0o777).toBe(0o600);
  });

  it("writes an environment that a shell reads, and that takes the user's own clouds away", () => {
    const script =
      '. lab/pod-1/environment.sh; printf "%s\\n" "$AWS_ROLE_ARN" "${AZURE_CLIENT_SECRET-none}" "${AWS_PROFILE-none}"';
    const mine = { ...env, AWS_PROFILE: "admin", AZURE_CLIENT_SECRET: "s3cret" };
    expect(execFileSync("sh", ["-euc", script], { cwd, env: mine, encoding: "utf8" })).toBe(`${ROLE}\nnone\nnone\n`);
    expect(execFileSync("sh", ["-euc", script], { cwd, env, encoding: "utf8" })).toBe(`${ROLE}\nnone\nnone\n`);
  });

  it("makes tokens of the workload, which get in, and of strangers, which do not", async () => {
    const own = await runProgram(cwd, TOKEN, env);
    expect([own.code, own.err]).toEqual([0, ""]);
    const { iss, aud, ...claims } = claimsOf(own.out);
    expect({ iss, sub: claims["sub"], aud }).toEqual({ iss: EU, sub: SUBJECT, aud: ["sts.amazonaws.com"] });
    expect(await assume(own.out)).toContain(`<Arn>${ROLE.replace("iam", "sts").replace(":role", ":assumed-role")}/session</Arn>`);
    const strange = await runProgram(cwd, [...TOKEN, "--as", "evil", "--expiration", "600"], env);
    const { sub, iat, exp } = claimsOf(strange.out);
    expect([sub, Number(exp) - Number(iat)]).toEqual(["system:serviceaccount:shop:evil", 600]);
    expect(await assume(strange.out)).toContain("<Code>AccessDenied</Code>");
    await serving.wrote(/REFUSED system:serviceaccount:shop:evil of /);
  });

  it("says in a line why it makes no token", async () => {
    const answers = await Promise.all([
      runProgram(cwd, [...TOKEN, "--expiration", "5"], env),
      runProgram(cwd, [...TOKEN, "--cluster", "asia"], env),
      runProgram(cwd, [...TOKEN, "--as", "Evil"], env),
    ]);
    expect(answers.map(({ code, out }) => [code, out])).toEqual([
      [2, ""],
      [2, ""],
      [2, ""],
    ]);
    expect(answers.map(({ err }) => err)).toEqual([
      "cdktf-workload-identity: a token of 5 seconds; the API server takes whole numbers from 600 to 4294967296\n",
      `cdktf-workload-identity: the files hold no issuer called asia; name it by its URL: ${EU} or eu\n`,
      'cdktf-workload-identity: ServiceAccount "Evil" is not a name of Kubernetes; use lower case letters, digits and "-"\n',
    ]);
  });

  it("makes no token without the secret of its folder", async () => {
    const { url } = JSON.parse(readFileSync(join(cwd, "lab/lab.json"), "utf8")) as { url: string };
    const body = JSON.stringify({ workload: "orders", audience: "sts.amazonaws.com" });
    const answers = ["", "Bearer ", "Bearer x"].map(async (authorization) =>
      fetch(url, { method: "POST", headers: { authorization }, body }),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([401, 401, 401]);
  });

  it("does not take a folder that is there already", async () => {
    const { code, err } = await runProgram(cwd, ["lab", "serve", "--out", "cdktf.out"], env);
    expect([code, err]).toEqual([
      2,
      "cdktf-workload-identity: cdktf.out cannot be made (EEXIST); name a new folder in an existing one; the lab removes it at the end\n",
    ]);
    expect(existsSync(join(cwd, "cdktf.out"))).toBe(true);
  });

  it("ends at a signal, with nothing left", async () => {
    serving.child.kill("SIGINT");
    expect(await serving.ended).toBe(0);
    expect(readdirSync(cwd)).toEqual(["cdktf.out"]);
    const late = await runProgram(cwd, TOKEN, env);
    expect([late.code, late.err]).toEqual([
      2,
      "cdktf-workload-identity: no lab runs in lab; start `lab serve`, which says its folder\n",
    ]);
    expect(readdirSync(temp)).toEqual([]);
  });
});
