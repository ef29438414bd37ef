import { type Lab, type LabRecord, startLab } from "../../lib/lab";
import { askEntra, askForApp, tokenOf, type Told } from "./asking";
import { STACK, SUBJECT, TENANT } from "./stack";

let lab: Lab;
let app: string;
const now = 1_790_000_000;
let log: LabRecord[] = [];

beforeAll(async () => {
  lab = await startLab({
    inputs: [{ name: "s.tf.json", json: STACK }],
    now: () => now,
    onDecision: (record) => log.push(record),
  });
  app = (await lab.pod({ namespace: "shop", serviceAccount: "orders", cluster: "eu" })).env["AZURE_CLIENT_ID"]!;
});
afterAll(() => lab.close());
beforeEach(() => (log = []));

const own = (changes: Parameters<typeof tokenOf>[1] = {}): Promise<string> =>
  tokenOf(lab, { audience: "api://AzureADTokenExchange", ...changes });
const parsed = ({ body }: Told): Record<string, unknown> => JSON.parse(body) as Record<string, unknown>;
const claims = (token: unknown): unknown => JSON.parse(Buffer.from(String(token).split(".")[1]!, "base64url").toString());

describe("the token endpoint", () => {
  it("answers a token of the application for the resource", async () => {
    const { access_token: token, ...rest } = parsed(await askForApp(lab, app, await own()));
    expect(rest).toEqual({ token_type: "Bearer", expires_in: 3600, ext_expires_in: 3600 });
    const { oid, sub, ...told } = claims(token) as Record<string, unknown>;
    expect(told).toEqual({
      aud: "https://storage.azure.com",
      iss: `https://sts.windows.net/${TENANT}/`,
      iat: now,
      nbf: now,
      exp: now + 3600,
      appid: app,
      tid: TENANT,
      ver: "1.0",
    });
    expect(oid).toBe(sub);
    expect(log.map(({ asker, wanted, verdict }) => [asker?.subject, wanted, verdict])).toEqual([
      [SUBJECT, "azurerm_user_assigned_identity.orders", "allow"],
    ]);
  });

  it.each([
    [{ grant_type: "password" }, 400, "unsupported_grant_type", 70003],
    [{ grant_type: "" }, 400, "invalid_request", 900144],
    [{ client_id: "" }, 400, "invalid_request", 900144],
    [{ client_id: "azurerm_user_assigned_identity.orders" }, 400, "unauthorized_client", 700016],
    [{ client_id: "00000000-0000-0000-0000-000000000000" }, 400, "unauthorized_client", 700016],
    [{ scope: "https://storage.azure.com/read" }, 400, "invalid_scope", 70011],
    [{ scope: "https://a.example/.default https://b.example/.default" }, 400, "invalid_scope", 70011],
    [{ client_assertion_type: "" }, 401, "invalid_client", 7000218],
    [{ client_assertion: "" }, 401, "invalid_client", 7000218],
    [{ client_assertion: "a.b.c" }, 401, "invalid_client", 50027],
  ])("refuses %j", async (changes, status, error, code) => {
    const answer = await askForApp(lab, app, await own(), changes);
    const { error_description: description, trace_id, correlation_id, ...rest } = parsed(answer);
    expect({ ...rest, status: answer.status }).toEqual({ status, error, error_codes: [code], timestamp: "2026-09-21 14:13:20Z" });
    expect(description).toMatch(
      new RegExp(`^AADSTS${code}: .*Trace ID: ${String(trace_id)} Correlation ID: ${String(correlation_id)} `),
    );
  });

  it("answers for its own directory only", async () => {
    const form = { client_id: app, scope: "a/.default", grant_type: "client_credentials" };
    expect(parsed(await askEntra(lab, "/another/oauth2/v2.0/token", form))["error_codes"]).toEqual([90002]);
  });

  it("takes client ids in any letter case", async () => {
    expect((await askForApp(lab, app.toUpperCase(), await own())).status).toBe(200);
  });
});

describe("what MSAL reads first", () => {
  it("is a discovery document that names the lab", async () => {
    const answer = parsed(await askEntra(lab, `/${TENANT}/v2.0/.well-known/openid-configuration`));
    expect(answer["token_endpoint"]).toBe(`${lab.urls.entra}${TENANT}/oauth2/v2.0/token`);
    expect(answer["issuer"]).toBe(`${lab.urls.entra}${TENANT}/v2.0`);
  });

  it("is the list of instances, which is the lab alone", async () => {
    const { host } = new URL(lab.urls.entra);
    expect(parsed(await askEntra(lab, "/common/discovery/instance?api-version=1.1"))).toEqual({
      tenant_discovery_endpoint: `${lab.urls.entra}${TENANT}/v2.0/.well-known/openid-configuration`,
      "api-version": "1.1",
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    });
  });

  it("is nothing else", async () => {
    expect((await askEntra(lab, "/common/users")).status).toBe(404);
  });
});
