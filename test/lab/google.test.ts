import { type Lab, type LabRecord, startLab } from "../../lib/lab";
import { exchange, impersonate, post, told, tokenOf, type Told } from "./asking";
import { EMAIL, EU, POOL, PROVIDER, STACK, SUBJECT } from "./stack";

let lab: Lab;
let now = 1_790_000_000;
let log: LabRecord[] = [];

beforeAll(async () => {
  lab = await startLab({
    inputs: [{ name: "s.tf.json", json: STACK }],
    now: () => now,
    onDecision: (record) => log.push(record),
  });
});
afterAll(() => lab.close());
beforeEach(() => (log = []));

const own = (changes: Parameters<typeof tokenOf>[1] = {}): Promise<string> =>
  tokenOf(lab, { audience: `https:${PROVIDER}`, ...changes });
const federated = async (token: string): Promise<string> => field(await exchange(lab, token), "access_token");
const field = ({ body }: Told, name: string): string => (JSON.parse(body) as Record<string, string>)[name] ?? "";

describe("token exchange", () => {
  it("answers a token that lives an hour, or as long as the ID token", async () => {
    const long = await exchange(lab, await own({ expirationSeconds: 7200 }));
    const short = await exchange(lab, await own({ expirationSeconds: 700 }));
    expect(JSON.parse(long.body)).toEqual({
      access_token: expect.stringMatching(/^ya29\.lab\./),
      issued_token_type: "urn:ietf:params:oauth:token-type:access_token",
      token_type: "Bearer",
      expires_in: 3600,
    });
    expect(field(short, "expires_in")).toBe(700);
  });

  it("takes JSON as well as a form", async () => {
    const body = JSON.stringify({
      grantType: "urn:ietf:params:oauth:grant-type:token-exchange",
      audience: PROVIDER,
      scope: "https://www.googleapis.com/auth/cloud-platform",
      requestedTokenType: "urn:ietf:params:oauth:token-type:access_token",
      subjectToken: await own(),
      subjectTokenType: "urn:ietf:params:oauth:token-type:id_token",
    });
    const answer = await told(
      await fetch(lab.urls.googleSts, { method: "POST", headers: { "content-type": "application/json" }, body }),
    );
    expect([answer.status, field(answer, "token_type")]).toEqual([200, "Bearer"]);
  });

  it.each([
    [{ grant_type: "password" }, "unsupported_grant_type"],
    [{ subject_token_type: "urn:ietf:params:oauth:token-type:saml2" }, "invalid_request"],
    [{ requested_token_type: "urn:ietf:params:oauth:token-type:id_token" }, "invalid_request"],
    [{ scope: "" }, "invalid_request"],
    [{ subject_token: "" }, "invalid_request"],
    [{ subject_token: "a.b.c" }, "invalid_request"],
    [{ audience: "" }, "invalid_request"],
    [{ audience: PROVIDER.replace("provider-eu", "provider-us") }, "invalid_target"],
    [{ audience: PROVIDER.replace("123456789012", "210987654321") }, "invalid_target"],
    [{ audience: PROVIDER.replace("123456789012", "acme-prod") }, "invalid_target"],
    [{ audience: "google_iam_workload_identity_pool_provider.eu" }, "invalid_target"],
  ])("refuses %j with %s", async (changes, error) => {
    const answer = await exchange(lab, await own(), changes);
    expect([answer.status, field(answer, "error")]).toEqual([400, error]);
  });

  it("tells a wrong key from an unknown one", async () => {
    const issuer = await lab.issuer(EU);
    const claims = { sub: SUBJECT, aud: `https:${PROVIDER}`, iat: now, exp: now + 600 };
    expect(field(await exchange(lab, await issuer.foreignToken(claims)), "error_description")).toMatch(
      /^Invalid ID Token signature/,
    );
    expect(field(await exchange(lab, await issuer.foreignToken(claims, "unknown")), "error_description")).toBe(
      "Error connecting to the given credential's issuer.",
    );
    expect(log.map(({ verdict, code }) => [verdict, code])).toEqual([
      ["deny", "invalid_grant"],
      ["deny", "invalid_grant"],
    ]);
  });

  it("tells whose a token is, for as long as it lives", async () => {
    const introspect = async (token: string): Promise<unknown> =>
      JSON.parse((await post(lab.urls.googleSts.replace("/token", "/introspect"), { token })).body);
    const token = await federated(await own());
    expect(await introspect(token)).toEqual({
      active: true,
      username: `principal://iam.googleapis.com/${POOL}/subject/${SUBJECT}`,
      exp: now + 3600,
      token_type: "Bearer",
      iss: "https://sts.googleapis.com/",
    });
    expect(await introspect("ya29.lab.forged.token")).toEqual({ active: false });
    now += 3601;
    expect(await introspect(token)).toEqual({ active: false });
  });
});

describe("generateAccessToken", () => {
  it("answers a token of the service account, of the lifetime that was asked for", async () => {
    const answer = await impersonate(lab, await federated(await own()), { scope: ["a"], lifetime: "600s" });
    expect(JSON.parse(answer.body)).toEqual({
      accessToken: expect.stringMatching(/^ya29\.lab\./),
      expireTime: new Date((now + 600) * 1000).toISOString().replace(".000", ""),
    });
  });

  it("goes by the federated token's life, not by that of the ID token", async () => {
    const token = await federated(await own({ expirationSeconds: 3600 }));
    now += 3599;
    expect((await impersonate(lab, token)).status).toBe(200);
    now += 1;
    expect((await impersonate(lab, token)).status).toBe(401);
  });

  it("refuses whom the account's bindings do not name, though the exchange lets it in", async () => {
    const answer = await impersonate(lab, await federated(await own({ serviceAccount: "payments" })));
    expect(JSON.parse(answer.body)).toEqual({
      error: {
        code: 403,
        message: "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).",
        status: "PERMISSION_DENIED",
      },
    });
  });

  it.each(["payments@acme-prod.iam.gserviceaccount.com", "12345"])(
    "refuses the account %s, which is not there",
    async (email) => {
      expect((await impersonate(lab, await federated(await own()), undefined, email)).status).toBe(403);
    },
  );

  it.each(["google_service_account.orders", "orders", "%E0%A4%A"])("knows no account by %s", async (email) => {
    expect((await impersonate(lab, await federated(await own()), undefined, email)).status).toBe(404);
  });

  it.each([
    ["", 400],
    ["[]", 400],
    ["{", 400],
    [{}, 400],
    [{ scope: [] }, 400],
    [{ scope: ["a"], lifetime: "0s" }, 400],
    [{ scope: ["a"], lifetime: "43201s" }, 400],
    [{ scope: ["a"], lifetime: 600 }, 400],
    [{ scope: ["a"], lifetime: "43200s" }, 200],
  ])("answers %j with %d", async (body, status) => {
    expect((await impersonate(lab, await federated(await own()), body)).status).toBe(status);
  });

  it("takes federated tokens of its own only, and no service account's", async () => {
    const account = field(await impersonate(lab, await federated(await own())), "accessToken");
    const idToken = await own();
    const statuses = await Promise.all([account, idToken, "x", `${account}x`].map((token) => impersonate(lab, token)));
    expect(statuses.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  });

  it("tells who asked for what", async () => {
    await impersonate(lab, await federated(await own()));
    expect(log.map(({ service, action, asker, wanted, verdict }) => [service, action, asker?.subject, wanted, verdict])).toEqual([
      ["Google STS", "token", SUBJECT, PROVIDER, "allow"],
      ["Google IAM Credentials", "generateAccessToken", SUBJECT, EMAIL, "allow"],
    ]);
  });
});
