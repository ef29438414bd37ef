import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Keys } from "./aws-part";

const START_TIMEOUT = 60_000;

/** An AWS of our own: moto's server (https://docs.getmoto.org), which keeps as many accounts as one asks for. */
export class Moto {
  static async start(): Promise<Moto> {
    const port = await freePort();
    const server = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], {
      env: environment(),
      stdio: ["ignore", "ignore", "pipe"],
    });
    const moto = new Moto(server, `http://127.0.0.1:${port}`);
    await moto.untilItAnswers();
    return moto;
  }

  private log = "";

  private constructor(
    private readonly server: ChildProcess,
    readonly url: string,
  ) {
    server.stderr?.on("data", (chunk: Buffer) => (this.log += chunk.toString()));
    server.on("error", (error) => (this.log += error.message));
  }

  async stop(): Promise<void> {
    if (this.hasEnded()) return;
    const ended = once(this.server, "exit");
    this.server.kill();
    await ended;
  }

  account(id: string): Account {
    return new Account(this.url, id);
  }

  private async untilItAnswers(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT;
    while (!this.hasEnded() && Date.now() < deadline) {
      const answer = await fetch(`${this.url}/moto-api/data.json`).catch(() => undefined);
      if (answer?.ok === true) return;
      await sleep(50);
    }
    await this.stop();
    throw new Error(`moto_server did not start:\n${this.log}`);
  }

  private hasEnded(): boolean {
    return this.server.pid === undefined || this.server.exitCode !== null || this.server.signalCode !== null;
  }
}

/** One account of moto. Each test takes an account of its own, so that tests run side by side: an account has one provider an issuer. */
export class Account {
  constructor(
    private readonly url: string,
    readonly id: string,
  ) {}

  /** Terraform cannot name the account in a header, so it takes the keys of a role that was assumed there. */
  async keys(): Promise<Keys> {
    const { Credentials: keys } = await this.query<{
      Credentials: { AccessKeyId: string; SecretAccessKey: string; SessionToken: string };
    }>("sts", "AssumeRole", { RoleArn: `arn:aws:iam::${this.id}:role/terraform`, RoleSessionName: "terraform" });
    return { accessKey: keys.AccessKeyId, secretKey: keys.SecretAccessKey, sessionToken: keys.SessionToken };
  }

  /** The URLs of the issuers of the account's EKS clusters, by the clusters' names. */
  async eksIssuers(): Promise<Readonly<Record<string, string>>> {
    const { clusters } = (await (await this.request("eks", "GET", "/clusters")).json()) as { clusters: string[] };
    const read = clusters.map(async (name) => {
      const { cluster } = (await (await this.request("eks", "GET", `/clusters/${name}`)).json()) as {
        cluster: { identity: { oidc: { issuer: string } } };
      };
      return [name, cluster.identity.oidc.issuer] as const;
    });
    return Object.fromEntries(await Promise.all(read));
  }

  async createBucket(name: string): Promise<void> {
    const region = "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";
    await this.request("s3", "PUT", `/${name}`, "application/xml", region);
  }

  /** The bucket's objects, as a client of the web gets them. */
  async objects(
    bucket: string,
  ): Promise<Readonly<Record<string, { readonly contentType: string | null; readonly body: string }>>> {
    const list = await (await this.request("s3", "GET", `/${bucket}?list-type=2`)).text();
    const keys = [...list.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key = ""]) => key);
    const read = keys.map(async (key) => {
      const answer = await this.request("s3", "GET", `/${bucket}/${key}`);
      return [key, { contentType: answer.headers.get("content-type"), body: await answer.text() }] as const;
    });
    return Object.fromEntries(await Promise.all(read));
  }

  /** Creates an EKS cluster, as far as moto goes: it is there at once, and its issuer's URL ends in random characters. */
  async createEksCluster(name: string): Promise<void> {
    const body = { name, roleArn: `arn:aws:iam::${this.id}:role/${name}`, resourcesVpcConfig: { subnetIds: [] } };
    await this.request("eks", "POST", "/clusters", "application/json", JSON.stringify(body));
  }

  /** Calls an action of IAM or STS: form in, JSON out. */
  async query<Result>(
    service: "iam" | "sts",
    action: string,
    parameters: Readonly<Record<string, string>> = {},
  ): Promise<Result> {
    const form = new URLSearchParams({ ...parameters, Action: action, ContentType: "JSON" });
    const answer = await this.request(service, "POST", "/", "application/x-www-form-urlencoded", form.toString());
    return ((await answer.json()) as Record<string, Record<string, Result>>)[`${action}Response`]![`${action}Result`]!;
  }

  private async request(service: string, method: string, path: string, contentType = "", body?: string): Promise<Response> {
    // Moto reads service and region from the signature's scope, and does not check the signature.
    const authorization = `AWS4-HMAC-SHA256 Credential=test/20250101/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
    const headers = { authorization, "content-type": contentType, "x-moto-account-id": this.id };
    const response = await fetch(`${this.url}${path}`, { method, headers, ...(body !== undefined && { body }) });
    if (response.ok) return response;
    throw new Error(`moto answers ${response.status} to ${service} ${method} ${path} ${body ?? ""}: ${await response.text()}`);
  }
}

function environment(): NodeJS.ProcessEnv {
  // The developer's AWS profile and moto settings would change what moto does, such as put every request in one account.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS|MOTO)_/.test(name));
  return {
    ...Object.fromEntries(inherited),
    // Without its own policies, moto would not know AmazonS3ReadOnlyAccess.
    MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
    // For EKS, moto makes a client of boto3, which would go looking for keys on the network.
    AWS_ACCESS_KEY_ID: "moto",
    AWS_SECRET_ACCESS_KEY: "moto",
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
