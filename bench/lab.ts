// `ts-node --transpile-only bench/lab.ts`: exchanges a second at each cloud's token service of the lab, asked over loopback by one process
// that is lab and client at once, so all of it is one core's work.
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { Agent as TlsAgent, request as tlsRequest } from "node:https";
import { type Lab, startLab } from "../lib/lab";
import { EU, PROVIDER, ROLE, STACK, TENANT } from "../test/lab/stack";
import { ranOn, writeSection } from "./results";
import { alignedTable } from "./table";

const INTRODUCTION = [
  ranOn("ts-node --transpile-only bench/lab.ts"),
  "",
  "A client and the lab in one process, over loopback with kept connections; the CPU time is that of both.",
].join("\n");
const SECONDS = 5;
const CONNECTIONS = 16;
const TOKENS = 200;
const TARGET = 1000;

type Ask = (round: number) => Promise<number>;

/** Asks on several kept connections until the time is over. */
async function measure(ask: Ask): Promise<{ readonly perSecond: number; readonly failures: number }> {
  let [done, failures] = [0, 0];
  const start = performance.now();
  const isOver = (): boolean => performance.now() - start > SECONDS * 1000;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (!isOver()) {
        if ((await ask(done)) !== 200) failures += 1;
        done += 1;
      }
    }),
  );
  return { perSecond: Math.round((done * 1000) / (performance.now() - start)), failures };
}

function poster(url: string, authority?: string): (body: string) => Promise<number> {
  const options = { keepAlive: true, maxSockets: CONNECTIONS };
  const agent = authority === undefined ? new Agent(options) : new TlsAgent({ ...options, ca: authority });
  const send = authority === undefined ? request : tlsRequest;
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return (body) =>
    new Promise((resolve, reject) => {
      const asking = send(
        url,
        { method: "POST", agent, headers: { ...headers, "content-length": Buffer.byteLength(body) } },
        (response) => {
          response.resume().on("end", () => {
            resolve(response.statusCode ?? 0);
          });
        },
      );
      asking.on("error", reject).end(body);
    });
}

async function bodies(lab: Lab, audience: string, form: (token: string) => Record<string, string>): Promise<string[]> {
  const props = { issuer: EU, namespace: "shop", serviceAccount: "orders", audience };
  const tokens = await Promise.all(Array.from({ length: TOKENS }, () => lab.serviceAccountToken(props)));
  return tokens.map((token) => new URLSearchParams(form(token)).toString());
}

async function main(): Promise<void> {
  const lab = await startLab({ inputs: [{ name: "cdk.tf.json", json: STACK }] });
  const clientId = (await lab.pod({ namespace: "shop", serviceAccount: "orders", cluster: "eu" })).env["AZURE_CLIENT_ID"] ?? "";
  const jwt = "urn:ietf:params:oauth:token-type:jwt";
  const exchanges = {
    "AWS AssumeRoleWithWebIdentity": [
      poster(lab.urls.awsSts),
      await bodies(lab, "sts.amazonaws.com", (WebIdentityToken) => ({
        Action: "AssumeRoleWithWebIdentity",
        RoleArn: ROLE,
        RoleSessionName: "bench",
        WebIdentityToken,
      })),
    ],
    "Google token exchange": [
      poster(lab.urls.googleSts),
      await bodies(lab, `https:${PROVIDER}`, (subject_token) => ({
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        audience: PROVIDER,
        scope: "https://www.googleapis.com/auth/cloud-platform",
        subject_token_type: jwt,
        subject_token,
      })),
    ],
    "Entra client assertion (https)": [
      poster(`${lab.urls.entra}${TENANT}/oauth2/v2.0/token`, readFileSync(lab.authorityFile, "utf8")),
      await bodies(lab, "api://AzureADTokenExchange", (client_assertion) => ({
        client_id: clientId,
        scope: "https://storage.azure.com/.default",
        grant_type: "client_credentials",
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion,
      })),
    ],
  } as const;
  const rows = [["exchange", "a second", "CPU of one", "failures", `at least ${TARGET} a second`]];
  for (const [name, [post, forms]] of Object.entries(exchanges)) {
    const ask: Ask = (round) => post(forms[round % forms.length] ?? "");
    for (let round = 0; round < 500; round += 1) await ask(round);
    const before = process.cpuUsage();
    const { perSecond, failures } = await measure(ask);
    const { user, system } = process.cpuUsage(before);
    const each = (user + system) / 1000 / (perSecond * SECONDS);
    const isEnough = perSecond >= TARGET && failures === 0;
    rows.push([name, String(perSecond), `${each.toFixed(2)} ms`, String(failures), isEnough ? "ok" : "UNDER"]);
  }
  const result = alignedTable(rows);
  console.log(result);
  writeSection("lab", `${INTRODUCTION}\n\n${result}`);
  await lab.close();
}

void main().then(() => process.exit());
