import { type Lab, startLab } from "../../lib/lab";
import { serviceAccountClaims } from "../../lib/lab/service-account-token";
import { assume, element, tokenOf } from "./asking";
import { EU, STACK, SUBJECT } from "./stack";

let lab: Lab;
let now = 1_790_000_000;

beforeEach(async () => {
  now = 1_790_000_000;
  lab = await startLab({ inputs: [{ name: "s.tf.json", json: STACK }], now: () => now });
});
afterEach(() => lab.close());

const read = async <T>(url: string): Promise<T> => (await (await fetch(url)).json()) as T;

/** The key ids that the issuer publishes, by its discovery document. */
async function published(): Promise<string[]> {
  const { jwks_uri: uri } = await read<{ jwks_uri: string }>(lab.urls.issuers[EU]!);
  return (await read<{ keys: { kid: string }[] }>(uri)).keys.map(({ kid }) => kid);
}

const kidOf = (token: string): string =>
  (JSON.parse(Buffer.from(token.split(".")[0]!, "base64url").toString()) as { kid: string }).kid;
const isIn = async (token: string): Promise<string> => element("Code", await assume(lab, token)) ?? "in";

describe("an issuer", () => {
  it("publishes what a cloud reads: its real URL, and keys that check its tokens", async () => {
    const { jwtVerify, createRemoteJWKSet } = await import("jose");
    const discovery = await read<{ issuer: string; jwks_uri: string }>(lab.urls.issuers[EU]!);
    expect(discovery).toEqual({
      issuer: EU,
      jwks_uri: lab.urls.issuers[EU]!.replace(".well-known/openid-configuration", "openid/v1/jwks"),
      response_types_supported: ["id_token"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    });
    const keys = createRemoteJWKSet(new URL(discovery.jwks_uri));
    const { payload } = await jwtVerify(await tokenOf(lab), keys, { issuer: EU, currentDate: new Date(now * 1000) });
    expect(payload.sub).toBe(SUBJECT);
  });

  it("publishes no private part of a key", async () => {
    const { jwks_uri: uri } = await read<{ jwks_uri: string }>(lab.urls.issuers[EU]!);
    const { keys } = await read<{ keys: object[] }>(uri);
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([["alg", "e", "kid", "kty", "n", "use"]]);
  });

  it("locks nobody out when its key is changed, and drops the old key when no token needs it", async () => {
    const issuer = await lab.issuer("eu");
    const old = await tokenOf(lab, { expirationSeconds: 600 });
    await issuer.rotate();
    const fresh = await tokenOf(lab, { expirationSeconds: 7200 });
    expect(await published()).toEqual([kidOf(fresh), kidOf(old)]);
    expect([await isIn(old), await isIn(fresh)]).toEqual(["in", "in"]);
    now += 600 + 301;
    expect(await published()).toEqual([kidOf(fresh)]);
    expect([await isIn(old), await isIn(fresh)]).toEqual(["InvalidIdentityToken", "in"]);
  });

  it("keeps the key that signs, though no token of it lives", async () => {
    now += 10 * 86_400;
    expect(await published()).toHaveLength(1);
    expect(await isIn(await tokenOf(lab))).toBe("in");
  });

  it("signs any claims, and another issuer's key does not sign for it", async () => {
    const issuer = await lab.issuer(EU);
    const other = await lab.issuer("https://other.example.com");
    const claims = { sub: SUBJECT, aud: "sts.amazonaws.com", iat: now, exp: now + 60 };
    expect(await isIn(await issuer.token(claims))).toBe("in");
    expect(await isIn(await other.token({ ...claims, iss: EU }))).toBe("InvalidIdentityToken");
    await expect(issuer.token({ ...claims, exp: "soon" })).rejects.toThrow('exp is "soon"; give seconds since the epoch');
  });

  it("is found by its URL, its cluster's name, or the end of its URL", async () => {
    const found = await Promise.all([EU, "eu", "0123456789ABCDEF0123456789ABCDEF"].map((name) => lab.issuer(name)));
    expect(found.map(({ url }) => url)).toEqual([EU, EU, EU]);
    await expect(lab.issuer("us")).rejects.toThrow(/^the files hold no issuer called us; name it by its URL: https:/);
  });
});

describe("a ServiceAccount's token", () => {
  it("has exactly the claims of a projected one", () => {
    const props = { namespace: "shop", serviceAccount: "orders", audience: "a", pod: "orders-1", uid: "u", node: "n" };
    const { jti, "kubernetes.io": kubernetes, ...claims } = serviceAccountClaims(EU, props, 1_790_000_000.7);
    const guid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as unknown;
    expect(claims).toEqual({ aud: ["a"], exp: 1_790_003_600, iat: 1_790_000_000, nbf: 1_790_000_000, iss: EU, sub: SUBJECT });
    expect(jti).toEqual(guid);
    expect(kubernetes).toEqual({
      namespace: "shop",
      node: { name: "n", uid: guid },
      pod: { name: "orders-1", uid: guid },
      serviceaccount: { name: "orders", uid: "u" },
    });
  });

  it.each([
    [{ expirationSeconds: 599 }, "a token of 599 seconds; the API server takes whole numbers from 600 to 4294967296"],
    [{ expirationSeconds: 600.5 }, "a token of 600.5 seconds; the API server takes whole numbers from 600 to 4294967296"],
    [{ expirationSeconds: 0, allowShort: true }, "a token of 0 seconds; the API server takes whole numbers from 1 to 4294967296"],
    [{ namespace: "a.b" }, 'namespace "a.b" is not a name of Kubernetes; use lower case letters, digits and "-"'],
    [{ serviceAccount: "../x" }, 'ServiceAccount "../x" is not a name of Kubernetes; use lower case letters, digits and "-"'],
    [{ serviceAccount: "a:b" }, 'ServiceAccount "a:b" is not a name of Kubernetes; use lower case letters, digits and "-"'],
  ])("refuses %j as the API server does", (changes, message) => {
    const props = { namespace: "shop", serviceAccount: "orders", audience: "a", ...changes };
    expect(() => serviceAccountClaims(EU, props, now)).toThrow(message);
  });
});
