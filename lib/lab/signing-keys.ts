import type { CryptoKey, JWK } from "jose" with { "resolution-mode": "import" };

/** How long after a token's end its key stays published: clouds take tokens a little late. */
const GRACE_SECONDS = 300;

/** A key of an issuer. */
interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
  /** When the last token that it signed ends. */
  neededUntil: number;
}

/** The keys of an issuer: the newest signs, and the others stay published until no token needs them. */
export interface SigningKeys {
  /** The id of the key that signs. */
  current(): string;
  /** Signs claims as a compact JWT, whose header names this key, or the one that is given. */
  sign(claims: object, expires: number, kid?: string): Promise<string>;
  /** A new key signs from now on. */
  rotate(): Promise<void>;
  /** The key of this id, if it is published. */
  find(kid: string): CryptoKey | undefined;
  /** The public keys, as published. */
  jwks(): { readonly keys: readonly JWK[] };
}

/** Makes the keys of an issuer: RS256, as Kubernetes signs by default and the one algorithm that every cloud takes. */
export async function signingKeys(now: () => number): Promise<SigningKeys> {
  const { CompactSign } = await import("jose");
  let newest = await makeKey();
  let keys: SigningKey[] = [newest];
  const published = (): SigningKey[] => {
    const oldest = now() - GRACE_SECONDS;
    keys = keys.filter((key) => key === newest || key.neededUntil >= oldest);
    return keys;
  };
  return {
    current: () => newest.kid,
    async sign(claims, expires, kid = newest.kid) {
      newest.neededUntil = Math.max(newest.neededUntil, expires);
      const payload = new TextEncoder().encode(JSON.stringify(claims));
      return new CompactSign(payload).setProtectedHeader({ alg: "RS256", kid }).sign(newest.privateKey);
    },
    async rotate() {
      newest = await makeKey();
      keys = [newest, ...published()];
    },
    find: (kid) => published().find((key) => key.kid === kid)?.publicKey,
    jwks: () => ({ keys: published().map(({ jwk }) => jwk) }),
  };
}

async function makeKey(): Promise<SigningKey> {
  const { calculateJwkThumbprint, exportJWK, generateKeyPair } = await import("jose");
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return { kid, privateKey, publicKey, jwk: { ...jwk, kid, use: "sig", alg: "RS256" }, neededUntil: 0 };
}
