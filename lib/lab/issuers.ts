import type { Answer, Asked } from "./answer";
import { json } from "./answer";
import { type LabIssuer, makeIssuer } from "./issuer";
import { LabError } from "./lab-error";
import type { StandIns } from "./stand-ins";

/** What an issuer is called. */
export type Called = Partial<Pick<LabIssuer, "names" | "clusters">>;

/** The issuers of a lab. */
export interface Issuers {
  readonly all: readonly LabIssuer[];
  /** The issuer of this URL, or of this name if only one has it. @throws LabError if none or several do */
  find(urlOrName: string): LabIssuer;
  /** The issuer that tokens name so. */
  ofUrl(url: unknown): LabIssuer | undefined;
  /** The issuer that the files name so, holes and all. */
  ofText(text: string): LabIssuer | undefined;
  /** Adds an issuer, such as one that nobody trusts. Of a URL that is there already: the one that is there. */
  add(url: string, called?: Called): Promise<LabIssuer>;
  /** Discovery document and keys: `/issuers/<n>/.well-known/openid-configuration` and `/issuers/<n>/openid/v1/jwks`. */
  answer(asked: Asked): Answer | undefined;
}

/** Room for issuers. `base` says where the lab listens, once it does. */
export function makeIssuers(names: StandIns, base: () => string, now: () => number): Issuers {
  const all: LabIssuer[] = [];
  const places = new Map<LabIssuer, number>();
  const byUrl = new Map<string, LabIssuer>();
  const byText = new Map<string, LabIssuer>();
  const making = new Map<string, Promise<LabIssuer>>();

  async function make(text: string, { names: called = [], clusters = [] }: Called): Promise<LabIssuer> {
    const url = names.concrete(text);
    const index = making.size;
    const issuer = await makeIssuer({ url, text, names: called, clusters, labUrl: `${base()}/issuers/${index}`, now });
    // Keys take their time to be made; the order is that of the asking.
    places.set(issuer, index);
    all.push(issuer);
    all.sort((one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0));
    byUrl.set(url, issuer);
    byText.set(text, issuer);
    return issuer;
  }

  return {
    all,
    ofUrl: (url) => (typeof url === "string" ? byUrl.get(url) : undefined),
    ofText: (text) => byText.get(text),
    async add(text, called = {}) {
      const known = making.get(text);
      if (known !== undefined) return known;
      const made = make(text, called);
      making.set(text, made);
      return made;
    },
    find(name) {
      const exact = byUrl.get(name) ?? byText.get(name);
      if (exact !== undefined) return exact;
      const [only, ...others] = all.filter((issuer) => issuer.names.includes(name) || issuer.url.endsWith(`/${name}`));
      if (only !== undefined && others.length === 0) return only;
      const problem = only === undefined ? "the files hold no issuer called" : "the files hold several issuers called";
      const there = all.map(({ url, names: called }) => [url, ...called].join(" or ")).join("; ");
      throw new LabError(`${problem} ${name}; name it by its URL: ${there === "" ? "the files trust none" : there}`);
    },
    answer({ method, url: { pathname } }) {
      const [, labPath, document] =
        /^(\/issuers\/\d+)\/(\.well-known\/openid-configuration|openid\/v1\/jwks)$/.exec(pathname) ?? [];
      const issuer = all.find(({ labUrl }) => labPath !== undefined && labUrl.endsWith(labPath));
      if (issuer === undefined || method !== "GET") return undefined;
      return json(200, document === "openid/v1/jwks" ? issuer.jwks() : issuer.discovery());
    },
  };
}
