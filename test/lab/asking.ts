// Requests to a lab, as clients make them, without a client.
import { request } from "node:https";
import { readFileSync } from "node:fs";
import type { Lab } from "../../lib/lab";
import { EMAIL, EU, PROVIDER, ROLE, TENANT } from "./stack";

export interface Told {
  readonly status: number;
  readonly body: string;
}

export async function post(url: string, fields: Readonly<Record<string, string>>): Promise<Told> {
  return told(await fetch(url, { method: "POST", body: new URLSearchParams(fields) }));
}

export async function told(response: Response): Promise<Told> {
  return { status: response.status, body: await response.text() };
}

/** A ServiceAccount's token of the trusted cluster. */
export async function tokenOf(lab: Lab, changes: Partial<Parameters<Lab["serviceAccountToken"]>[0]> = {}): Promise<string> {
  return lab.serviceAccountToken({
    issuer: EU,
    namespace: "shop",
    serviceAccount: "orders",
    audience: "sts.amazonaws.com",
    ...changes,
  });
}

export async function assume(lab: Lab, token: string, changes: Readonly<Record<string, string>> = {}): Promise<Told> {
  return post(lab.urls.awsSts, {
    Action: "AssumeRoleWithWebIdentity",
    Version: "2011-06-15",
    RoleArn: ROLE,
    RoleSessionName: "orders",
    WebIdentityToken: token,
    ...changes,
  });
}

/** The text of an element of XML, as far as these tests need it. */
export function element(name: string, { body }: Told): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1];
}

export async function exchange(lab: Lab, token: string, changes: Readonly<Record<string, string>> = {}): Promise<Told> {
  return post(lab.urls.googleSts, {
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    audience: PROVIDER,
    scope: "https://www.googleapis.com/auth/cloud-platform",
    requested_token_type: "urn:ietf:params:oauth:token-type:access_token",
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    subject_token: token,
    ...changes,
  });
}

export async function impersonate(lab: Lab, accessToken: string, body: unknown = { scope: ["a"] }, email = EMAIL): Promise<Told> {
  const url = `${lab.urls.googleIamCredentials}/v1/projects/-/serviceAccounts/${email}:generateAccessToken`;
  const headers = { authorization: `Bearer ${accessToken}`, "content-type": "application/json" };
  return told(await fetch(url, { method: "POST", headers, body: typeof body === "string" ? body : JSON.stringify(body) }));
}

/** A request to Entra, over https with the lab's own authority. */
export async function askEntra(lab: Lab, path: string, form?: Readonly<Record<string, string>>): Promise<Told> {
  const ca = readFileSync(lab.authorityFile, "utf8");
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return new Promise((resolve, reject) => {
    const asking = request(
      new URL(path, lab.urls.entra),
      { ca, method: form === undefined ? "GET" : "POST", headers },
      (response) => {
        let body = "";
        response.on("data", (chunk: Buffer) => (body += chunk.toString()));
        response.on("end", () => {
          resolve({ status: response.statusCode ?? 0, body });
        });
      },
    );
    asking.on("error", reject);
    asking.end(form === undefined ? undefined : new URLSearchParams(form).toString());
  });
}

export async function askForApp(
  lab: Lab,
  clientId: string,
  token: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<Told> {
  return askEntra(lab, `/${TENANT}/oauth2/v2.0/token`, {
    client_id: clientId,
    scope: "https://storage.azure.com/.default",
    grant_type: "client_credentials",
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: token,
    ...changes,
  });
}
