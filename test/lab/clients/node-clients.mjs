// Real SDKs, one pod after the other: reads [{ name, env }] from stdin, writes { client: { name: outcome } }. Nothing is set in code
// but what the pod's environment cannot say. Arguments choose among the clients.
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { DefaultAzureCredential, WorkloadIdentityCredential } from "@azure/identity";
import { GoogleAuth } from "google-auth-library";

const SCOPE = "https://storage.azure.com/.default";
// Instance discovery asks Microsoft's own host which hosts are Microsoft's.
const OFFLINE = { disableInstanceDiscovery: true };

const clients = {
  "@aws-sdk/client-sts": async () => (await new STSClient({}).send(new GetCallerIdentityCommand({}))).Arn,
  "google-auth-library": async () => {
    const auth = new GoogleAuth({ scopes: "https://www.googleapis.com/auth/cloud-platform" });
    const { token } = await (await auth.getClient()).getAccessToken();
    return token.startsWith("ya29.lab.") ? "token" : token;
  },
  WorkloadIdentityCredential: async () => appOf(await new WorkloadIdentityCredential(OFFLINE).getToken(SCOPE)),
  DefaultAzureCredential: async () => appOf(await new DefaultAzureCredential(OFFLINE).getToken(SCOPE)),
};

const appOf = ({ token }) => JSON.parse(Buffer.from(token.split(".")[1], "base64url")).appid;

/** The cloud's code in whatever the SDK throws. */
function codeOf(error) {
  const text = String(error.message);
  const [azure] = /AADSTS\d+/.exec(text) ?? [];
  const google = error.response?.data?.error;
  const oauth = /Error code (\w+)/.exec(text)?.[1];
  return azure ?? google?.status ?? (typeof google === "string" ? google : undefined) ?? oauth ?? error.Code ?? error.name;
}

async function main(chosen) {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const results = {};
  for (const { name, env } of JSON.parse(Buffer.concat(chunks))) {
    for (const variable of Object.keys(process.env)) Reflect.deleteProperty(process.env, variable);
    Object.assign(process.env, env);
    for (const [client, call] of Object.entries(clients)) {
      if (chosen.length > 0 && !chosen.includes(client)) continue;
      (results[client] ??= {})[name] = await call().catch(codeOf);
    }
  }
  console.log(JSON.stringify(results));
}

void main(process.argv.slice(2));
