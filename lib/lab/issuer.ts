import { LabError } from "./lab-error";
import { type SigningKeys, signingKeys } from "./signing-keys";

/** An issuer of the lab: it stands for a cluster, or for whatever signs tokens of this URL. */
export interface LabIssuer {
  /** As its tokens spell it in `iss`. */
  readonly url: string;
  /** The URL as the files have it: with holes where only apply knows it. */
  readonly text: string;
  /** What else it is called: a cluster's name, the name of a pool or a provider. */
  readonly names: readonly string[];
  /** The EKS clusters whose tokens it signs, as associations of EKS Pod Identity name them. */
  readonly clusters: readonly string[];
  /** Where its discovery document stands in the lab: this, then `/.well-known/openid-configuration`. */
  readonly labUrl: string;
  /** The discovery document: `issuer` is the real URL, `jwks_uri` the lab's. */
  discovery(): object;
  /** The public keys. */
  jwks(): object;
  /** A new key signs from now on. The old ones stay published until no token needs them, so nobody is locked out. */
  rotate(): Promise<void>;
  /** Signs any claims; `iss` is the issuer's if they name none. For ServiceAccounts there is `lab.serviceAccountToken`. */
  token(claims: Readonly<Record<string, unknown>>): Promise<string>;
  foreignToken(claims: Readonly<Record<string, unknown>>, kid?: string): Promise<string>;
  /** Its published keys, for who checks a signature. @internal */
  readonly keys: Pick<SigningKeys, "find">;
}

/** What an issuer is made of. */
export interface IssuerProps {
  readonly url: string;
  readonly text: string;
  readonly names: readonly string[];
  readonly clusters: readonly string[];
  readonly labUrl: string;
  /** Seconds since the epoch. */
  readonly now: () => number;
}

/** Makes an issuer with a key of its own. */
export async function makeIssuer({ now, ...props }: IssuerProps): Promise<LabIssuer> {
  const { url, labUrl } = props;
  const keys = await signingKeys(now);
  let forger: Promise<SigningKeys> | undefined;
  return {
    ...props,
    keys,
    discovery: () => ({
      issuer: url,
      jwks_uri: `${labUrl}/openid/v1/jwks`,
      response_types_supported: ["id_token"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    }),
    jwks: () => keys.jwks(),
    rotate: () => keys.rotate(),
    token: async (claims) => keys.sign({ iss: url, ...claims }, endOf(claims)),
    async foreignToken(claims, kid = keys.current()) {
      forger ??= signingKeys(now);
      return (await forger).sign({ iss: url, ...claims }, endOf(claims), kid);
    },
  };
}

function endOf({ exp }: Readonly<Record<string, unknown>>): number {
  if (exp === undefined) return 0;
  if (typeof exp !== "number" || !Number.isFinite(exp)) {
    throw new LabError(`exp is ${JSON.stringify(exp)}; give seconds since the epoch`);
  }
  return exp;
}
